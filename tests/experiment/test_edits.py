"""Edits: a run with them gives the bits of the script run plainly with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.edited import LENGTH, edited
from helpers.examples import examples
from helpers.strategies import edits, experiments, same
from helpers.worker import numbers, straight_to
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.network.array import Array
from tinynet_tui.timeline import timeline as timeline_module
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline


class Plain:
    """The script, run line by line with a plain loop, and everything changed as it comes."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.script = experiment, experiment.script
        self.X, self.y = experiment.dataset.X.copy(), experiment.dataset.y.copy()
        weights = experiment.initial_weights()
        self.weights = dict(zip(self.script.weights, weights, strict=True))
        self.kept: dict[tuple[str, int, int], float] = {}
        """What is off, and the weight that it had."""
        self.held: set[tuple[str, int, int]] = set()

    def cells(self, edit: Edit) -> list[tuple[str, int, int]]:
        row, column = edit.cell
        if row is not None:
            return [(edit.name, row, column)]
        name = f"syn{edit.name[1:]}"
        return [(name, column, there) for there in range(self.weights[name].shape[1])]

    def change(self, edit: Edit) -> None:
        if edit.name in ("X", "y"):
            getattr(self, edit.name)[edit.cell] = edit.value
            return
        for cell in self.cells(edit):
            weight, at = self.weights[cell[0]], cell[1:]
            if edit.value in ("hold", "free"):
                self.held = self.held - {cell} | ({cell} if edit.value == "hold" else set())
            elif edit.value == "off":
                self.kept.setdefault(cell, float(weight[at]))
                weight[at] = 0.0
            elif edit.value == "on":
                weight[at] = self.kept.pop(cell, weight[at])
            else:
                self.kept.pop(cell, None)
                weight[at] = edit.value

    def counts_late(self, edit: Edit) -> bool:
        if edit.name in ("X", "y"):
            return False
        synapse = f"syn{edit.name[1:]}" if edit.name.startswith("l") else edit.name
        return edit.at.step >= self.script.names.index(synapse) + 1

    def run(self, last: Position) -> dict[str, Array]:
        """Every variable at a position, after all that came before."""
        values: dict[str, Array] = {}
        for iteration in range(last.iteration + 1):
            mine = [edit for edit in self.experiment.edits if edit.at.iteration == iteration]
            for edit in mine:
                if not self.counts_late(edit):
                    self.change(edit)
            arrays = [self.weights[name] for name in self.script.weights]
            before = {cell: float(self.weights[cell[0]][cell[1:]]) for cell in self.held}
            lines = self.script.run(self.X, self.y, *arrays, self.experiment.alpha)
            for step, (name, value) in enumerate(zip(self.script.names, lines, strict=True), 1):
                values[name] = value
                for cell, number in before.items():
                    if cell[0] == name:
                        value[cell[1:]] = number
                for cell in self.kept:
                    if cell[0] == name:
                        value[cell[1:]] = 0.0
                for edit in mine:
                    if self.counts_late(edit) and edit.at.step == step:
                        self.change(edit)
                if Position(iteration, step) == last:
                    break
        # Later changes are made in place, and to what the data were.
        return {name: np.array(value) for name, value in {**values, **self.weights}.items()}


def assert_plain(snapshot: Snapshot) -> None:
    """A snapshot shows what the plain loop comes to."""
    plain = Plain(snapshot.experiment)
    expected = plain.run(snapshot.position)
    for name in snapshot.experiment.script.names:
        value = snapshot.value(name)
        if value is None:
            assert name not in expected
        elif name != "l0":
            assert same(value.array, expected[name] + 0.0), name
    assert same(snapshot.current.start["X"], plain.X)
    assert same(snapshot.current.start["y"], plain.y)


@examples(150)
@given(edited(), st.data())
def test_an_edited_run_is_the_script_with_the_edits(
    experiment: Experiment, data: st.DataObject
) -> None:
    iteration = data.draw(st.integers(0, LENGTH))
    step = data.draw(st.integers(1, len(experiment.script.steps)))
    assert_plain(straight_to(Position(iteration, step), experiment))


