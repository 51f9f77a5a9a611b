"""Which command waits for which job."""

from __future__ import annotations

from typing import get_args

import pytest

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.worker.commands import (
    WAITS,
    AtSpeed,
    Blame,
    Change,
    Command,
    Faster,
    Go,
    GoWhere,
    Hold,
    HopBack,
    Jump,
    Move,
    Open,
    Play,
    Restart,
    Switch,
    Undo,
    Until,
)
from tinynet_tui.worker.jobs import Going, Job, Searching, must_wait, run_until
from tinynet_tui.worker.speed import AUTO

CONDITION = parse("error < 0.1", Experiment())
EDITS: tuple[Command, ...] = (
    *(Change("syn0", (0, 0), 0.5), Switch("syn0", (0, 0)), Hold("syn0", (0, 0)), Undo()),
)
COMMANDS: tuple[Command, ...] = (
    *(Play(), Restart(), Open(Experiment(), Position(), 60_000)),
    *(Faster(), AtSpeed(AUTO), Go(Position(3)), GoWhere("+1")),
    *(Move(), Jump(), Until(CONDITION), Blame("l2", (0, 0)), HopBack(), *EDITS),
)
TO_EDIT_OR_RUN = (Until(CONDITION), Blame("l2", (0, 0)), HopBack(), *EDITS)


@pytest.fixture
def timeline() -> Timeline:
    """A run that has come to iteration 20."""
    timeline = Timeline(Experiment())
    timeline.advance(20)
    return timeline


def those_that_wait(timeline: Timeline, job: Job | None, *waiting: Command) -> tuple[Command, ...]:
    return tuple(c for c in COMMANDS if must_wait(c, job, waiting, timeline))


def test_it_is_known_of_every_command_what_it_waits_for() -> None:
    assert set(WAITS) == set(get_args(Command)) == set(map(type, COMMANDS))


def test_without_a_job_no_command_waits(timeline: Timeline) -> None:
    assert those_that_wait(timeline, None) == ()


def test_on_the_way_to_a_known_place_only_edits_and_until_wait(timeline: Timeline) -> None:
    going = Going(Position(10), timeline)
    assert those_that_wait(timeline, going) == TO_EDIT_OR_RUN


def test_on_the_way_to_a_new_place_jumps_wait_too(timeline: Timeline) -> None:
    going = Going(Position(500), timeline)
    assert those_that_wait(timeline, going) == (Jump(), *TO_EDIT_OR_RUN)


def test_until_a_job_is_shown_play_and_goto_wait_and_steps_back_from_what_is_new(
    timeline: Timeline,
) -> None:
    going = Going(Position(500), timeline)
    for command in (Play(), Go(None), GoWhere("7"), Move(back=True)):
        assert must_wait(command, going, [], timeline, unseen=True)
        assert not must_wait(command, going, [], timeline)
    for soon in (Move(), Faster(), Restart()):
        assert not must_wait(soon, going, [], timeline, unseen=True)


def test_while_the_target_is_not_known_moves_wait_too(timeline: Timeline) -> None:
    job: Job = Searching(timeline, timeline.position, back=True)
    assert those_that_wait(timeline, job) == (Move(), Jump(), *TO_EDIT_OR_RUN)


@pytest.mark.parametrize("text", ["error < 0.1", "50000"])
def test_nothing_waits_for_a_run_until(timeline: Timeline, text: str) -> None:
    job = run_until(parse(text, Experiment()), timeline, 60_000)
    assert those_that_wait(timeline, job) == ()


def test_behind_a_command_that_waits_moves_wait_too(timeline: Timeline) -> None:
    going = Going(Position(500), timeline)
    waiting = those_that_wait(timeline, going, Until(CONDITION))
    assert waiting == (Move(), Jump(), *TO_EDIT_OR_RUN)


@pytest.mark.parametrize("edit", EDITS)
def test_behind_an_edit_that_waits_everything_waits_but_what_ends_the_job(
    timeline: Timeline, edit: Command
) -> None:
    going = Going(Position(500), timeline)
    at_once = (Play, Restart, Open)
    expected = tuple(command for command in COMMANDS if not isinstance(command, at_once))
    assert those_that_wait(timeline, going, edit) == expected
