"""The built-in data, and data by their text: built in, drawn or from a file."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import product

from tinynet_tui.support.suggest import did_you_mean

from . import names
from .dataset import Dataset
from .names import NAMES
from .point_clouds import SHAPES, Cloud

_VIDEO_INPUT = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
_THREE_BITS = [[*bits, 1] for bits in product((0, 1), repeat=3)]

XOR = Dataset.of(
    names.XOR,
    _VIDEO_INPUT,
    [0, 1, 1, 0],
    remark="no straight line parts the answers: with hidden 0 every output ends at 0.5",
)
"""The video's data: exclusive or of the first two inputs; the third is always one."""
AND = Dataset.of(
    names.AND,
    _VIDEO_INPUT,
    [0, 0, 0, 1],
    remark="with hidden 0 the bias, syn0[2,0], ends so low that only both inputs outweigh it",
)
OR = Dataset.of(
    names.OR,
    _VIDEO_INPUT,
    [0, 1, 1, 1],
    remark="with hidden 0 each input's weight alone ends high enough to outweigh the bias",
)
COPY_FIRST = Dataset.of(
    names.COPY_FIRST,
    _VIDEO_INPUT,
    [0, 0, 1, 1],
    remark="with hidden 0 the first input's weight ends far above the others",
)
"""The article's two-layer example: the target is the first input."""
PARITY = Dataset.of(
    names.PARITY,
    _THREE_BITS,
    [sum(bits[:3]) % 2 for bits in _THREE_BITS],
    remark="every flip of one input flips the answer; with hidden 0 every output ends at 0.5",
)

_FUNCTIONS = {data.name: data for data in (XOR, AND, OR, COPY_FIRST, PARITY)}
_CLOUD_REMARKS = {
    "circle": "three hidden neurons fence the inner points in; hidden 0 stays near error 0.5",
    "moons": "with hidden 0 a straight line gets most points right; hidden neurons bend it",
    "spiral": "four hidden neurons often miss part of an arm; hidden 8 gets all points right",
    "blobs": "a straight line is enough: hidden 0, too, gets all points right",
}


@lru_cache(64)
def of_cloud(cloud: Cloud) -> Dataset:
    """Draw a cloud."""
    X, y = cloud.draw()
    return Dataset.of(cloud.shape, X, y, spec=cloud.spec, remark=_CLOUD_REMARKS[cloud.shape])


def parse(text: str) -> Dataset:
    """Read `xor`, `circle` or `circle:points=200,noise=0.1,seed=7`; raises ValueError.

    The order of the options makes no difference, nor does leaving out one with its default.
    """
    name, colon, options = text.partition(":")
    if name not in NAMES:
        hint = did_you_mean(name.lower(), NAMES, alike=0.65)
        raise ValueError(f"{text[:40]!r} is none of {', '.join(NAMES)}{hint and f'; {hint}'}")
    if name in SHAPES:
        return of_cloud(Cloud.parse(name, options) if colon else Cloud(name))
    if colon:
        raise ValueError(f"{name} has no options; {', '.join(SHAPES)} have")
    return _FUNCTIONS[name]


SUFFIXES = (".csv", ".tsv", ".txt")


def find(
    text: str, targets: int | None = None, *, bias: bool = False, files: bool = True
) -> Dataset:
    """Return the data that a text names; raises ValueError.

    `targets`, by default 1, and `bias` are for files only, as in `csv_file.load`. Without `files`
    only built-in data are found.
    """
    if files and names_file(text):
        from .csv_file import load

        return load(text, 1 if targets is None else targets, bias=bias)
    dataset = parse(text)
    if targets is not None or bias:
        option = "--bias" if targets is None else "--targets"
        raise ValueError(f"{option} is for a CSV file, and {dataset.name} is built in")
    return dataset


def names_file(text: str) -> bool:
    """True when a text means a file: it has a separator or a suffix, or there is such a file.

    A built-in name never means a file, wherever the program is started.
    """
    if os.sep in text or (os.altsep and os.altsep in text) or text.lower().endswith(SUFFIXES):
        return True
    return text.partition(":")[0] not in NAMES and os.path.lexists(text)
