"""Data from CSV files: the same numbers to the last bit, or one line about what is wrong."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.trainer import unprivileged
from tinynet_tui.data import csv_file
from tinynet_tui.data.csv_file import MOST_INPUTS, MOST_ROWS, DataError, load, shown
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import MOST_TARGETS, Choice

FOLDER = pytest.TempPathFactory
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TARGETS = st.floats(0, 1)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1).filter(
    lambda text: text.strip() != "" and text[0] != " "
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: FOLDER) -> Path:
    return tmp_path_factory.mktemp("data") / "own.csv"


@pytest.fixture(scope="module", autouse=True)
def in_its_folder(path: Path) -> Iterator[None]:
    """So that messages have no path in front of the name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        yield


def read(path: Path, data: bytes | str, targets: int = 1, *, bias: bool = False) -> Dataset:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return load(path.name, targets, bias=bias)


def complaint(path: Path, data: bytes | str, targets: int = 1) -> str:
    with pytest.raises(DataError) as caught:
        read(path, data, targets)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 280
    return line


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[float]], int]:
    inputs, targets = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    row = st.tuples(*[NUMBERS] * inputs, *[TARGETS] * targets).map(list)
    return draw(st.lists(row, min_size=1, max_size=8)), targets


@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    space=st.sampled_from(["", " ", "  "]),
    bias=st.booleans(),
    data=st.data(),
)
def test_numbers_come_back_bit_for_bit(
    path: Path,
    table: tuple[list[list[float]], int],
    delimiter: str,
    quoting: int,
    end: str,
    mark: str,
    space: str,
    bias: bool,
    data: st.DataObject,
) -> None:
    rows, targets = table
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    header = data.draw(st.none() | st.just([f"name {at}" for at in range(len(rows[0]))]))
    writer.writerows([*([header] if header else []), *([repr(x) for x in row] for row in rows)])
    spaced = text.getvalue().replace(delimiter, delimiter + space)
    found = read(path, mark + spaced, targets, bias=bias)
    expected = np.array(rows)
    inputs = expected[:, :-targets]
    if bias:
        inputs = np.column_stack([inputs, np.ones(len(rows))])
    assert found.X.tobytes() == np.ascontiguousarray(inputs).tobytes()
    assert found.y.tobytes() == np.ascontiguousarray(expected[:, -targets:]).tobytes()
    names = header or []
    assert found.columns == ((*names[:-targets], *["1"] * bias, *names[-targets:]) if names else ())


@given(st.binary(max_size=200) | st.text('0123456789.,;\t\r\n" -+einfa\0_\ufeffx').map(str.encode))
@example(b'"')
@example(b'a,b\n"')
@example(b"\xff\xfe0\0,\0")
@example(b"\xef\xbb\xbf")
@example(b"1,0\n" + b"9" * 5000 + b",0")
def test_whatever_a_file_holds_it_is_data_or_one_line(path: Path, data: bytes) -> None:
    try:
        found = read(path, data)
    except DataError as error:
        assert str(error).startswith("own.csv")
        assert str(error).isprintable()
    else:
        assert np.isfinite(found.X).all()
        assert ((found.y >= 0) & (found.y <= 1)).all()


@given(st.lists(NAMES, min_size=2, max_size=5))
def test_a_header_is_a_first_row_without_a_number(path: Path, names: list[str]) -> None:
    names = ["name", *(f"n{name}" for name in names)]
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([names, [0] * len(names)])
    found = read(path, text.getvalue())
    assert found.X.tolist() == [[0] * (len(names) - 1)]
    assert found.columns == tuple(shown(name.strip(), 40) for name in names)
    assert all(name.isprintable() for name in found.columns)


