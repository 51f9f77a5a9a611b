"""The settings, and the check of a settings file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .keymap import Assignment, Known, near, read_assignment, settle
from .toml_lines import Entry, Mistake, entries

FPS = 10
MAX_FPS = 60
DIGITS = (2, 8)
"""The fewest and the most decimals in a pane of numbers."""


@dataclass(frozen=True)
class Settings:
    """How the screen looks and works; the defaults are the program's own."""

    theme: str | None = None
    fps: int = FPS
    steady: bool = False
    """True to keep to `fps` even on a slow link."""
    digits: int | None = None
    """Decimals in the panes of numbers, where there is room; None: the width decides."""
    mouse: bool = True
    ascii: bool | None = None
    """True to show ASCII only; None: the locale decides."""
    clicker: bool = False
    """True if b blanks the screen of a lecture."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The id of each action, and its keys joined by commas."""
    name: str = ""
    """The file's name in printable characters."""
    mistakes: tuple[str, ...] = ()
    """The file's mistakes, without its name: `:LINE: MESSAGE`, or only `: MESSAGE`."""

    def complaints(self, name: str | None = None) -> list[str]:
        """Return the mistakes, each with the file's name or another name for it."""
        return [(self.name if name is None else name) + mistake for mistake in self.mistakes]


def check(text: str, known: Known, name: str = "") -> Settings:
    """Return the settings in a file's text, and its mistakes."""
    readers = _readers(known)
    values: dict[str, object] = {}
    assignments: list[Assignment] = []
    mistakes: list[Mistake] = []
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    unknown: set[str] = set()

    def take(entry: Entry) -> None:
        setting, written = entry.path[0], ".".join(entry.path[1:])
        id = known.former_ids.get(written, written) if setting == "keys" else written
        if setting in unknown:
            return
        if setting not in (*readers, "keys"):
            unknown.add(setting)
            raise ValueError(f"there is no such setting{near(setting, (*readers, 'keys'))}")
        if entry.is_table:
            if setting != "keys":
                unknown.add(setting)
                raise ValueError("it must be one value, not a table")
            return
        before, name = lines.setdefault((setting, id), (entry.line, written))
        if before != entry.line:
            other = "" if name == written else f" as {name}, which counts"
            raise ValueError(f"already set in line {before}{other}")
        if setting == "keys" and id:
            assignments.append(read_assignment(entry.line, written, entry.value, known))
        elif setting == "keys" and entry.value != {}:
            raise ValueError("write [keys] on a line of its own")
        elif id:
            raise ValueError("it must be one value, not a table")
        elif setting != "keys":
            values[setting] = readers[setting](entry.value)

    for entry in entries(text.removeprefix("\ufeff")):
        if isinstance(entry, Mistake):
            mistakes.append(entry)
            continue
        try:
            take(entry)
        except ValueError as error:
            mistakes.append(Mistake(entry.line, f"{_subject(entry.path)}: {error}"))
    keys, clashes = settle(assignments, known)
    ordered = sorted([*mistakes, *clashes], key=lambda mistake: mistake.line)
    texts = tuple(f":{line}: {message}" for line, message in ordered)
    return Settings(**values, keys=keys, name=name, mistakes=texts)  # type: ignore[arg-type]


def _subject(path: tuple[str, ...]) -> str:
    """Return a value's setting, or `keys` and the action, in printable characters."""
    names = (path[0], ".".join(path[1:])) if path[0] == "keys" and len(path) > 1 else path[:1]
    return ": ".join("".join(c if c.isprintable() else "?" for c in name[:40]) for name in names)


def _readers(known: Known) -> dict[str, Callable[[object], object]]:
    """Return a function for each setting that checks its value; ValueError if it is wrong."""

    def theme(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("it must be the name of a theme, in quotes")
        if value not in known.themes:
            others = near(value, known.themes) or f": the themes are {', '.join(known.themes)}"
            raise ValueError(f"there is no theme {value[:40]!r}{others}")
        return value

    def switch(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("it must be true or false")
        return value

    return {
        "theme": theme,
        "fps": _whole(1, MAX_FPS),
        "digits": _whole(*DIGITS),
        "mouse": switch,
        "ascii": switch,
        "clicker": switch,
    }


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return value

    return read
