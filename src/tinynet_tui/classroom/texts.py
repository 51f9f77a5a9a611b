"""Texts by their digests, in bounded memory; and one that arrives in parts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Lock

from .fields import PART
from .lines import MOST_WANTED, Nonsense
from .messages import Missing, Part, Want
from .shared import MOST_TEXTS, ClassError, check_text, digest

MOST_KEPT = 4 * MOST_TEXTS
"""The most bytes of all texts, those apart that are in use."""
SOON = 0.5
"""The seconds within which the parts come that are asked for at once: states wait behind them."""


class Texts:
    """Texts by their digests; the oldest go when they are too many. Threads may share it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._lock = Lock()

    def add(self, text: str, used: Collection[str]) -> str:
        """Keep a text, and those that are used; return its digest."""
        name = digest(text)
        with self._lock:
            self._kept[name] = text
            self._sizes[name] = len(text.encode())
            total = sum(self._sizes.values())
            for old in list(self._kept):
                if total <= self._most:
                    break
                if old not in used and old != name:
                    del self._kept[old]
                    total -= self._sizes.pop(old)
        return name

    def get(self, name: str) -> str | None:
        """Return a text if it is here."""
        return self._kept.get(name)

    def size(self, names: Collection[str]) -> int:
        """Return the bytes of those texts that are here."""
        with self._lock:
            return sum(self._sizes.get(name, 0) for name in names)

    def require(self, names: Collection[str]) -> None:
        """Raise ClassError if one is not here, or if all are too long together."""
        if missing := self.missing(names):
            raise ClassError(f"the text {missing[0][:8]} is missing")
        if self.size(names) > MOST_TEXTS:
            raise ClassError(f"the texts to share are longer than {MOST_TEXTS:,} bytes")

    def missing(self, names: Collection[str]) -> list[str]:
        """Return the digests of which the text is not here, in their order."""
        return sorted(name for name in names if name not in self._kept)


def part(text: str | None, name: str, at: int) -> Part | Missing:
    """Return a part of a text."""
    if text is None or (at and at * PART >= len(text)):
        return Missing(name)
    return Part(name, at, max(1, -(-len(text) // PART)), text[PART * at : PART * (at + 1)])


class Arriving:
    """A text that arrives in parts, asked for as many at a time as soon come."""

    def __init__(self, name: str, now: Callable[[], float]) -> None:
        self.name = name
        self._now, self._asked = now, now()
        self._at_once = 1
        self._parts: list[str] = []
        self._of = 0
        self._until = 0

    def want(self) -> Want:
        """Return what to ask for next."""
        first, before = len(self._parts), self._asked
        self._asked = self._now()
        if first:
            is_soon = self._asked - before < SOON
            self._at_once = min(2 * self._at_once, MOST_WANTED) if is_soon else 1
        self._until = first + self._at_once
        return Want(self.name, first, self._at_once)

    def take(self, part: Part) -> str | None:
        """Take the next part; return the text once it is complete, else None."""
        if (part.digest, part.at) != (self.name, len(self._parts)) or part.at >= self._until:
            raise Nonsense("a part that was not wanted")
        if part.of != (self._of or part.of) or part.at >= part.of:
            raise Nonsense("a part of another text")
        if len(part.text) != PART and part.at < part.of - 1:
            raise Nonsense("a part that is too short")
        self._of = part.of
        self._parts.append(part.text)
        if len(self._parts) < self._of:
            return None
        text = "".join(self._parts)
        try:
            check_text(text)
            if digest(text) == self.name:
                return text
        except ClassError as error:
            raise Nonsense(str(error)) from None
        raise Nonsense("a text that is not what its digest says")

    @property
    def is_answered(self) -> bool:
        """True when all that was asked for has come."""
        return len(self._parts) >= min(self._until, self._of or self._until)
