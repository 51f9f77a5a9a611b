"""Reads lecture files and checks them; every error is one line."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from tinynet_tui.support import files
from tinynet_tui.support.files import FileError

from .check import Checked, check
from .scene import Lecture, Mistake

MOST_BYTES = 1 << 20
"""A lecture of a hundred scenes needs about a thirtieth of it."""
BUILT_IN, EXAMPLE = "build-train-test.md", "example.md"


def read(path: Path) -> files.Source:
    """Read a lecture file; raises FileError."""
    return files.read(path, MOST_BYTES)


def load(path: Path) -> Lecture:
    """Read a lecture; raises FileError with the line of the first mistake."""
    source = read(path)
    return without_mistake(check(source.text, path.parent), source.name)


def without_mistake(checked: Checked, name: str) -> Lecture:
    """Return a checked lecture; raises FileError with the line of its first mistake."""
    require_none(checked.mistakes, name)
    return checked.lecture


def require_none(mistakes: Iterable[Mistake], name: str, lists_all: str = "--check") -> None:
    """Raise FileError with the line of the first mistake, if there is one."""
    if told := first_mistake(mistakes, name, lists_all):
        raise FileError(told)


def first_mistake(mistakes: Iterable[Mistake], name: str, lists_all: str = "--check") -> str:
    """Return the first mistake in the file of that name, and how many more; "" if it has none."""
    found = sorted(mistakes)
    if not found:
        return ""
    first, *more = found
    and_more = f" (and {len(more)} more; {lists_all} lists all)" if more else ""
    return f"{name}:{first.line}: {first.message}{and_more}"


def built_in() -> Lecture:
    """Return the built-in lecture."""
    return without_mistake(check(packaged(BUILT_IN)), BUILT_IN)


def packaged(name: str) -> str:
    """Return the text of one of the package's lecture files."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