@examples(100)
@given(edited(), st.data())
def test_a_run_that_is_edited_on_the_way_knows_what_a_straight_run_knows(
    experiment: Experiment, data: st.DataObject
) -> None:
    """Errors, events and numbers, whatever was there before, made or taken back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timeline_module, "SPACING", data.draw(st.integers(1, 6)))
        timeline = Timeline(experiment)
        for _ in range(LENGTH):
            timeline.advance(1)
        known = list(experiment.edits)
        for _ in range(data.draw(st.integers(1, 3))):
            taken_back = data.draw(st.integers(0, len(known)))
            if taken_back:
                known.pop(taken_back - 1)
            else:
                known.append(data.draw(edits(experiment, LENGTH)))
            timeline = timeline.edited(tuple(known))
            timeline.advance(LENGTH - timeline.position.iteration)
    straight = Timeline(timeline.experiment)
    straight.advance(LENGTH)
    assert_plain(timeline.snapshot())
    span = range(LENGTH + 1)
    assert timeline.history.envelope(span) == straight.history.envelope(span)
    assert list(timeline.events) == list(straight.events)
    assert timeline.events.counts == straight.events.counts
    assert timeline.diverged == straight.diverged


def test_a_weight_changed_after_its_update_counts_from_there() -> None:
    experiment = Experiment()
    edit = Edit.parse("syn1[2,0]=0.25@100:syn0", experiment.dimensions)
    timeline = Timeline(Experiment(edits=(edit,)))
    timeline.advance(100)
    plain = straight_to(Position(100, 8), Experiment())
    timeline.stand_at(8)
    assert same(numbers(timeline.snapshot(), "syn1"), numbers(plain, "syn1"))
    timeline.stand_at(9)
    assert numbers(timeline.snapshot(), "syn1")[2, 0] == 0.25
    timeline.advance_step()
    assert numbers(timeline.snapshot(), "syn1")[2, 0] == 0.25


def test_what_is_off_is_nothing_and_is_not_trained_and_comes_back_as_it_was() -> None:
    off = Edit.parse("l1[:,2]=off@10:l2", Experiment().dimensions)
    on = Edit.parse("l1[:,2]=on@300:l0", Experiment().dimensions)
    timeline = Timeline(Experiment(edits=(off, on)))
    timeline.advance(10)
    before = numbers(straight_to(Position(10, 1), Experiment()), "syn1")[2, 0]
    incoming = numbers(timeline.snapshot(), "syn0")[:, 2]
    timeline.advance(289)
    snapshot = timeline.snapshot()
    assert snapshot.current.is_off("syn1", (2, slice(None)))
    assert numbers(snapshot, "syn1")[2, 0] == 0.0
    assert same(numbers(snapshot, "syn0")[:, 2], incoming)  # nothing flows back to it
    timeline.advance(1)
    assert numbers(timeline.snapshot(), "syn1")[2, 0] == before


def test_a_neuron_is_off_where_its_output_was_computed_without_it() -> None:
    late = Edit.parse("l1[:,2]=off@20:syn1", Experiment().dimensions)
    timeline = Timeline(Experiment(edits=(late,)))
    timeline.advance(20)
    timeline.stand_at(8)
    snapshot = timeline.snapshot()
    assert snapshot.is_off("syn1", (2, 0))
    assert not snapshot.is_off("l1", (0, 2))  # l2 was computed with it
    timeline.advance_step()
    timeline.advance_step()
    assert not timeline.snapshot().is_off("l1", (0, 2))  # left over from the iteration before
    timeline.advance_step()
    assert timeline.snapshot().is_off("l1", (0, 2))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("syn0[0,1]", "is not an edit, such as"),
        ("syn0[0,1]=0.5", "is not an edit, such as"),
        ("syn0[0,1]=nan@3", "'nan' is not a finite number"),
        ("syn0[0,1]=1_0@3", "'1_0' is not a number"),
        ("syn0[0,9]=1@3", "syn0 has rows 0 to 2 and columns 0 to 3"),
        ("syn0[0,1]=1@3:l9", "'l9' is not a step"),
        ("l1[0,1]=1@3", "l1[0,1] cannot be edited"),
        ("l2[:,0]=off@3", "l2[:,0] cannot be edited"),
        ("l1[:,0]=1@3", "can only be on or off"),
        ("X[0,0]=off@3", "only weights and neurons can be on or off"),
        ("y[0,0]=2@3", "a target must be from 0 to 1, not 2"),
    ],
)
def test_a_bad_edit_is_one_clear_line(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        Edit.parse(text, Experiment().dimensions)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.data())
def test_the_text_of_an_edit_reads_back(data: st.DataObject) -> None:
    experiment = data.draw(experiments(hidden=3, rows=5))
    edit = data.draw(edits(experiment, LENGTH))
    assert Edit.parse(edit.text(experiment.script), experiment.dimensions) == edit


def test_each_segment_is_made_from_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many changes cost no more each than few."""
    looked_at = 0
    plain = vars(Edit)["index"].fget

    def counting(edit: Edit) -> Any:
        nonlocal looked_at
        looked_at += 1
        return plain(edit)

    changes = tuple(Edit(Position(at, 1), "syn0", (0, 0), at / 1000) for at in range(400))
    monkeypatch.setattr(Edit, "index", property(counting))
    timeline = Timeline(Experiment(edits=changes))
    for _ in range(400):
        timeline.advance(1)
    assert looked_at < 10 * len(changes)


