"""The columns of a table: which are inputs and targets, and how words become numbers.

A column of words becomes a column of 0s and 1s for each word, in sorted order; two words become
one column, 1 for the second. So do whole numbers as targets if they are the names of classes.
"""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tinynet_tui.support.suggest import did_you_mean

from .decimals import is_like_a_number
from .names import MOST_TARGETS, Choice
from .table import MISSING, SEPARATORS, DataError, Table, counts, shown

MOST_INPUTS = 64
MOST_WORDS = 16
"""The most different words in a column."""
ROUNDING = 1e-9
"""A target so little beyond 0 or 1 is meant to be 0 or 1."""
YES_OR_NO = ({"no", "yes"}, {"false", "true"}, {"n", "y"}, {"f", "t"}, {"off", "on"})
INDEX_NAMES = frozenset(
    ("", "index", "id", "no", "no.", "nr", "nr.", "#", "n", "row", "rows", "rownames", "row_names")
)
"""What a column is called that only counts the rows; also `Unnamed: 0`."""
CERTAIN = 10
"""So many rows are not counted by chance."""

Role = Literal["input", "target", "ignored"]


class Column(NamedTuple):
    """A column of a file."""

    name: str
    """"" without a header."""
    number: int
    """Counted from 1."""
    role: Role
    words: tuple[str, ...] = ()
    """Its words, sorted, if it has no numbers or if these are names of classes."""

    @property
    def label(self) -> str:
        """What messages call it: `column 2 (age)`."""
        return f"column {self.number}" + (f" ({shown(self.name, 20)})" if self.name else "")

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return shlex.quote(self.name) if self.name else str(self.number)

    @property
    def width(self) -> int:
        """How many columns of numbers it becomes."""
        return len(self.words) if len(self.words) > 2 else 1

    @property
    def names(self) -> list[str]:
        """What these are called."""
        if not self.words:
            return [self.name]
        words = self.words if len(self.words) > 2 else self.words[1:]
        if self.role == "target" and not _is_number(self.words[0]):
            if self.name and {word.casefold() for word in self.words} in YES_OR_NO:
                return [self.name]
            return [shown(word, 40) for word in words]
        return [shown(f"{self.name}={word}" if self.name else word, 40) for word in words]

    @property
    def meaning(self) -> str:
        """What the numbers stand for that have replaced words."""
        if not self.words:
            return ""
        name, words = self.name or f"column {self.number}", [shown(word, 20) for word in self.words]
        if len(words) == 2:
            return f"{name}: 0 is {words[0]}, 1 is {words[1]}"
        return f"{name}: an output each for {', '.join(words[:-1])} and {words[-1]}"

    def encoded(self, word: str) -> list[float] | None:
        """Return the numbers for a word; None if it is not one of the column's."""
        if word not in self.words:
            return None
        at = self.words.index(word)
        return [float(at)] if len(self.words) == 2 else [float(at == n) for n in range(self.width)]


def chosen(table: Table, choice: Choice, name: str) -> tuple[list[Column], Choice]:
    """Return all columns with their roles, and the choice in its usual form; raises DataError."""
    width = len(table.rows[0].cells)
    names = [*table.names, *[""] * (width - len(table.names))]
    if choice.target and choice.targets is not None:
        raise DataError(f"{name}: --target names the targets already; leave out --targets")
    targets, ignored = _found(choice.target, names, name), _found(choice.ignore, names, name)
    both = next((at for at in targets if at in ignored), None)
    if both is not None:
        raise DataError(f"{name}: column {both + 1} cannot be both a target and left out")
    left = [at for at in table.columns if at not in ignored]
    if not choice.target:
        count = choice.targets or 1
        targets = left[-count:]
        if len(left) <= count:
            raise DataError(_too_few(table, choice, len(left), count + 1, name))
    elif not [at for at in left if at not in targets]:
        raise DataError(_too_few(table, choice, len(left), len(targets) + 1, name))
    roles: dict[int, Role] = dict.fromkeys(left, "input")
    roles |= dict.fromkeys(targets, "target")
    columns = [
        _column(table, Column(names[at], at + 1, roles.get(at, "ignored"))) for at in range(width)
    ]
    usual = Choice(
        choice.targets if choice.targets != 1 else None,
        tuple(_usual(at, names) for at in targets) if choice.target else (),
        tuple(_usual(at, names) for at in ignored),
    )
    return columns, usual


