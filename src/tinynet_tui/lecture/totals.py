"""How many questions of a class each person has answered right."""

from __future__ import annotations

from collections.abc import Iterable

from .results import Asked, Given


class Totals:
    """Of a question that was asked twice, the last answer counts."""

    def __init__(self) -> None:
        self._right: dict[tuple[str, str], dict[str, bool]] = {}
        """Whether the answers to each question were right, by who gave them."""
        self._names: dict[str, str] = {}

    def add(self, asked: Asked, given: Iterable[tuple[str, Given]]) -> None:
        """Count the answers to a question, each with who gave it.

        A question that nobody answered does not count.
        """
        for who, answer in given:
            self._right.setdefault((asked.title, asked.question), {})[who] = answer.right
            self._names[who] = answer.name

    def of(self, who: str) -> str:
        """Return a person's total, `3 of 4 right`; "" before the first question."""
        right = sum(answers.get(who, False) for answers in self._right.values())
        return f"{right} of {len(self._right)} right" if self._right else ""

    def by_name(self) -> list[tuple[str, str]]:
        """Return each name with its total; those who gave none are left out."""
        named = [(name, self.of(who)) for who, name in self._names.items() if name]
        return sorted(named, key=lambda it: (it[0].casefold(), it))
