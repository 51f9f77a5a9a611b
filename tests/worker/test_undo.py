"""Edits where the run rests, undone and redone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.straight import Ended, Obeyed, Straight
from helpers.strategies import same
from helpers.worker import Screen, assert_same_numbers, numbers, resting, running, straight_to
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.trainer import Trainer
from tinynet_tui.worker.commands import Change, Command, Go, Hold, Move, Play, Restart, Switch, Undo
from tinynet_tui.worker.session import Session
from tinynet_tui.worker.speed import AUTO
from tinynet_tui.worker.worker import Frame

EDITS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Change, st.just("X"), st.just((1, 0)), st.floats(-2, 2)),
    st.builds(Change, st.just("y"), st.just((2, 0)), st.floats(0, 1), st.booleans()),
    st.builds(Change, st.just("syn1"), st.just((1, 0)), st.floats(-9, 9), st.booleans()),
    st.builds(Switch, st.just("syn0"), st.just((2, 1))),
    st.builds(Switch, st.just("l1"), st.sampled_from([(None, 0), (None, 3)])),
    st.builds(Hold, st.just("syn1"), st.sampled_from([(1, 0), (2, 0)])),
    st.sampled_from([Undo(), Undo(again=True), Undo(quietly=True), Undo(every=True)]),
)
MOVES: st.SearchStrategy[Command] = st.one_of(
    st.builds(Move, st.sampled_from(["step", "iteration"]), st.booleans()),
    st.builds(Go, st.builds(Position, st.integers(0, 600), st.integers(1, 9))),
    st.just(Go(None)),
    st.just(Restart()),
)


@examples(40)
@given(st.lists(EDITS | MOVES, min_size=1, max_size=14))
def test_any_walk_with_edits_gives_the_bits_of_a_straight_run(walk: list[Command]) -> None:
    with running() as screen:
        screen.send(*walk)
        frame = settled(screen)
        assert_same_numbers(frame.snapshot)


@examples(60)
@given(st.lists(EDITS | MOVES, min_size=1, max_size=14))
@example([Change("X", (1, 0), 0.0), Change("y", (2, 0), 0.0, amends=True), Undo(quietly=True)])
def test_any_walk_with_edits_leads_where_its_commands_say(walk: list[Command]) -> None:
    session, run = a_session(Experiment()), Straight(Experiment())
    for command in walk:
        run.obey(Obeyed(command, session.timeline.position))
        session.obey(0, command)
        to_rest(session)
    run.check(Ended(session.timeline.experiment, session.timeline.position, {}))


def settled(screen: Screen) -> Frame:
    """Return the Frame after everything that was sent, which one more command has answered."""
    screen.send(Go(Position(777, 3)))
    return screen.wait_for(
        lambda frame: resting(frame) and frame.snapshot.position == Position(777, 3)
    )


def with_edits(count: int) -> Callable[[Frame], bool]:
    return lambda frame: len(frame.snapshot.experiment.edits) == count and resting(frame)


def test_a_change_counts_from_the_first_step_and_everything_is_computed_again() -> None:
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


def test_a_change_is_not_there_before_its_position_and_is_there_after_it() -> None:
    with running() as screen:
        screen.send(Go(Position(50, 4)), Change("y", (1, 0), 0.0), Go(Position(49, 9)))
        back = screen.wait_for(lambda frame: frame.snapshot.position == Position(49, 9)).snapshot
        assert back.current.start["y"][1, 0] == 1.0
        screen.send(Go(Position(51, 4)))
        on = screen.wait_for(lambda frame: frame.snapshot.position == Position(51, 4)).snapshot
        assert on.current.start["y"][1, 0] == 0.0


def test_all_edits_are_undone_at_once_and_redone_one_by_one() -> None:
    with running() as screen:
        screen.send(Go(Position(80, 2)), Change("X", (0, 0), 1.0))
        screen.send(Go(Position(20, 5)), Switch("l1", (None, 2)), Go(Position(500, 4)))
        screen.wait_for(with_edits(2))
        screen.send(Undo(every=True))
        frame = screen.wait_for(with_edits(0))
        assert frame.snapshot.position == Position(20, 5)
        assert frame.note == "undone: 2 edits"
        screen.send(Undo(again=True), Undo(again=True))
        frame = screen.wait_for(with_edits(2))
        screen.send(Go(Position()), Undo(every=True))
        assert screen.wait_for(with_edits(0)).snapshot.position == Position()
        screen.send(Undo(every=True))
        screen.wait_for(lambda frame: frame.note == "nothing to undo")


def test_undo_takes_the_last_edit_back_and_goes_to_where_it_was_made() -> None:
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
        screen.wait_for(lambda frame: frame.note == "nothing to redo")


def test_a_weight_that_was_changed_and_then_switched_has_two_edits() -> None:
    with running() as screen:
        screen.send(Go(Position(254, 4)), Change("syn1", (0, 0), 2.0), Switch("syn1", (0, 0)))
        snapshot = screen.wait_for(with_edits(2)).snapshot
        assert snapshot.is_off("syn1", (0, 0))
        screen.send(Switch("syn1", (0, 0)))
        snapshot = screen.wait_for(with_edits(1)).snapshot
        assert numbers(snapshot, "syn1")[0, 0] == 2.0
        screen.send(Undo())
        screen.wait_for(with_edits(0))


def test_trying_values_is_one_edit() -> None:
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


def a_session(experiment: Experiment) -> Session:
    return Session(experiment, iterations=60_000, speed=AUTO, fps=10, interrupted=lambda: False)


def edited_often(count: int) -> Session:
    """A session that rests at the last of many edits, each in an iteration of its own."""
    experiment = Experiment()
    edits = tuple(
        Edit(Position(1000 + at, 1), "syn0", (at % 3, at % 4), at % 17 / 7) for at in range(count)
    )
    session = a_session(replace(experiment, edits=edits))
    session.obey(0, Go(Position(1000 + count, 1)))
    to_rest(session)
    return session


def to_rest(session: Session) -> None:
    while session.has_job:
        session.go_on()


@pytest.mark.parametrize("waits", [True, False])
def test_undoing_hundreds_of_edits_takes_as_little_training_as_going_there(
    waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stretch between two edited iterations is trained some times, not once for each edit."""
    count, stretches = 350, 0
    train = Trainer.train

    def counted(*arguments: Any) -> Any:
        nonlocal stretches
        stretches += 1
        return train(*arguments)

    session = edited_often(count)
    monkeypatch.setattr(Trainer, "train", counted)
    for again, left in ((False, 0), (True, count)):
        stretches = 0
        for _ in range(count):
            session.obey(0, Undo(again))
            if waits:
                to_rest(session)
        to_rest(session)
        assert len(session.timeline.experiment.edits) == left
        assert stretches < 20 * count if waits else stretches < 2 * count
        assert_same_numbers(session.timeline.snapshot())


