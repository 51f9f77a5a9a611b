"""The keymap of the settings file: keys for actions, no key for two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tinynet_tui.support.suggest import did_you_mean

from .toml_lines import Mistake


class Known(NamedTuple):
    """The names that a settings file may use; only the screen knows them."""

    themes: Sequence[str]
    keys: Mapping[str, tuple[str, ...]]
    """The ids of actions whose keys can be chosen, with their default keys."""
    key_name: Callable[[str], str]
    """Returns the canonical name of a key; ValueError if it cannot be used."""
    former_ids: Mapping[str, str] = {}
    """Ids that were once written and are still read, with their present ones."""


class Assignment(NamedTuple):
    """An action and the keys that the file gives it."""

    line: int
    id: str
    keys: tuple[str, ...]
    written: str
    """Its id as it stands in the file, which may be a former one."""


def read_assignment(line: int, written: str, value: object, known: Known) -> Assignment:
    """Read an action's keys from the file's value; ValueError if it cannot have them."""
    id = known.former_ids.get(written, written)
    if id not in known.keys:
        raise ValueError(f"there is no such action{near(id, known.keys)}")
    if isinstance(value, str):
        value = [value] if value == "," else value.split(",")
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise ValueError('put the keys in quotes, such as "n", or in a list, such as ["n", "f2"]')
    names = [known.key_name(key if key == " " else key.strip()) for key in value]
    if not names:
        raise ValueError("it needs a key")
    return Assignment(line, id, tuple(dict.fromkeys(names)), written)


def settle(assignments: Iterable[Assignment], known: Known) -> tuple[dict[str, str], list[Mistake]]:
    """Return each action's keys, joined by commas, and the mistakes: keys assigned twice.

    Of two actions with the same key the later one keeps its default keys.
    """
    accepted, mistakes = {one.id: one for one in assignments}, []
    while clash := _clash(accepted, known):
        one, key, other = clash
        del accepted[one.id]
        other = accepted[other].written if other in accepted else other
        message = f"keys: {one.written}: {key} is already the key of {other}"
        mistakes.append(Mistake(one.line, message))
    return {id: ",".join(one.keys) for id, one in accepted.items()}, mistakes


def _clash(accepted: Mapping[str, Assignment], known: Known) -> tuple[Assignment, str, str] | None:
    """Return the last assignment of a key that another action has, the key and that action."""
    keys = {**known.keys, **{id: one.keys for id, one in accepted.items()}}
    for one in reversed([*accepted.values()]):
        for key in one.keys:
            for id in keys:
                if id != one.id and key in keys[id]:
                    return one, key, id
    return None


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known names most like a word: `: did you mean theme?`, or ""."""
    hint = did_you_mean(word, known, most=2)
    return f": {hint}" if hint else ""