# A weight that is held.


def held_run(*texts: str) -> Timeline:
    plain = Experiment()
    edits = tuple(Edit.parse(text, plain.dimensions) for text in texts)
    return Timeline(replace(plain, edits=edits))


def test_a_weight_that_is_held_keeps_its_value_and_all_others_are_trained() -> None:
    timeline = held_run("syn0[0,1]=hold@20:l0", "syn0[0,1]=free@40:l0")
    weights = {}
    for iteration in (19, 20, 21, 39, 40, 41):
        timeline.advance(iteration - timeline.position.iteration)
        weights[iteration] = timeline.snapshot().current.start["syn0"]
    assert weights[20][0, 1] == weights[21][0, 1] == weights[39][0, 1] == weights[40][0, 1]
    assert weights[19][0, 1] != weights[20][0, 1] and weights[40][0, 1] != weights[41][0, 1]
    assert weights[20][0, 0] != weights[21][0, 0]


def test_a_weight_that_is_held_can_be_given_another_value() -> None:
    timeline = held_run("syn1[2,0]=hold@3:l0", "syn1[2,0]=0.25@5:l0")
    timeline.advance(9)
    assert timeline.snapshot().current.start["syn1"][2, 0] == 0.25
    assert timeline.snapshot().is_held("syn1", (2, 0))
    assert not timeline.snapshot().is_held("syn1", (1, 0))


def test_hold_is_an_edit_of_a_weight_only() -> None:
    dimensions = Experiment().dimensions
    edit = Edit.parse("syn0[0,1]=HOLD@100:l0", dimensions)
    assert edit.text(Experiment().script) == "syn0[0,1]=hold@100:l0"
    for text, line in (
        ("l1[:,2]=hold@3", r"l1\[:,2\] is a neuron: only a weight can be held or free"),
        ("y[1,0]=free@3", r"y\[1,0\] is data: only weights and neurons can be on or off"),
    ):
        with pytest.raises(ValueError, match=line):
            Edit.parse(text, dimensions)


def test_the_explanation_says_that_a_weight_is_held() -> None:
    timeline = held_run("syn0[0,1]=hold@5:l0", "syn0[0,1]=free@9:l0")
    timeline.advance(7)
    texts = [line.text for line in explain(timeline.snapshot(), "syn0", Cursor(0, 0, 1)).lines]
    assert texts[-1] == "held at 5:l0: it keeps its value and is not trained"
    timeline.advance(2)
    texts = [line.text for line in explain(timeline.snapshot(), "syn0", Cursor(0, 0, 1)).lines]
    assert texts[-1] == "free again at 9:l0"