def test_undoing_does_not_wait_until_the_edit_before_is_reached() -> None:
    session = edited_often(5)
    for _ in range(4):
        session.obey(0, Undo())
    assert len(session.timeline.experiment.edits) == 1
    session.obey(0, Change("syn0", (0, 0), 1.0))  # which waits, and the next one after it
    session.obey(0, Undo())
    to_rest(session)
    assert len(session.timeline.experiment.edits) == 1
    assert session.timeline.position == Position(1001, 1)


@pytest.mark.parametrize("again", [False, True])
def test_when_nothing_is_left_it_goes_on_to_where_the_last_one_leads(again: bool) -> None:
    edit = Edit(Position(900, 5), "syn0", (0, 0), 1.0)
    session = a_session(replace(Experiment(), edits=(edit,)))
    if again:
        session.obey(0, Undo())
        to_rest(session)
        session.obey(0, Go(Position()))
        to_rest(session)
    for _ in range(2):
        session.obey(0, Undo(again))
        assert session.has_job
    to_rest(session)
    assert session.timeline.position == edit.at
    assert session.frame().note == f"nothing to {'redo' if again else 'undo'}"


def test_undoing_all_counts_from_where_the_undo_before_leads() -> None:
    edits = (Edit(Position(0, 5), "syn0", (0, 0), 1.0), Edit(Position(9, 5), "syn0", (0, 0), 2.0))
    session = a_session(replace(Experiment(), edits=edits))
    session.obey(0, Undo())
    assert session.has_job
    session.obey(0, Undo(every=True))
    to_rest(session)
    assert session.timeline.experiment.edits == ()
    assert session.timeline.position == Position(0, 5)


def test_a_weight_is_held_and_let_go_and_that_is_undone() -> None:
    with running() as screen:
        screen.send(Go(Position(254, 4)), Hold("syn1", (2, 0)), Go(Position(300, 4)))
        snapshot = screen.wait_for(with_edits(1)).snapshot
        (edit,) = snapshot.experiment.edits
        assert edit.text(snapshot.experiment.script) == "syn1[2,0]=hold@254:l2_error"
        screen.send(Hold("syn1", (2, 0)))
        frame = screen.wait_for(with_edits(2))
        assert frame.snapshot.experiment.edits[1].value == "free"
        screen.send(Hold("syn1", (2, 0)))  # at the same position it cancels out
        frame = screen.wait_for(with_edits(1))
        assert frame.snapshot.is_held("syn1", (2, 0))
        screen.send(Undo())
        frame = screen.wait_for(with_edits(0))
        assert frame.snapshot.position == Position(254, 4)
        assert not frame.snapshot.is_held("syn1", (2, 0))
