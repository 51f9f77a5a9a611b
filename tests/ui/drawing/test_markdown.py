"""Markdown as rows: lines of code that are longer than a row."""

from __future__ import annotations

from tinynet_tui.ui.drawing.markdown import GOES_ON, INDENT, render

LINE = "one two three four five six seven eight nine ten"
BLOCK = f"```text\n{LINE}\n\n  short\n```"


def rows(width: int, *, fold: bool) -> list[str]:
    (block,) = render([BLOCK], width, fold=fold)
    return ["".join(text for text, *_ in row) for row in block]


def test_a_line_that_goes_on_in_the_next_row_is_marked() -> None:
    for width in (12, 20, 40):
        first, *others = rows(width, fold=True)
        *rest, blank, _ = others
        assert all(len(row) <= width for row in (first, *rest))
        assert all(row.startswith(GOES_ON) for row in rest) and not blank
        together = "".join(row[INDENT:] for row in (first, *rest))
        assert together.replace(" ", "") == LINE.replace(" ", "")
    assert not any(row.startswith(GOES_ON) for row in rows(80, fold=True))


def test_without_folding_a_line_is_one_row() -> None:
    assert rows(20, fold=False) == [f"    {LINE}", "", "      short"]
