"""What keys are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

_NAMES = {"escape": "esc", "space": "space"}
_BRIEF = {"pagedown": "pgdn", "pageup": "pgup", "backspace": "bksp"}


def displays(binding: Binding) -> str:
    """Return the keys of a binding as one reads them."""
    return ", ".join(display(key) for key in binding.key.split(","))


def display(key: str) -> str:
    """Return a key as one reads it: the character that it types, else its name."""
    character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
    typed = character.isprintable() and cell_len(character) == 1
    return _NAMES.get(key, character if typed else key)


def names(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return what the first key of each remapped action is called where there is little room."""
    return {id: brief(keys) for id, keys in keymap.items()}


def brief(keys: str) -> str:
    """Return the first of some keys as one reads it where there is little room."""
    first = keys.split(",")[0]
    return _BRIEF.get(first, display(first))
