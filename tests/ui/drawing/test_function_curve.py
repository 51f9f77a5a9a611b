"""Curves of dots: pure functions, so that what they draw can be read back."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinynet_tui.explain.explanation import Point
from tinynet_tui.ui.drawing.braille import BLANK, DOTS, dot, plotted
from tinynet_tui.ui.drawing.function_curve import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    POINT,
    drawn,
    room_beside,
)


def dots(lines: list[str]) -> set[tuple[int, int]]:
    """The dots that are set, column and row, from the upper left."""
    return {
        (2 * x + side, 4 * y + row)
        for y, line in enumerate(lines)
        for x, character in enumerate(line)
        if character != " "
        for side in (0, 1)
        for row in range(4)
        if (ord(character) - BLANK) & DOTS[side][row]
    }


@given(
    st.lists(st.none() | st.floats(-0.5, 1.5), min_size=1, max_size=60),
    st.integers(1, 12),
)
def test_every_level_has_its_dot_and_neighbours_are_joined(
    levels: list[float | None], rows: int
) -> None:
    lines = plotted(levels, rows)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {(len(levels) + 1) // 2}
    seen = dots(lines)
    for x, level in enumerate(levels):
        column = {y for there, y in seen if there == x}
        if level is None:
            assert not column
            continue
        assert dot(level, rows) in column
        assert column == set(range(min(column), max(column) + 1))
        before = levels[x - 1] if x else None
        if before is not None:
            assert min(abs(y - dot(before, rows)) for y in column) <= 1


@given(
    st.sampled_from(["sigmoid", "slope"]),
    st.floats(),
    st.integers(LEAST_WIDTH, 60),
    st.integers(LEAST_HEIGHT, 12),
)
@example("sigmoid", 1e308, 9, 4)
@example("slope", math.inf, 9, 4)
@example("sigmoid", -math.inf, 6, 3)
def test_the_point_stands_on_the_curve(function: str, x: float, columns: int, rows: int) -> None:
    point = Point(function, x)
    lines = ["".join(text for text, _ in row) for row in drawn(point, columns, rows)]
    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns}
    found = [(line.index(POINT), y) for y, line in enumerate(lines) if POINT in line]
    if math.isnan(x):
        assert not found
        return
    ((column, row),) = found
    bare = ["".join(t for t, _ in r) for r in drawn(Point(point.function, math.nan), columns, rows)]
    assert bare[row][column] != " "
    if x <= (-6 if function == "sigmoid" else 0):
        assert column == 0
    if x >= (6 if function == "sigmoid" else 1):
        assert column == columns - 1


@pytest.mark.parametrize(("x", "row"), [(-6.0, 4), (6.0, 0), (0.0, 2)])
def test_the_sigmoid_rises_from_left_to_right(x: float, row: int) -> None:
    lines = ["".join(text for text, _ in row) for row in drawn(Point("sigmoid", x), 21, 6)]
    assert POINT in lines[row]
    assert lines[5].split() == ["-6", "x", "6"]


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(0, 70))
def test_a_curve_stands_beside_the_text_or_nowhere(lengths: list[int], width: int) -> None:
    place = room_beside(lengths, width)
    if place is not None:
        assert place.width >= LEAST_WIDTH
        assert place.height >= LEAST_HEIGHT
        rows = lengths[place.top : place.top + place.height]
        assert len(rows) == place.height
        assert max(rows) + 1 + place.width <= width
    elif len(lengths) >= LEAST_HEIGHT:
        assert all(
            max(lengths[at : at + LEAST_HEIGHT]) + 1 + LEAST_WIDTH > width
            for at in range(len(lengths) - LEAST_HEIGHT + 1)
        )
