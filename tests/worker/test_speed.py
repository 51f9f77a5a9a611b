"""The speeds and their order."""

from __future__ import annotations

import pytest

from tinynet_tui.worker.speed import AUTO, LADDER, MAX, Speed, by_name, neighbour


def test_the_speeds_have_these_names() -> None:
    names = "1step 3steps 10steps 3 10 30 100 1000 10000 auto max"
    assert " ".join(speed.name for speed in LADDER) == names
    assert [by_name(name) for name in names.split()] == list(LADDER)
    with pytest.raises(ValueError, match=f"^'fast' is not a speed: {names}$"):
        by_name("fast")


def test_the_speeds_former_names_are_still_read_but_not_listed() -> None:
    for former, name in {"1p": "1step", "3p": "3steps", "10p": "10steps"}.items():
        assert by_name(former) == by_name(name)
    with pytest.raises(ValueError) as error:
        by_name("4p")
    assert "1p" not in str(error.value)


def test_the_screen_shows_a_speed_in_words() -> None:
    assert [speed.words for speed in LADDER] == [
        *("1 step/s", "3 steps/s", "10 steps/s", "3 iterations/s", "10 iterations/s"),
        *("30 iterations/s", "100 iterations/s", "1,000 iterations/s", "10,000 iterations/s"),
        *("auto", "max"),
    ]


def test_there_is_nothing_slower_than_the_first_or_faster_than_the_last() -> None:
    assert neighbour(MAX, 1, 0, 10) == MAX
    assert neighbour(by_name("1step"), -1, 0, 10) == by_name("1step")
    assert neighbour(MAX, -100, 0, 10).name == "1step"
    assert neighbour(by_name("1step"), 100, 0, 10) == MAX


@pytest.mark.parametrize("fps", [1, 10, 60])
@pytest.mark.parametrize("iteration", [0, 24, 1000, 20_000, 60_000, 10**9])
@pytest.mark.parametrize("speed", LADDER)
def test_faster_is_faster_and_slower_is_slower(speed: Speed, iteration: int, fps: float) -> None:
    now = speed.per_second(iteration, fps)
    faster, slower = (neighbour(speed, by, iteration, fps) for by in (1, -1))
    assert faster.per_second(iteration, fps) > now or faster == speed == MAX
    assert slower.per_second(iteration, fps) < now or slower == speed
    assert (slower == speed) == (now == min(other.per_second(iteration, fps) for other in LADDER))


def test_from_auto_the_next_speeds_are_slower_and_faster_than_it_is_there() -> None:
    assert neighbour(AUTO, -1, 24, 10).name == "3"
    assert neighbour(AUTO, 1, 24, 10).name == "30"
    assert neighbour(by_name("30"), -1, 24, 10) == AUTO
    assert neighbour(AUTO, 1, 60_000, 10) == MAX
    assert neighbour(MAX, -1, 60_000, 10) == AUTO
    assert neighbour(AUTO, -1, 60_000, 10).name == "10000"


@pytest.mark.parametrize("fps", [1, 10, 60])
@pytest.mark.parametrize("iteration", [0, 24, 49, 1000, 20_000, 60_000, 10**9])
def test_auto_is_found_from_both_sides(iteration: int, fps: float) -> None:
    for speed, by in ((LADDER[0], 1), (MAX, -1)):
        assert AUTO in (neighbour(speed, by * count, iteration, fps) for count in range(12))
    slower = neighbour(AUTO, -1, iteration, fps)
    assert neighbour(slower, 1, iteration, fps) == AUTO
    assert neighbour(neighbour(AUTO, 1, iteration, fps), -1, iteration, fps) == AUTO


@pytest.mark.parametrize("fps", [1, 10, 60])
def test_a_rate_is_kept_whatever_the_frames_a_second(fps: float) -> None:
    for speed in LADDER:
        if speed.rate is not None:
            units, seconds = speed.quantum(500, fps)
            assert units
            assert units / seconds == pytest.approx(speed.rate)
            assert units == 1 or seconds <= 1.5 / fps


def test_max_is_bounded_by_time_only() -> None:
    assert MAX.quantum(5, 20) == (None, 0.05)


def test_auto_begins_one_by_one_and_takes_half_a_minute() -> None:
    iteration, frames, seconds = 0, 0, 0.0
    while iteration < 60_000:
        units, duration = AUTO.quantum(iteration, 10)
        assert units
        assert iteration >= 50 or units == 1
        assert units <= max(1, 0.04 * iteration)
        iteration, frames, seconds = iteration + units, frames + 1, seconds + duration
    assert 25 < seconds < 35
    assert frames == pytest.approx(10 * seconds)
