"""One's own settings: where they are, what can be set in them, and an example."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

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
from .table import KEYS, LECTURE_KEYS

MOST_BYTES = 1 << 16
"""An example with every key in it has a tenth of it."""

ALWAYS = "quit.always"
"""The action whose key cannot be chosen."""
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
"""Other names of keys; some stand for the same byte on the way from the terminal."""
NAMED = {key.value for key in Keys if not key.value.startswith("<")}


def default_path() -> Path:
    """Return where one's own settings are, by the habits of the platform."""
    return user_config_path("tinynet-tui") / "settings.toml"


def load(path: Path, *, required: bool) -> Settings:
    """Read settings. Without a file they are the built-in ones.

    If the file is required, FileError says why it cannot be read; else that is a mistake in it.
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
    """Return what a file of settings may name."""
    keys = {
        binding.id: tuple(binding.key.split(","))
        for binding in (*KEYS, *LECTURE_KEYS)
        if binding.id is not None and binding.id != ALWAYS
    }
    return Known(tuple(BUILTIN_THEMES), keys, key_name)


def key_name(text: str) -> str:
    """Return Textual's name of a key; ValueError says why it cannot be had."""
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
    """Return the one name of a key: `]` is right_square_bracket, PgDn is pagedown."""
    if len(text) == 1:
        if not text.isprintable() or cell_len(text) != 1:
            raise ValueError(f"{text!r} is not a key")
        # As Textual names it in a binding; it takes blanks and commas for what separates keys.
        apart = {" ": "space", ",": "comma"}
        return apart.get(text) or next(iter(Binding.make_bindings([Binding(text, "")]))).key
    name = text.lower()
    return ALIASES.get(name, name)


def _types(name: str) -> bool:
    """Whether a key of that name types a character."""
    character = key_to_character(REPLACED_KEYS.get(name, name))
    return character is not None and character.isprintable() and _canonical(character) == name


def describe(settings: Settings) -> Iterator[str]:
    """Yield what is set, in a line each."""
    yield f"theme   {settings.theme or DEFAULT_THEME}"
    yield f"fps     {settings.fps}"
    yield f"digits  {settings.digits or 'by the width of the terminal'}"
    yield f"mouse   {'true' if settings.mouse else 'false'}"
    yield f"ascii   {_ascii(settings.ascii)}"
    for id, keys in settings.keys.items():
        yield f"key     {id}: {', '.join(map(display, keys.split(',')))}"


def _ascii(setting: bool | None) -> str:
    return "by the locale" if setting is None else "true" if setting else "false"


def example() -> str:
    """Return a file in which everything is explained and nothing is set."""
    lines = [
        "# Settings of tinynet-tui. A line counts without its #; `tinynet-tui settings` checks it.",
        "",
        "# The colours:",
        *_wrapped(sorted(BUILTIN_THEMES)),
        f'#theme = "{DEFAULT_THEME}"',
        "",
        f"# How often a second the numbers change, 1 to {MAX_FPS}; --fps wins.",
        f"#fps = {FPS}",
        "",
        f"# Decimals of weights and outputs, {DIGITS[0]} to {DIGITS[1]}, where there is room;",
        "# deltas have two more. If it is not set, it depends on the width of the terminal.",
        "#digits = 4",
        "",
        "# Whether the mouse is used here, or left to the terminal.",
        "#mouse = true",
        "",
        "# Whether only ASCII is drawn with. If it is not set, only where the locale has no more.",
        "#ascii = true",
        "",
        "# The keys, by action: one, several with commas between them, or a list. They are written",
        "# as what they type, or by name: space, comma, tab, enter, escape, backspace, up, home,",
        "# pagedown, insert, delete, f1, ctrl+a, shift+up, alt+a. ctrl+c always quits.",
        "[keys]",
    ]
    for binding in (*KEYS, *LECTURE_KEYS):
        if binding.id != ALWAYS:
            lines.append(f"#{_assignment(binding)}  # {binding.tooltip}")
    return "\n".join(lines) + "\n"


def _wrapped(words: list[str]) -> list[str]:
    from textwrap import wrap

    return wrap(", ".join(words), 78, initial_indent="# ", subsequent_indent="# ")


def _assignment(binding: Binding) -> str:
    keys = displays(binding).replace(", ", ",") if "comma" not in binding.key else binding.key
    return f'"{binding.id}" = "{keys}"'
