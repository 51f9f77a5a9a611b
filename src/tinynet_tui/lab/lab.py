"""The bug lab: each script's name, its wrong line, hints and what there is to learn from it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tinynet_tui.collection import collection
from tinynet_tui.network.bundled_scripts import FOLDER as SCRIPTS

FOLDER = SCRIPTS / "lab"
PREFIX = "lab/"
"""What `--script` and lectures put before a name."""


@dataclass(frozen=True)
class Errors:
    """The error after so many iterations, as it is shown."""

    iterations: int
    wrong: str
    right: str


@dataclass(frozen=True)
class Bug:
    """A script with one wrong line."""

    number: int
    """Its place in the list, from 1 on."""
    name: str
    title: str
    degree: int
    """1 is easy, 3 is hard."""
    task: str
    """What is odd about the run."""
    line: int
    """The number of the wrong line."""
    right: str
    """How that line should be."""
    hints: tuple[str, str]
    """Which pane looks wrong; what the slope check says."""
    errors: Errors
    seen: str
    """How one could have seen it."""

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name.replace('-', '_')}.py"

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def wrong(self) -> str:
        """The wrong line."""
        return self.text.split("\n")[self.line - 1]

    @property
    def corrected(self) -> str:
        """The text with the right line."""
        lines = self.text.split("\n")
        return "\n".join([*lines[: self.line - 1], self.right, *lines[self.line :]])

    @property
    def greeting(self) -> str:
        return f"the bug lab, {self.number}: {self.title}\n{self.task}"

    @property
    def effect(self) -> str:
        """What the wrong line did to the run, in numbers."""
        errors = self.errors
        found = f"After {errors.iterations:,} iterations the error is"
        if errors.wrong == errors.right:
            return f"{found} {errors.wrong} with either line."
        return f"{found} {errors.wrong} with this line, and {errors.right} with the right one."


@dataclass(frozen=True)
class Visit:
    """A script of the lab that is to be opened."""

    bug: Bug
    counts: Path | None = None
    """The file in which guesses are counted, if they are."""
    choosing: bool = False
    """True when the list comes first."""


def _read() -> tuple[Bug, ...]:
    tables = tomllib.loads((FOLDER / "lab.toml").read_text(encoding="utf-8"))["bug"]
    return tuple(
        Bug(
            number,
            *(table["name"], table["title"], table["degree"], _joined(table["task"])),
            *(table["line"], table["right"]),
            (table["pane"], _checked(table["check"], table["next"])),
            Errors(**table["errors"]),
            _joined(table["seen"]),
        )
        for number, table in enumerate(tables, 1)
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _checked(check: str, onward: str) -> str:
    """Return the second hint."""
    return f"c says: {check.removesuffix('.')}. {onward}"


LAB = _read()


def find(name: str) -> Bug | None:
    """Return the script of a name, `lab/NAME`; None if there is none."""
    return numbered(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


def numbered(word: str) -> Bug | None:
    """Return the script of a name or a number; None if there is none."""
    return next((one for one in LAB if word in (one.name, str(one.number))), None)


def is_ours(name: str) -> bool:
    """True for the name of a script of the lab or of the collection."""
    return find(name) is not None or collection.find(name) is not None


def path_of(name: str, folder: Path) -> Path:
    """Return the file of a script of ours; of any other, the file in a folder."""
    bug = find(name)
    return collection.path_of(name, folder) if bug is None else bug.path
