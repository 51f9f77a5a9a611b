"""The file that knows in which scene a class was left whose lecturer is gone without ending it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from tinynet_tui.support.files import FileError, put, read

MOST_BYTES = 10_000
BUILT_IN = ""
"""What stands for the built-in lecture, which has no file."""


class LeftScene:
    """The file of one class. It is a help only: if it cannot be written, nothing is said."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted: tuple[str, int] | None = None

    def note(self, lecture: Path | None, index: int) -> None:
        """Write which scene of a lecture is shown, by its index from 0."""
        noted = _name(lecture), index
        if noted != self._noted:
            self._noted = noted
            with suppress(FileError):
                put(self._path, json.dumps(noted).encode())

    def found(self, lecture: Path | None) -> int | None:
        """Return the index of the scene in which a class with that lecture was left."""
        with suppress(FileError, ValueError, RecursionError):
            match json.loads(read(self._path, MOST_BYTES).text):
                case [str(name), int(index)] if name == _name(lecture) and index >= 0:
                    return index
        return None

    def forget(self) -> None:
        """Delete the file: the class was ended."""
        with suppress(OSError):
            self._path.unlink()


def _name(lecture: Path | None) -> str:
    return BUILT_IN if lecture is None else str(lecture.absolute())
