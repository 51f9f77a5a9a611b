"""The numbers of all rows, or one line about the first cell or column that has none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from .column import Column
from .columns import could_be_classes
from .decimals import is_like_a_number
from .names import MOST_TARGETS
from .quoting import DataError, in_quotes, shown
from .table import Table

MOST_INPUTS = 64
MOST_WORDS = 16
"""The most different words in a column."""
ROUNDING = 1e-9
"""A target so little beyond 0 or 1 is meant to be 0 or 1."""


def matrix(
    table: Table, columns: Sequence[Column], name: str, *, any_target: bool = False
) -> list[list[float]]:
    """Return the numbers of all rows: of the inputs, then of the targets; raises DataError.

    With `any_target`, a target can be any number.
    """
    used = [column for role in ("input", "target") for column in columns if column.role == role]
    ordered = sorted(used, key=lambda column: column.number)
    _require_enough_words(used, table, name)
    for column in ordered:
        _require_one_kind(table, column, name)
    for at, row in enumerate(table.rows):
        for column in ordered:
            problem = _problem(table, column, at, any_target=any_target)
            if problem:
                raise DataError(f"{name}, line {row.line}, {problem}")
    for column in ordered:
        _require_two_values(table, column, name)
    whole = [[_numbers(table, column, at) for column in used] for at in range(len(table.rows))]
    return [[number for numbers in row for number in numbers] for row in whole]


def _require_enough_words(columns: Sequence[Column], table: Table, name: str) -> None:
    """Raise DataError for too many columns, or too few or too many words."""
    line = table.rows[0].line
    for column in columns:
        if not column.words or table.values[column.number - 1][0] is not None:
            continue
        leave = f"leave it out by {column.option('--ignore')}"
        if any(
            row.cells[column.number - 1] in table.missing[column.number - 1] for row in table.rows
        ):
            continue  # the first one is reported, with its line
        if len(column.words) == 1:
            word = in_quotes(column.words[0], 30)
            what = "two different words are needed" if column.role == "target" else leave
            raise DataError(f"{name}, {column.label}: has only {word}; {what}")
        if len(column.words) > MOST_WORDS:
            many = f"{len(column.words):,} different words, more than {MOST_WORDS}"
            what = "choose another by --target" if column.role == "target" else leave
            raise DataError(f"{name}, {column.label}: {many}; {what}")
    inputs = sum(column.width for column in columns if column.role == "input")
    targets = sum(column.width for column in columns if column.role == "target")
    for count, most, what in ((inputs, MOST_INPUTS, "inputs"), (targets, MOST_TARGETS, "targets")):
        if count > most:
            raise DataError(
                f"{name}, line {line}: {count} columns of {what}; at most {most} are allowed"
            )


def _require_one_kind(table: Table, column: Column, name: str) -> None:
    """Raise DataError for a column with more words than numbers, but not only words."""
    at = column.number - 1
    words = [
        row
        for value, row in zip(table.values[at], table.rows, strict=True)
        if value is None
        and row.cells[at] not in table.missing[at]
        and not is_like_a_number(row.cells[at])
    ]
    numbers = [
        row for row, value in zip(table.rows, table.values[at], strict=True) if value is not None
    ]
    if len(words) > len(numbers) > 0 and not column.words:
        word, number = (
            f"{in_quotes(row.cells[at], 20)} in line {row.line}" for row in (words[0], numbers[0])
        )
        ways = f"{column.option('--classes')} reads both as words"
        raise DataError(
            f"{name}, {column.label}: has both words and numbers: {word}, {number}; {ways}"
        )


def _require_two_values(table: Table, column: Column, name: str) -> None:
    """Raise DataError for a target that is the same in all of several rows."""
    at = column.number - 1
    values = {None if value is None else _target(value) for value in table.values[at]}
    if column.role == "target" and len(table.rows) > 1 and len(values) == 1 and None not in values:
        only = shown(table.rows[0].cells[at], 30)
        raise DataError(
            f"{name}, {column.label}: has only {only}; a target needs two different values"
        )


def _numbers(table: Table, column: Column, at: int) -> list[float]:
    """Return what a row has in a column without problems."""
    value = table.values[column.number - 1][at]
    if column.words:
        cell = table.rows[at].cells[column.number - 1]
        return column.encoded(cell, value) or []
    assert value is not None
    return [_target(value) if column.role == "target" else value]


def _target(value: float) -> float:
    """Return a target, 0 or 1 if it is meant to be that."""
    between = min(1.0, max(0.0, value))
    return between if abs(value - between) <= ROUNDING else value


def _problem(table: Table, column: Column, at: int, *, any_target: bool) -> str:
    """Return what is wrong with a cell, and what to do; "" if nothing is."""
    value, cell = table.values[column.number - 1][at], table.rows[at].cells[column.number - 1]
    if cell in table.missing[column.number - 1]:
        what = f"{in_quotes(cell, 40)} is a missing value" if cell else "is empty"
        ways = "fill it in or delete the row"
        if column.role == "input":
            ways = f"fill it in, delete the row, or {column.option('--ignore')}"
        return f"{column.label}: {what}; {ways}"
    if column.words:
        return ""
    if value is None:
        return f"{column.label}: {_not_a_number(table, cell)}"
    if not math.isfinite(value):
        return f"{column.label}: {in_quotes(cell, 40)} is not a finite number"
    if column.role == "target" and not any_target and not -ROUNDING <= value <= 1 + ROUNDING:
        ways = "--scale scales it"
        if could_be_classes(table.values[column.number - 1]):
            ways = f"{column.option('--classes')} reads it as classes, --scale as a number"
        return (
            f"{column.label}: the target {shown(cell, 40)} is not between 0 and 1; the network's "
            f"outputs always are; {ways}, --target NAME chooses another column"
        )
    return ""


def _not_a_number(table: Table, cell: str) -> str:
    """Return what is wrong with a cell among numbers, with a hint that changes no value."""
    text = in_quotes(cell, 40)
    if table.decimals.is_ambiguous(cell):
        joined = cell.replace(",", "").replace(".", "")
        point = cell.replace(",", ".")
        return f"{text} could be {joined} or {point}; write it as the one that is meant"
    if table.decimals.mixed and re.fullmatch("[+-]?[0-9.,]+", cell):
        comma, point = (in_quotes(cell, 20) for cell in table.decimals.mixed)
        return f"{text}: {comma} has a decimal comma and {point} a point; use one of them"
    return f"{text} is not a number such as 0.5"