BAD = {
    "": "own.csv: is empty; it needs rows of numbers: inputs, then targets",
    "\r\n \r\n": "own.csv: is empty; it needs rows of numbers: inputs, then targets",
    "a,b\n": "own.csv, line 1: a header without rows of numbers below it",
    "\na,b\n": "own.csv, line 2: a header without rows of numbers below it",
    "1\n": "own.csv, line 1: 1 column; at least 2 are needed, "
    "with commas, semicolons, tabs or blanks between them",
    "1,0\n1,x\n": "own.csv, line 2, column 2: 'x' is not a number such as 0.5",
    "1,0\n1,0\nx,0\n": "own.csv, line 3, column 1: 'x' is not a number such as 0.5",
    "a,b\n1,0\nc,d\n": "own.csv, line 3, column 1 (a): 'c' is not a number such as 0.5",
    "1,0\n1,1_0\n": "own.csv, line 2, column 2: '1_0' is not a number such as 0.5",
    "1,0\n1,\u0661\n": "own.csv, line 2, column 2: '\u0661' is not a number such as 0.5",
    "1,0\n1,\x1b[31m\n": "own.csv, line 2, column 2: '?[31m' is not a number such as 0.5",
    "1,0\r\n\r\n1,\r\n": "own.csv, line 3, column 2: is empty; fill it in or delete the row",
    "1,0\n,0\n": "own.csv, line 2, column 1: is empty; fill it in, delete the row, or --ignore 1",
    "a b,y\n1,0\nNA,0\n": "own.csv, line 3, column 1 (a b): 'NA' is a missing value; "
    "fill it in, delete the row, or --ignore 'a b'",
    "NA,NA,NA\n1,2,0\n": "own.csv, line 1, column 1: 'NA' is a missing value; "
    "fill it in, delete the row, or --ignore 1",
    "a,y\n1,yes\n2,NA\n3,no\n": "own.csv, line 3, column 2 (y): 'NA' is a missing value; "
    "fill it in or delete the row",
    "a,y\n1,yes\n2,yes\n": "own.csv, column 2 (y): has only 'yes'; two different words are needed",
    "a,b,y\nx,1,0\nx,2,1\n": "own.csv, column 1 (a): has only 'x'; leave it out by --ignore a",
    "name,b,y\n" + "".join(f"n{at},1,0\n" for at in range(20)): "own.csv, column 1 (name): "
    "20 different words, more than 16; leave it out by --ignore name",
    "b,y\n" + "".join(f"1,n{at}\n" for at in range(20)): "own.csv, column 2 (y): "
    "20 different words, more than 16; choose another by --target",
    # What could mean two things is not guessed, and no hint changes a value.
    '"1,234",0\n': "own.csv, line 1, column 1: '1,234' could be 1234 or 1.234; "
    "write it as the one that is meant",
    "1,234\t0\n": "own.csv, line 1, column 1: '1,234' could be 1234 or 1.234; "
    "write it as the one that is meant",
    '"1,234",0\n5,1\n': "own.csv, line 1, column 1: '1,234' could be 1234 or 1.234; "
    "write it as the one that is meant",
    "'1',0\n'2',1\n": "own.csv, line 1, column 1: \"'1'\" is not a number such as 0.5",
    "50%,0\n20%,0\n": "own.csv, line 1, column 1: '50%' is not a number such as 0.5",
    "0,5;1.234;0\n": "own.csv, line 1, column 2: '1.234' could be 1234 or 1.234; "
    "write it as the one that is meant",
    "0,5;0.25;0\n": "own.csv, line 1, column 2: '0.25': '0,5' has a decimal comma and '0.25' "
    "a point; use one of them",
    "1,0\n1,0,0\n": "own.csv, line 2: 3 cells, but line 1 has 2; all rows need the same number",
    "a,b\n1\n": "own.csv, line 2: 1 cell, but line 1 has 2; all rows need the same number",
    "nan,0\n": "own.csv, line 1, column 1: 'nan' is a missing value; "
    "fill it in, delete the row, or --ignore 1",
    "1,0\n-Infinity,0\n": "own.csv, line 2, column 1: '-Infinity' is not a finite number",
    "1,0\n1e999,0\n": "own.csv, line 2, column 1: '1e999' is not a finite number",
    "1,0\n1,0\r1,1.5\n": "own.csv, line 3, column 2: the target 1.5 is not between 0 and 1; "
    "the network's outputs always are; --scale scales it, --target NAME chooses another column",
    "1,-0.1\n": "own.csv, line 1, column 2: the target -0.1 is not between 0 and 1; "
    "the network's outputs always are; --scale scales it, --target NAME chooses another column",
    'a,"b\nc"\n1,0\n1,x\n': "own.csv, line 4, column 2 (b?c): 'x' is not a number such as 0.5",
    '1,0\n1,"0\n': "own.csv, line 2: a quote is not closed",
    '1,0\n1,"0"5\n': 'own.csv, line 2: text after a closing quote; a quoted cell looks like "0.5"',
    "1,0\n1," + "0" * 200_000: "own.csv, line 2: a cell is longer than 131,072 characters",
    "1,0\n\0": "own.csv, line 2: a NUL byte; the file must be UTF-8 text",
    b"1,0\r\n1,\xe9\n": "own.csv, line 2: byte 0xe9 is not UTF-8; save it as UTF-8",
    b"\xef\xbb\xbf1,0\r1,0\n\xff\n": "own.csv, line 3: byte 0xff is not UTF-8; save it as UTF-8",
    b"\xff\xfe0": "own.csv: begins like UTF-16 but is not; save it as UTF-8",
    "1,0\n1,\0".encode("utf-16"): "own.csv, line 2: a NUL character; save it as UTF-8",
    b"\x89PNG\r\n\x1a\n\0\0": "own.csv, line 3: a NUL byte; the file must be UTF-8 text",
    ",".join(["1"] * (MOST_INPUTS + 1)) + ",0\n": "own.csv, line 1: 65 columns of inputs; "
    "at most 64 are allowed",
    "a,b\n" + "1,0\n" * (MOST_ROWS + 1): "own.csv, line 10002: more than 10,000 rows of numbers",
}


