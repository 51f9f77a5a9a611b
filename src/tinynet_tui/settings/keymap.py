"""The table of keys: which keys a file gives to an action, and that no two actions share one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tinynet_tui.support.suggest import did_you_mean

from .toml_lines import Mistake


class Known(NamedTuple):
    """What a file may name, which only the screen knows."""

    themes: Sequence[str]
    keys: Mapping[str, tuple[str, ...]]
    """The actions whose keys can be chosen, and the keys that each has if they are not."""
    key_name: Callable[[str], str]
    """Returns a key's one name, however it is written; ValueError says why it cannot be had."""


class Wish(NamedTuple):
    """An action, and the keys that it shall have."""

    line: int
    id: str
    keys: tuple[str, ...]


def wish(line: int, id: str, value: object, known: Known) -> Wish:
    """Read which keys an action shall have; ValueError says why it cannot have them."""
    if id not in known.keys:
        raise ValueError(f"there is no such action{near(id, known.keys)}")
    if isinstance(value, str):
        value = [value] if value == "," else value.split(",")
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise ValueError('the keys stand in quotes, as "n", or in a list, as ["n", "f2"]')
    names = [known.key_name(key if key == " " else key.strip()) for key in value]
    if not names:
        raise ValueError("it needs a key")
    return Wish(line, id, tuple(dict.fromkeys(names)))


def settle(wishes: Iterable[Wish], known: Known) -> tuple[dict[str, str], list[Mistake]]:
    """Return who gets which keys, joined by commas, and which wishes cannot be granted.

    Of two that want the same key the later one goes without, and keeps those it has.
    """
    granted, mistakes = {wish.id: wish for wish in wishes}, []
    while clash := _clash(granted, known):
        wish, key, other = clash
        del granted[wish.id]
        mistakes.append(Mistake(wish.line, f"keys: {wish.id}: {key} is the key of {other}"))
    return {wish.id: ",".join(wish.keys) for wish in granted.values()}, mistakes


def _clash(granted: Mapping[str, Wish], known: Known) -> tuple[Wish, str, str] | None:
    """Return the last wish for a key that another action has, the key and the other."""
    keys = {**known.keys, **{id: wish.keys for id, wish in granted.items()}}
    for wish in reversed([*granted.values()]):
        for key in wish.keys:
            other = next((id for id in keys if id != wish.id and key in keys[id]), None)
            if other is not None:
                return wish, key, other
    return None


def near(word: str, known: Iterable[str]) -> str:
    """Ask whether the nearest of the known names is meant, if there is one."""
    hint = did_you_mean(word, known, most=2)
    return f": {hint}" if hint else ""
