"""What is in force, and every mistake in the file that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .keymap import Known, Wish, near, settle, wish
from .toml_lines import Entry, Mistake, entries

FPS = 10
MAX_FPS = 60
DIGITS = (2, 8)
"""The fewest decimals in a pane of numbers, and the most."""


@dataclass(frozen=True)
class Settings:
    """How the screen looks and is used; what is not set is as it is built in."""

    theme: str | None = None
    fps: int = FPS
    steady: bool = False
    """Whether there are to be so many frames on a slow link, too."""
    digits: int | None = None
    """Decimals in the panes of numbers, where there is room; None: by the terminal's width."""
    mouse: bool = True
    ascii: bool | None = None
    """Whether nothing but ASCII is shown; None: if the locale has nothing else."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of actions, by their ids, joined by commas."""
    name: str = ""
    """The file that they were read from, as it can be shown."""
    mistakes: tuple[str, ...] = ()
    """What is wrong with it, as it stands behind the file's name: the line, if any, and why."""

    def complaints(self, name: str | None = None) -> list[str]:
        """Return a line for every mistake: the file, or another name for it, its line and why."""
        return [(self.name if name is None else name) + mistake for mistake in self.mistakes]


def check(text: str, known: Known, name: str = "") -> Settings:
    """Return what a text sets, and what is wrong with the rest of it."""
    readers = _readers(known)
    values: dict[str, object] = {}
    wishes: list[Wish] = []
    mistakes: list[Mistake] = []
    lines: dict[tuple[str, str], int] = {}
    unknown: set[str] = set()

    def take(entry: Entry) -> None:
        setting, id = entry.path[0], ".".join(entry.path[1:])
        if setting in unknown:
            return
        if setting not in (*readers, "keys"):
            unknown.add(setting)
            raise ValueError(f"there is no such setting{near(setting, (*readers, 'keys'))}")
        before = lines.setdefault((setting, id), entry.line)
        if before != entry.line:
            raise ValueError(f"it is set already, in line {before}")
        if setting == "keys" and id:
            wishes.append(wish(entry.line, id, entry.value, known))
        elif setting == "keys" and entry.value != {}:
            raise ValueError("it is a table: [keys] in a line of its own")
        elif id:
            raise ValueError("it has one value, and is no table")
        elif setting != "keys":
            values[setting] = readers[setting](entry.value)

    for entry in entries(text.removeprefix("\ufeff")):
        if isinstance(entry, Mistake):
            mistakes.append(entry)
            continue
        try:
            take(entry)
        except ValueError as error:
            subject = _subject(entry.path)
            mistakes.append(Mistake(entry.line, f"{subject}: {error}"))
    keys, clashes = settle(wishes, known)
    ordered = sorted([*mistakes, *clashes], key=lambda mistake: mistake.line)
    told = tuple(f":{mistake.line}: {mistake.message}" for mistake in ordered)
    return Settings(**values, keys=keys, name=name, mistakes=told)  # type: ignore[arg-type]


def _subject(path: tuple[str, ...]) -> str:
    """Return the names that lead to a value, as they can be shown."""
    names = (path[0], ".".join(path[1:])) if path[0] == "keys" and len(path) > 1 else path[:1]
    return ": ".join("".join(c if c.isprintable() else "?" for c in name[:40]) for name in names)


def _readers(known: Known) -> dict[str, Callable[[object], object]]:
    """Return what reads each setting; ValueError says what is wrong with a value."""

    def theme(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("it is the name of a theme, in quotes")
        if value not in known.themes:
            others = near(value, known.themes) or f": there are {', '.join(known.themes)}"
            raise ValueError(f"there is no theme {value[:40]!r}{others}")
        return value

    def switch(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("it is true or false")
        return value

    return {
        "theme": theme,
        "fps": _whole(1, MAX_FPS),
        "digits": _whole(*DIGITS),
        "mouse": switch,
        "ascii": switch,
    }


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"it is a whole number from {least} to {most}")
        return value

    return read
