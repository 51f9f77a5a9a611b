"""The curve of a function: its point stands on it, and it keeps clear of the text."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinynet_tui.explain.explained import Curve
from tinynet_tui.network.activations import sigmoid, slope
from tinynet_tui.ui.drawing.function_curve import (
    LEAST_HEIGHT,
    LEAST_LARGE,
    LEAST_WIDTH,
    POINT,
    drawn,
    large,
    room_beside,
)


def curve(function: str, x: float) -> Curve:
    """A function with a point on it."""
    if function == "sigmoid":
        return Curve(sigmoid, x, "x", (-6.0, 6.0), (0.0, 1.0))
    return Curve(slope, x, "l", (0.0, 1.0), (0.0, 0.25))


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
    point = curve(function, x)
    lines = ["".join(text for text, _ in row) for row in drawn(point, columns, rows)]
    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns}
    found = [(line.index(POINT), y) for y, line in enumerate(lines) if POINT in line]
    if math.isnan(x):
        assert not found
        return
    ((column, row),) = found
    bare = ["".join(t for t, _ in r) for r in drawn(curve(function, math.nan), columns, rows)]
    assert bare[row][column] != " "
    if x <= (-6 if function == "sigmoid" else 0):
        assert column == 0
    if x >= (6 if function == "sigmoid" else 1):
        assert column == columns - 1


@pytest.mark.parametrize(
    ("columns", "last"), [(9, "-6      6"), (11, "-6 output 6"), (6, "-6   6")]
)
def test_an_argument_without_room_is_left_out(columns: int, last: str) -> None:
    point = Curve(sigmoid, 0.5, "output", (-6.0, 6.0), (0.0, 1.0))
    [(text, _)] = drawn(point, columns, 6)[-1]
    assert text == last


@pytest.mark.parametrize(("x", "row"), [(-6.0, 4), (6.0, 0), (0.0, 2)])
def test_the_sigmoid_rises_from_left_to_right(x: float, row: int) -> None:
    lines = ["".join(text for text, _ in row) for row in drawn(curve("sigmoid", x), 21, 6)]
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
        assert max(rows) + 3 + place.width <= width
    elif len(lengths) >= LEAST_HEIGHT:
        assert all(
            max(lengths[at : at + LEAST_HEIGHT]) + 3 + LEAST_WIDTH > width
            for at in range(len(lengths) - LEAST_HEIGHT + 1)
        )


@given(
    st.sampled_from(["sigmoid", "slope"]),
    st.floats(0, 1),
    st.integers(30, 120),
    st.integers(LEAST_LARGE, 12),
)
def test_a_large_curve_has_both_axes(function: str, x: float, width: int, rows: int) -> None:
    shown = curve(function, x)
    lines = ["".join(text for text, _ in row) for row in large(shown, width, rows)]
    assert len(lines) == rows
    assert len({len(line) for line in lines}) == 1 and len(lines[0]) < width
    assert sum(line.count(POINT) for line in lines) == 1
    top, *middle, bottom, below = lines
    assert top.split("┤")[0].strip() == f"{shown.codomain[1]:g}"
    assert bottom.split("┤")[0].strip() == f"{shown.codomain[0]:g}"
    assert all("│" in line for line in middle)
    low, high = shown.domain
    assert below.split() == [f"{low:g}", shown.argument, f"{high:g}"]
