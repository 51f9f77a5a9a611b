"""Terminals of any size, resized at any time or read slowly: in the end the screen is whole."""

from __future__ import annotations

import time
from functools import partial

import pytest

from helpers.program import FLAT_OUT, fills, opened, trains
from helpers.terminal import Terminal, terminal


def assert_current(it: Terminal, columns: int = 80, rows: int = 24) -> None:
    """Check that the screen is whole and that keys are answered."""
    it.wait_until(partial(fills, it, columns, rows), "a whole screen")
    it.send("?")
    it.wait_for("esc closes")
    it.send("?")
    it.wait_until(lambda: fills(it, columns, rows), "the help to close")


@pytest.mark.quick
@pytest.mark.parametrize("size", [(1, 1), (1, 200), (500, 1)])
def test_it_opens_in_a_terminal_of_any_size(size: tuple[int, int]) -> None:
    with terminal(*FLAT_OUT, size=size) as it:
        it.wait_until(lambda: it.text.strip(), "something on the screen")
        it.resize(80, 24)
        assert_current(it)
        trains(it)


def test_it_is_whole_in_the_largest_terminal_and_after_the_smallest() -> None:
    with terminal(*FLAT_OUT, size=(500, 200)) as it:
        it.wait_until(partial(fills, it, 500, 200), "a whole screen")
        it.resize(1, 1)
        it.send("nr")  # the program goes on although nothing can be read
        it.resize(80, 24)
        it.wait_for("seed 2", "paused")
        assert_current(it)


def test_a_size_that_comes_back_at_once_leaves_the_screen_whole() -> None:
    with opened() as it:
        it.wait_for_quiet()
        for turn in range(10):  # the app may handle both resizes at once
            it.resize(60, 20)
            time.sleep(0.002 * turn)
            it.resize(80, 24)
            it.wait_until(partial(fills, it, 80, 24), "a whole screen")


def test_it_survives_fifty_resizes_a_second() -> None:
    with opened(*FLAT_OUT) as it:
        for turn in range(100):
            it.resize(20 + 37 * turn % 100, 8 + 11 * turn % 40)
            until = time.monotonic() + 0.02
            while (now := time.monotonic()) < until:
                it.read(until - now)
        it.resize(80, 24)
        assert_current(it)
        trains(it)


def test_a_terminal_that_reads_single_bytes_gets_a_whole_screen() -> None:
    with opened(*FLAT_OUT) as it:
        it.at_once = 1
        it.send("r ")
        it.wait_for("seed 2", "paused")
        it.resize(50, 16)
        it.wait_until(partial(fills, it, 50, 16), "a whole screen")
