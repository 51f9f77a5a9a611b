"""How many questions of a class each person has answered right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tinynet_tui.support.files import FileError, put, read

from .results import MOST_BYTES, Asked, Given


class _Counted(NamedTuple):
    """What is counted; people are told apart by what they are called by chance."""

    names: dict[str, str]
    """The name of each who has answered, "" for none."""
    right: dict[tuple[str, str], dict[str, bool]]
    """Whether the answers to each question were right, by who gave them."""


class Totals:
    """Of a question that was asked twice, the last answer counts.

    They may be kept in a private file until the class ends: whoever leads it again after being
    killed goes on with them, once somebody is here who was counted. It is a help only: if it cannot
    be written, nothing is said.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._counted = _Counted({}, {})
        self._left: _Counted | None = None

    def open(self) -> None:
        """Find what was left in the file."""
        if self._path is not None:
            with suppress(FileError, ValueError, RecursionError):
                self._left = _parsed(json.loads(read(self._path, MOST_BYTES).text))

    @property
    def waits(self) -> bool:
        """True when something was left, and nobody is here who was counted."""
        return self._left is not None

    def meet(self, people: Iterable[str]) -> None:
        """Go on with what was left if one of these people was counted."""
        left = self._left
        if left is None or left.names.keys().isdisjoint({*people} - {""}):
            return
        before, self._counted, self._left = self._counted, left, None
        self._counted.names.update(before.names)
        for question, right in before.right.items():
            self._counted.right.setdefault(question, {}).update(right)

    def add(self, asked: Asked, given: Iterable[tuple[str, Given]]) -> None:
        """Count the answers to a question, each with who gave it.

        A question that nobody answered does not count.
        """
        for who, answer in given:
            self._counted.right.setdefault((asked.title, asked.question), {})[who] = answer.right
            self._counted.names[who] = answer.name
        if self._path is not None:
            right = [[*question, whose] for question, whose in self._counted.right.items()]
            with suppress(FileError):
                put(self._path, json.dumps([self._counted.names, right]).encode(), durable=False)

    def forget(self) -> None:
        """Delete the file: the class was ended."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def of(self, who: str) -> str:
        """Return a person's total, `3 of 4 right`; "" before the first question."""
        questions = self._counted.right.values()
        right = sum(answers.get(who, False) for answers in questions)
        return f"{right} of {len(questions)} right" if questions else ""

    def by_name(self) -> list[tuple[str, str]]:
        """Return each name with its total; those who gave none are left out."""
        named = [(name, self.of(who)) for who, name in self._counted.names.items() if name]
        return sorted(named, key=lambda it: (it[0].casefold(), it))


def _parsed(found: object) -> _Counted | None:
    """Return what a file holds; None if that is something else."""
    match found:
        case [dict(names), list(rows)] if all(isinstance(name, str) for name in names.values()):
            right = {}
            for row in rows:
                match row:
                    case [str(title), str(question), dict(whose)] if names.keys() >= whose.keys():
                        right[title, question] = {who: one is True for who, one in whose.items()}
                    case _:
                        return None
            return _Counted(names, right)
    return None
