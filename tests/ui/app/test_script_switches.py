"""`x` and `f` on a script: a weight or a neuron is switched off, a weight is held."""

from __future__ import annotations

import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Where
from tinynet_tui.ui.panes.script.variables import Item

ELEVEN = SCRIPTS / "eleven_lines.py"


def item(it: ScriptTrainer, label: str) -> Item:
    return next(one for pane in it.main.arrays for one in pane.group.items if one.label == label)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_weight_is_off_until_it_is_switched_on(size: tuple[int, int]) -> None:
    async with opened(ELEVEN, size=size) as it:
        await it.go("100:6")
        before = it.frame.values["a"].array
        await it.typed("x")
        await it.shows("a[0,0] is off", "off: 0 after every step")
        assert any("off" in line.split("│")[3] for line in it.lines[2:5])
        assert it.frame.edits == (Edit(Where(100, 6), "a[0,0]", "off"),)
        await it.go("400:6")
        now = it.frame.values["a"].array
        assert before is not None and now is not None and now[0, 0] == 0 and before[0, 0]
        await it.typed("x")
        again = it.frame.values["a"].array
        assert again is not None and again[0, 0] == before[0, 0]
        await it.typed("x")  # off at the same position: as if it had not been on
        assert len(it.frame.edits) == 1
        await it.typed("X")
        assert not it.frame.edits and it.where == Where(100, 6)
        await it.typed("Z")
        assert it.frame.turned == {"a[0,0]": {"off"}}


async def test_a_frozen_weight_keeps_its_value_while_the_others_are_trained() -> None:
    async with opened(ELEVEN) as it:
        await it.go("100:5")
        await it.typed("f")
        await it.shows("b[0,0] is frozen", "frozen at this value")
        held = it.frame.values["b"].array
        await it.go("300:5")
        now = it.frame.values["b"].array
        assert held is not None and now is not None
        assert now[0, 0] == held[0, 0] and (now[1:] != held[1:]).all()
        assert "--set" in it.app.reopening() and "b[0,0]=hold@100:5" in it.app.reopening()
        await it.typed("f", "N")
        assert it.frame.edits[-1].value == "free"
        freed = it.frame.values["b"].array
        assert freed is not None and freed[0, 0] != held[0, 0]


async def test_a_neuron_is_off_for_all_examples_and_says_so_in_the_drawing() -> None:
    async with opened(ELEVEN) as it:
        await it.go("100:1")
        it.main.choose(item(it, "h"), (0, 2))
        await it.typed("x")
        assert it.frame.edits == (Edit(Where(100, 1), "h[:,2]", "off"),)
        await it.go("101:2")
        h = it.frame.values["h"].array
        assert h is not None and not h[:, 2].any() and h[:, 1].all()
        it.main.choose(item(it, "b"), (2, 0))
        await it.typed("x", "2")
        await it.shows("network 3-6-1", "off")


@pytest.mark.parametrize(
    ("label", "key", "why"),
    [
        ("hd", "x", "hd is not on the way forward: x is for weights and neurons"),
        ("h", "f", "h is made anew in each iteration: f is for weights"),
        ("seen", "f", "seen is given: the loop does not change it"),
    ],
)
async def test_what_cannot_be_switched_or_frozen_says_why(label: str, key: str, why: str) -> None:
    async with opened(ELEVEN, size=(200, 60)) as it:
        await it.go("100")
        it.main.choose(item(it, label), (0, 0))
        await it.typed(key)
        await it.shows(why)
        assert not it.frame.edits


async def test_an_input_is_off_for_all_examples() -> None:
    async with opened(ELEVEN) as it:
        await it.go("100")
        it.main.choose(item(it, "seen"), (1, 0))
        await it.typed("x")
        assert it.frame.edits[0].target == "seen[:,0]"
        X = it.frame.values["seen"].array
        assert X is not None and not X[:, 0].any()
        await it.typed("N", "x")
        X = it.frame.values["seen"].array
        assert X is not None and X[:, 0].any()


@pytest.mark.parametrize(
    "name", ["class_train_think", "samples_outer", "deep_list_of_weights", "dict_params"]
)
async def test_weights_of_any_kind_are_switched_and_frozen(name: str) -> None:
    async with opened(SCRIPTS / f"{name}.py", size=(200, 60)) as it:
        await it.go("5")
        plan = it.frame.plan
        assert plan is not None
        weights = [
            one for pane in it.main.arrays for one in pane.group.items if one.name in plan.states
        ]
        it.main.choose(weights[0], (0, 0))
        for key in "fx":
            await it.typed(key)
        target = it.frame.edits[0].target
        await it.go("9")
        assert it.frame.turned[target] == {"off", "hold"}
        value = weights[0].value(it.frame.values)
        assert value is not None and value.array is not None and value.array.flat[0] == 0
