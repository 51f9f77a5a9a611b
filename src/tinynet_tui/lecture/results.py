"""The file with the answers of a class, as CSV: some rows for each question that was shown.

It is written whole or not at all, and grows; what somebody else has added to it stays.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tinynet_tui.support.files import FileError, create, read, replace, shown
from tinynet_tui.support.parse_numbers import finite_number

_OF = ("time", "scene", "title", "question", "right answer")
COUNTS = (*_OF, "answer", "right", "count")
NAMES = (*_OF, "name", "answer", "right")
TOTAL = "total"
"""In the place of the title, in the row with a person's total."""
MARK = "\ufeff"
"""With it spreadsheets read the file as UTF-8."""
MOST_BYTES = 20_000_000
FORMULA = "=+-@＝＋－＠"
"""What a formula of a spreadsheet begins with."""


class Asked(NamedTuple):
    """A question whose answer was shown."""

    time: datetime
    scene: int
    """Counted from 1."""
    title: str
    question: str
    right: str
    """The right answer, in words."""


class Given(NamedTuple):
    """An answer to it; with names, of one person."""

    answer: str
    """In words."""
    right: bool
    many: int = 1
    """How many gave it."""
    name: str = ""
    """"" for who has given no name."""


class Results:
    """The file, with or without names."""

    def __init__(self, path: Path, *, names: bool) -> None:
        self.path, self._names = path, names
        self._rows: list[Sequence[str]] = []
        """Those that are still to be written."""

    @property
    def is_complete(self) -> bool:
        """True when all that was added has been written."""
        return not self._rows

    def summary(self) -> str:
        """Say how many questions the file holds, whoever added them; FileError as `write`."""
        count = _questions(read(self.path, MOST_BYTES).text)
        return f"answers of {count} question{'s' * (count != 1)} are in {shown(self.path)}"

    def open(self) -> None:
        """Make the file, or find one to go on with; FileError if that is impossible."""
        folder = self.path.parent
        if not folder.is_dir():
            raise FileError(f"{shown(self.path)}: there is no folder {shown(folder)}")
        self.write()

    def add(self, asked: Asked, given: Sequence[Given]) -> None:
        """Add a question with its answers; FileError if that fails, and the next call tries again.

        With names there is a row for each who answered; without, one for each answer. A question
        that nobody answered has none.
        """
        if not given:
            return
        time, scene, *of = asked
        for one in given:
            answer = one.answer, "yes" if one.right else "no"
            last = (one.name, *answer) if self._names else (*answer, str(one.many))
            self._rows.append((time.isoformat(timespec="seconds"), str(scene), *of, *last))
        self.write()

    def add_totals(self, time: datetime, totals: Sequence[tuple[str, str]]) -> None:
        """Add a row for each name with its total; FileError as `add`."""
        for name, total in totals:
            when = time.isoformat(timespec="seconds")
            self._rows.append((when, "", TOTAL, "", "", name, total, ""))
        self.write()

    def write(self) -> None:
        """Write what is not written yet; FileError if that fails."""
        head = _line(NAMES if self._names else COUNTS)
        rows = "".join(map(_line, self._rows))
        if not os.path.lexists(self.path):
            create(self.path, f"{MARK}{head}{rows}".encode(), mode=0o600)
        else:
            source = read(self.path, MOST_BYTES)
            before = source.text
            self._require_results(before, head)
            if not os.access(self.path, os.W_OK):
                raise FileError(f"{shown(self.path)}: is write-protected")
            between = "" if before.endswith("\n") else "\n"
            replace(source, f"{before}{between}{rows}".encode())
        self._rows.clear()

    def _require_results(self, text: str, head: str) -> None:
        first = text.removeprefix(MARK).partition("\n")[0].rstrip("\r") + "\n"
        if first == head:
            return
        if first in (_line(NAMES), _line(COUNTS)):
            what = "has no names: write" if self._names else "has names: add --names, or write"
            raise FileError(f"{shown(self.path)}: {what} to another file")
        what = "already exists and has no results of a class; it was not changed"
        raise FileError(f"{shown(self.path)}: {what}")


def _questions(text: str) -> int:
    """Return how many questions have answers in a file's text."""
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    asked = (row[: len(_OF)] for row in rows if len(row) == len(COUNTS))
    return len({(*row,) for row in asked if row[1]})  # a total is of no scene


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(_plain, cells))
    return text.getvalue()


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever separates its cells."""
    cell = cell.replace(";", ",")
    if not cell.startswith(tuple(FORMULA)):
        return cell
    try:
        finite_number(cell)
    except ValueError:
        return f"'{cell}"
    return cell
