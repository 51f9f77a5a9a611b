"""What is scrolled to and which pane lies next: the rules, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.screen.neighbours import nearest
from tinynet_tui.ui.screen.scrolling import Scrolling

WIDE = Experiment(hidden=64)
INDICES = st.integers(0, 63)
COUNTS = st.integers(1, 70)


def scrolled(to: int, cursor: int, count: int) -> Scrolling:
    """The cursor moved to a hidden neuron, and then the wheel turned to another."""
    scrolling = Scrolling()
    scrolling.follow(Cursor(hidden=cursor), {"hidden": count})
    by = to - scrolling.origin.hidden
    scrolling.turn("l1", (0, by), Cursor(hidden=cursor), WIDE, {"hidden": count})
    return scrolling


@given(INDICES, INDICES, COUNTS)
def test_the_wheel_scrolls_up_to_the_edges(to: int, cursor: int, count: int) -> None:
    assert scrolled(to, cursor, count).origin.hidden == min(to, max(0, 64 - count))


@given(INDICES, INDICES, COUNTS)
def test_a_cursor_that_moves_is_in_sight(to: int, cursor: int, count: int) -> None:
    scrolling = scrolled(to, 0, count)
    scrolling.follow(Cursor(hidden=cursor), {"hidden": count})
    assert 0 <= cursor - scrolling.origin.hidden < count


@given(INDICES, INDICES, COUNTS, st.lists(COUNTS, max_size=5))
def test_other_room_keeps_what_was_scrolled_to(
    to: int, neuron: int, count: int, rooms: list[int]
) -> None:
    scrolling, cursor = scrolled(to, neuron, count), Cursor(hidden=neuron)
    before = scrolling.origin.hidden
    was_in_sight = before <= neuron < before + count
    for room in rooms:
        scrolling.keep(cursor, {"hidden": room})
        if was_in_sight:
            assert 0 <= neuron - scrolling.origin.hidden < max(room, count)
        else:
            assert scrolling.origin.hidden == before
    scrolling.keep(cursor, {"hidden": count})
    assert scrolling.origin.hidden == before


def test_of_an_index_that_is_not_seen_nothing_changes() -> None:
    scrolling = scrolled(30, 0, 4)
    before = scrolling.origin
    scrolling.keep(Cursor(example=3, hidden=9), {})
    assert scrolling.origin == before
    scrolling.turn("syn0", (1, 0), Cursor(), WIDE, {"hidden": 4, "input": 2})
    assert scrolling.origin == before._replace(input=1)


def test_after_a_larger_view_the_wheel_goes_on_from_what_is_seen() -> None:
    scrolling = scrolled(60, 0, 4)
    scrolling.turn("l1", (0, -1), Cursor(), WIDE, {"hidden": 20})
    assert scrolling.origin.hidden == 43


LEFT, MIDDLE, RIGHT = Region(0, 0, 10, 6), Region(10, 0, 20, 6), Region(30, 0, 10, 6)
BELOW, FURTHER = Region(0, 6, 25, 6), Region(25, 6, 15, 6)
ALL = [LEFT, MIDDLE, RIGHT, BELOW, FURTHER]


@pytest.mark.parametrize(
    ("here", "rows", "columns", "there"),
    [
        (LEFT, 0, 1, MIDDLE),
        (MIDDLE, 0, 1, RIGHT),
        (RIGHT, 0, 1, None),
        (RIGHT, 0, -1, MIDDLE),
        (LEFT, 0, -1, None),
        (LEFT, 1, 0, BELOW),
        (MIDDLE, 1, 0, BELOW),
        (RIGHT, 1, 0, FURTHER),
        (RIGHT, -1, 0, None),
        (BELOW, -1, 0, LEFT),
        (FURTHER, -1, 0, RIGHT),
        (BELOW, 0, 1, FURTHER),
    ],
)
def test_the_next_pane_lies_straight_ahead(
    here: Region, rows: int, columns: int, there: Region | None
) -> None:
    assert nearest(here, ALL, rows, columns) == there
