"""Cells that are missing, words among numbers, names of rows, marks in numbers, and titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.data.csv_file import DataError, load
from tinynet_tui.data.dataset import Dataset


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def own(text: str) -> Dataset:
    Path("own.csv").write_text(text)
    return load("own.csv")


def complaint(text: str) -> str:
    with pytest.raises(DataError) as caught:
        own(text)
    return str(caught.value)


MARKS = (
    *("None", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "-", "--", "."),
    *("NA", "nan", "NaN", "?"),
)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("usual", [("1", "2"), ("red", "green")])
def test_marks_of_missing_values_in_numbers_and_in_words(mark: str, usual: tuple[str, str]) -> None:
    line = complaint(f"a,y\n{usual[0]},0\n{mark},1\n{usual[1]},0\n{usual[0]},1\n")
    ways = "fill it in, delete the row, or --ignore a"
    assert line == f"own.csv, line 3, column 1 (a): {mark!r} is a missing value; {ways}"


@pytest.mark.parametrize("mark", ["#N/A", "#DIV/0!"])
def test_a_row_that_begins_with_a_missing_value_is_no_comment(mark: str) -> None:
    assert complaint(f"{mark};1\n2;0\n").startswith("own.csv, line 1, column 1: ")
    assert len(own(f"{mark} is missing\n1;1\n2;0\n").X) == 2


def test_plus_and_minus_are_words() -> None:
    assert own("a,y\n1,+\n2,-\n3,-\n").y.tolist() == [[0], [1], [1]]


def test_words_and_numbers_in_a_column_are_both_named() -> None:
    assert complaint("city,y\nRome,0\n7,1\nParis,0\n") == (
        "own.csv, column 1 (city): has both words and numbers: 'Rome' in line 2, '7' in line 3; "
        "--classes city reads both as words"
    )


@pytest.mark.parametrize(
    "names",
    [
        ("Mazda RX4", "Datsun 710", "Hornet"),
        ("2024-01-01", "2024-01-02", "2024-01-03"),
        ("01/02/2024", "01/03/2024", "01/04/2024"),
        ("01.02.2024", "01.03.2024", "01.04.2024"),
        ("12:30", "12:45", "13:00"),
        ("192.168.0.1", "192.168.0.2", "192.168.0.3"),
    ],
)
def test_names_of_rows_are_pointed_out_as_a_counter_is(names: tuple[str, ...]) -> None:
    rows = "".join(f"{name},{at}.5,{at % 2}\n" for at, name in enumerate(names))
    line = "column 'model' has another word in each row; leave it out by --ignore model"
    assert own(f"model,a,y\n{rows}").remark == line
    twice = own(f"model,a,y\n{rows}{rows}")
    assert twice.remark == ""
    assert twice.columns[:3] == tuple(f"model={name}" for name in sorted(names))


def test_a_number_with_a_sign_is_no_word() -> None:
    for cell in ("12%", "$12.50", "12,5 €"):
        line = complaint(f'a,y\n"{cell}",0\n"{cell}",1\n')
        assert line == f"own.csv, line 2, column 1 (a): {cell!r} is not a number such as 0.5"


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"])
def test_spaces_and_apostrophes_between_thousands(gap: str) -> None:
    text = f"price;y\n1{gap}234,5;0\n12{gap}345{gap}678;1\n-2{gap}500,125;1\n"
    assert own(text).X.tolist() == [[1234.5], [12345678], [-2500.125]]
    assert own(f"price,y\n1{gap}234.5,0\n2{gap}500,1\n").X.tolist() == [[1234.5], [2500]]


def test_other_spaces_can_be_seen_in_the_message() -> None:
    line = complaint("price;y\n1\u00a023;0\n2;1\n")
    assert line == "own.csv, line 2, column 1 (price): '1\\u00a023' is not a number such as 0.5"
    assert "'\\u200b5' is not" in complaint("a,y\n1,0\n\u200b5,1\n")


@pytest.mark.parametrize("title", ["My table", "Fruits", '"Fruits, 2020"', "Fruits;;"])
def test_a_title_above_the_table_is_named(title: str) -> None:
    line = complaint(f"{title}\n\na;b;y\n1;2;1\n2;3;0\n")
    shown = title.strip(";").strip('"')
    assert line == (
        f"own.csv, line 1: {shown!r} looks like a title; the header must be the first line"
    )


def test_a_short_header_and_a_comment_are_no_titles() -> None:
    assert own("# My table\na;b;y\n1;2;1\n2;3;0\n").columns == ("a", "b", "y")
    assert own('"a"\n"1",0\n"2",1\n').columns == ("", "a")
    assert own('"a\nb",c,y\n1,2,0\n2,3,1\n').columns == ("a?b", "c", "y")
    assert own("a b y\n0,5 1,5 1\n1,5 2,5 0\n").columns == ("a", "b", "y")
