"""The user's settings file: where it is, what can be set in it, and an example."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from platformdirs import user_config_path
from rich.cells import cell_len
from textual.binding import Binding
from textual.constants import DEFAULT_THEME
from textual.keys import KEY_ALIASES, REPLACED_KEYS, Keys, key_to_character
from textual.theme import BUILTIN_THEMES

from tinynet_tui.settings.keymap import Known
from tinynet_tui.settings.settings import DIGITS, FPS, MAX_FPS, Settings, check
from tinynet_tui.support.files import FileError, read, shown

from .names import display, displays
from .table import FORMER_IDS, KEYS, LECTURE_KEYS, SCRIPT_KEYS

MOST_BYTES = 1 << 16
"""Ten times the size of an example with every key in it."""

ALWAYS = "quit.always"
"""The id of the key that cannot be remapped."""
RESERVED = {"ctrl+c": "it always quits", "ctrl+q": "it always quits"}

ALIASES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "bksp": "backspace",
    "del": "delete",
    "ins": "insert",
    "ctrl+h": "backspace",
    **{alias: key for key, aliases in KEY_ALIASES.items() for alias in aliases},
    "ctrl+space": "ctrl+@",
}
"""Other names of keys; some keys send the same byte."""
NAMED = {key.value for key in Keys if not key.value.startswith("<")}


def default_path() -> Path:
    """Return the path of the user's settings file, as is usual on the platform."""
    return user_config_path("tinynet-tui") / "settings.toml"


def load(path: Path, *, required: bool) -> Settings:
    """Read settings; without a file, return the built-in ones.

    Raises FileError if a required file cannot be read; if it is not required, the error becomes
    one of the settings' mistakes.
    """
    name = shown(Path(path.name))
    if not (required or os.path.lexists(path)):
        return Settings()
    try:
        source = read(path, MOST_BYTES)
        return check(source.text, known(), name)
    except FileError as error:
        if required:
            raise
        return Settings(name=name, mistakes=(str(error).removeprefix(shown(path)),))


def known() -> Known:
    """Return the themes and keys that a settings file may name."""
    keys = {
        binding.id: tuple(binding.key.split(","))
        for binding in (*KEYS, *LECTURE_KEYS, *SCRIPT_KEYS)
        if binding.id is not None and binding.id != ALWAYS
    }
    return Known(tuple(BUILTIN_THEMES), keys, key_name, FORMER_IDS)


def key_name(text: str) -> str:
    """Return Textual's name of a key; raises ValueError if it cannot be chosen."""
    name = _canonical(text)
    if name in RESERVED:
        raise ValueError(f"{text} cannot be chosen: {RESERVED[name]}")
    modifiers, _, last = name.rpartition("+")
    if modifiers == "shift" and len(last) == 1:
        raise ValueError(f"{text} is not a key: with shift it is {last.upper()!r}")
    alone = len(name) == 1 or (not modifiers and _types(name))
    with_alt = modifiers == "alt" and last.isalnum() and len(last) == 1
    if not (alone or with_alt or name in NAMED):
        raise ValueError(f"{text[:40]!r} is not a key")
    return name


def _canonical(text: str) -> str:
    """Return the canonical name of a key: right_square_bracket for `]`, pagedown for PgDn."""
    if len(text) == 1:
        if not text.isprintable() or cell_len(text) != 1:
            raise ValueError(f"{text!r} is not a key")
        # Named as in one of Textual's bindings, where blanks and commas separate keys.
        apart = {" ": "space", ",": "comma"}
        return apart.get(text) or next(iter(Binding.make_bindings([Binding(text, "")]))).key
    name = text.lower()
    return ALIASES.get(name, name)


def _types(name: str) -> bool:
    """True when a key of this name types a character."""
    character = key_to_character(REPLACED_KEYS.get(name, name))
    return character is not None and character.isprintable() and _canonical(character) == name


def describe(settings: Settings) -> Iterator[str]:
    """Yield the settings in force, one line each."""
    yield f"theme   {settings.theme or DEFAULT_THEME}"
    yield f"fps     {settings.fps}"
    yield f"digits  {settings.digits or 'automatic (by width)'}"
    yield f"mouse   {str(settings.mouse).lower()}"
    ascii = "automatic (by locale)" if settings.ascii is None else str(settings.ascii).lower()
    yield f"ascii   {ascii}"
    yield f"clicker {str(settings.clicker).lower()}"
    for id, keys in settings.keys.items():
        yield f"key     {id}: {', '.join(map(display, keys.split(',')))}"


def example() -> str:
    """Return a settings file that explains everything and sets nothing."""
    lines = [
        "# Settings of tinynet-tui. Remove a # to use its line; `tinynet-tui settings` checks it.",
        "",
        "# The colours:",
        *wrap(", ".join(sorted(BUILTIN_THEMES)), 78, initial_indent="# ", subsequent_indent="# "),
        f'#theme = "{DEFAULT_THEME}"',
        "",
        f"# How many times a second the numbers change, 1 to {MAX_FPS}; --fps overrides this.",
        f"#fps = {FPS}",
        "",
        f"# Decimals of weights and outputs, {DIGITS[0]} to {DIGITS[1]}, where there is room;",
        "# deltas have two more. If not set, the width of the terminal decides.",
        "#digits = 4",
        "",
        "# true: the trainer uses the mouse. false: the terminal does, to select text.",
        "#mouse = true",
        "",
        "# true: draw with ASCII only. If not set, the locale of the terminal decides.",
        "#ascii = true",
        "",
        "# true: in a lecture b blanks the screen, as some clickers want, and j goes back a line.",
        "#clicker = true",
        "",
        "# The keys of each action: one, several with commas between them, or a list. Write a key",
        "# as the character it types, or by name: space, comma, tab, enter, escape, backspace, up,",
        "# home, pagedown, insert, delete, f1, ctrl+a, shift+up, alt+a. ctrl+c always quits.",
        "[keys]",
    ]
    by_id = {key.id: key for key in (*KEYS, *LECTURE_KEYS, *SCRIPT_KEYS)}
    for binding in by_id.values():
        if binding.id != ALWAYS:
            keys = binding.key
            keys = keys if "comma" in keys else displays(binding).replace(", ", ",")
            lines.append(f'#"{binding.id}" = "{keys}"  # {binding.tooltip}')
    return "\n".join(lines) + "\n"
