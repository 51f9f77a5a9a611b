"""Data to train on, and what is built in."""

from __future__ import annotations

import os
from functools import lru_cache

from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

from .dataset import Dataset
from .names import CLOUDS, FUNCTIONS, NAMES
from .point_clouds import SHAPES, Cloud

_FUNCTIONS = {
    name: Dataset.of(name, function.inputs, function.targets, look=function.look)
    for name, function in FUNCTIONS.items()
}
XOR, COPY_FIRST = _FUNCTIONS["xor"], _FUNCTIONS["copy-first"]
"""The data of the video, and of the article's two-layer network."""


@lru_cache(64)
def of_cloud(cloud: Cloud) -> Dataset:
    """Return the data that a cloud is."""
    X, y = cloud.draw()
    return Dataset.of(cloud.shape, X, y, spec=cloud.spec, look=CLOUDS[cloud.shape])


def parse(text: str) -> Dataset:
    """Read `xor`, `circle` or `circle:points=200,noise=0.1,seed=7`; ValueError says what is wrong.

    Options in any order, or left out where they are as usual, give equal data.
    """
    name, colon, options = text.partition(":")
    if name not in NAMES:
        hint = did_you_mean(name.lower(), NAMES, alike=0.65)
        raise ValueError(f"{quoted(text, 40)} is none of {', '.join(NAMES)}{hint and f'; {hint}'}")
    if name in SHAPES:
        return of_cloud(Cloud.parse(name, options) if colon else Cloud(name))
    if colon:
        raise ValueError(f"{name} has no options; {', '.join(SHAPES)} have")
    return _FUNCTIONS[name]


SUFFIXES = (".csv", ".tsv", ".txt")


def find(
    text: str, targets: int | None = None, *, bias: bool = False, files: bool = True
) -> Dataset:
    """Return the data that a text names; ValueError says what is wrong.

    `targets`, 1 if it is None, and `bias` are for files only, as in `csv_data.load`. Without
    `files` there are none, and none is looked for.
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
    """Whether a text is meant as a file: it has a separator or a suffix, or it is one.

    What is built in is not looked for among the files, wherever the program is started.
    """
    if any(separator in text for separator in (os.sep, os.altsep) if separator):
        return True
    if text.lower().endswith(SUFFIXES):
        return True
    return text.partition(":")[0] not in NAMES and os.path.lexists(text)
