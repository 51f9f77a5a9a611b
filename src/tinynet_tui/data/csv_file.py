"""Data from a CSV file, or one line about the first mistake in it."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import stat
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from tinynet_tui.support.files import NOT_WAITING
from tinynet_tui.support.parse_numbers import number

from .dataset import Dataset
from .names import MOST_TARGETS

MOST_BYTES = 20_000_000
MOST_ROWS = 10_000
MOST_INPUTS = 64

Row = tuple[int, list[str]]
"""The line on which a row begins, as an editor counts, and its cells."""


class DataError(ValueError):
    """A file cannot be used as data: its name, the line and the mistake, in one line."""


def load(path: str, targets: int = 1, *, bias: bool = False, scale: bool = False) -> Dataset:
    """Read a file of numbers: each row is an example, the last `targets` columns are the targets.

    The first line decides whether commas, semicolons or tabs separate the cells. A first row
    without a number is a header. With `bias`, a column of ones becomes the last input. With `scale`
    the columns are scaled, and a target may be any number. Raises DataError.
    """
    if not 1 <= targets <= MOST_TARGETS:
        raise DataError(f"{targets} target columns: not between 1 and {MOST_TARGETS}")
    name = shown(path, 80)
    rows = _rows(_text(_read(path, name), name), name)
    first = next(rows, None)
    if first is None:
        raise DataError(f"{name}: is empty; it needs rows of numbers: inputs, then targets")
    _check_width(first, targets, name)
    header = all(_number(cell) is None for cell in first[1])
    rows = rows if header else chain([first], rows)
    numbers = _numbers(rows, first, targets, name, any_target=scale)
    if not numbers:
        raise DataError(f"{name}, line {first[0]}: a header without rows of numbers below it")
    matrix = np.array(numbers)
    inputs, columns = matrix[:, :-targets], [shown(cell.strip(), 40) for cell in first[1]]
    if bias:
        inputs = np.column_stack([inputs, np.ones(len(inputs))])
        columns.insert(-targets, "1")
    dataset = Dataset.of(
        shown(Path(path).name, 20),
        inputs,
        matrix[:, -targets:],
        spec=path,
        columns=columns if header else (),
        is_file=True,
        bias=bias,
    )
    try:
        return dataset.scaled() if scale else dataset
    except ValueError as error:
        raise DataError(f"{name}: {error}") from None


def shown(text: str, most: int) -> str:
    """Return a text for one line: printable, with its middle left out if it is long."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    if len(text) <= most:
        return text
    tail = most // 2
    return f"{text[: most - tail - 1]}…{text[len(text) - tail :]}"


def _read(path: str, name: str) -> bytes:
    """Read a regular file of at most `MOST_BYTES`."""
    try:
        # Do not wait for a pipe that nobody writes to, and do not even open a device.
        if not stat.S_ISREG(mode := Path(path).stat().st_mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
            raise DataError(f"{name}: is {kind}; it must be a CSV file")
        descriptor = os.open(path, os.O_RDONLY | NOT_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{name}: {error.strerror}") from None
    except DataError:
        raise
    except ValueError as error:  # a name that no file can have
        raise DataError(f"{name}: {error}") from None
    if len(data) > MOST_BYTES:
        raise DataError(f"{name}: is longer than {MOST_BYTES:,} bytes")
    return data


def _text(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{name}, line 1: is UTF-16; save it as UTF-8")
    zero = data.find(b"\0")
    if zero >= 0:
        raise DataError(
            f"{name}, line {_line(data, zero)}: a NUL byte; the file must be UTF-8 text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from after a byte order mark.
        start = error.start + len(data) - len(error.object)
        raise DataError(
            f"{name}, line {_line(data, start)}: byte 0x{data[start]:02x} is not UTF-8; "
            "save it as UTF-8"
        ) from None


def _line(data: bytes, offset: int) -> int:
    before = data[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows that are not blank."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text), skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{name}, line {line}: {_csv_complaint(str(error))}") from None


def _csv_complaint(error: str) -> str:
    """Return an error of the `csv` module in plain words."""
    if "field limit" in error:
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    if "end of data" in error:
        return "a quote is not closed"
    return 'text after a closing quote; a quoted cell looks like "0.5"'


def _delimiter(text: str) -> str:
    """Return the separator: the rarest of those that the first line has outside quotes."""
    unquoted = re.sub(r'"[^"]*"', "-", text[:100_000]).lstrip()
    first = re.split(r"[\r\n]", unquoted, maxsplit=1)[0]
    return next((delimiter for delimiter in "\t;" if delimiter in first), ",")


def _check_width(first: Row, targets: int, name: str) -> None:
    """Raise DataError if the first row has too few or too many columns."""
    line, cells = first
    if len(cells) <= targets:
        columns = f"{len(cells)} column{'s' * (len(cells) != 1)}"
        raise DataError(
            f"{name}, line {line}: {columns}; at least {targets + 1} are needed, "
            "with commas, semicolons or tabs between them"
        )
    if len(cells) - targets > MOST_INPUTS:
        raise DataError(
            f"{name}, line {line}: {len(cells) - targets} columns of inputs; "
            f"at most {MOST_INPUTS} are allowed"
        )


def _numbers(
    rows: Iterator[Row], first: Row, targets: int, name: str, *, any_target: bool = False
) -> list[list[float]]:
    """Read rows of numbers, all as wide as the first row."""
    numbers: list[list[float]] = []
    for line, cells in rows:
        where = f"{name}, line {line}"
        if len(numbers) == MOST_ROWS:
            raise DataError(f"{where}: more than {MOST_ROWS:,} rows of numbers")
        if len(cells) != len(first[1]):
            raise DataError(
                f"{where}: {len(cells)} cell{'s' * (len(cells) != 1)}, "
                f"but line {first[0]} has {len(first[1])}; all rows need the same number"
            )
        values = [_number(cell) for cell in cells]
        if any(value is None or not math.isfinite(value) for value in values):
            raise DataError(f"{where}, {_complaint(cells, values)}")
        row = [value for value in values if value is not None]
        for column, target in enumerate(row[-targets:], len(row) - targets + 1):
            if not (any_target or 0 <= target <= 1):
                raise DataError(
                    f"{where}, column {column}: the target {target:.6g} is not between 0 and 1; "
                    "the network's outputs always are; --scale scales it"
                )
        numbers.append(row)
    return numbers


def _number(cell: str) -> float | None:
    try:
        return number(cell.strip())
    except ValueError:
        return None


def _complaint(cells: Sequence[str], values: Sequence[float | None]) -> str:
    """Return the first cell without a finite number, and what it could hold instead."""
    for column, (cell, value) in enumerate(zip(cells, values, strict=True), 1):
        text = repr(shown(cell.strip(), 40))
        if value is None and not cell.strip():
            return f"column {column}: is empty; every cell needs a number"
        if value is None:
            comma = cell.count(",") == 1 and _number(cell.replace(",", ".")) is not None
            instead = cell.strip().replace(",", ".") if comma else "0.5"
            return f"column {column}: {text} is not a number such as {instead}"
        if not math.isfinite(value):
            return f"column {column}: {text} is not a finite number"
    raise AssertionError("all numbers are finite")
