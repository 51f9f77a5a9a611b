"""A table as text, as spreadsheets, pandas and R write it: its rows, and the columns' names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .decimals import Decimals, is_like_a_number

MOST_ROWS = 10_000
MISSING = frozenset(
    ("", "NA", "N/A", "#N/A", "#NA", "<NA>", "n/a", "NaN", "nan", "NAN", "NULL", "null", "?")
)
"""The cells that stand for a missing value."""
SEPARATORS = "commas, semicolons, tabs or blanks"


class DataError(ValueError):
    """A file cannot be used as data: its name, the line and the mistake, in one line."""


class Row(NamedTuple):
    """The line on which a row begins, as an editor counts, and its cells."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """Rows of equally many stripped cells."""

    names: tuple[str, ...]
    """The columns' names, "" for a column without one; empty if there is no header."""
    rows: list[Row]
    columns: list[int]
    """The columns that are not blank from top to bottom."""
    values: list[list[float | None]]
    """Each column's numbers; None for a cell without one."""
    decimals: Decimals


def shown(text: str, most: int) -> str:
    """Return a text for one line: printable, with its middle left out if it is long."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    if len(text) <= most:
        return text
    tail = most // 2
    return f"{text[: most - tail - 1]}…{text[len(text) - tail :]}"


def read_table(text: str, name: str) -> Table:
    """Read a table; raises DataError, which begins with the file's `name`."""
    reader = _Reader(text, name)
    rows = reader.rows()
    if not rows:
        raise DataError(f"{name}: is empty; it needs rows of numbers: inputs, then targets")
    _add_corner(rows)
    width = _width(rows, name)
    rows = [Row(line, [cell.strip() for cell in cells[:width]]) for line, cells in rows]
    columns = [at for at in range(width) if any(row.cells[at] for row in rows)]
    texts = (row.cells[at] for row in rows for at in columns)
    usual = "," if reader.delimiter == ";" else "?"
    decimals = Decimals.of(texts, usual=usual)  # type: ignore[arg-type]
    values = [[decimals.read(row.cells[at]) for row in rows] for at in range(width)]
    names: Sequence[str] = ()
    if _has_header(rows, values, columns):
        names = rows.pop(0).cells
        values = [column[1:] for column in values]
        if not rows:
            raise DataError(
                f"{name}, line {reader.first}: a header without rows of numbers below it"
            )
    elif reader.comment and len(reader.comment) == width:
        names = reader.comment
    if len(rows) > MOST_ROWS:
        line = rows[MOST_ROWS].line
        raise DataError(f"{name}, line {line}: more than {MOST_ROWS:,} rows of numbers")
    return Table(tuple(shown(cell, 40) for cell in names), rows, columns, values, decimals)


class _Reader:
    """Reads the rows of a text that are neither blank nor comments."""

    def __init__(self, text: str, name: str) -> None:
        self.name, self.comment, self.first = name, list[str](), 1
        """The cells of a comment right above the first row, and that row's line."""
        self._line, self._start = 0, 1
        """The line read last, and that on which its record begins."""
        self._within, self._skipped = False, ""
        """Whether a record has begun, and the last comment."""
        separator = re.match(r"\s*(\"?)sep=(.)\1[ \t]*(\r\n|\r|\n|$)", text, re.IGNORECASE)
        if separator:
            self.delimiter = separator[2]
            self._line = len(re.findall(r"\r\n|\r|\n", separator[0]))
            text = text[separator.end() :]
        else:
            self.delimiter = delimiter(text)
        self._lines = io.StringIO(text, newline="")

    def rows(self) -> list[Row]:
        return [row for row, _ in zip(self._rows(), range(MOST_ROWS + 2), strict=False)]

    def _rows(self) -> Iterator[Row]:
        reader = csv.reader(
            self._records(), delimiter=self.delimiter, skipinitialspace=True, strict=True
        )
        is_first = True
        while True:
            self._within = False
            try:
                cells = next(reader, None)
            except csv.Error as error:
                where = f"{self.name}, line {self._start}"
                raise DataError(f"{where}: {_complaint(str(error))}") from None
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                if is_first:
                    self.first, self.comment = self._start, self._names()
                is_first = False
                yield Row(self._start, cells)

    def _records(self) -> Iterator[str]:
        """Yield the lines without comments; one within quotes is none."""
        for line in self._lines:
            self._line += 1
            if not self._within:
                if line.lstrip("\ufeff \t").startswith("#"):
                    self._skipped = line
                    continue
                self._start, self._within = self._line, True
            yield line.strip(" ") if self.delimiter == " " else line

    def _names(self) -> list[str]:
        """Return the cells of the comment above the first row, if they can be names."""
        text = self._skipped.strip().removeprefix("#").strip()
        try:
            cells = next(csv.reader([text], delimiter=self.delimiter, skipinitialspace=True), [])
        except csv.Error:
            return []
        cells = [cell.strip() for cell in cells]
        if text.startswith(self.delimiter):
            cells[0] = "#"
        return cells if any(cells) else []


