"""The built-in network: files that `python` runs, and whose text the screen shows."""

from __future__ import annotations

from pathlib import Path

from .script import Script

FOLDER = Path(__file__).parents[1] / "scripts"


def _bundled(name: str) -> Script:
    path = FOLDER / name
    return Script(str(path), path.read_text(encoding="utf-8"))


THREE_LAYERS = _bundled("three_layers.py")
TWO_LAYERS = _bundled("two_layers.py")


def script_for(hidden: int) -> Script:
    """Return the script for a number of hidden neurons; for 0, the article's two layers."""
    return THREE_LAYERS if hidden else TWO_LAYERS
