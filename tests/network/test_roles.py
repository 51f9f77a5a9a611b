"""What a variable is for follows from the flow of data, whatever it is called."""

from __future__ import annotations

import pytest

from helpers.other_names import AS_LONG, LETTERS, SAME, WORDS, Names, renamed
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.roles import Roles
from tinynet_tui.network.script import Script

pytestmark = pytest.mark.parametrize("names", [SAME, WORDS, LETTERS, AS_LONG])


def three(names: Names) -> Roles:
    return renamed(THREE_LAYERS, names).roles


def two(names: Names) -> Roles:
    return renamed(TWO_LAYERS, names).roles


def test_the_layers_lead_from_the_input_to_the_prediction(names: Names) -> None:
    l0, l1, l2 = (names[name] for name in ("l0", "l1", "l2"))
    assert three(names).layers == (l0, l1, l2)
    assert (three(names).input, three(names).prediction) == (l0, l2)
    assert two(names).layers == (l0, l1)
    assert (two(names).input, two(names).prediction) == (l0, l1)


@pytest.mark.parametrize("script", [THREE_LAYERS, TWO_LAYERS])
def test_every_variable_is_a_layer_a_weight_or_neither(names: Names, script: Script) -> None:
    roles = renamed(script, names).roles
    for name in (*script.names, "X", "y"):
        other = names.get(name, name)
        assert roles.is_layer(other) == (name in ("l0", "l1", "l2"))
        assert roles.is_weight(other) == (name in ("syn0", "syn1"))


def test_the_input_is_another_name_for_the_data(names: Names) -> None:
    for roles in (three(names), two(names)):
        assert roles.data(names["l0"]) == roles.data("X") == "X"
        assert roles.data("y") == "y"
        for name in ("l1", "l1_delta", "syn0"):
            assert roles.data(names[name]) == names[name]


def test_weights_lead_from_one_layer_to_the_next(names: Names) -> None:
    l0, l1, l2, syn0, syn1 = (names[name] for name in ("l0", "l1", "l2", "syn0", "syn1"))
    roles = three(names)
    assert roles.weights == (syn0, syn1)
    assert [(roles.source(name), roles.target(name)) for name in roles.weights] == [
        (l0, l1),
        (l1, l2),
    ]
    assert [roles.into(name) for name in roles.layers] == [None, syn0, syn1]
    assert [roles.out_of(name) for name in roles.layers] == [syn0, syn1, None]
    roles = two(names)
    assert (roles.source(syn0), roles.target(syn0)) == (l0, l1)
    assert [roles.into(name) for name in roles.layers] == [None, syn0]
    assert [roles.out_of(name) for name in roles.layers] == [syn0, None]


def test_a_layers_error_and_delta_come_back_to_it(names: Names) -> None:
    l0, l1, l2 = (names[name] for name in ("l0", "l1", "l2"))
    roles = three(names)
    for layer, name in ((l1, "l1"), (l2, "l2")):
        error, delta = names[f"{name}_error"], names[f"{name}_delta"]
        assert (roles.error(layer), roles.delta(layer)) == roles.back(layer) == (error, delta)
    assert two(names).back(l1) == (names["l1_error"], names["l1_delta"])
    assert roles.back(l0) == ()
    for ask in (roles.error, roles.delta):
        with pytest.raises(IndexError):
            ask(l0)


def test_a_variables_columns_are_the_neurons_of_a_layer(names: Names) -> None:
    layers = {
        "l0": ("l0", "X"),
        "l1": ("l1", "l1_error", "l1_delta", "syn0"),
        "l2": ("l2", "l2_error", "l2_delta", "syn1", "y"),
    }
    roles = three(names)
    for layer, variables in layers.items():
        for name in variables:
            assert roles.layer_of(names.get(name, name)) == names[layer]
    assert two(names).layer_of("y") == two(names).layer_of(names["syn0"]) == names["l1"]
    with pytest.raises(KeyError):
        roles.layer_of("alpha")


def test_layers_and_synapses_are_called_by_their_place(names: Names) -> None:
    captions = {
        "l0": "input",
        "l1": "layer 1",
        "l2": "layer 2",
        "syn0": "synapse 0",
        "syn1": "synapse 1",
    }
    for script in (THREE_LAYERS, TWO_LAYERS):
        roles = renamed(script, names).roles
        for name in script.names:
            assert roles.caption(names[name]) == captions.get(name, names[name])
        assert roles.caption("y") == "y"
