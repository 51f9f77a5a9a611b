"""Jobs: running until a condition, jumping between events, and the commands sent meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest import mock

import numpy as np
import pytest

from helpers.restless import RESTLESS
from helpers.worker import Screen, assert_same_numbers, running
from tinynet_tui.events import log as event_log
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.worker.commands import (
    AtSpeed,
    Change,
    Command,
    Faster,
    Go,
    GoWhere,
    Jump,
    Move,
    Play,
    Restart,
    Switch,
    Until,
)
from tinynet_tui.worker.jobs import stepped
from tinynet_tui.worker.speed import AUTO
from tinynet_tui.worker.worker import Frame

XOR_RUN = Experiment()
FOREVER = 10**9
SCRIPT = XOR_RUN.script


def until(text: str, experiment: Experiment = XOR_RUN) -> Until:
    return Until(parse(text, experiment))


def at(text: str) -> Position:
    return Position.parse(text, SCRIPT)


def resting_at(text: str) -> Callable[[Frame], bool]:
    return lambda frame: frame.snapshot.position == at(text) and not (frame.job or frame.playing)


def resting_with_note(note: str) -> Callable[[Frame], bool]:
    return lambda frame: frame.note == note and not frame.job


@pytest.mark.parametrize(
    ("text", "place", "note"),
    [
        ("500", "500:l2_error", ""),
        ("error < 0.1", "498:l2_error", "the error is below 0.1"),
        ("weight", "18:syn0", "syn0[2,1] turns negative"),
        ("syn0[2,2]", "112:syn0", "syn0[2,2] turns positive"),
        ("example 3", "254:l2", "example 3 is on the correct side of 0.5"),
        ("error rises", "999:syn0", "the error did not rise by iteration 1,000"),
        ("syn1", "999:syn0", "no weight of syn1 changed sign by iteration 1,000"),
        ("2000", "999:syn0", "iteration 2,000 was not reached by iteration 1,000"),
    ],
)
def test_a_run_stops_where_the_condition_comes_true_or_at_the_goal(
    text: str, place: str, note: str
) -> None:
    with running(iterations=1000) as screen:
        screen.send(until(text))
        frame = screen.wait_for(resting_at(place))
        assert frame.note == note
        assert frame.furthest == at(place)
        assert_same_numbers(frame.snapshot)


def test_running_until_says_what_it_does_shows_its_position_and_can_be_ended() -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(until("error rises"))
        frame = screen.wait_for(lambda frame: frame.snapshot.position.iteration > 5000)
        assert frame.job == "running until the error rises"
        assert frame.going is None
        assert not frame.playing
        screen.send(Play())
        frame = screen.wait_for(lambda frame: not frame.job)
        assert not frame.playing
        assert_same_numbers(frame.snapshot)


def test_a_condition_that_is_true_already_is_said_to_be() -> None:
    with running() as screen:
        screen.send(Go(at("300")), until("example 3"))
        frame = screen.wait_for(
            resting_with_note("example 3 is on the correct side of 0.5 already")
        )
        assert frame.snapshot.position == at("300")


def test_running_until_from_the_end_runs_as_many_iterations_again() -> None:
    with running(iterations=100) as screen:
        screen.send(Go(at("99:syn0")), until("example 3"))
        frame = screen.wait_for(
            resting_with_note("example 3 did not cross to the correct side of 0.5 by iteration 200")
        )
        assert frame.goal == 200
        assert frame.finished
        screen.send(until("example 3"))
        assert screen.wait_for(resting_at("254:l2")).goal == 300


def test_running_until_from_the_past_runs_through_what_is_known() -> None:
    with running() as screen:
        screen.send(Go(at("2000")))
        screen.wait_for(resting_at("2000"))
        screen.send(Go(at("60:l1")), until("example 3"))
        frame = screen.wait_for(resting_at("254:l2"))
        assert frame.furthest == at("2000")
        assert_same_numbers(frame.snapshot)


def test_commands_during_a_job_count_from_its_end() -> None:
    with running(fps=1) as screen:  # no Frame shows a job before all commands have come
        screen.send(Go(at("200")), until("weight"), Move("iteration"))
        assert_same_numbers(screen.wait_for(resting_at("230:syn0")).snapshot)
        screen.send(Go(at("10")), until("50"), Move("iteration"))
        screen.wait_for(resting_at("51"))
        screen.send(Go(at("3000")), Jump(back=True), Jump(back=True), Move())
        assert_same_numbers(screen.wait_for(resting_at("426:l0")).snapshot)


@pytest.mark.parametrize(
    "command",
    [
        *(Move(), Move("iteration", back=True), Go(Position()), GoWhere("254"), Jump(back=True)),
        *(Switch("syn0", (0, 0)), Change("syn0", (0, 0), 0.5), Play(), Play(False), Restart()),
    ],
    ids=str,
)
@pytest.mark.parametrize("condition", ["error < 1e-9", "900,000,000"])
def test_what_moves_or_edits_the_run_stops_a_run_until_and_says_how_far_it_came(
    command: Command, condition: str
) -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(until(condition))
        screen.wait_for(lambda frame: frame.until and frame.snapshot.position.iteration > 1000)
        screen.send(command)
        frame = screen.wait_for(lambda frame: not frame.job)
        assert not frame.until
        assert frame.note.startswith("stopped: ")
        (come,) = re.findall(r" by iteration ([\d,]+)", frame.note)
        assert int(come.replace(",", "")) > 1000


def test_a_second_run_until_ends_the_first() -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(until("error < 1e-9"))
        screen.wait_for(lambda frame: frame.until and frame.snapshot.position.iteration > 1000)
        screen.send(until("error < 1e-8"))
        frame = screen.wait_for(lambda frame: frame.job.endswith("1e-08"))
        assert not frame.waiting


def test_a_change_of_speed_leaves_a_run_until_alone() -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(until("error < 1e-9"), Faster(-1), AtSpeed(AUTO))
        assert screen.wait_for(lambda frame: frame.speed == AUTO).until


def test_what_a_run_until_found_is_said_though_other_keys_waited_for_its_end() -> None:
    with running(fps=1) as screen:
        screen.send(Go(at("200")), until("error < 0.1"), Move())
        frame = screen.wait_for(resting_at("498:l2_delta"))
        assert frame.note == "the error is below 0.1"


STEP = Move()


@pytest.mark.parametrize("moves", [[STEP], [STEP] * 2, [STEP] * 3, [STEP, Move("iteration")]])
def test_it_plays_after_steps_that_were_typed_just_before(moves: list[Move]) -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(*moves, Play())
        screen.wait_for(lambda frame: frame.playing and frame.snapshot.position.iteration > 5)


def test_the_number_of_commands_that_wait_is_told() -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(Go(Position(FOREVER - 1)), Switch("syn0", (0, 0)), Move())
        screen.wait_for(lambda frame: frame.job and frame.waiting == 2)


def test_a_restart_ends_the_job() -> None:
    with running(iterations=FOREVER) as screen:
        screen.send(until("error rises"))
        screen.wait_for(lambda frame: frame.job)
        screen.send(Restart())
        frame = screen.wait_for(lambda frame: frame.run == 1)
        assert not frame.job
        assert frame.snapshot.position == Position()
        assert len(frame.snapshot.events) == 0


def test_going_reaches_nothing_beyond_the_target() -> None:
    with running() as screen:
        screen.send(Go(at("0:syn0")), Go(at("254:l1")))
        frame = screen.wait_for(resting_at("254:l1"))
        assert frame.furthest == at("254:l1")
        assert frame.snapshot.events.after(at("229:syn0")) is None
        screen.send(Move())
        frame = screen.wait_for(resting_at("254:l2"))
        assert frame.snapshot.events.after(at("229:syn0")) == at("254:l2")


DEFAULT_EVENTS = ["18:syn0", "58:l2", "112:syn0", "229:syn0", "254:l2", "270:syn0"]


def test_jumps_go_from_event_to_event() -> None:
    with running() as screen:
        screen.send(Go(at("275")))
        screen.wait_for(resting_at("275"))
        screen.send(Go(Position()))
        screen.wait_for(resting_at("0:l0"))
        for place in DEFAULT_EVENTS:
            screen.send(Jump())
            frame = screen.wait_for(resting_at(place))
            assert frame.note == frame.snapshot.news != ""
            assert_same_numbers(frame.snapshot)
        screen.send(Jump())
        frame = screen.wait_for(resting_with_note("no later event yet: run further"))
        assert frame.snapshot.position == at(DEFAULT_EVENTS[-1])
        for place in reversed(DEFAULT_EVENTS[:-1]):
            screen.send(Jump(back=True))
            screen.wait_for(resting_at(place))
        screen.send(Jump(back=True))
        frame = screen.wait_for(resting_with_note("no earlier event"))
        assert frame.snapshot.position == at("18:syn0")


def test_each_of_several_jumps_counts_from_the_one_before() -> None:
    with running() as screen:
        screen.send(Go(at("275")), *[Jump(back=True)] * 4)
        screen.wait_for(resting_at("112:syn0"))
        screen.send(*[Jump()] * 3, Jump(back=True))
        screen.wait_for(resting_at("254:l2"))
        screen.send(*[Jump()] * 9)
        frame = screen.wait_for(resting_with_note("no later event yet: run further"))
        assert frame.snapshot.position == at("270:syn0")


def test_jumps_find_events_that_are_not_kept() -> None:
    with mock.patch.object(event_log, "MOST", 3), running(RESTLESS) as screen:
        screen.send(Go(Position(4000, 4)))
        screen.wait_for(lambda frame: frame.snapshot.position == Position(4000, 4))
        assert screen.worker._session.timeline.events.more("prediction") > 1000
        events = positions_of_events(RESTLESS, 4000)
        for start in (100, 2000, 3999):
            here = Position(start, 4)
            screen.send(Go(here), *[Jump(back=True)] * 3)
            expected = [event for event in events if event < here][-3]
            wait_to_rest_at(screen, expected)
            screen.send(*[Jump()] * 2, Move())
            after = [event for event in events if event > expected][1]
            wait_to_rest_at(screen, stepped(after, "step", len(RESTLESS.script.steps), back=False))


def wait_to_rest_at(screen: Screen, position: Position) -> None:
    frame = screen.wait_for(lambda frame: frame.snapshot.position == position and not frame.job)
    assert_same_numbers(frame.snapshot)


def positions_of_events(experiment: Experiment, iterations: int) -> list[Position]:
    """The positions of all events, by a run in which all of them are kept."""
    with mock.patch.object(event_log, "MOST", 10**6):
        timeline = Timeline(experiment)
        while rest := iterations - timeline.position.iteration:
            timeline.advance(min(rest, timeline.slice))
        return sorted({event.position for event in timeline.events})


def test_jobs_end_without_a_warning_when_numbers_are_not_finite() -> None:
    wild = Experiment(alpha=1e308, seed=3)
    with running(wild, iterations=300) as screen:
        screen.send(until("error rises", wild), until("weight", wild), Jump(back=True))
        frame = screen.wait_for(lambda frame: not frame.job)
        assert screen.worker.failure is None
        assert isinstance(frame.snapshot.events.found.codes, np.ndarray)
