"""The list of the lab, with what one has done so far."""

from __future__ import annotations

from dataclasses import dataclass

from .counts import Count, Counts
from .lab import LAB, PREFIX, Bug

WIDTH = 32
"""The columns of the longest title."""


@dataclass(frozen=True)
class Listing:
    """A line of the list, and what is said about it."""

    bug: Bug
    count: Count

    @property
    def name(self) -> str:
        return self.bug.name

    @property
    def full_name(self) -> str:
        """What `--script` takes."""
        return f"{PREFIX}{self.name}"

    @property
    def title(self) -> str:
        row = f"{self.bug.number:>2}  {'*' * self.bug.degree:<5}{self.bug.title:<{WIDTH}}"
        return f"{row}{self.count.words}".rstrip()

    @property
    def commentary(self) -> str:
        """Nothing: the list leaves no room for it on a small screen."""
        return ""

    @property
    def settings(self) -> str:
        return ("easy", "medium", "hard")[self.bug.degree - 1]

    @property
    def line(self) -> str:
        """What is printed of it."""
        row = f"{self.bug.number:>2}  {self.name:<15}{self.settings:<8}{self.bug.title:<{WIDTH}}"
        return f"{row}{self.count.words}".rstrip()


def listing(counts: Counts) -> list[Listing]:
    """Return the list of all scripts of the lab."""
    known = counts.all()
    return [Listing(bug, known.get(bug.name, Count())) for bug in LAB]