def _too_few(table: Table, choice: Choice, count: int, needed: int, name: str) -> str:
    columns = f"{count} column{'s' * (count != 1)}"
    if choice.target or choice.ignore:
        return f"{name}: {columns} left; at least {needed} are needed, one of them an input"
    line = table.rows[0].line - bool(table.names)
    return (
        f"{name}, line {line}: {columns}; at least {needed} are needed, with {SEPARATORS} "
        "between them"
    )


def _found(texts: Sequence[str], names: Sequence[str], file: str) -> list[int]:
    """Return the columns that texts name, each one name or number, or several with commas."""
    found: list[int] = []
    for text in texts:
        whole = shown(text.strip(), 40)
        parts = [whole] if whole in names else [part.strip() for part in text.split(",")]
        found += [at for part in parts if (at := _find(part, names, file)) not in found]
    return found


def _find(text: str, names: Sequence[str], file: str) -> int:
    text = shown(text, 40)
    same = [at for at, name in enumerate(names) if name == text and text]
    if len(same) == 1:
        return same[0]
    if same:
        numbers = " and ".join(str(at + 1) for at in same[:9])
        raise DataError(f"{file}: {text!r} is the name of columns {numbers}; say which by number")
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= len(names):
        return int(text) - 1
    known = [name for name in names if name]
    if not known:
        raise DataError(
            f"{file}: no column {text!r}; without names, say a number 1 to {len(names)}"
        )
    listed = shown(", ".join(known), 120)
    hint = did_you_mean(text, known) or f"its columns are {listed}"
    raise DataError(f"{file}: no column {text!r}; {hint}")


def _usual(at: int, names: Sequence[str]) -> str:
    """Return a column's name, or its number if others have the name too."""
    return names[at] if names[at] and list(names).count(names[at]) == 1 else str(at + 1)


def _column(table: Table, column: Column) -> Column:
    """Add the column's words, if it holds words or the names of classes."""
    at = column.number - 1
    values = table.values[at]
    if column.role == "ignored":
        return column
    cells = {row.cells[at] for row in table.rows} - MISSING
    if all(value is None for value in values) and not any(map(is_like_a_number, cells)):
        return column._replace(words=tuple(sorted(cells)))
    if column.role == "target" and None not in values and _are_classes(values):
        texts = {value: row.cells[at] for value, row in zip(values, table.rows, strict=True)}
        return column._replace(words=tuple(_class_name(texts[v], v) for v in sorted(texts)))  # type: ignore[type-var]
    return column


def _are_classes(values: Sequence[float | None]) -> bool:
    """True for whole numbers beyond 0 and 1 of which there are few, most of them several times."""
    found = {value for value in values if value is not None}
    return (
        not found <= {0.0, 1.0}
        and 1 < len(found) <= min(MOST_TARGETS, (len(values) + 1) // 2)
        and all(math.isfinite(value) and value == int(value) for value in found)
    )


def _class_name(text: str, value: float | None) -> str:
    return f"{value:.0f}" if value is not None and abs(value) < 1e15 else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "").isdigit()


def matrix(
    table: Table, columns: Sequence[Column], name: str, *, any_target: bool = False
) -> list[list[float]]:
    """Return the numbers of all rows: of the inputs, then of the targets; raises DataError.

    With `any_target`, a target can be any number.
    """
    used = [column for role in ("input", "target") for column in columns if column.role == role]
    _require_enough_words(used, table, name)
    ordered = sorted(used, key=lambda column: column.number)
    for at, row in enumerate(table.rows):
        for column in ordered:
            problem = _problem(table, column, at, any_target=any_target)
            if problem:
                raise DataError(f"{name}, line {row.line}, {problem}")
    whole = [[_numbers(table, column, at) for column in used] for at in range(len(table.rows))]
    return [[number for numbers in row for number in numbers] for row in whole]