@pytest.mark.parametrize("data", [*BAD], ids=[str(at) for at in range(len(BAD))])
def test_a_bad_file_is_one_line_with_the_line_and_the_reason(path: Path, data: bytes | str) -> None:
    assert complaint(path, data) == BAD[data]


UNDERSTOOD: dict[str | bytes, list[list[float]]] = {
    "a,y\n1,0\n".encode("utf-16"): [[1, 0]],
    "a\ty\r\n0,5\t1\r\n".encode("utf-16-be").join([b"\xfe\xff", b""]): [[0.5, 1]],
    "\ufeffa,y\n1,0\n": [[1, 0]],
    "sep=;\na;y\n1,5;0\n": [[1.5, 0]],
    '"sep=;"\r\n1;0\r\n': [[1, 0]],
    "\ufeffSEP=,\n1,0\n": [[1, 0]],
    "sep=|\na|y\n1|0\n": [[1, 0]],
    "0,5;1\n1e3;0\n": [[0.5, 1], [1000, 0]],
    "0,5\t1\n,25\t0\n": [[0.5, 1], [0.25, 0]],
    "1,234;0\n2,5;1\n": [[1.234, 0], [2.5, 1]],
    "1,234;0\n": [[1.234, 0]],
    "1.234,5;0\n": [[1234.5, 0]],
    "1,5E-05;0\n": [[1.5e-05, 0]],
    '"0,5",1\n': [[0.5, 1]],
    '"1,234",0.5\n': [[1234, 0.5]],
    '"1,234,567",0\n"1,234",1\n': [[1234567, 0], [1234, 1]],
    '"1,234.5",0\n': [[1234.5, 0]],
    "\N{MINUS SIGN}2,0\n": [[-2, 0]],
    "0 1\n": [[0, 1]],
    " 1.5   0\n 2.5   1 \n": [[1.5, 0], [2.5, 1]],
    "0,5 1,5 1\n": [[0.5, 1.5, 1]],
    "# measured, in 2020\n1,0\n#2,0\n3,1\n": [[1, 0], [3, 1]],
    "# it's \"so\na,y\n1,0\n": [[1, 0]],
    "#,a,y\n7,1,0\n": [[7, 1, 0]],
    "a,y\n1,0\n,\n , \n2,1\n,,,\n": [[1, 0], [2, 1]],
    "a,y,,\n1,0,,\n2,1\n": [[1, 0], [2, 1]],
    ",,\n,a,y\n,1,0\n": [[1, 0]],
    "1,0,\n2,1,\n": [[1, 0], [2, 1]],
    "a,b,0,1\n5,6,7,0\n": [[5, 6, 7, 0]],
    "1,x\n1,0\n": [[1, 0]],
    ",0,1,2\n0,5,6,0\n1,7,8,1\n": [[0, 5, 6, 0], [1, 7, 8, 1]],
    "0,1,2\n0.5,0.25,1\n": [[0.5, 0.25, 1]],
    "0,1,1\n1,0,1\n": [[0, 1, 1], [1, 0, 1]],
    '"a" "y"\n"1" 0.5 1\n"2" 0.25 0\n': [[1, 0.5, 1], [2, 0.25, 0]],
    "Na,y\n1,0\n": [[1, 0]],
    "a,y\n1,1.0000000000000002\n1,-1e-17\n": [[1, 1], [1, 0]],
    "a,y\n1,no\n2,yes\n": [[1, 0], [2, 1]],
    "1,no\n2,yes\n3,no\n": [[1, 0], [2, 1], [3, 0]],
    "a,y\n1,TRUE\n2,FALSE\n": [[1, 1], [2, 0]],
    "a,y\n1,b\n2,c\n3,a\n": [[1, 0, 1, 0], [2, 0, 0, 1], [3, 1, 0, 0]],
    "s,y\nm,1\nf,0\nm,0\n": [[1, 1], [0, 0], [1, 0]],
    "s,y\nr,1\ng,0\nb,0\n": [[0, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 0]],
    "a,y\n1,10\n2,2\n3,1\n4,10\n5,2\n6,1\n": [
        *[[1.0, 0, 0, 1], [2.0, 0, 1, 0], [3.0, 1, 0, 0]],
        *[[4.0, 0, 0, 1], [5.0, 0, 1, 0], [6.0, 1, 0, 0]],
    ],
    "a,y\n1,-1\n2,1\n3,1\n": [[1, 0], [2, 1], [3, 1]],
    "outlook,play\nsunny,no\nrain,yes\nsunny,yes\n": [[1, 0], [0, 1], [1, 1]],
}
"""Files as spreadsheets, pandas and R write them, and their numbers: inputs, then targets."""


