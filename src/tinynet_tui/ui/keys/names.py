"""The names of keys on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

_NAMES = {"escape": "esc", "space": "space"}
_BRIEF = {"pagedown": "pgdn", "pageup": "pgup", "backspace": "bksp"}


def displays(binding: Binding) -> str:
    """Return the names of a binding's keys, separated by commas."""
    return ", ".join(display(key) for key in binding.key.split(","))


def display(key: str) -> str:
    """Return a key's name on the screen: the character that it types, else Textual's name."""
    character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
    typed = character.isprintable() and cell_len(character) == 1
    return _NAMES.get(key, character if typed else key)


def names(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return the short name of each remapped action's first key, by the action's id."""
    return {id: brief(keys) for id, keys in keymap.items()}


def brief(keys: str) -> str:
    """Return the short name of the first of several keys."""
    first = keys.split(",")[0]
    return _BRIEF.get(first, display(first))
