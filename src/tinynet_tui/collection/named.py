"""The script that a name stands for, a file or one of ours, and what a misspelt one means."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.support.files import shown
from tinynet_tui.support.suggest import close

from .collection import COLLECTION, find

MOST_FILES = 1000
"""Of the files beside one that is not there, so many names are looked at."""


def named(name: str) -> Path:
    """Return the file of that name, or else the script of the collection."""
    path, one = Path(name).expanduser(), find(name)
    return path if one is None or path.is_file() else one.path


def misspelt(name: str, option: str = "") -> str:
    """Return a question: which Python file beside it, or which script of ours, is meant.

    It is empty if no name is like this one. `option` stands before the name of one of ours.
    """
    path = Path(name).expanduser()
    known = {one.stem: shown(one) for one in _beside(path)}
    known |= {one.name: f"{option} {one.name}".strip() for one in COLLECTION}
    found = close(path.stem.replace("_", "-"), known)
    return f"did you mean {known[found[0]]}?" if found else ""


def _beside(path: Path) -> list[Path]:
    try:
        return sorted(path.parent.glob("*.py"))[:MOST_FILES]
    except (OSError, ValueError):
        return []
