"""Inputs from a pasted row: the numbers of a whole row of the data's file, or of a part."""

from __future__ import annotations

import csv
import math
import re
from typing import NamedTuple

from .column import Column
from .dataset import Dataset
from .decimals import Decimals
from .quoting import in_quotes, shown
from .table import delimiter


class Pasted(NamedTuple):
    """Inputs to fill in."""

    first: int
    """The index of the first."""
    values: list[float]
    left_out: str
    """What the row has besides, in words; "" if nothing."""


def pasted(text: str, data: Dataset, at: int) -> Pasted:
    """Read a row as files are read: commas, semicolons, tabs or blanks between its cells.

    A whole row of the file, or as many cells as there are input columns, fills in all inputs;
    other cells fill in those from `at` on. A column of ones that was added to the file is left
    alone. Raises ValueError, in a line.
    """
    cells, more = _cells(text)
    decimals = Decimals.of(cells, usual="," if delimiter(text) == ";" else "?")
    inputs = [column for column in data.fields if column.role == "input"]
    for columns in (list(data.fields), inputs):
        if columns and len(cells) == len(columns):
            numbers = [_encoded(cell, c, decimals) for cell, c in zip(cells, columns, strict=True)]
            others = [column for column in columns if column.role != "input"]
            out = [column.name or f"column {column.number}" for column in others]
            return Pasted(0, [number for row in numbers for number in row], _left_out(out, more))
    while cells and not cells[-1]:
        cells.pop()
    count = data.X.shape[1] - data.bias
    at = 0 if len(cells) == count else at
    starts = [sum(column.width for column in inputs[:index]) for index in range(len(inputs))]
    if at in starts and any(decimals.read(cell) is None for cell in cells):
        part = inputs[starts.index(at) :]
        pairs = zip(cells, part, strict=False)
        values = [number for cell, column in pairs for number in _encoded(cell, column, decimals)]
        return Pasted(at, values, _left_out(cells[len(part) :], more))
    values = [_number(cell, decimals) for cell in cells]
    room = max(0, count - at)
    return Pasted(at, values[:room], _left_out([f"{n:.6g}" for n in values[room:]], more))


def _cells(text: str) -> tuple[list[str], bool]:
    """Return the stripped cells of the first row, and whether there are more rows."""
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    if not lines:
        return [], False
    separator = delimiter(text)
    if len(lines) > 1 and not any(separator in line.strip() for line in lines):
        return [line.strip() for line in lines], False  # a column
    line = lines[0].strip(" ")
    try:
        (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True)
    except (csv.Error, ValueError):
        raise ValueError("the row has a quotation mark that is not closed") from None
    cells = [cell.strip() for cell in cells]
    parts = line.replace(",", " ").split()
    if separator == "," and len(parts) > len(cells) and all(map(_is_plain, parts)):
        cells = parts  # 0.5, -2 7
    return cells, len(lines) > 1


def _is_plain(cell: str) -> bool:
    return Decimals().read(cell) is not None


def _encoded(cell: str, column: Column, decimals: Decimals) -> list[float]:
    """Return the inputs that a cell of a column becomes: none unless it is an input."""
    if column.role != "input":
        return []
    if not column.words:
        return [_number(cell, decimals)]
    numbers = column.encoded(cell, decimals.read(cell))
    if numbers is None and column.width == 1 and cell in ("0", "1"):
        return [float(cell)]
    if numbers is None:
        words = shown(", ".join(column.words), 60)
        raise ValueError(f"{column.label}: {in_quotes(cell, 20)} is not one of {words}")
    return numbers


def _number(cell: str, decimals: Decimals) -> float:
    value = decimals.read(cell)
    if value is None or not math.isfinite(value):
        raise ValueError(f"nothing is filled in: {in_quotes(cell, 30)} is not a number such as 0.5")
    return value + 0.0  # never -0.0


def _left_out(names: list[str], more: bool) -> str:
    """Return what has not been filled in, in words."""
    listed = shown(", ".join(names), 60)
    parts = [f"left out: {listed}"] * bool(names) + ["only the first row is filled in"] * more
    return "; ".join(parts)
