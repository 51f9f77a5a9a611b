"""Data to train on, and what is built in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from tinynet_tui.network.bundled_scripts import Array

from .point_clouds import SHAPES, Cloud


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training examples: inputs X, (examples, inputs), and targets y, (examples, outputs).

    Two are equal if the same text names them and all their numbers are the same, to the last bit.
    """

    name: str
    """Short enough for the status line."""
    X: Array
    y: Array
    spec: str = ""
    """The text that names it: as `parse` reads it, or the path of its file as it was given."""
    look: str = ""
    """What to look for, in a line."""
    alpha: float = 1.0
    """A learning rate that it learns by."""
    columns: tuple[str, ...] = ()
    """The names of the inputs, then of the targets; none if its file has no header."""
    is_file: bool = False
    bias: bool = False
    """Whether a column of ones was added to the inputs of its file, as the last one."""

    @classmethod
    def of(
        cls,
        name: str,
        X: Sequence[object] | Array,
        y: Sequence[object] | Array,
        *,
        spec: str = "",
        look: str = "",
        columns: Sequence[str] = (),
        is_file: bool = False,
        bias: bool = False,
    ) -> Dataset:
        """Copy X and y into read-only matrices; a flat y is one output column.

        Raises ValueError where they are not matrices of the same number of rows.
        """
        inputs, targets = np.array(X, float, order="C"), np.array(y, float, order="C")
        if targets.ndim == 1:
            targets = targets.reshape(-1, 1)
        if inputs.ndim != 2 or targets.ndim != 2 or len(inputs) != len(targets) or not inputs.size:
            raise ValueError(f"{name}: X {inputs.shape} and y {targets.shape} do not go together")
        inputs.flags.writeable = targets.flags.writeable = False
        return cls(
            name,
            inputs,
            targets,
            spec=spec or name,
            look=look,
            alpha=sensible_alpha(inputs),
            columns=tuple(columns),
            is_file=is_file,
            bias=bias,
        )

    @property
    def title(self) -> str:
        """Its name in full: that of a file, or the text that makes the data anew."""
        return self.name if self.is_file else self.spec

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words by which the command line takes it; none for what it takes without any."""
        if not self.is_file:
            return () if self.spec == DEFAULT else ("--dataset", self.spec)
        words = [f"--dataset={self.spec}"] if self.spec[:1] == "-" else ["--dataset", self.spec]
        targets = self.y.shape[1]
        words += ["--targets", str(targets)] if targets != 1 else []
        return (*words, "--bias") if self.bias else tuple(words)

    def __eq__(self, other: object) -> bool:
        """Compare the text and every bit of the numbers."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and self.X.tobytes() == other.X.tobytes()
            and self.y.tobytes() == other.y.tobytes()
        )

    def __hash__(self) -> int:
        """Hash what can be had at once."""
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return self.spec, self.columns, self.is_file, self.bias, self.X.shape, self.y.shape


def sensible_alpha(X: Array) -> float:
    """Return 1, or for many examples or large inputs the first of 0.5, 0.2, 0.1, … that is safe.

    Updates are summed over the examples, and those of syn0 are in proportion to the inputs. What
    keeps the video's network and the clouds from overshooting is 16 / the sum of all input².
    """
    with np.errstate(all="ignore"):
        most = 16 / max(float(np.square(X).sum()), 16.0)
    exponent = math.floor(math.log10(max(most, 1e-9)))
    step = next((step for step in (5, 2) if float(f"{step}e{exponent}") <= most), 1)
    return float(f"{step}e{exponent}")


DEFAULT = "xor"

_VIDEO_INPUT = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
_THREE_BITS = [[*bits, 1] for bits in product((0, 1), repeat=3)]

XOR = Dataset.of(
    DEFAULT,
    _VIDEO_INPUT,
    [0, 1, 1, 0],
    look="no straight line parts the answers: with hidden 0 every output ends at 0.5",
)
"""The video's data: exclusive or of the first two inputs; the third is always one."""
AND = Dataset.of(
    "and",
    _VIDEO_INPUT,
    [0, 0, 0, 1],
    look="with hidden 0 the bias, syn0[2,0], ends so low that only both inputs outweigh it",
)
OR = Dataset.of(
    "or",
    _VIDEO_INPUT,
    [0, 1, 1, 1],
    look="with hidden 0 each input's weight alone ends high enough to outweigh the bias",
)
COPY_FIRST = Dataset.of(
    "copy-first",
    _VIDEO_INPUT,
    [0, 0, 1, 1],
    look="with hidden 0 the first input's weight ends far above the others",
)
"""The article's two-layer example: the target is the first input."""
PARITY = Dataset.of(
    "parity",
    _THREE_BITS,
    [sum(bits[:3]) % 2 for bits in _THREE_BITS],
    look="every flip of one input flips the answer; with hidden 0 every output ends at 0.5",
)

_CLOUD_LOOKS = {
    "circle": "three hidden neurons fence the inner points in; hidden 0 stays near error 0.5",
    "moons": "with hidden 0 a straight line gets most points right; hidden neurons bend it",
    "spiral": "four hidden neurons often miss part of an arm; hidden 8 gets all points right",
    "blobs": "a straight line is enough: hidden 0, too, gets all points right",
}


@lru_cache(64)
def of_cloud(cloud: Cloud) -> Dataset:
    """Return the data that a cloud is."""
    X, y = cloud.draw()
    return Dataset.of(cloud.shape, X, y, spec=cloud.spec, look=_CLOUD_LOOKS[cloud.shape])


_FUNCTIONS = {data.name: data for data in (XOR, AND, OR, COPY_FIRST, PARITY)}
NAMES = (*_FUNCTIONS, *SHAPES)
"""What is built in: functions of bits, and clouds, which can have options."""


def parse(text: str) -> Dataset:
    """Read `xor`, `circle` or `circle:points=200,noise=0.1,seed=7`; ValueError says what is wrong.

    Options in any order, or left out where they are as usual, give equal data.
    """
    name, colon, options = text.partition(":")
    if name not in NAMES:
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), NAMES, n=1, cutoff=0.65)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{text[:40]!r} is none of {', '.join(NAMES)}{hint}")
    if name in SHAPES:
        return of_cloud(Cloud.parse(name, options) if colon else Cloud(name))
    if colon:
        raise ValueError(f"{name} has no options; {', '.join(SHAPES)} have")
    return _FUNCTIONS[name]
