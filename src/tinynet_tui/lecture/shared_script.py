"""A script's screen as lines `name: value`, as a lecturer shares it, and read from them again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lab.lab import is_ours

from . import setting_values, spotlights
from .scene import NUMBERS
from .screen_settings import looks

Value = TypeVar("Value")

BETWEEN = "; "
"""What stands between the values of a setting that has several."""
MOST = 1_000
"""The most values of a setting."""
LONGEST = 1_000
"""The most characters of a value."""
_SUFFIX = ".py"
_FILE = re.compile(rf"[^/\\]{{1,150}}\{_SUFFIX}")
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_AT = re.compile(r"[0-9]{1,12}:[0-9]{1,12}", re.ASCII)
_CURSOR = re.compile(r"(.+)\[([0-9]{1,9}),([0-9]{1,9})\]", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_NAMES = (
    *("script", "text", "at", "cursor", "cell", "light", "view", "predict"),
    *("loop", "seed", "error", "let", "set"),
)


@dataclass(frozen=True)
class SharedScript:
    """A script's screen: everything that another one needs to show the same."""

    script: str
    """The name of one of ours, or of a file."""
    at: str
    """Iteration and step, such as `254:7`."""
    text: str = ""
    """The digest of its text, for one of ours: that is not sent."""
    cursor: tuple[tuple[str, int, int], ...] = ()
    """The cursor's row and column in each array where it is not at the first number."""
    cell: str = ""
    """The array or variable that is explained instead of what the step writes."""
    light: str = ""
    """The lit pane: a variable, or one of `spotlights.OTHERS`."""
    view: str = NUMBERS
    curve: bool = False
    predict: bool = False
    choice: Choice = field(default_factory=Choice)
    edits: tuple[Edit, ...] = ()


# Writing.


def lines(screen: SharedScript) -> Iterator[str]:
    """Yield a screen's settings; ValueError for what cannot be written."""
    choice = screen.choice
    yield f"script: {screen.script}"
    if screen.text:
        yield f"text: {screen.text}"
    yield f"at: {screen.at}"
    yield from _several("cursor", [f"{name}[{row},{at}]" for name, row, at in screen.cursor])
    if screen.cell:
        yield f"cell: {screen.cell}"
    yield from looks(screen.light, screen.view, curve=screen.curve)
    if screen.predict:
        yield "predict: on"
    for name, value in (("loop", choice.loop), ("seed", choice.seed), ("error", choice.error)):
        if value is not None:
            yield f"{name}: {value}"
    lets = (choice.lets or {}).items()
    yield from _several("let", [f"{name}={value!r}" for name, value in lets])
    yield from _several("set", [edit.text for edit in screen.edits])


def _several(name: str, values: list[str]) -> Iterator[str]:
    """Yield a setting with several values, if there are any."""
    for value in values:
        if BETWEEN in value or not value.isprintable():
            raise ValueError(f"{name}: {value[:40]!r} cannot be shared")
    if values:
        yield f"{name}: {BETWEEN.join(values)}"


# Reading.


def names_script(text: str) -> bool:
    """True when lines are what `lines` writes, not those of the built-in network."""
    return text.startswith("script:")


def read(text: str) -> SharedScript:
    """Read what `lines` has written; ValueError for anything else."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        name, _, value = line.partition(": ")
        if name not in _NAMES or name in found or not value or not line.isprintable():
            raise ValueError("this is not what the screen of a script shows")
        found[name] = value
    script, edits = found.get("script", ""), _values(found, "set", _edit)
    if not (is_ours(script) if "text" in found else _FILE.fullmatch(script)):
        raise ValueError(f"{script[:40]!r} is not the name of a script")
    light, curve = spotlights.apart(_one(found, "light", _short, ""))
    return SharedScript(
        script,
        _matching(_AT)(found.get("at", "")),
        _one(found, "text", _matching(_DIGEST), ""),
        _values(found, "cursor", _cursor),
        _one(found, "cell", _short, ""),
        light,
        _one(found, "view", setting_values.view, NUMBERS),
        curve,
        _one(found, "predict", setting_values.switch, False),
        Choice(
            _one(found, "loop", _number, None),
            _one(found, "seed", _number, None),
            _one(found, "error", _short, None),
            dict(_values(found, "let", _let)) or None,
        ),
        edits,
    )


def _one(
    found: Mapping[str, str], name: str, read: Callable[[str], Value], default: Value
) -> Value:
    return read(found[name]) if name in found else default


def _values(found: Mapping[str, str], name: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
    values = found[name].split(BETWEEN) if name in found else []
    if len(values) > MOST:
        raise ValueError(f"{name}: these are too many")
    return tuple(read(_short(value)) for value in values)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError("this is too long")
    return text


def _matching(form: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"{text[:40]!r} is not of the form that it should have")
        return text

    return read


def _number(text: str) -> int | None:
    return int(_matching(_NUMBER)(text))


def _cursor(text: str) -> tuple[str, int, int]:
    found = _CURSOR.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:40]!r} is not a number in an array")
    return found[1], int(found[2]), int(found[3])


def _let(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    number = float(value)
    if not name.isidentifier() or not math.isfinite(number):
        raise ValueError(f"{text[:40]!r} is not of the form NAME=VALUE")
    return name, number


def _edit(text: str) -> Edit:
    try:
        return Edit.parse(text)
    except (RecursionError, MemoryError):
        raise ValueError("this is not an edit") from None