def _require_enough_words(columns: Sequence[Column], table: Table, name: str) -> None:
    """Raise DataError for too many columns, or too few or too many words."""
    line = table.rows[0].line
    for column in columns:
        if not column.words or table.values[column.number - 1][0] is not None:
            continue
        leave = f"leave it out by --ignore {column.option}"
        if any(row.cells[column.number - 1] in MISSING for row in table.rows):
            continue  # the first one is reported, with its line
        if len(column.words) == 1:
            word = repr(shown(column.words[0], 30))
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


def _numbers(table: Table, column: Column, at: int) -> list[float]:
    """Return what a row has in a column without problems."""
    value = table.values[column.number - 1][at]
    if column.words:
        cell = table.rows[at].cells[column.number - 1]
        return column.encoded(cell if value is None else _class_name(cell, value)) or []
    assert value is not None
    return [_target(value) if column.role == "target" else value]


def _target(value: float) -> float:
    """Return a target, 0 or 1 if it is meant to be that."""
    between = min(1.0, max(0.0, value))
    return between if abs(value - between) <= ROUNDING else value


def _problem(table: Table, column: Column, at: int, *, any_target: bool) -> str:
    """Return what is wrong with a cell, and what to do; "" if nothing is."""
    value, cell = table.values[column.number - 1][at], table.rows[at].cells[column.number - 1]
    is_target = column.role == "target"
    if value is None or math.isnan(value):
        if cell in MISSING or (value is not None and math.isnan(value)):
            what = f"{shown(cell, 40)!r} is a missing value" if cell else "is empty"
            ways = "fill it in or delete the row"
            if not is_target:
                ways = f"fill it in, delete the row, or --ignore {column.option}"
            return f"{column.label}: {what}; {ways}"
        return "" if column.words else f"{column.label}: {_not_a_number(table, cell)}"
    if not math.isfinite(value):
        return f"{column.label}: {shown(cell, 40)!r} is not a finite number"
    if is_target and not (any_target or column.words or -ROUNDING <= value <= 1 + ROUNDING):
        return (
            f"{column.label}: the target {shown(cell, 40)} is not between 0 and 1; the network's "
            "outputs always are; --scale scales it, --target NAME chooses another column"
        )
    return ""


def _not_a_number(table: Table, cell: str) -> str:
    """Return what is wrong with a cell among numbers, with a hint that changes no value."""
    text = repr(shown(cell, 40))
    if table.decimals.is_ambiguous(cell):
        joined = cell.replace(",", "").replace(".", "")
        point = cell.replace(",", ".")
        return f"{text} could be {joined} or {point}; write it as the one that is meant"
    if table.decimals.mixed and re.fullmatch("[+-]?[0-9.,]+", cell):
        comma, point = (repr(shown(cell, 20)) for cell in table.decimals.mixed)
        return f"{text}: {comma} has a decimal comma and {point} a point; use one of them"
    return f"{text} is not a number such as 0.5"


def advice(table: Table, columns: Sequence[Column]) -> str:
    """Return a line about a first column that only counts the rows; "" without one."""
    first = next((column for column in columns if column.role != "ignored"), None)
    if first is None or first.role == "target" or first.words:
        return ""
    name = first.name.casefold()
    is_index = name in INDEX_NAMES or name.startswith("unnamed:")
    if not (is_index and len(table.rows) >= (2 if table.names else CERTAIN)):
        return ""
    if not counts(table.values[first.number - 1]):
        return ""
    called = f"column {first.name!r}" if first.name else f"column {first.number}"
    return f"{called} only counts the rows; leave it out by --ignore {first.option}"
