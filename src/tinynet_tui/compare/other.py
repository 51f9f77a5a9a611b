"""The script to compare with, and what the two are called."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.engine.plan import Choice
from tinynet_tui.network.bundled_scripts import FOLDER
from tinynet_tui.support.files import shown

THREE_LAYERS, TWO_LAYERS = (FOLDER / f"{name}_layers.py" for name in ("three", "two"))
"""The video's script, and the article's without a hidden layer."""


def labels(mine: Path, theirs: Path, choices: tuple[Choice, Choice]) -> tuple[str, str]:
    """Return what two scripts are called, so that they can be told apart."""
    names = [path.name for path in (mine, theirs)]
    if names[0] == names[1] and mine.resolve() != theirs.resolve():
        names = [shown(path) for path in (mine, theirs)]
    if names[0] == names[1]:
        names = [_with(name, choice) for name, choice in zip(names, choices, strict=True)]
    if names[0] == names[1]:
        names[1] += " (2)"
    return names[0], names[1]


def _with(name: str, choice: Choice) -> str:
    told = [f"{key}={value:g}" for key, value in (choice.lets or {}).items()]
    told += [] if choice.seed is None else [f"seed={choice.seed}"]
    return f"{name} ({', '.join(told)})" if told else name
