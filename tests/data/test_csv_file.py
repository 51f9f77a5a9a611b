"""Data from CSV files: the same numbers to the last bit, or one line about what is wrong."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.trainer import unprivileged
from tinynet_tui.data import csv_file
from tinynet_tui.data.csv_file import MOST_INPUTS, MOST_ROWS, DataError, load, shown
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import MOST_TARGETS

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
    "with commas, semicolons or tabs between them",
    "0 1\n": "own.csv, line 1: 1 column; at least 2 are needed, "
    "with commas, semicolons or tabs between them",
    "1,x\n1,0\n": "own.csv, line 1, column 2: 'x' is not a number such as 0.5",
    "1,0\n1,0\nx,0\n": "own.csv, line 3, column 1: 'x' is not a number such as 0.5",
    "a,b\n1,0\nc,d\n": "own.csv, line 3, column 1: 'c' is not a number such as 0.5",
    "1;0\n1;0,5\n": "own.csv, line 2, column 2: '0,5' is not a number such as 0.5",
    "1,0\n1,1_0\n": "own.csv, line 2, column 2: '1_0' is not a number such as 0.5",
    "1,0\n1,\u0661\n": "own.csv, line 2, column 2: '\u0661' is not a number such as 0.5",
    "1,0\n1,\x1b[31m\n": "own.csv, line 2, column 2: '?[31m' is not a number such as 0.5",
    "1,0\r\n\r\n1,\r\n": "own.csv, line 3, column 2: is empty; every cell needs a number",
    "1,0\n1,0,0\n": "own.csv, line 2: 3 cells, but line 1 has 2; all rows need the same number",
    "a,b\n1\n": "own.csv, line 2: 1 cell, but line 1 has 2; all rows need the same number",
    "nan,0\n": "own.csv, line 1, column 1: 'nan' is not a finite number",
    "1,0\n-Infinity,0\n": "own.csv, line 2, column 1: '-Infinity' is not a finite number",
    "1,0\n1e999,0\n": "own.csv, line 2, column 1: '1e999' is not a finite number",
    "1,0\n1,0\r1,1.5\n": "own.csv, line 3, column 2: the target 1.5 is not between 0 and 1; "
    "the network's outputs always are; --scale scales it",
    "1,-0.1\n": "own.csv, line 1, column 2: the target -0.1 is not between 0 and 1; "
    "the network's outputs always are; --scale scales it",
    'a,"b\nc"\n1,0\n1,x\n': "own.csv, line 4, column 2: 'x' is not a number such as 0.5",
    '1,0\n1,"0\n': "own.csv, line 2: a quote is not closed",
    '1,0\n1,"0"5\n': 'own.csv, line 2: text after a closing quote; a quoted cell looks like "0.5"',
    "1,0\n1," + "0" * 200_000: "own.csv, line 2: a cell is longer than 131,072 characters",
    "1,0\n\0": "own.csv, line 2: a NUL byte; the file must be UTF-8 text",
    b"1,0\r\n1,\xe9\n": "own.csv, line 2: byte 0xe9 is not UTF-8; save it as UTF-8",
    b"\xef\xbb\xbf1,0\r1,0\n\xff\n": "own.csv, line 3: byte 0xff is not UTF-8; save it as UTF-8",
    "1,0\n".encode("utf-16"): "own.csv, line 1: is UTF-16; save it as UTF-8",
    b"\x89PNG\r\n\x1a\n\0\0": "own.csv, line 3: a NUL byte; the file must be UTF-8 text",
    ",".join(["1"] * (MOST_INPUTS + 1)) + ",0\n": "own.csv, line 1: 65 columns of inputs; "
    "at most 64 are allowed",
    "a,b\n" + "1,0\n" * (MOST_ROWS + 1): "own.csv, line 10002: more than 10,000 rows of numbers",
}


@pytest.mark.parametrize("data", [*BAD], ids=[str(at) for at in range(len(BAD))])
def test_a_bad_file_is_one_line_with_the_line_and_the_reason(path: Path, data: bytes | str) -> None:
    assert complaint(path, data) == BAD[data]


def test_as_many_targets_as_are_asked_for_have_to_be_there(path: Path) -> None:
    assert read(path, "1,0,1\n", 2).y.tolist() == [[0, 1]]
    line = "own.csv, line 1: 3 columns; at least 4 are needed, "
    assert complaint(path, "1,0,1\n", 3) == f"{line}with commas, semicolons or tabs between them"
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
