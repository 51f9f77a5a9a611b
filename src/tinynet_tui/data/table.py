"""A table as text, as spreadsheets, pandas and R write it: its rows, and the columns' names."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .decimals import Decimals, is_like_a_number
from .quoting import DataError, in_quotes, shown

MOST_ROWS = 10_000
MISSING = frozenset(
    (
        *("", "NA", "N/A", "#N/A", "#NA", "<NA>", "n/a", "NaN", "nan", "NAN", "NULL", "null"),
        *("None", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "?", ".", "-", "--"),
    )
)
"""The cells that stand for a missing value; spreadsheets write an error in place of one."""
SIGNS = frozenset(("+", "-", "++", "--"))
"""Words, where there is a plus among them."""
_HASH = re.compile(
    rf"({'|'.join(re.escape(mark) for mark in MISSING if '#' in mark)})\s*([,;\t]|$)"
)
"""A missing value at the beginning of a line, which is no comment."""
SEPARATORS = "commas, semicolons, tabs or blanks"


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
    missing: list[frozenset[str]]
    """The cells of each column that stand for a missing value."""
    decimals: Decimals


def read_table(text: str, name: str) -> Table:
    """Read a table; raises DataError, which begins with the file's `name`."""
    _require_no_title(text, name)
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
    missing = [_missing(row.cells[at] for row in rows) for at in range(width)]
    values = [
        [None if (cell := row.cells[at]) in missing[at] else decimals.read(cell) for row in rows]
        for at in range(width)
    ]
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
    names = tuple(shown(cell, 40) for cell in names)
    return Table(names, rows, columns, values, missing, decimals)


def _missing(cells: Iterable[str]) -> frozenset[str]:
    """Return which cells of a column stand for a missing value: none that are signs in it."""
    return MISSING - SIGNS if any(cell in ("+", "++") for cell in cells) else MISSING


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
                if _is_comment(line):
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
    first = next((line for line in lines if line.strip() and not _is_comment(line)), "")
    first = first.strip(" ")
    words = first.split()
    if len(words) > 1 and all(re.fullmatch(r"[+-]?(\d+,\d+|\d*\.?\d+)", word) for word in words):
        return "\t" if "\t" in first else " "
    found = next((mark for mark in "\t;," if mark in first), None)
    return found or (" " if " " in first else ",")


def _require_no_title(text: str, name: str) -> None:
    """Raise DataError for a first line with one cell above lines with more."""
    lines = enumerate(re.split(r"\r\n|\r|\n", text[:100_000]), 1)
    used = ((at, line.strip("\ufeff ")) for at, line in lines if not _is_blank(line))
    rows = list(itertools.islice(used, 3))
    if len(rows) < 3 or rows[0][1].lower().lstrip('"').startswith("sep="):
        return
    line, title = rows[0]
    texts = [row for _, row in rows]
    with_blanks = {len(row.split()) for row in texts}
    mark = next((mark for mark in "\t;," if all(mark in row for row in texts[1:])), None)
    if mark is None or title.count('"') % 2 or with_blanks == {len(title.split())} != {1}:
        return
    cells, *below = (
        [c.strip() for c in row if c.strip()] for row in csv.reader(texts, delimiter=mark)
    )
    if len(cells) != 1 or is_like_a_number(cells[0]) or cells[0] in MISSING:
        return
    least = 3 if title.startswith('"') else 2  # one name above two columns, as R writes it
    if below and all(len(row) >= least for row in below):
        raise DataError(
            f"{name}, line {line}: {in_quotes(cells[0], 40)} looks like a title; "
            "the header must be the first line"
        )


def _is_blank(line: str) -> bool:
    """True for a line without text in any cell, and for a comment."""
    return not line.strip("\ufeff \t;,") or _is_comment(line)


def _is_comment(line: str) -> bool:
    """True for a line that begins with `#`, but not with a missing value such as #N/A."""
    line = line.lstrip("\ufeff \t")
    return line.startswith("#") and not _HASH.match(line)


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
