"""When iterations and Frames are due, by a clock that the test sets."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tinynet_tui.worker.frame_clock import FrameClock
from tinynet_tui.worker.speed import AUTO, MAX, by_name


class Clock:
    """Shows the time that the test has set."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(
        "tinynet_tui.worker.frame_clock.time", SimpleNamespace(monotonic=clock.monotonic)
    )
    return clock


def frames_in(seconds: float, frame_clock: FrameClock, clock: Clock, *, slices: float) -> int:
    """How many Frames are due when one slice of so many seconds follows another."""
    end, frames = clock.now + seconds, 0
    while clock.now < end:
        clock.now += slices
        frames += frame_clock.frame_due(idle=False)
    return frames


@pytest.mark.parametrize("slices", [0.001, 0.007, 0.009, 0.033])
def test_ten_frames_a_second_are_ten_however_long_the_slices(clock: Clock, slices: float) -> None:
    frame_clock = FrameClock(MAX, fps=10)
    frame_clock.begin()
    assert frames_in(100, frame_clock, clock, slices=slices) == pytest.approx(1000, abs=1)


def test_frames_that_were_missed_are_not_made_up_for(clock: Clock) -> None:
    frame_clock = FrameClock(MAX, fps=10)
    frame_clock.begin()
    clock.now += 5
    assert frame_clock.frame_due(idle=False)
    assert frames_in(1, frame_clock, clock, slices=0.001) == pytest.approx(10, abs=1)


def test_at_rest_a_frame_is_due_at_once_and_the_next_in_its_time(clock: Clock) -> None:
    frame_clock = FrameClock(MAX, fps=10)
    frame_clock.begin()
    for _ in range(3):
        assert frame_clock.frame_due(idle=True)
    clock.now += 0.09
    assert not frame_clock.frame_due(idle=False)
    clock.now += 0.02
    assert frame_clock.frame_due(idle=False)


@pytest.mark.parametrize(("seconds", "frames"), [(0.002, 10), (0.008, 5), (0.2, 3.33)])
def test_flat_out_frames_that_hold_training_up_are_fewer(
    clock: Clock, seconds: float, frames: float
) -> None:
    frame_clock = FrameClock(MAX, fps=10, pause=25)
    frame_clock.begin()
    shown, end = 0, clock.now + 30
    while clock.now < end:
        frame_clock.go_on(0)
        clock.now += 0.001
        if frame_clock.frame_due(idle=False):
            shown += 1
            clock.now += seconds
    assert shown == pytest.approx(30 * frames, rel=0.03)


def test_units_are_given_out_in_their_time(clock: Clock) -> None:
    frame_clock = FrameClock(by_name("100"), fps=10)
    frame_clock.begin()
    for _ in range(3):
        assert frame_clock.seconds_left == 0
        frame_clock.go_on(iteration=0)
        assert frame_clock.owed == 10
        frame_clock.trained(4)
        assert (frame_clock.owed, frame_clock.seconds_left) == (6, 0)
        frame_clock.trained(6)
        assert frame_clock.owed == 0
        assert frame_clock.seconds_left == pytest.approx(0.1)
        clock.now += 0.1


def test_another_speed_is_in_force_at_once(clock: Clock) -> None:
    frame_clock = FrameClock(by_name("1step"), fps=10)
    frame_clock.begin()
    frame_clock.go_on(iteration=0)
    frame_clock.trained(1)
    assert frame_clock.seconds_left == pytest.approx(1)
    frame_clock.faster(1, iteration=0)
    assert (frame_clock.speed.name, frame_clock.owed, frame_clock.seconds_left) == ("3steps", 0, 0)


def test_auto_owes_more_in_later_iterations_and_max_owes_without_end(clock: Clock) -> None:
    frame_clock = FrameClock(AUTO, fps=10)
    frame_clock.go_on(iteration=10_000)
    assert frame_clock.owed == 300
    frame_clock = FrameClock(MAX, fps=10)
    frame_clock.go_on(iteration=10_000)
    frame_clock.trained(1_000_000)
    assert (frame_clock.owed, frame_clock.seconds_left) == (None, 0)
