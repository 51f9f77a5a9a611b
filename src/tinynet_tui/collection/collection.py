"""The collection: each script's name, file and commentary; a test checks every sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tinynet_tui.network.bundled_scripts import FOLDER, THREE_LAYERS


@dataclass(frozen=True)
class Collected:
    """A script of the collection, and what there is to see."""

    name: str
    """What `--script` takes."""
    title: str
    commentary: str
    """Two to four sentences, at most three lines of 76 columns."""
    at: str
    """Where to open it, in the form that `--at` takes."""
    few: bool = False
    """True when an update is made of so many examples, however many there are."""
    classes: bool = False
    """True when each example's targets must be 1 for its class and 0 for all others."""

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name.replace('-', '_')}.py"

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def settings(self) -> str:
        """Which lines are marked: lines 14-16, 34."""
        numbers = sorted(self.marked)
        starts = [number for number in numbers if number - 1 not in self.marked]
        ends = [number for number in numbers if number + 1 not in self.marked]
        pairs = zip(starts, ends, strict=True)
        words = [f"{one}" if one == other else f"{one}-{other}" for one, other in pairs]
        return f"lines {', '.join(words)}"

    @property
    def greeting(self) -> str:
        return f"{self.title}\n{self.commentary}"

    @cached_property
    def marked(self) -> frozenset[int]:
        """The numbers of the lines that are not in the video's script, but for the docstring."""
        return frozenset(_new_lines(_stripped(THREE_LAYERS.text), _stripped(self.text)))


def _stripped(text: str) -> list[str]:
    """Return a text's lines without indentation."""
    return [line.strip() for line in text.split("\n")]


def _new_lines(base: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines of a script, after its docstring, that another has not."""
    import difflib

    matcher = difflib.SequenceMatcher(None, base, lines, autojunk=False)
    found = [
        at
        for kind, _, _, first, end in matcher.get_opcodes()
        if kind != "equal"
        for at in range(first, end)
    ]
    return [at + 1 for at in found if at and lines[at]]


def _read() -> tuple[Collected, ...]:
    tables = tomllib.loads((FOLDER / "collection.toml").read_text(encoding="utf-8"))["script"]
    return tuple(
        Collected(**{**table, "commentary": " ".join(table["commentary"].split())})
        for table in tables
    )


COLLECTION = _read()


def find(name: str) -> Collected | None:
    """Return the script of that name, or None."""
    return next((one for one in COLLECTION if one.name == name), None)


def path_of(name: str, folder: Path) -> Path:
    """Return the file of the script of that name; of any other, the file in a folder."""
    one = find(name)
    return folder / name if one is None else one.path
