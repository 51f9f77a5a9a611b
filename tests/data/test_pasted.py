"""Pasted rows: delimiters as in files, and what belongs to no input is left out and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.data.built_in import XOR
from tinynet_tui.data.csv_file import load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import Choice
from tinynet_tui.data.pasted import pasted

TEXT = "id,a,sex,b,kind\n1,0.5,m,3,x\n2,1.5,f,4,y\n3,2,m,5,z\n"


@pytest.fixture
def own(tmp_path: Path) -> Dataset:
    """The inputs are a, sex=m, b, and a column of ones."""
    file = tmp_path / "own.csv"
    file.write_text(TEXT)
    return load(str(file), Choice(ignore=("id",)), bias=True)


@pytest.mark.parametrize(
    ("row", "values", "left_out"),
    [
        ("7,1.5,f,4,y", [1.5, 0, 4], "left out: id, kind"),
        ("7;1,5;f;4;y\r\n", [1.5, 0, 4], "left out: id, kind"),
        ("7\t1,5\tm\t4\t?", [1.5, 1, 4], "left out: id, kind"),
        ('7 1.5 m 4 "y z"', [1.5, 1, 4], "left out: id, kind"),
        ('7,"1,234.5",m,4,y', [1234.5, 1, 4], "left out: id, kind"),
        ("1.5,f,4", [1.5, 0, 4], ""),
        ("1.5,0,4,9", [1.5, 0, 4], "left out: 9"),
        ("1.5 1", [1.5, 1], ""),
        ("1,5;1", [1.5, 1], ""),
        ("1.5\n0\n4\n", [1.5, 0, 4], ""),
        ("1,f,2\n1,m,3\n", [1, 0, 2], "only the first row is filled in"),
        ("", [], ""),
    ],
)
def test_a_row_of_a_file(own: Dataset, row: str, values: list[float], left_out: str) -> None:
    assert pasted(row, own, 0) == (0, values, left_out)


def test_a_part_of_a_row_begins_at_the_chosen_input(own: Dataset) -> None:
    assert pasted("4 1", own, 2) == (2, [4], "left out: 1")
    assert pasted("0.25 0.5", XOR, 1) == (1, [0.25, 0.5], "")
    assert pasted("7,1.5,f,4,y", own, 2).first == 0


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("7,1.5,x,4,y", "column 3 (sex): 'x' is not one of f, m"),
        ("7,NA,m,4,y", "nothing is filled in: 'NA' is not a number such as 0.5"),
        ('"1,234",1', "nothing is filled in: '1,234' is not a number such as 0.5"),
        ("1 inf", "nothing is filled in: 'inf' is not a number such as 0.5"),
        ("\x1b[31m", "nothing is filled in: '?[31m' is not a number such as 0.5"),
        ('1,"2', "the row has a quotation mark that is not closed"),
    ],
)
def test_what_is_refused_is_said_in_a_line(own: Dataset, row: str, line: str) -> None:
    with pytest.raises(ValueError) as caught:
        pasted(row, own, 0)
    assert str(caught.value) == line