def delimiter(text: str) -> str:
    """Return what separates cells: the rarest of those in the first line outside quotes."""
    lines = re.split(r"[\r\n]", re.sub(r'"[^"]*"', "-", text[:100_000]))
    first = next((line for line in lines if line.strip() and line.lstrip()[0] != "#"), "")
    first = first.strip(" ")
    words = first.split()
    if len(words) > 1 and all(re.fullmatch(r"[+-]?(\d+,\d+|\d*\.?\d+)", word) for word in words):
        return "\t" if "\t" in first else " "
    found = next((mark for mark in "\t;," if mark in first), None)
    return found or (" " if " " in first else ",")


def _complaint(error: str) -> str:
    """Return an error of the `csv` module in plain words."""
    if "field limit" in error:
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    if "end of data" in error:
        return "a quote is not closed"
    return 'text after a closing quote; a quoted cell looks like "0.5"'


def _length(row: Row) -> int:
    """Return a row's length without the blank cells at its end."""
    return max((at for at, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _add_corner(rows: list[Row]) -> None:
    """Complete a header that has no cell above the names of rows, as R writes it."""
    first, *others = rows
    is_short = others and all(_length(row) == len(first.cells) + 1 for row in others)
    if is_short and not any(Decimals().read(cell.strip()) is not None for cell in first.cells):
        first.cells.insert(0, "")


def _width(rows: list[Row], name: str) -> int:
    """Return the number of columns; DataError if a row does not have as many."""
    first = rows[0]
    longest = max(map(_length, rows))
    width = longest if longest <= len(first.cells) else _length(first)
    for row in rows[1:]:
        if not _length(row) <= width <= len(row.cells):
            count = len(row.cells) if len(row.cells) < width else _length(row)
            raise DataError(
                f"{name}, line {row.line}: {count} cell{'s' * (count != 1)}, "
                f"but line {first.line} has {width}; all rows need the same number"
            )
    return width


def _has_header(
    rows: Sequence[Row], values: Sequence[Sequence[float | None]], columns: Sequence[int]
) -> bool:
    """True when the first row names the columns.

    It does if there is a word above numbers. Above words it does if it never comes again.
    """
    cells = rows[0].cells
    words = [at for at in columns if cells[at] not in MISSING and not is_like_a_number(cells[at])]
    words = [at for at in words if values[at][0] is None]  # inf is a number too
    numbers = [at for at in columns if values[at][0] is not None]
    numeric = {at for at in columns if any(value is not None for value in values[at][1:])}
    if any(at in numeric for at in words):
        return True
    if len(rows) == 1:
        return bool(words) and not numbers
    if any(cells[at] and cells[at] in MISSING for at in columns if at in numeric):
        return False
    again = any(row.cells[at] == cells[at] for at in words for row in rows[1:])
    if not numbers:
        return bool(words) and not again
    # The names of a data frame without names: 0, 1, 2, ...
    if [cells[at] for at in numbers] != [str(number) for number in range(len(numbers))]:
        return False
    if not words and columns[0] not in numbers:
        return counts(values[columns[0]][1:])
    has_point = any(re.search("[.,e]", row.cells[at]) for row in rows[1:] for at in numbers)
    return not again and len(numbers) > 2 and has_point


def counts(column: Sequence[float | None]) -> bool:
    """True when a column counts the rows from 0 or 1."""
    first = column[0]
    return first in (0, 1) and all(value == at for at, value in enumerate(column, int(first or 0)))