@pytest.mark.parametrize("data", [*UNDERSTOOD], ids=[str(at) for at in range(len(UNDERSTOOD))])
def test_what_other_programs_write_is_understood(path: Path, data: bytes | str) -> None:
    found = read(path, data)
    assert np.column_stack([found.X, found.y]).tolist() == UNDERSTOOD[data]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("a,b,y\n1,2,0\n", ["a", "b", "y"]),
        ("a,b,0,1\n1,2,3,0\n", ["a", "b", "0", "1"]),
        (",a,y\n5,2,0\n", ["", "a", "y"]),
        ("# a,y\n1,0\n", ["a", "y"]),
        ("# one note\n1,0\n", []),
        ("a,y\n1,no\n2,yes\n", ["a", "y"]),
        ("a,y\n1,benign\n2,malignant\n", ["a", "malignant"]),
        ("a,y\n1,b\n2,c\n3,a\n", ["a", "a", "b", "c"]),
        ("s,y\nm,1\nf,0\nm,0\n", ["s=m", "y"]),
        ("s,y\nr,1\ng,0\nb,0\n", ["s=b", "s=g", "s=r", "y"]),
        ("a,y\n1,10\n2,2\n3,2\n4,10\n", ["a", "y=10"]),
        ("1,a\n2,b\n3,c\n4,a\n", ["", "a", "b", "c"]),
        ("\x1b[31m,y\n1,0\n", ["?[31m", "y"]),
    ],
)
def test_the_names_of_inputs_and_targets(path: Path, data: str, names: list[str]) -> None:
    found = read(path, data)
    assert [*found.columns] == names
    inputs = found.X.shape[1]
    if names:
        assert found.name_of("input", 0) == names[0]
        assert found.name_of("output", 0) == names[inputs]
    assert found.name_of("example", 0) == found.name_of("hidden", 0) == ""


def choose(path: Path, data: str, *, bias: bool = False, **columns: Any) -> Dataset:
    path.write_text(data)
    return load(path.name, Choice(**columns), bias=bias)


def test_targets_and_what_is_left_out_by_name_and_number(path: Path) -> None:
    data = "id,y,a,b\n1,0,5,6\n2,1,7,8\n"
    found = choose(path, data, target=("y",), ignore=("id",))
    assert (found.X.tolist(), found.y.tolist()) == ([[5, 6], [7, 8]], [[0], [1]])
    assert found.columns == ("a", "b", "y")
    words = ("--dataset", "own.csv", "--target", "y", "--ignore", "id")
    assert found.arguments == words
    assert choose(path, data, target=(" 2 ",), ignore=("1",)) == found
    two = choose(path, data, target=("y",), ignore=("id,b",), bias=True)
    assert two.X.tolist() == [[5, 1], [7, 1]]
    assert two.arguments == (*words, "--ignore", "b", "--bias")
    assert choose(path, data, target=("y",), ignore=("b", "id")).X.tolist() == [[5], [7]]


