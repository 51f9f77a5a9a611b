"""The notes of an explanation are true of the numbers beside them, and short enough to be read."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import numpy as np
import pytest

from helpers.explanations import TWO_LAYERS, VIDEO, WIDE, cells, of_kind, result_of, standing_at
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.gradient_check import check_gradient
from tinynet_tui.report.train import last_iteration
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

ONE_EXAMPLE = Experiment(Dataset.of("one", [[0.3, 1]], [1]), hidden=2)
EXPERIMENTS = [VIDEO, TWO_LAYERS, WIDE, ONE_EXAMPLE]
PANE = 40
"""The width of the explanation pane's text in a terminal of 80×24."""


def noted(snapshot: Snapshot, name: str, cursor: Cursor | None = None) -> list[str]:
    return [note.text for note in of_kind(explain(snapshot, name, cursor or Cursor()), "note")]


def edited(experiment: Experiment, *texts: str) -> Experiment:
    edits = tuple(Edit.parse(text, experiment.dimensions) for text in texts)
    return replace(experiment, edits=edits)


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_gradient_is_minus_the_sum_beside_the_note(experiment: Experiment) -> None:
    script = experiment.script
    snapshot = standing_at(experiment, Position(20, len(script.steps)))
    noun = "product" if len(experiment.dataset.X) == 1 else "sum"
    for synapse in script.weights:
        for cell, cursor in cells(synapse, experiment):
            assert f"their {noun} is minus the gradient: adding it goes downhill" in noted(
                snapshot, synapse, cursor
            )
            labels = [line.text for line in explain(snapshot, synapse, cursor).lines]
            assert any(label.startswith(f"their {noun} × alpha") for label in labels)
            check = check_gradient(experiment, snapshot.current, synapse, cell)
            _, _, layer, delta = script.step(synapse).operands
            left, right = (snapshot.current.values[name] for name in (layer, delta))
            total = float(left[:, cell[0]] @ right[:, cell[1]])
            assert check.measured == pytest.approx(-total, rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_transposed_layer_has_one_row_for_each_of_what_the_note_names(
    experiment: Experiment,
) -> None:
    script, sizes = experiment.script, experiment.dimensions.sizes
    snapshot = standing_at(experiment, Position(3, len(script.steps)))
    for synapse in script.weights:
        layer = script.roles.source(synapse)
        of_input = layer == script.roles.input
        row = "input" if of_input else "neuron"
        assert f"{layer}.T has one row per {row}, so the sum is over the examples" in noted(
            snapshot, synapse
        )
        value = snapshot.value(layer)
        assert value is not None
        assert value.array.T.shape == (sizes["input" if of_input else "hidden"], sizes["example"])


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_error_in_the_note_is_the_mean_of_all_absolute_errors(experiment: Experiment) -> None:
    error = experiment.script.step(experiment.script.error)
    snapshot = standing_at(experiment, Position(7, error.number))
    first, other = noted(snapshot, error.name)
    value = snapshot.value(error.name)
    assert value is not None
    shown = float(first.removeprefix("Error: ").partition(",")[0])
    assert shown == pytest.approx(float(np.abs(value.array).mean()), rel=1e-11)
    assert other == "training minimises half the sum of all squared errors, not the mean |error|"


def test_what_training_minimises_can_fall_while_the_mean_rises() -> None:
    timeline = Timeline(replace(VIDEO, alpha=0.1, seed=2))
    means, halves = [], []
    for _ in range(50):
        timeline.advance(1)
        differences = last_iteration(timeline).values["l2_error"]
        means.append(np.abs(differences).mean())
        halves.append(0.5 * float(np.square(differences).sum()))
    falls = np.diff(halves) < 0
    assert falls.all()
    assert (np.diff(means)[falls] > 0).any()


def test_a_weight_is_explained_as_edited_from_where_the_edit_is_in_effect() -> None:
    experiment = edited(VIDEO, "syn0[0,1]=0.5@100:l1_error")
    cursor = Cursor(hidden=1)
    for step in (1, 5, 6):
        snapshot = standing_at(experiment, Position(100, step))
        value = snapshot.value("syn0")
        assert value is not None
        assert value.array[0, 1] == 0.5
    assert noted(snapshot, "syn0", cursor) == ["edited at 100:l1_error", "in effect from 100:l0 on"]
    for at in ("100:l0", "100:syn0"):
        snapshot = standing_at(
            edited(VIDEO, f"syn0[0,1]=0.5@{at}"), Position.parse(at, VIDEO.script)
        )
        assert noted(snapshot, "syn0", cursor) == [f"edited at {at}"]


def test_a_weight_that_is_switched_on_gets_its_old_value_back() -> None:
    off, on = "syn1[2,0]=off@100", "syn1[2,0]=on@110"
    cursor = Cursor(hidden=2)
    straight = standing_at(VIDEO, Position(100, 4)).value("syn1")
    snapshot = standing_at(edited(VIDEO, off), Position(109, 4))
    assert noted(snapshot, "syn1", cursor) == [
        "switched off at 100:l2_error: it is 0 and is not trained",
        "when it is switched on, it gets its old value back",
    ]
    back = explain(standing_at(edited(VIDEO, off, on), Position(110, 4)), "syn1", cursor)
    assert straight is not None
    assert float(result_of(back).value) == pytest.approx(straight.array[2, 0], abs=1e-8)


def test_the_weights_of_a_neuron_that_is_off_are_named_and_zero() -> None:
    snapshot = standing_at(edited(VIDEO, "l1[:,2]=off@100"), Position(101, 3))
    assert noted(snapshot, "l1", Cursor(hidden=2))[-1] == (
        "this neuron is off: its weights syn1[2,:] are 0"
    )
    value = snapshot.value("syn1")
    assert value is not None
    assert not value.array[2].any()


def test_data_say_whether_they_are_edited() -> None:
    experiment = edited(VIDEO, "y[1,0]=0@100", "X[2,1]=0.3@100")
    snapshot = standing_at(experiment, Position(101, 1))
    assert noted(snapshot, "y") == ["the target, from the data"]
    assert noted(snapshot, "y", Cursor(example=1)) == ["the target, edited at 100:l2_error"]
    assert noted(snapshot, "l0", Cursor(example=2, input=1))[-1] == "edited at 100:l2_error"


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_a_note_takes_at_most_three_rows_of_the_narrowest_pane(experiment: Experiment) -> None:
    for step in experiment.script.steps:
        snapshot = standing_at(experiment, Position(3, step.number))
        for _, cursor in cells(step.name, experiment):
            for note in noted(snapshot, step.name, cursor):
                assert len(textwrap.wrap(note, PANE)) <= 3


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("l1", "(i = input)"),
        ("l2", "(h = hidden neuron)"),
        ("syn1", "(e = example)"),
        ("syn0", "(e = example)"),
    ],
)
def test_the_head_of_a_sum_says_what_its_letter_counts(name: str, meaning: str) -> None:
    (head,) = of_kind(explain(standing_at(Experiment(), Position(254, 9)), name, Cursor()), "head")
    assert head.text.endswith(f"  {meaning}")
