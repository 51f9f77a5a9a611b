"""Remarks on columns: those that are no inputs, and those that may have been misunderstood."""

from __future__ import annotations

from collections.abc import Sequence

from .column import Column
from .columns import could_be_classes
from .names import NO_CLASSES, Choice
from .quoting import in_quotes, shown
from .table import Table, counts

INDEX_NAMES = frozenset(
    ("", "index", "id", "no", "no.", "nr", "nr.", "#", "n", "row", "rows", "rownames", "row_names")
)
"""What a column is called that only counts the rows; also `Unnamed: 0`."""
CERTAIN = 10
"""So many rows are not counted by chance."""
NAMED_ROWS = 3
"""Among so many rows, words that never come again are names of the rows."""
FEW = 4
"""So many classes are listed."""


def no_inputs(table: Table, columns: Sequence[Column]) -> str:
    """Return a line about each column that only counts or names the rows; "" without one."""
    inputs = [column for column in columns if column.role == "input"]
    lines = []
    for column in inputs:
        what = ""
        if column.words and len(column.words) == len(table.rows) >= NAMED_ROWS:
            what = "has another word in each row"
        elif column is inputs[0] and not column.words and _counts_rows(table, column):
            what = "only counts the rows"
        if what:
            which = f"column {column.name!r}" if column.name else f"column {column.number}"
            lines.append(f"{which} {what}; leave it out by {column.option('--ignore')}")
    return "\n".join(lines)


def _counts_rows(table: Table, column: Column) -> bool:
    name = column.name.casefold()
    is_index = name in INDEX_NAMES or name.startswith("unnamed:")
    enough = len(table.rows) >= (2 if table.names else CERTAIN)
    return is_index and enough and counts(table.values[column.number - 1])


def reading(table: Table, columns: Sequence[Column], choice: Choice) -> str:
    """Return a line about each column that could also be read in another way; "" without one."""
    lines = []
    if len(table.rows) == 1:
        lines.append("there is only one example; a network learns from several")
    for column in columns:
        values = table.values[column.number - 1]
        if column.role == "target" and not choice.classes and could_be_classes(values):
            lines += _two_ways(column, values)
        if column.role != "ignored" and (alike := _alike(column.words)):
            one, other = (in_quotes(word, 20) for word in alike)
            lines.append(f"{column.brief}: {one} and {other} are different words")
    return "\n".join(lines)


def _two_ways(column: Column, values: Sequence[float | None]) -> list[str]:
    """Return how a target of few whole numbers was read, and how to read it in the other way."""
    if column.words:
        many, words = len(column.words), column.words
        listed = ", ".join(words) if many <= FEW else f"{words[0]}, {words[1]} ... {words[-1]}"
        other = f"--classes {NO_CLASSES} reads it as a number"
        return [f"{column.brief}: read as {many} classes ({shown(listed, 60)}); {other}"]
    if len(set(values)) == len(values):
        return []
    return [f"{column.brief}: read as a number; {column.option('--classes')} reads it as classes"]


def _alike(words: Sequence[str]) -> tuple[str, str] | None:
    """Return two words that differ only by capital letters or blanks."""
    seen: dict[str, str] = {}
    for word in words:
        other = seen.setdefault(" ".join(word.casefold().split()), word)
        if other != word:
            return other, word
    return None
