"""The names of scripts that are typed: files, and scripts of ours."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.support.suggest import close

from .collected import OPTION
from .parser import UsageError

ALIKE = 0.75
"""How like one of our names a word must be that may be anything."""


def require_there(name: str) -> None:
    """UsageError for a script's file that is not there, with the name that may be meant."""
    _require_there(Path(name), name, OPTION)


def file_or_ours(name: str) -> Path:
    """Return the file of that name, or else the script of ours; UsageError if there is neither."""
    from tinynet_tui.collection.named import named

    path = named(name)
    _require_there(path, name)
    return path


def is_file(name: str) -> bool:
    """True when a file has that name."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def script_meant(word: str) -> str:
    """Return a question with the script that a word means, a file or one of ours; "" if none."""
    if is_file(f"{word}.py"):
        from tinynet_tui.support.files import shown

        return f"did you mean {shown(Path(f'{word}.py'))}?"
    from tinynet_tui.collection.collection import COLLECTION

    found = close(word, [one.name for one in COLLECTION], alike=ALIKE)
    return f"did you mean {OPTION} {found[0]}?" if found else ""


def _require_there(path: Path, name: str, option: str = "") -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        from tinynet_tui.collection.named import misspelt
        from tinynet_tui.support.files import shown

        hint = misspelt(name, option)
        raise UsageError(f"{shown(path)}: {error.strerror}{hint and f'; {hint}'}") from None
    except (OSError, ValueError):
        return  # whoever reads it says why that fails
