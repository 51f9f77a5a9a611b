"""The canvas of dots: what is drawn on it can be read back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.ui.drawing.dots import BITS, BLANK, Dots

Drawn = Sequence[Sequence[tuple[str, str]]]


def characters(rows: Drawn) -> list[list[tuple[str, str]]]:
    """Each character and its ink."""
    return [[(char, ink) for text, ink in row for char in text] for row in rows]


def dots(rows: Drawn) -> set[tuple[int, int]]:
    """The dots that are set, column and row, from the upper left."""
    return {
        (2 * x + side, 4 * y + row)
        for y, line in enumerate(characters(rows))
        for x, (character, _) in enumerate(line)
        if character != " "
        for side in (0, 1)
        for row in range(4)
        if (ord(character) - BLANK) & BITS[side][row]
    }


@given(
    st.lists(st.just(math.nan) | st.floats(-0.5, 1.5), min_size=1, max_size=60),
    st.integers(1, 12),
)
def test_every_level_has_its_dot_and_neighbours_are_joined(levels: list[float], rows: int) -> None:
    canvas = Dots((len(levels) + 1) // 2, rows, "blank")
    canvas.curve(levels, "curve")
    drawn = canvas.rows()
    assert len(drawn) == rows
    assert {len(row) for row in characters(drawn)} == {(len(levels) + 1) // 2}
    seen = dots(drawn)
    for x, level in enumerate(levels):
        column = {y for there, y in seen if there == x}
        if math.isnan(level):
            assert not column
            continue
        assert canvas.y(level) in column
        assert column == set(range(min(column), max(column) + 1))
        before = levels[x - 1] if x else math.nan
        if not math.isnan(before):
            assert min(abs(y - canvas.y(before)) for y in column) <= 1


def columns(places: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [x for x, _ in places], [y for _, y in places]


PLACES = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 19)), min_size=1)


@given(st.lists(st.tuples(PLACES, st.sampled_from("abc")), max_size=6))
def test_all_dots_are_there_and_a_character_has_the_last_ink(
    strokes: list[tuple[list[tuple[int, int]], str]],
) -> None:
    canvas = Dots(8, 5, "blank")
    inks: dict[tuple[int, int], str] = {}
    for places, ink in strokes:
        canvas.set(*columns(places), ink)
        inks |= {(x // 2, y // 4): ink for x, y in places}
    rows = canvas.rows()
    assert dots(rows) == {place for places, _ in strokes for place in places}
    for y, row in enumerate(characters(rows)):
        assert [ink for _, ink in row] == [inks.get((x, y), "blank") for x in range(8)]
    for row in rows:
        assert all(a[1] != b[1] for a, b in pairwise(row))


@given(PLACES, PLACES)
def test_whole_characters_are_cleared(
    places: list[tuple[int, int]], gone: list[tuple[int, int]]
) -> None:
    canvas = Dots(8, 5, "blank")
    canvas.set(*columns(places), "a")
    canvas.clear(*columns(gone))
    cells = {(x // 2, y // 4) for x, y in gone}
    assert dots(canvas.rows()) == {(x, y) for x, y in places if (x // 2, y // 4) not in cells}


def test_a_mark_stands_on_the_curve() -> None:
    canvas = Dots(3, 2, "blank")
    canvas.curve([0, 0, 1, 1, 0.5, 0.5], "curve")
    canvas.mark(2, 1.0, "◆", "mark")
    assert canvas.rows()[0][1] == ("◆", "mark")


def test_in_ascii_each_ink_has_its_character() -> None:
    canvas = Dots(4, 1, "blank")
    canvas.set([0, 1], [0, 3], "one")
    canvas.set([4], [2], "other")
    assert canvas.rows({"one": "~", "other": "#"}.__getitem__) == [
        [("~", "one"), (" ", "blank"), ("#", "other"), (" ", "blank")]
    ]
