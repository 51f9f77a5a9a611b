"""The worker obeys, hands over its latest Frame, sleeps otherwise, and ends."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Literal

import numpy as np
import pytest

from helpers.slow import first_quick
from helpers.strategies import same
from helpers.waiting import DEADLINE, Patience, seconds_here
from helpers.worker import (
    COMPARE,
    FAR,
    FAR_AWAY,
    LAST,
    assert_same_numbers,
    at_speed,
    beyond,
    finished_at,
    playing_beyond,
    resting,
    running,
    standing_at,
)
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.worker import worker as worker_module
from tinynet_tui.worker.commands import Command, Faster, Go, Move, Play, Restart
from tinynet_tui.worker.speed import AUTO, LADDER, MAX, Speed, by_name
from tinynet_tui.worker.worker import Worker


def test_a_worker_begins_paused_at_the_start() -> None:
    with running(speed=AUTO) as screen:
        frame = screen.wait_for(lambda frame: True)
        assert frame.snapshot.position == Position(0, 1)
        assert (frame.playing, frame.going, frame.finished) == (False, None, False)
        assert (frame.speed, frame.goal, frame.run) == (AUTO, 60_000, 0)


def test_a_move_goes_on_by_a_step_or_an_iteration() -> None:
    with running() as screen:
        for expected in [Position(0, step) for step in range(2, LAST + 1)] + [Position(1, 1)]:
            screen.send(Move())
            screen.wait_for(standing_at(expected))
        screen.send(Move(), Move("iteration"), Move("iteration"))
        frame = screen.wait_for(lambda frame: frame.snapshot.position == Position(3, 2))
        assert_same_numbers(frame.snapshot)


def test_a_step_pauses() -> None:
    with running() as screen:
        screen.send(Play(True))
        screen.wait_for(playing_beyond(10))
        screen.send(Move())
        assert_same_numbers(screen.wait_for(resting).snapshot)


def test_playing_shows_more_and_more_and_gives_the_numbers_of_a_straight_run() -> None:
    with running() as screen:
        screen.send(Play())
        for iteration in (0, 100, 1000):
            frame = screen.wait_for(playing_beyond(iteration))
            assert frame.snapshot.position.step == COMPARE
            assert_same_numbers(frame.snapshot)


def test_a_pause_while_playing_by_iterations_rests_where_the_error_is_known() -> None:
    with running() as screen:
        screen.send(Play())
        screen.wait_for(playing_beyond(100))
        screen.send(Play())
        frame = screen.wait_for(resting)
        assert frame.snapshot.position.step == COMPARE
        assert_same_numbers(frame.snapshot)


def test_play_and_pause_can_be_sent_twice() -> None:
    with running() as screen:
        screen.send(Play(True), Play(True))
        screen.wait_for(playing_beyond(100))
        screen.send(Play(False), Play(False))
        position = screen.wait_for(resting).snapshot.position
        screen.send(Faster(-1))
        frame = screen.wait_for(lambda frame: frame.speed != MAX)
        assert (frame.snapshot.position, frame.playing) == (position, False)


def test_at_auto_speed_twenty_successive_frames_differ() -> None:
    with running(speed=AUTO) as screen:
        screen.send(Play())
        last = screen.wait_for(lambda frame: frame.playing)
        for _ in range(20):
            last = screen.wait_for(beyond(last.snapshot.position))


@pytest.mark.parametrize(("name", "units"), [("10steps", 9), ("30", 5)])
def test_a_slow_speed_shows_every_unit_and_is_never_faster(name: str, units: int) -> None:
    speed = by_name(name)
    assert speed.rate
    seen: list[Position] = []
    with running(speed=speed) as screen:
        begun = time.monotonic()
        screen.send(Play(True))
        last = screen.wait_for(lambda frame: frame.playing).snapshot.position
        while len(seen) < units:
            frame = screen.wait_for(beyond(last))
            last = frame.snapshot.position
            seen.append(last)
        took = time.monotonic() - begun
    # The first comes at once, and one that is late may be caught up.
    assert took >= (units - 2) / speed.rate


def test_faster_goes_up_and_down_through_the_speeds() -> None:
    with running(speed=AUTO) as screen:
        # Auto trains 1,000 a second here at first: one iteration a frame.
        for by, speed in [(-1, by_name("100")), (100, MAX), (1, MAX), (-100, LADDER[0])]:
            screen.send(Faster(by))
            screen.wait_for(at_speed(speed))


def test_a_faster_speed_holds_at_once() -> None:
    with running(speed=LADDER[0]) as screen:
        screen.send(Play(True), Faster(100))
        screen.wait_for(playing_beyond(100))


@pytest.mark.parametrize("speed", [MAX, AUTO, by_name("10000")])
def test_a_finished_run_rests_with_all_updates_done(speed: Speed) -> None:
    with running(iterations=300, speed=speed) as screen:
        screen.send(Play())
        frame = screen.wait_for(lambda frame: frame.finished)
        assert frame.snapshot.position == Position(299, LAST)
        assert not frame.playing
        assert frame.goal == 300
        assert_same_numbers(frame.snapshot)


def test_a_run_by_steps_finishes_too() -> None:
    fast = Speed("1000p", "step", 1000)
    with running(iterations=3, speed=fast) as screen:
        screen.send(Play())
        frame = screen.wait_for(lambda frame: frame.finished)
        assert (frame.snapshot.position, frame.playing) == (Position(2, LAST), False)


def test_playing_on_from_the_end_runs_as_many_again() -> None:
    with running(iterations=300) as screen:
        for end in (300, 600, 900):
            screen.send(Play())
            frame = screen.wait_for(finished_at(end))
            assert frame.snapshot.position == Position(end - 1, LAST)


def test_stepping_beyond_the_end_makes_room() -> None:
    with running(iterations=2) as screen:
        screen.send(Play())
        screen.wait_for(lambda frame: frame.finished)
        screen.send(Move())
        frame = screen.wait_for(lambda frame: frame.snapshot.position == Position(2, 1))
        assert (frame.goal, frame.finished) == (4, False)


@pytest.mark.parametrize("target", [Position(0, 3), Position(1, 1), Position(2_500, 6)])
def test_going_to_a_position_rests_there(target: Position) -> None:
    with running(speed=LADDER[0]) as screen:
        screen.send(Go(target))
        frame = screen.wait_for(standing_at(target))
        assert resting(frame)
        assert_same_numbers(frame.snapshot)


def test_going_and_playing_on_from_there() -> None:
    with running() as screen:
        screen.send(Go(Position(1_000, 6), play=True))
        screen.wait_for(playing_beyond(1_500))


def test_playing_on_from_where_it_stands_already() -> None:
    """`--at 0:l0 --play`."""
    with running() as screen:
        screen.send(Go(Position(0, 1), play=True))
        screen.wait_for(playing_beyond(100))


def test_going_beyond_the_end_extends_the_run_by_whole_rounds() -> None:
    with running(iterations=300) as screen:
        screen.send(Go(Position(700, COMPARE)))
        frame = screen.wait_for(lambda frame: frame.snapshot.position == Position(700, COMPARE))
        assert frame.goal == 900
        screen.send(Play())
        assert screen.wait_for(lambda frame: frame.finished).snapshot.position == Position(
            899, LAST
        )


@pytest.mark.parametrize("name", ["max", "10steps"])
def test_going_to_the_end_and_playing_on_runs_as_many_again(name: str) -> None:
    """`--at 299:syn0 --play --iterations 300`."""
    with running(iterations=300, speed=by_name(name)) as screen:
        screen.send(Go(Position(299, LAST), play=True))
        frame = screen.wait_for(lambda frame: frame.snapshot.position.iteration >= 300)
        assert frame.goal == 600


def test_going_back_rests_there_and_forgets_nothing() -> None:
    with running() as screen:
        screen.send(Play())
        screen.wait_for(playing_beyond(1_000))
        screen.send(Go(Position(5, 7)))
        frame = screen.wait_for(resting)
        assert frame.snapshot.position == Position(5, 7)
        assert frame.snapshot.reached > 1_000
        assert_same_numbers(frame.snapshot)
        furthest = screen.worker._session.timeline.furthest
        screen.send(Go(None))
        frame = screen.wait_for(standing_at(furthest))
        assert_same_numbers(frame.snapshot)


def test_where_the_furthest_is_here_already_that_is_said() -> None:
    with running(iterations=300) as screen:
        screen.send(Go(Position(5, 7)))
        screen.wait_for(standing_at(Position(5, 7)))
        screen.send(Go(None))
        screen.wait_for(
            lambda frame: (
                resting(frame)
                and frame.note == "this is the furthest position so far; the run ends at 299:syn0"
            )
        )
        screen.send(Go(Position()))
        screen.wait_for(standing_at(Position()))
        screen.send(Go(None))
        assert screen.wait_for(standing_at(Position(5, 7))).note == ""
        screen.send(Go(Position(299, LAST)))
        screen.wait_for(standing_at(Position(299, LAST)))
        screen.send(Go(None))
        screen.wait_for(lambda frame: resting(frame) and frame.note == "this is the end of the run")


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        (Position(3, 4), "step", Position(3, 3)),
        (Position(3, 1), "step", Position(2, LAST)),
        (Position(3, 4), "iteration", Position(2, 4)),
        (Position(300, 2), "iteration", Position(299, 2)),
        (Position(0, 5), "iteration", Position(0, 1)),
        (Position(0, 1), "step", Position(0, 1)),
    ],
)
def test_a_move_back_goes_back_by_a_step_or_an_iteration(
    start: Position, unit: Literal["step", "iteration"], end: Position
) -> None:
    with running() as screen:
        screen.send(Go(start))
        screen.wait_for(standing_at(start))
        screen.send(Move(unit, back=True))
        frame = screen.wait_for(standing_at(end))
        assert resting(frame)
        assert_same_numbers(frame.snapshot)


def test_playing_on_from_the_past() -> None:
    with running(iterations=400) as screen:
        screen.send(Play())
        screen.wait_for(lambda frame: frame.finished)
        screen.send(Go(Position(10, 1), play=True))
        frame = screen.wait_for(lambda frame: frame.finished)
        assert frame.goal == 400
        assert_same_numbers(frame.snapshot)


def test_a_long_job_can_be_watched_and_ended() -> None:
    with running() as screen:
        screen.send(FAR)
        frame = screen.wait_for(lambda frame: frame.snapshot.position.iteration > 1000)
        assert frame.going == FAR_AWAY
        screen.send(Play())
        frame = screen.wait_for(resting)
        assert frame.snapshot.position.iteration < FAR_AWAY.iteration


@pytest.mark.parametrize("playing", [True, False])
@pytest.mark.parametrize("reseed", [True, False])
def test_a_restart_begins_anew_and_keeps_playing_or_paused(playing: bool, reseed: bool) -> None:
    with running(iterations=10**6) as screen:
        screen.send(Play(True))
        screen.wait_for(playing_beyond(1000))
        screen.send(Play(playing), Restart(reseed))
        frame = screen.wait_for(lambda frame: True)
        assert frame.run == 1
        assert frame.snapshot.experiment == Experiment(seed=2 if reseed else 1)
        assert frame.playing == playing
        assert_same_numbers(frame.snapshot)
        if playing:
            screen.wait_for(playing_beyond(frame.snapshot.position.iteration))
        else:
            assert frame.snapshot.position == Position(0, 1)


def test_a_restart_takes_back_the_extension_and_the_way_to_go() -> None:
    with running(iterations=300) as screen:
        screen.send(FAR, Restart())
        frame = screen.wait_for(lambda frame: True)
        assert (frame.goal, frame.going) == (300, None)
        assert frame.snapshot.position == Position(0, 1)


@pytest.mark.usefixtures("interleaved")
@pytest.mark.parametrize("command", [Play(True), FAR])
def test_no_frame_from_before_a_reseed_is_taken_after_it(command: Command) -> None:
    with running(iterations=10**9) as screen:
        screen.send(command)
        for seed in range(2, 400):
            screen.send(Restart(reseed=True), command)
            # Now and then the next reseed comes before the answer to this one.
            answers, patience = seed % 5, Patience()
            while answers:
                patience.check(f"no answer to seed {seed}")
                frame = screen.take()
                if frame:
                    answers -= 1
                    assert frame.snapshot.experiment.seed == seed
                    assert frame.run == seed - 1


def test_a_slow_screen_is_woken_once_for_what_it_has_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = 0
    snapshot = Timeline.snapshot

    def counted(timeline: Timeline) -> Snapshot:
        nonlocal frames
        frames += 1
        return snapshot(timeline)

    def more_than(count: int) -> bool:
        return frames > count

    monkeypatch.setattr(Timeline, "snapshot", counted)
    with running() as screen:
        screen.send(Play(True))
        for takes in range(1, 20):
            screen.wait_until(partial(more_than, frames + 5))
            assert screen.wakes <= screen.takes + 1
            assert screen.takes < takes
            assert screen.take()


class WatchedQueue(SimpleQueue[tuple[int, Command]]):
    """Sets `asleep` while the worker waits for a command and for nothing else."""

    asleep: threading.Event

    def get(self, block: bool = True, timeout: float | None = None) -> tuple[int, Command]:
        if timeout is None:
            self.asleep.set()
        command = super().get(block, timeout)
        self.asleep.clear()
        return command


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    event = threading.Event()

    def watched() -> WatchedQueue:
        queue = WatchedQueue()
        queue.asleep = event
        return queue

    monkeypatch.setattr(worker_module, "SimpleQueue", watched)
    return event


@pytest.mark.parametrize(
    "commands",
    [[], [Play(True), Play(False)], [Move()], [Go(Position(500, 6))], [Go(Position(0, 1))]],
)
def test_while_nothing_moves_the_worker_sleeps(
    asleep: threading.Event, commands: list[Command]
) -> None:
    with running(Experiment(), speed=by_name("100")) as screen:
        screen.send(*commands, Faster(-1))
        screen.wait_for(lambda frame: frame.speed.name == "30" and resting(frame))
        assert asleep.wait(DEADLINE)
        screen.wait_for(resting)
        wakes = screen.wakes
        # It has left its last Frame and waits without an end: only a command can wake anybody.
        screen.send(Faster(1))
        screen.wait_for(lambda frame: frame.speed.name == "100")
        assert asleep.wait(DEADLINE)
        assert screen.wakes == wakes + 1


def test_a_finished_run_sleeps(asleep: threading.Event) -> None:
    with running(iterations=50) as screen:
        screen.send(Play())
        screen.wait_for(lambda frame: frame.finished)
        assert asleep.wait(DEADLINE)


LARGE = Dataset.of(
    "large",
    np.random.RandomState(0).uniform(-1, 1, (10_000, 20)),
    np.random.RandomState(1).uniform(0, 1, 10_000),
)
STATES: dict[str, list[Command]] = {
    "paused": [],
    "stepped": [Move(), Move("iteration")],
    "going far": [FAR],
    "going and playing": [Go(Position(50, 2), play=True)],
    "reseeding": [Play(True), *[Restart(reseed=True)] * 20],
}


@pytest.mark.parametrize(
    "experiment",
    [Experiment(), Experiment(hidden=0), Experiment(dataset=LARGE, hidden=64)],
    ids=["video", "two layers", "large"],
)
@pytest.mark.parametrize("state", STATES)
def test_a_worker_stops_in_every_state(experiment: Experiment, state: str) -> None:
    with running(experiment) as screen:
        screen.send(*STATES[state])
        if state.startswith("going"):
            screen.wait_for(lambda frame: frame.snapshot.position.iteration > 2)
        assert screen.worker.stop(timeout=seconds_here(5))


@pytest.mark.parametrize("speed", LADDER, ids=lambda speed: speed.name)
@pytest.mark.parametrize(
    "experiment",
    first_quick([Experiment(), Experiment(dataset=LARGE, hidden=64)]),
    ids=["video", "large"],
)
def test_a_worker_stops_while_playing_at_every_speed(experiment: Experiment, speed: Speed) -> None:
    with running(experiment, speed=speed) as screen:
        screen.send(Play(True))
        screen.wait_for(lambda frame: frame.playing)
        assert screen.worker.stop(timeout=seconds_here(5))


def test_a_worker_stops_before_it_has_started() -> None:
    assert Worker(Experiment()).stop()


def test_a_command_interrupts_a_slice_of_playing(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(Experiment(), speed=MAX)
    done: list[tuple[int, int]] = []
    advance = Timeline.advance

    def press_a_key(timeline: Timeline, iterations: int, interrupted: Callable[[], bool]) -> int:
        worker.send(Move("step"))  # as if in the middle of every slice
        done.append((iterations, advance(timeline, iterations, interrupted)))
        return done[-1][1]

    monkeypatch.setattr(Timeline, "advance", press_a_key)
    session = worker._session
    session.obey(0, Play(True))
    monkeypatch.setattr(session._play_slices, "take", lambda train, most, limit: train(500))
    while not done:
        session.go_on()
    assert done == [(500, 50)]


def test_the_exception_that_ends_the_worker_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room for it")

    monkeypatch.setattr(Timeline, "advance", fail)
    with running() as screen:
        screen.wait_for(resting)
        wakes = screen.wakes
        screen.send(Play(True))
        screen.wait_until(lambda: screen.worker.failure and screen.wakes > wakes)
        assert isinstance(screen.worker.failure, MemoryError)
        assert str(screen.worker.failure) == "no room for it"


def test_a_stopped_worker_has_not_failed() -> None:
    with running() as screen:
        screen.send(Play(True))
        screen.wait_for(playing_beyond(10))
    assert screen.worker.failure is None


def test_a_frame_is_frozen() -> None:
    with running() as screen:
        screen.send(Play(True))
        frame = screen.wait_for(playing_beyond(100))
        with pytest.raises(dataclasses.FrozenInstanceError):
            frame.playing = False  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            frame.snapshot.diverged = 1  # type: ignore[misc]
        names = frame.snapshot.experiment.script.names
        arrays = [value.array for name in names if (value := frame.snapshot.value(name))]
        assert len(arrays) == LAST
        assert not any(array.flags.writeable for array in arrays)
        before = [array.copy() for array in arrays]
        position, reached = frame.snapshot.position, frame.snapshot.reached
        screen.wait_for(playing_beyond(position.iteration + 500))
        assert all(map(same, arrays, before))
        assert (frame.snapshot.position, frame.snapshot.reached) == (position, reached)


@pytest.mark.parametrize("start", [1_000, 20_000])
def test_moves_that_come_faster_than_the_run_all_count(start: int) -> None:
    with running() as screen:
        screen.send(Go(Position(start, COMPARE)))
        screen.wait_for(standing_at(Position(start, COMPARE)))
        screen.send(*[Move("iteration", back=True)] * 5, *[Move("step", back=True)] * 3)
        frame = screen.wait_for(standing_at(Position(start - 5, 1)))
        assert_same_numbers(frame.snapshot)
        screen.send(*[Move("step", back=True)] * 4, *[Move()] * 2, Move("iteration"))
        frame = screen.wait_for(standing_at(Position(start - 5, LAST - 1)))
        assert_same_numbers(frame.snapshot)


def test_moves_during_a_job_count_from_its_target() -> None:
    with running() as screen:
        screen.send(Go(Position(3_000, COMPARE)), Move("iteration"), Move(back=True))
        frame = screen.wait_for(standing_at(Position(3_001, COMPARE - 1)))
        assert frame.furthest == Position(3_001, COMPARE)
        assert_same_numbers(frame.snapshot)


def test_stepping_back_from_the_start_says_so_until_the_next_command() -> None:
    with running() as screen:
        screen.send(Move(back=True))
        frame = screen.wait_for(lambda frame: frame.note)
        assert (frame.note, frame.snapshot.position) == ("this is the start", Position())
        screen.send(Move(), Move(back=True))
        frame = screen.wait_for(lambda frame: not frame.note)
        assert frame.note == ""
