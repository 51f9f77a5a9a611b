"""Reads a TOML text statement by statement: a mistake has a line and affects nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

LONGEST = 100
"""The most lines of a statement; a longer one is a mistake."""
WIDEST = 1000
"""The most characters of a line: tomllib takes ten seconds for a key of 20,000 names."""
PLAINER = {
    "Invalid value": "a value is missing, or quotes around text",
    "Illegal character '\\n'": "a closing quote is missing",
    "Unterminated string": "a closing quote is missing",
    "Unclosed array": "a closing ] is missing",
}
"""tomllib's most frequent messages, in words for people who do not know TOML."""


class Entry(NamedTuple):
    """A value, the names of its tables and its key, and the line where its statement begins.

    The header of a table is an entry too.
    """

    line: int
    path: tuple[str, ...]
    value: object
    is_table: bool = False


class Mistake(NamedTuple):
    """A line, from 1, and what is wrong there."""

    line: int
    message: str


def entries(text: str) -> Iterator[Entry | Mistake]:
    """Yield a text's values and mistakes from top to bottom, lines that are too long first.

    Every `key = value` and every `[table]` is read as a TOML document of its own.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for at, line_text in enumerate(lines):
        if len(line_text) > WIDEST:
            yield Mistake(at + 1, f"the line is longer than {WIDEST:,} characters")
            lines[at] = ""
    table: tuple[str, ...] | None = ()
    at = 0
    while at < len(lines):
        line, head = at + 1, lines[at].lstrip().startswith("[")
        try:
            count, values = _statement(lines[at : at + LONGEST])
            found = list(_leaves(values, table or ()))
        except (ValueError, RecursionError) as error:
            yield Mistake(line, _reason(error) + "; this table is not read" * head)
            count, found = 1, []
            table = None if head else table
        else:
            if head:
                table = _path(values)
                yield Entry(line, table, {}, is_table=True)
        if not head and table is not None:
            yield from (Entry(line, path, value) for path, value in found)
        at += count


def _statement(lines: Sequence[str]) -> tuple[int, dict[str, Any]]:
    """Read the statement that begins in the first line; return its line count and its values."""
    import tomllib

    for count in range(1, len(lines) + 1):
        try:
            return count, tomllib.loads("\n".join(lines[:count]))
        except ValueError as error:
            if count == len(lines) or not str(error).endswith("(at end of document)"):
                raise
    raise AssertionError("there is a line")


def _leaves(
    values: dict[str, Any], table: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield each value within nested tables, after the names that lead to it."""
    for name, value in values.items():
        path = (*table, name)
        if isinstance(value, dict) and value:
            yield from _leaves(value, path)
        else:
            yield path, value


def _path(values: object) -> tuple[str, ...]:
    """Return the names in a table's header."""
    path: tuple[str, ...] = ()
    while isinstance(values, dict) and values:
        ((name, values),) = values.items()
        path = (*path, name)
    return path


def _reason(error: ValueError | RecursionError) -> str:
    """Return a message for a statement that tomllib refuses, without the place within it."""
    if isinstance(error, RecursionError):
        return "not TOML: nested too deeply"
    reason = re.sub(r" \(at [^()]*\)$", "", str(error))
    return f"not TOML: {PLAINER.get(reason, reason[:1].lower() + reason[1:100])}"