def test_a_name_may_look_like_a_number_an_option_or_a_list(path: Path) -> None:
    data = '2,-v,"a,b",y\n5,0,1,6\n5,1,0,6\n'
    found = choose(path, data, target=("-v", "a,b"))
    assert found.y.tolist() == [[0, 1], [1, 0]]
    assert found.arguments == ("--dataset", "own.csv", "--target=-v", "--target", "a,b")
    same = choose(path, "a,a,y\n1,2,0\n", ignore=("2",))
    assert same.arguments == ("--dataset", "own.csv", "--ignore", "2")


@pytest.mark.parametrize(
    ("data", "columns", "line"),
    [
        ("kind,y\n1,0\n", {"target": ("king",)}, "no column 'king'; did you mean kind?"),
        ("aa,y\n1,0\n", {"ignore": ("zz",)}, "no column 'zz'; its columns are aa, y"),
        ("1,0\n", {"target": ("y",)}, "no column 'y'; without names, say a number 1 to 2"),
        ("1,0\n", {"target": ("3",)}, "no column '3'; without names, say a number 1 to 2"),
        (
            "a,a,y\n1,2,0\n",
            {"target": ("a",)},
            "'a' is the name of columns 1 and 2; say which by number",
        ),
        (
            "a,y\n1,0\n",
            {"target": ("y",), "ignore": ("2",)},
            "column 2 cannot be both a target and left out",
        ),
        (
            "a,y\n1,0\n",
            {"target": ("y",), "targets": 1},
            "--target names the targets already; leave out --targets",
        ),
    ],
)
def test_a_choice_that_cannot_be_met(
    path: Path, data: str, columns: dict[str, Any], line: str
) -> None:
    with pytest.raises(DataError) as caught:
        choose(path, data, **columns)
    assert str(caught.value) == f"own.csv: {line}"


def test_a_choice_needs_an_input(path: Path) -> None:
    for columns in ({"target": ("a", "y")}, {"ignore": ("a",)}):
        with pytest.raises(DataError, match=r"columns? left; at least 2|columns left; at least 3"):
            choose(path, "a,y\n1,0\n", **columns)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("id,a,y\n1,5,0\n2,6,1\n", "column 'id' only counts the rows; leave it out by --ignore id"),
        (",a,y\n0,5,0\n1,6,1\n", "column 1 only counts the rows; leave it out by --ignore 1"),
        (
            "Unnamed: 0,a,y\n0,5,0\n1,6,1\n",
            "column 'Unnamed: 0' only counts the rows; leave it out by --ignore 'Unnamed: 0'",
        ),
        (
            '"a" "y"\n"1" 0.5 1\n"2" 0.25 0\n',
            "column 1 only counts the rows; leave it out by --ignore 1",
        ),
        (
            "".join(f"{at};0\n" for at in range(10)),
            "column 1 only counts the rows; leave it out by --ignore 1",
        ),
        ("a,y\n0,0\n1,1\n", ""),
        ("0,0\n1,1\n", ""),
        ("id,a,y\n1,5,0\n3,6,1\n", ""),
    ],
)
def test_a_first_column_that_counts_the_rows_is_pointed_out(
    path: Path, data: str, line: str
) -> None:
    assert read(path, data).remark == line


def test_what_the_numbers_of_words_mean(path: Path) -> None:
    found = read(path, "s,a,kind\nm,1,x\nf,2,y\nm,3,z\n")
    assert [column.meaning for column in found.fields] == [
        "s: 0 is f, 1 is m",
        "",
        "kind: an output each for x, y and z",
    ]


def test_as_many_targets_as_are_asked_for_have_to_be_there(path: Path) -> None:
    assert read(path, "1,0,1\n", 2).y.tolist() == [[0, 1]]
    line = "own.csv, line 1: 3 columns; at least 4 are needed, "
    assert (
        complaint(path, "1,0,1\n", 3)
        == f"{line}with commas, semicolons, tabs or blanks between them"
    )
    for targets in (0, MOST_TARGETS + 1):
        assert (
            complaint(path, "1,0\n", targets) == f"{targets} target columns: not between 1 and 16"
        )


