"""Characters that must join their neighbours, as shapes: box drawing, blocks and braille.

As text they would not: the gaps depend on the font. A cell is 12 wide and 24 high, so that the dots
of braille, two by four, are as far apart across as down, and from cell to cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

WIDTH, HEIGHT = 12, 24
DOT = 6
"""From one dot to the next."""
_GAP = 2.5
"""From the middle of a double line to each of the two."""
_DIRECTIONS = {"LEFT": (-1, 0), "RIGHT": (1, 0), "UP": (0, -1), "DOWN": (0, 1)}
_PAIRS = {"HORIZONTAL": ("LEFT", "RIGHT"), "VERTICAL": ("UP", "DOWN")}
_WEIGHTS = ("LIGHT", "HEAVY", "DOUBLE")


class Line(NamedTuple):
    """A straight line inside a cell, from left to right or from top to bottom."""

    x: float
    y: float
    across: float
    """Its length if it is horizontal, else 0."""
    down: float
    """Its length if it is vertical, else 0."""
    heavy: bool = False


class Block(NamedTuple):
    """A filled rectangle inside a cell."""

    x: float
    y: float
    width: float
    height: float
    shade: int = 4
    """How much of it is filled, in quarters."""


@cache
def is_shape(character: str) -> bool:
    """True when a character is drawn as a shape, not as text."""
    is_braille = len(character) == 1 and 0x2800 <= ord(character) <= 0x28FF
    return bool(is_braille or block(character) or lines(character) or arc(character))


@cache
def lines(character: str) -> tuple[Line, ...]:
    """Return the lines of a box-drawing character; nothing for any other, and for an arc."""
    arms = _arms(character)
    return tuple(line for direction in arms for line in _arm(direction, arms))


@cache
def arc(character: str) -> str:
    """Return the path of a round corner, from the middle of one edge to that of another."""
    words = _name(character).removeprefix("BOX DRAWINGS LIGHT ARC ").split(" AND ")
    if len(words) != 2 or not {*words} <= {*_DIRECTIONS}:
        return ""
    down, right = words[0] == "DOWN", words[1] == "RIGHT"
    x, y = WIDTH // 2, HEIGHT // 2
    end = x if right else -x
    start = f"m{x} {HEIGHT}v-{y - x}" if down else f"m{x} 0v{y - x}"
    return f"{start}q0 {-x if down else x} {end} {-x if down else x}"


@cache
def block(character: str) -> Block | None:
    """Return the rectangle of a block element that is one rectangle."""
    code = ord(character) if len(character) == 1 else 0
    if 0x2581 <= code <= 0x2588:  # from below, in eighths
        height = (code - 0x2580) * HEIGHT / 8
        return Block(0, HEIGHT - height, WIDTH, height)
    if 0x2589 <= code <= 0x258F:  # from the left, in eighths
        return Block(0, 0, (0x2590 - code) * WIDTH / 8, HEIGHT)
    if 0x2591 <= code <= 0x2593:  # shades
        return Block(0, 0, WIDTH, HEIGHT, code - 0x2590)
    halves = {
        0x2580: Block(0, 0, WIDTH, HEIGHT / 2),
        0x2590: Block(WIDTH / 2, 0, WIDTH / 2, HEIGHT),
    }
    return halves.get(code)


@cache
def dots(character: str) -> tuple[tuple[int, int], ...]:
    """Return the columns and rows of a braille character's dots."""
    code = ord(character) if len(character) == 1 else 0
    if not 0x2800 <= code <= 0x28FF:
        return ()
    places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    return tuple(sorted(place for bit, place in enumerate(places) if code >> bit & 1))


def _name(character: str) -> str:
    return unicodedata.name(character, "") if len(character) == 1 else ""


def _arms(character: str) -> dict[str, str]:
    """Return the directions in which a character has lines, and their weights, by its name."""
    kind, _, name = _name(character).partition("BOX DRAWINGS ")
    arms: dict[str, str] = {}
    weight = ""
    for part in name.split(" AND ") if not kind else ():
        words = part.split()
        weight = next((word for word in words if word in _WEIGHTS), weight)
        for word in words:
            if word not in (*_WEIGHTS, *_PAIRS, *_DIRECTIONS):
                return {}  # dashes, diagonals, arcs, and single lines that meet double ones
            if word != weight:
                arms |= dict.fromkeys(_PAIRS.get(word, (word,)), weight)
    return arms


def _arm(direction: str, arms: dict[str, str]) -> Iterator[Line]:
    """Yield the lines from the middle of a cell to an edge."""
    across, down = _DIRECTIONS[direction]
    towards = {_DIRECTIONS[other] for other in arms}
    length = WIDTH / 2 if across else HEIGHT / 2
    double = arms[direction] == "DOUBLE"
    for side in (-1, 1) if double else (0,):
        start = 0.0
        if side and (down * side, across * side) in towards:
            start = _GAP  # the inner corner
        elif side and (-across, -down) not in towards:
            start = -_GAP  # the outer corner
        x = WIDTH / 2 + (across * start if across else side * _GAP)
        y = HEIGHT / 2 + (down * start if down else side * _GAP)
        wide, high = abs(across) * (length - start), abs(down) * (length - start)
        heavy = arms[direction] == "HEAVY"
        yield Line(x - wide * (across < 0), y - high * (down < 0), wide, high, heavy)
