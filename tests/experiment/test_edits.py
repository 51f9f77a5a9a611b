"""Changes by hand: a run with them gives the bits of the script run plainly with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.edited import LENGTH, edited
from helpers.examples import examples
from helpers.strategies import edits, experiments, same
from helpers.worker import Screen, assert_same_numbers, resting, running, straight_to
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.timeline import timeline as timeline_module
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.worker.commands import Change, Command, Go, Move, Play, Restart, Switch, Undo
from tinynet_tui.worker.worker import Frame


class Plain:
    """The script, run line by line with a plain loop, and everything changed as it comes."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.script = experiment, experiment.script
        self.X, self.y = experiment.dataset.X.copy(), experiment.dataset.y.copy()
        weights = experiment.initial_weights()
        self.weights = dict(zip(self.script.weights, weights, strict=True))
        self.kept: dict[tuple[str, int, int], float] = {}
        """What is off, and the weight that it had."""

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
            if edit.value == "off":
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
            lines = self.script.function(self.X, self.y, *arrays, self.experiment.alpha)
            for step, (name, value) in enumerate(zip(self.script.names, lines, strict=True), 1):
                values[name] = value
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
    """A moment shows what the plain loop comes to."""
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
def test_a_run_with_changes_is_the_script_with_them(
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


HAND: st.SearchStrategy[Command] = st.one_of(
    st.builds(Change, st.just("X"), st.just((1, 0)), st.floats(-2, 2)),
    st.builds(Change, st.just("y"), st.just((2, 0)), st.floats(0, 1), st.booleans()),
    st.builds(Change, st.just("syn1"), st.just((1, 0)), st.floats(-9, 9), st.booleans()),
    st.builds(Switch, st.just("syn0"), st.just((2, 1))),
    st.builds(Switch, st.just("l1"), st.sampled_from([(None, 0), (None, 3)])),
    st.builds(Undo, st.booleans()),
)
MOVES: st.SearchStrategy[Command] = st.one_of(
    st.builds(Move, st.sampled_from(["step", "iteration"]), st.booleans()),
    st.builds(Go, st.builds(Position, st.integers(0, 600), st.integers(1, 9))),
    st.just(Go(None)),
    st.just(Restart()),
)


@examples(40)
@given(st.lists(HAND | MOVES, min_size=1, max_size=14))
def test_any_walk_with_changes_gives_the_bits_of_a_straight_run(walk: list[Command]) -> None:
    with running() as screen:
        screen.send(*walk)
        frame = settled(screen)
        assert_same_numbers(frame.snapshot)


def settled(screen: Screen) -> Any:
    """The Frame after everything that was sent: a last command answers behind all of them."""
    screen.send(Go(Position(777, 3)))
    return screen.wait_for(
        lambda frame: resting(frame) and frame.snapshot.position == Position(777, 3)
    )


def with_edits(count: int) -> Callable[[Frame], bool]:
    return lambda frame: len(frame.snapshot.experiment.edits) == count and resting(frame)


def numbers(snapshot: Snapshot, name: str) -> Array:
    value = snapshot.value(name)
    assert value is not None
    return value.array


def test_a_change_counts_from_the_first_step_and_everything_follows_at_once() -> None:
    with running() as screen:
        screen.send(Go(Position(100, 6)), Change("syn0", (0, 1), 0.5))
        snapshot = screen.wait_for(
            lambda frame: frame.snapshot.experiment.edits and resting(frame)
        ).snapshot
        assert snapshot.position == Position(100, 6)
        assert numbers(snapshot, "syn0")[0, 1] == 0.5
        untouched = straight_to(Position(100, 6), Experiment())
        assert not same(numbers(snapshot, "l1"), numbers(untouched, "l1"))
        assert not same(numbers(snapshot, "l1_error"), numbers(untouched, "l1_error"))
        assert [edit.text(snapshot.experiment.script) for edit in snapshot.experiment.edits] == [
            "syn0[0,1]=0.5@100:l1_error"
        ]


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


def test_going_back_before_a_change_undoes_it_and_going_on_brings_it_again() -> None:
    with running() as screen:
        screen.send(Go(Position(50, 4)), Change("y", (1, 0), 0.0), Go(Position(49, 9)))
        back = screen.wait_for(lambda frame: frame.snapshot.position == Position(49, 9)).snapshot
        assert back.current.start["y"][1, 0] == 1.0
        screen.send(Go(Position(51, 4)))
        on = screen.wait_for(lambda frame: frame.snapshot.position == Position(51, 4)).snapshot
        assert on.current.start["y"][1, 0] == 0.0


def test_undo_takes_the_last_change_back_and_goes_to_where_it_was() -> None:
    with running() as screen:
        screen.send(Go(Position(80, 2)), Change("X", (0, 0), 1.0))
        screen.send(Go(Position(20, 5)), Switch("l1", (None, 2)), Go(Position(500, 4)))
        screen.send(Undo())
        frame = screen.wait_for(with_edits(1))
        assert frame.snapshot.position == Position(20, 5)
        assert frame.note == "undone: l1[:,2]=off@20:l2_delta"
        screen.send(Undo())
        frame = screen.wait_for(with_edits(0))
        assert frame.snapshot.position == Position(80, 2)
        screen.send(Undo(again=True), Undo(again=True))
        frame = screen.wait_for(with_edits(2))
        assert frame.snapshot.position == Position(20, 5)
        screen.send(Undo(again=True))
        screen.wait_for(lambda frame: frame.note == "nothing was undone")


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


def test_a_weight_that_was_set_and_then_switched_is_two_changes() -> None:
    with running() as screen:
        screen.send(Go(Position(254, 4)), Change("syn1", (0, 0), 2.0), Switch("syn1", (0, 0)))
        snapshot = screen.wait_for(with_edits(2)).snapshot
        assert snapshot.is_off("syn1", (0, 0))
        screen.send(Switch("syn1", (0, 0)))
        snapshot = screen.wait_for(with_edits(1)).snapshot
        assert numbers(snapshot, "syn1")[0, 0] == 2.0
        screen.send(Undo())
        screen.wait_for(with_edits(0))


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


def test_trying_values_is_one_change() -> None:
    with running() as screen:
        screen.send(Go(Position(5, 4)))
        screen.send(*(Change("syn0", (0, 0), value, amends=True) for value in (0.1, 0.2, 0.3)))
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.edits)
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.edits[0].value == 0.3)
        assert len(frame.snapshot.experiment.edits) == 1
        screen.send(Undo(quietly=True))
        frame = screen.wait_for(with_edits(0))
        assert frame.snapshot.position == Position(5, 4)


def test_an_edit_pauses() -> None:
    with running() as screen:
        screen.send(Play(True), Change("syn0", (0, 0), 1.0))
        frame = screen.wait_for(lambda frame: frame.snapshot.experiment.edits)
        assert not frame.playing


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("syn0[0,1]", "is not an edit, such as"),
        ("syn0[0,1]=0.5", "is not an edit, such as"),
        ("syn0[0,1]=nan@3", "'nan' is not a finite number"),
        ("syn0[0,1]=1_0@3", "'1_0' is not a finite number"),
        ("syn0[0,9]=1@3", "syn0 has 3 rows and 4 columns, counted from 0"),
        ("syn0[0,1]=1@3:l9", "'l9' is not a phase"),
        ("l1[0,1]=1@3", "l1[0,1] cannot be changed"),
        ("l2[:,0]=off@3", "l2[:,0] cannot be changed"),
        ("l1[:,0]=1@3", "is switched on or off"),
        ("X[0,0]=off@3", "only synapses and neurons are switched"),
        ("y[0,0]=2@3", "a target is a number from 0 to 1, not 2"),
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
