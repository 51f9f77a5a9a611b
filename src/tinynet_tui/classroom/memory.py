"""What the lecturer's trainer knows of those who follow, for when they come back.

It is known as long as the class lasts, and only of who gave a name.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Known(NamedTuple):
    """What somebody has said in the class."""

    name: str = ""
    score: str = ""
    """Which questions they have answered right and wrong, as they told."""
    who: str = ""
    """What tells them from all others; of who has come back, still the first."""


NOBODY = Known()


class Memory:
    """Knows people by the account that the kernel tells.

    An account from which two have followed at once is not one person's: nothing is known of it.
    """

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._here: dict[int, Counter[str]] = {}
        """Who follows from each account, with how many connections."""
        self._shared: set[int] = set()

    def enter(self, uid: int, who: str) -> Known:
        """Take note of a connection from an account; return what is known of its owner."""
        here = self._here.setdefault(uid, Counter())
        here[who] += 1
        if len(here) > 1:
            self._shared.add(uid)
            self._known.pop(uid, None)
        return self._known.get(uid, NOBODY)

    def keep(self, uid: int, known: Known) -> None:
        """Know that of the owner of an account; nothing of who has no name any more."""
        if not known.name:
            self._known.pop(uid, None)
        elif uid not in self._shared:
            self._known[uid] = known

    def leave(self, uid: int, who: str) -> None:
        """Take note that a connection has ended."""
        here = self._here[uid]
        here[who] -= 1
        if not here[who]:
            del here[who]
