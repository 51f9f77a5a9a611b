"""What a script's files are to hold when the trainer leaves it.

That is what the run has written that came furthest, whatever position the trainer has gone back
to. A report leaves the files as they were.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # Windows lacks what it needs
    from .file_states import Notes

STANDARD = 3
PREFIX = "tinynet-tui-"
Progress: TypeAlias = tuple[int, int, int]
"""How far a run has come: its iteration, its step, and whether the loop or the script has ended."""


@dataclass(frozen=True)
class _Kept:
    progress: Progress
    file: IO[bytes]
    """Where the contents stand."""
    notes: Notes


class LeftFiles:
    """The files that the processes of a script write, and what they are to hold in the end."""

    def __init__(self, *, leaves: bool) -> None:
        """With `leaves`, they are to hold what they held first."""
        self.leaves = leaves
        self._folder = (
            TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) if leaves else None
        )
        self._file = _unnamed()
        self._first = _notes(self._file)
        self._kept: _Kept | None = None

    @property
    def number(self) -> int:
        """The open file in which the processes note what was in the files at first."""
        return self._file.fileno()

    @property
    def apart(self) -> str:
        """The folder where a report has the files written that there are; "" where none is."""
        return self._folder.name if self._folder else ""

    @property
    def are_any(self) -> bool:
        """True when a file has been written."""
        with suppress(ValueError, KeyError, TypeError):  # a script has written there
            return bool(self._first.states())
        return False

    def is_further(self, progress: Progress) -> bool:
        """True when no other run has come further, and what it writes is to stay."""
        return self._kept is None or progress >= self._kept.progress

    def keep(self, progress: Progress) -> bool:
        """Keep what is in the files now; False if that fails."""
        file = _unnamed()
        notes = _notes(file)
        try:
            for path in self._first.states():
                notes.add(path, None)
        except OSError:
            return False
        self._kept = _Kept(progress, file, notes)
        return True

    def begin(self) -> None:
        """Make the files what they were first, for a run from the start."""
        with suppress(ValueError, KeyError, TypeError):
            _put(self._first)

    def settle(self) -> None:
        """Make the files what they are to hold in the end."""
        if self._folder is not None:
            self.begin()
            self._folder.cleanup()
        elif self._kept is not None:
            _put(self._kept.notes)


def _unnamed() -> IO[bytes]:
    """Return a file without a name, whose number is none of the standard ones'."""
    taken = []
    while (file := TemporaryFile(buffering=0)).fileno() < STANDARD:  # noqa: SIM115 - still needed
        taken.append(file)
    return file


def _notes(file: IO[bytes]) -> Notes:
    from .file_states import Notes

    return Notes(file.fileno())


def _put(notes: Notes) -> None:
    from .file_states import put

    put(notes.states())
