"""How often one has guessed in the lab: a file of one's own, beside the last session."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tinynet_tui.support.files import FileError, put, read

MOST_BYTES = 100_000
MOST = 10**9


@dataclass(frozen=True)
class Count:
    """What one has done with a script of the lab."""

    guesses: int = 0
    """The wrong lines that one has chosen."""
    hints: int = 0
    """The most hints that one has asked for: two, and three after giving up."""
    found: bool = False

    @property
    def is_over(self) -> bool:
        """True when the wrong line is known."""
        return self.found or self.hints > 2

    @property
    def words(self) -> str:
        """Return it in words; nothing if nothing was done."""
        if self == Count():
            return ""
        what = "found" if self.found else "shown" if self.is_over else "begun"
        wrong = "" if not self.guesses else f"{self.guesses} wrong guess{'es' * (self.guesses > 1)}"
        hints = min(self.hints, 2)
        asked = "" if not hints else f"{hints} hint{'s' * (hints > 1)}"
        return ", ".join(part for part in (what, wrong, asked) if part)


class Counts:
    """The counts of all scripts of the lab, kept in a file."""

    def __init__(self, path: Path | None = None) -> None:
        """Without a path, nothing is kept."""
        self._path = path

    def all(self) -> dict[str, Count]:
        """Return the count of each script that was tried; what cannot be read is left out."""
        if self._path is None:
            return {}
        try:
            told = json.loads(read(self._path, MOST_BYTES).text)
        except (FileError, ValueError, RecursionError):
            return {}
        found = {}
        for name, one in told.items() if isinstance(told, dict) else ():
            match one:
                case {"guesses": int(guesses), "hints": int(hints), "found": bool(is_found)}:
                    if 0 <= guesses < MOST and 0 <= hints <= 3:
                        found[name] = Count(guesses, hints, is_found)
        return found

    def keep(self, name: str, count: Count) -> str:
        """Write a script's count into the file; return why that failed, or nothing."""
        if self._path is None:
            return ""
        counts = {**self.all(), name: count}
        told = {one: asdict(each) for one, each in counts.items()}
        try:
            put(self._path, json.dumps(told, indent=1).encode())
        except FileError as error:
            return str(error)
        return ""


class Hunt:
    """The search for the wrong line of a script."""

    def __init__(self, name: str, line: int, counts: Counts) -> None:
        self._name, self._line, self._counts = name, line, counts
        self.count = counts.all().get(name, Count())
        self.hints = 0
        """The hints that were given this time."""
        self.tried: set[int] = set()
        """The wrong lines that were chosen this time."""
        self.over = False
        """True when the wrong line is known, this time."""
        self.failure = ""
        """Why the counts could not be kept, if they could not."""

    def guess(self, line: int) -> bool:
        """Choose a line; True if it is the wrong one. The same line counts once."""
        if line == self._line:
            if not self.over:
                self._keep(replace(self.count, found=True))
            self.over = True
        elif not self.over and line not in self.tried:
            self.tried.add(line)
            self._keep(replace(self.count, guesses=self.count.guesses + 1))
        return line == self._line

    def ask(self) -> None:
        """Ask for another hint; the third one is the answer."""
        if self.over:
            return
        self.hints += 1
        self.over = self.hints > 2
        self._keep(replace(self.count, hints=max(self.count.hints, self.hints)))

    def _keep(self, count: Count) -> None:
        if count != self.count:
            self.count = count
            self.failure = self._counts.keep(self._name, count)
