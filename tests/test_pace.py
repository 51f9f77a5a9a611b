"""The ladder of paces."""

from __future__ import annotations

import pytest

from tinynet_tui.pace import AUTO, LADDER, MAX, by_name, neighbour


def test_the_rungs() -> None:
    names = "1p 3p 10p 3 10 30 100 1000 10000 auto max"
    assert " ".join(pace.name for pace in LADDER) == names
    assert [by_name(name) for name in names.split()] == list(LADDER)
    with pytest.raises(ValueError, match=f"^'fast' is not a speed: {names}$"):
        by_name("fast")


def test_the_ladder_ends_at_both_ends() -> None:
    assert neighbour(AUTO, 1) == MAX
    assert neighbour(AUTO, 5) == MAX
    assert neighbour(AUTO, -1).name == "10000"
    assert neighbour(AUTO, -100).name == "1p"


@pytest.mark.parametrize("fps", [1, 10, 60])
def test_a_rate_is_kept_whatever_the_frames_a_second(fps: float) -> None:
    for pace in LADDER:
        if pace.rate is not None:
            units, seconds = pace.quantum(500, fps)
            assert units
            assert units / seconds == pytest.approx(pace.rate)
            assert units == 1 or seconds <= 1.5 / fps


def test_flat_out_is_bounded_by_time_only() -> None:
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
