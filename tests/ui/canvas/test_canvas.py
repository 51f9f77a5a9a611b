"""A canvas paints its rows, and again only those that have changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from helpers.panes import view_at
from tinynet_tui.ui.canvas.canvas import Canvas, Row, cut, first_fitting
from tinynet_tui.ui.canvas.view import View

SIZE = Size(12, 4)
VIEW = view_at(0, 1)
ROWS: st.SearchStrategy[list[Row]] = st.lists(
    st.lists(
        st.tuples(st.text("ab ", max_size=3), st.sampled_from(["text", "muted"])), max_size=4
    ).map(tuple),
    max_size=SIZE.height,
)


class Painted(Canvas):
    """Shows the rows that it is given, in a size of its own, and notes what it repaints."""

    size = outer_size = SIZE

    def __init__(self) -> None:
        super().__init__()
        self.given: list[Row] = []
        self.repainted: list[tuple[Region, ...]] = []

    def rows(self, view: View, width: int, height: int) -> Sequence[Row]:
        return self.given

    def refresh(self, *regions: Region, **options: Any) -> Any:
        self.repainted.append(regions)
        return self


@given(ROWS, ROWS)
def test_the_rows_that_differ_are_repainted_each_in_its_whole_width(
    before: list[Row], after: list[Row]
) -> None:
    canvas = Painted()
    canvas.given = before
    canvas.show(VIEW)
    canvas.repainted.clear()
    canvas.given = after
    canvas.show(VIEW)
    missing: list[Row] = [(), (), (), ()]
    pairs = zip((before + missing)[:4], (after + missing)[:4], strict=True)
    changed = tuple(Region(0, y, 12, 1) for y, (old, new) in enumerate(pairs) if old != new)
    assert canvas.repainted == ([changed] if changed else [])


def test_in_a_new_size_everything_is_repainted() -> None:
    canvas = Painted()
    canvas.show(VIEW)
    canvas.repainted.clear()
    canvas.size = canvas.outer_size = Size(13, 4)
    canvas.show(VIEW)
    assert canvas.repainted == [()]


def test_texts_are_cut_by_their_cells() -> None:
    assert cut("東京.csv", 8) == "東京.csv"
    assert cut("東京.csv", 6) == "東京.…"
    assert cut("東京.csv", 4) == "東 …"
    assert first_fitting(5, "東京.csv", "東京", "x") == "東京"
    assert first_fitting(3, "東京") == "東 "
