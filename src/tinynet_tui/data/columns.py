"""The columns of a table: which are inputs and targets, and which hold words or classes.

A column of words becomes a column of 0s and 1s for each word, in sorted order; two words become
one column, 1 for the second. So do whole numbers as targets if they are the names of classes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from .called import called, found
from .column import Column, Role, class_name
from .decimals import is_like_a_number
from .names import MOST_TARGETS, NO_CLASSES, Choice
from .quoting import DataError
from .table import SEPARATORS, Table


def chosen(table: Table, choice: Choice, name: str) -> tuple[list[Column], Choice]:
    """Return all columns with their roles, and the choice in its usual form; raises DataError."""
    width = len(table.rows[0].cells)
    names = [*table.names, *[""] * (width - len(table.names))]
    if choice.target and choice.targets is not None:
        raise DataError(f"{name}: --target names the targets already; leave out --targets")
    no_classes = choice.classes == (NO_CLASSES,) and NO_CLASSES not in names
    named = choice.named | ({"classes": ()} if no_classes else {})
    targets, ignored, classes = (found(texts, names, name) for texts in named.values())
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
    texts = [called(at, names) for at in range(width)]
    columns = []
    for at in range(width):
        column = Column(names[at], at + 1, roles.get(at, "ignored"), called=texts[at])
        if column.role != "ignored":
            known = classes if choice.classes else None
            column = column._replace(words=_words(table, column, known))
        columns.append(column)
    usual = Choice(
        choice.targets if choice.targets != 1 else None,
        tuple(texts[at] for at in targets) if choice.target else (),
        tuple(texts[at] for at in ignored),
        (NO_CLASSES,) if no_classes else tuple(texts[at] for at in classes),
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


def _words(table: Table, column: Column, classes: Sequence[int] | None) -> tuple[str, ...]:
    """Return the words of a column, or the names of its classes; none for a column of numbers.

    `classes` are the columns whose numbers are classes; None if that is to be found out.
    """
    at = column.number - 1
    values = table.values[at]
    cells = {row.cells[at] for row in table.rows} - table.missing[at]
    if all(value is None for value in values) and not any(map(is_like_a_number, cells)):
        return tuple(sorted(cells))
    if at in classes if classes is not None else column.role == "target" and are_classes(values):
        pairs = {(value, row.cells[at]) for value, row in zip(values, table.rows, strict=True)}
        names = {class_name(cell, v): v for v, cell in pairs if cell not in table.missing[at]}
        numbers = {name: math.inf if value is None else value for name, value in names.items()}
        return tuple(sorted(names, key=lambda name: (numbers[name], name)))
    return ()


def could_be_classes(values: Sequence[float | None]) -> bool:
    """True for few whole numbers, but not only 0 and 1."""
    if None in values:
        return False
    different = {value for value in values if value is not None}
    return (
        not different <= {0.0, 1.0}
        and 1 < len(different) <= MOST_TARGETS
        and all(math.isfinite(value) and value == int(value) for value in different)
    )


def are_classes(values: Sequence[float | None]) -> bool:
    """True where these have about twice as many rows or more."""
    return could_be_classes(values) and 2 * len(set(values)) <= len(values) + 1
