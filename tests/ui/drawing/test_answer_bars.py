"""What a class answered, as bars."""

from __future__ import annotations

from tinynet_tui.lecture.tally import Row
from tinynet_tui.ui.drawing.answer_bars import answer_bars

SIGNS = (Row("positive", 3, False), Row("negative", 25, True))


def drawn(rows: tuple[Row, ...], width: int, height: int, others: int = 0) -> list[str]:
    return ["".join(text for text, _ in row) for row in answer_bars(rows, width, height, others)]


def test_bars_are_as_long_as_many_answered() -> None:
    assert drawn(SIGNS, 60, 9) == [
        " positive  3 ██",
        " negative 25 ████████████████████ right",
    ]
    styles = [[style for _, style in row] for row in answer_bars(SIGNS, 60, 9)]
    assert styles == [["text", "muted"], ["strong", "strong", "strong"]]
    assert drawn((Row("0.3", 0, True), Row("2", 0, False)), 30, 3) == [" 0.3 0  right", " 2   0 "]
    assert drawn((Row("a", 1, True), Row("b", 500, False)), 30, 3)[0] == " a   1 █ right"
    assert drawn((), 30, 3) == []


def test_no_more_rows_than_fit_and_the_right_one_among_them() -> None:
    rows = tuple(Row(f"{n}", 20 - n, n == 15) for n in range(17))
    assert [row.split()[0] for row in drawn(rows, 30, 4)] == ["0", "1", "15", "others"]
    assert [row.split()[0] for row in drawn(rows, 30, 1)] == ["15"]
    assert [row.split()[0] for row in drawn(rows[:5], 30, 2)] == ["0", "others"]


def test_those_without_a_row_are_counted_together() -> None:
    rows = tuple(Row(f"{n}", 2, n == 0) for n in range(6))
    assert drawn(rows, 14, 4)[-1].split()[:2] == ["others", "6"]
    assert drawn(rows, 14, 4, others=4)[-1].split()[:2] == ["others", "10"]
    assert drawn(rows[:1], 30, 4, others=4)[-1].split()[:2] == ["others", "4"]
    assert len(drawn(rows, 14, 4, others=4)) == 4
    assert len(drawn(rows, 14, 6)) == 6
    nobody = (*rows[:3], Row("a", 0, False))
    assert [row.split()[0] for row in drawn(nobody, 30, 3)] == ["0", "1", "others"]
    assert [row.split()[0] for row in drawn((rows[0], *nobody[3:] * 3), 30, 3)] == ["0", "a", "a"]


def test_a_narrow_place_has_short_bars_or_none() -> None:
    for width in range(6, 40):
        for row in drawn(SIGNS, width, 2):
            assert len(row) <= width
