"""The names of the built-in data; the Boolean functions as plain numbers.

Imports no NumPy, so that the command line's help can name them at once.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple


class BooleanFunction(NamedTuple):
    """A Boolean function: a row of inputs and a target for each example."""

    inputs: list[list[int]]
    """The last column is always 1: its weights are the bias."""
    targets: list[int]
    remark: str
    """What to look for, in a line."""


_TWO_BITS = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
_THREE_BITS = [[*bits, 1] for bits in product((0, 1), repeat=3)]

DEFAULT = "xor"

FUNCTIONS = {
    # The video's data: XOR (exclusive or) of the first two inputs.
    DEFAULT: BooleanFunction(
        _TWO_BITS,
        [0, 1, 1, 0],
        "no straight line separates 0s from 1s: with hidden 0 every output ends at 0.5",
    ),
    "and": BooleanFunction(
        _TWO_BITS,
        [0, 0, 0, 1],
        "with hidden 0 the bias syn0[2,0] ends so low that only both inputs outweigh it",
    ),
    "or": BooleanFunction(
        _TWO_BITS,
        [0, 1, 1, 1],
        "with hidden 0 each input's weight alone ends high enough to outweigh the bias",
    ),
    # The article's two-layer example: the target is the first input.
    "copy-first": BooleanFunction(
        _TWO_BITS,
        [0, 0, 1, 1],
        "with hidden 0 the first input's weight ends far above the others",
    ),
    "parity": BooleanFunction(
        _THREE_BITS,
        [sum(bits[:3]) % 2 for bits in _THREE_BITS],
        "every flip of one input flips the answer; with hidden 0 all outputs end at 0.5",
    ),
}
CLOUDS = {
    "circle": "three hidden neurons enclose the inner points; hidden 0 stays near error 0.5",
    "moons": "with hidden 0 a straight line gets most points correct; hidden neurons bend it",
    "spiral": "four hidden neurons often miss part of an arm; hidden 8 gets all points correct",
    "blobs": "a straight line is enough: hidden 0 gets all points correct too",
}
"""Point clouds, which can have options, and what to look for in each."""
NAMES = (*FUNCTIONS, *CLOUDS)

MOST_TARGETS = 16
"""The most columns of targets in a file."""


class Choice(NamedTuple):
    """Which columns of a file are used: names, or numbers from 1."""

    targets: int | None = None
    """How many columns at the end are targets, by default 1."""
    target: tuple[str, ...] = ()
    """The targets instead."""
    ignore: tuple[str, ...] = ()
    """The columns that are left out."""

    @property
    def arguments(self) -> list[str]:
        """The command line's arguments for it."""
        words = ["--targets", str(self.targets)] if (self.targets or 1) != 1 else []
        for flag, names in (("--target", self.target), ("--ignore", self.ignore)):
            for name in names:
                words += [f"{flag}={name}"] if name[:1] == "-" else [flag, name]
        return words


USUAL = Choice()
"""The last column is the target, all others are inputs."""
