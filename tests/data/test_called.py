"""Columns named by options where a name looks like a number."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tinynet_tui.data.csv_file import DataError, load
from tinynet_tui.data.names import Choice
from tinynet_tui.ui.dialogs.options import data_text, read_data

FRAME = ",0,1,2,3\n0,0.5,0,0.25,0\n1,0.4,1,0.7,1\n2,0.8,0,0.4,0\n"
"""A data frame without names of its own."""


@pytest.fixture
def frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(FRAME)
    return "own.csv"


def test_the_advice_on_a_counter_works_where_names_are_numbers(frame: str) -> None:
    data = load(frame)
    assert data.remark == "column 1 only counts the rows; leave it out by --ignore @1"
    words = shlex.split(data.remark.partition(" by ")[2])
    followed = load(frame, Choice(ignore=(words[1],)))
    assert followed.X.tolist() == [[0.5, 0, 0.25], [0.4, 1, 0.7], [0.8, 0, 0.4]]
    assert followed.remark == ""
    assert followed.arguments == ("--dataset", "own.csv", "--ignore", "@1")
    assert read_data(data_text(followed)) == followed


def test_a_name_that_is_also_another_columns_number_is_refused(frame: str) -> None:
    with pytest.raises(DataError) as caught:
        load(frame, Choice(ignore=("1",)))
    assert str(caught.value) == (
        "own.csv: '1' is the name of column 3 and the number of column 1; write @1 or @3"
    )
    assert load(frame, Choice(ignore=("@3", "@1"))).columns == ("0", "2", "3")
    assert load(frame, Choice(ignore=("0",))).columns == ("", "1", "2", "3")
    assert load(frame, Choice(ignore=("5",))).columns == ("", "0", "1", "2")  # the target is 2 then
    with pytest.raises(DataError, match="no column '@6'"):
        load(frame, Choice(ignore=("@6",)))


def test_a_name_that_is_its_own_number_means_one_column(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("1,2,@1\n5.5,0,6\n6.5,1,7\n")
    data = load(str(file), Choice(target=("2",), ignore=("3",)))
    assert data.columns == ("1", "2")
    assert data.choice == Choice(target=("2",), ignore=("3",))