def test_the_largest_data_that_are_taken(path: Path) -> None:
    row = ",".join(["-1"] * MOST_INPUTS + ["1"] * MOST_TARGETS)
    found = read(path, f"{row}\n" * MOST_ROWS, MOST_TARGETS, bias=True)
    assert found.X.shape == (MOST_ROWS, MOST_INPUTS + 1)
    assert found.y.shape == (MOST_ROWS, MOST_TARGETS)


def test_a_file_that_is_too_long_is_not_read_to_its_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "MOST_BYTES", 8)
    assert len(read(path, "1,0\n2,0\n").X) == 2
    assert complaint(path, "1,0\n2,0\n\n") == "own.csv: is longer than 8 bytes"


NO_NUL = (
    "stat: embedded null character in path" if sys.version_info >= (3, 13) else "embedded null byte"
)
"""What Python says of a name with a NUL in it."""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none.csv", "none.csv: No such file or directory"),
        ("own.csv/x.csv", "own.csv/x.csv: Not a directory"),
        ("..", "..: is a directory; it must be a CSV file"),
        ("/dev/zero", "/dev/zero: is not a regular file; it must be a CSV file"),
        ("pipe.csv", "pipe.csv: is not a regular file; it must be a CSV file"),
        ("a\0b.csv", f"a?b.csv: {NO_NUL}"),
        ("\x1b[2J\udcff.csv", "?[2J?.csv: No such file or directory"),
        ("x" * 300 + ".csv", f"{'x' * 39}…{'x' * 36}.csv: File name too long"),
    ],
)
def test_what_is_no_file_is_not_waited_for(path: Path, name: str, line: str) -> None:
    path.write_text("1,0\n")
    if name == "pipe.csv":
        os.mkfifo(name)
    with pytest.raises(DataError) as caught:
        load(name)
    assert str(caught.value) == line


def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.parent.chmod(0o755)
    read(path, "1,0\n")
    path.chmod(0)
    try:
        with unprivileged(), pytest.raises(DataError, match=r"^own\.csv: Permission denied$"):
            load("own.csv")
    finally:
        path.chmod(0o600)


def test_the_words_that_load_it_again(path: Path) -> None:
    assert read(path, "1,0\n").arguments == ("--dataset", "own.csv")
    words = ("--dataset", "own.csv", "--targets", "2", "--bias")
    assert read(path, "1,0,1\n", 2, bias=True).arguments == words
    Path("-own.csv").write_text("1,0\n")
    assert load("-own.csv").arguments == ("--dataset=-own.csv",)


def test_the_same_contents_are_the_same_data(path: Path) -> None:
    before = read(path, "a,b\n1,0\n")
    assert read(path, "a;b\r\n 1.0;0\r\n") == before
    assert read(path, "a,b\n1,0.5\n") != before
    assert read(path, "a,c\n1,0\n") != before
    assert load(str(path.absolute())) != load(path.name)
    assert read(path, "3,1,0\n") != read(path, "3,0\n", bias=True)


def test_its_name_is_short_and_can_be_shown(path: Path) -> None:
    assert read(path, "1,0\n").name == "own.csv"
    for name in ("measured in the long winter.csv", "\x1b[31m\u202e\n.csv"):
        Path(name).write_text("1,0\n")
        found = load(name)
        assert found.name.isprintable()
        assert len(found.name) <= 20
        assert found.name.endswith(".csv")
        assert found.title == found.name
        assert found.spec == name


@given(st.text(), st.integers(1, 100))
def test_what_is_shown_is_printable_and_not_longer_than_asked(text: str, most: int) -> None:
    line = shown(text, most)
    assert len(line) <= most
    assert line.isprintable()
    if text.isprintable() and len(text) <= most:
        assert line == text


@pytest.mark.parametrize(("name", "scale"), [("small", 0.01), ("usual", 1.0), ("large", 100.0)])
def test_alpha_suits_the_size_of_the_inputs(path: Path, name: str, scale: float) -> None:
    data = read(path, f"0,{scale},0\n{scale},0,1\n")
    assert 0 < data.alpha <= 1
    assert data.alpha * scale**2 * 2 <= 16
