"""Lines of dots: a weight's sign and size can be told without colours."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.ui.panes.network.strands import Line, LineStyle, draw_lines, line_style

STYLES = st.builds(LineStyle, st.booleans(), st.booleans(), st.integers(1, 3))


def dots(line: Line, width: int = 30, height: int = 9) -> list[str]:
    """The rows of one line, alone."""
    return ["".join(text for text, _ in row) for row in draw_lines((line,), width, height)]


def ink(rows: list[str]) -> int:
    return sum((ord(char) - 0x2800).bit_count() for row in rows for char in row if char != " ")


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), STYLES)),
    st.integers(1, 60),
    st.integers(1, 9),
)
def test_a_drawing_is_as_wide_and_as_high_as_asked_for(
    lines: list[Line], width: int, height: int
) -> None:
    rows = draw_lines(tuple(lines), width, height)
    assert [sum(len(text) for text, _ in row) for row in rows] == [width] * height


@pytest.mark.parametrize(("begin", "end"), [(0, 0), (0, 8), (8, 0), (4, 5)])
def test_a_positive_line_goes_through_every_column_and_a_negative_one_has_gaps(
    begin: int, end: int
) -> None:
    solid = dots((begin, end, LineStyle(True, True)))
    dashed = dots((begin, end, LineStyle(False, True)))
    assert all(any(row[x] != " " for row in solid) for x in range(30))
    assert sum(all(row[x] == " " for row in dashed) for x in range(30)) > 8


def test_a_line_begins_and_ends_in_the_rows_of_its_neurons() -> None:
    rows = dots((1, 7, LineStyle(True, False)))
    assert [y for y, row in enumerate(rows) if row[0] != " "] == [1]
    assert [y for y, row in enumerate(rows) if row[-1] != " "] == [7]


def test_a_larger_weight_has_a_thicker_line() -> None:
    weights = (0.5, 1.5, 5.0)
    for sign in (1, -1):
        kinds = [line_style(sign * weight, lit=True) for weight in weights]
        inks = [ink(dots((2, 6, kind))) for kind in kinds if kind is not None]
        assert inks[0] < inks[1] < inks[2]


@pytest.mark.parametrize("weight", [0.0, -0.0, math.nan, math.inf, -math.inf])
def test_where_there_is_no_weight_there_is_no_line(weight: float) -> None:
    assert line_style(weight, lit=True) is None


def test_a_lit_line_is_whole_whatever_it_crosses() -> None:
    lit = (0, 8, LineStyle(True, True, 1))
    others = [(begin, end, LineStyle(True, False)) for begin in range(9) for end in range(9)]
    rows = draw_lines((*others, lit), 30, 9)
    alone = draw_lines((lit,), 30, 9)
    for row, wanted in zip(rows, alone, strict=True):
        cells = [(char, kind) for text, kind in row for char in text]
        for at, (char, kind) in enumerate((c, k) for text, k in wanted for c in text):
            if kind is not None:
                assert cells[at] == (char, kind)
