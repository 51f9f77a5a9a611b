"""A file from which the built-in network was opened, and which may be saved anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.script import Script

Stamp = tuple[int, int, int]
"""What changes when a file is saved."""


@dataclass
class SavedFile:
    """A file that is a built-in script with other numbers, as long as nobody changes its lines."""

    path: Path
    read: Callable[[], tuple[Experiment, int] | None]
    """Returns its run and the iterations; None if it is another script now. Refusal if it is no
    script any more."""
    onward: str = ""
    """Where the engine is to open it, once it is another script."""
    _read: Stamp | None = field(init=False)
    """The stamp of the text that was read last."""
    _told: Stamp | None = field(init=False)

    def __post_init__(self) -> None:
        self._read = self._told = stamp(self.path)

    @property
    def has_changed(self) -> bool:
        return stamp(self.path) not in (None, self._read)

    def is_news(self) -> bool:
        """True when the file has been saved since this was asked last."""
        now = stamp(self.path)
        news = now not in (None, self._read, self._told)
        self._told = now
        return news

    def read_again(self) -> tuple[Experiment, int] | None:
        """Return what `read` does, and take the text as known if that is a run."""
        now, found = stamp(self.path), self.read()
        if found:
            self._read = now
        return found

    def go_onward(self, position: Position, script: Script) -> None:
        """Let the engine open it, at a step only if that variable is still in the text."""
        name, text = script.names[position.step - 1], self.path.read_text(errors="replace")
        has_it = re.search(rf"^\s*{name}\b.*=", text, re.MULTILINE)
        self.onward = position.text(script) if has_it else str(position.iteration)


def stamp(path: Path) -> Stamp | None:
    """Return what changes when a file is saved; None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
