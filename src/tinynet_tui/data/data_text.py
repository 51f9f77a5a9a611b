"""What `--dataset` takes: the name of data that are built in, or a file."""

from __future__ import annotations

import os

from .built_in import NAMES, Dataset, parse

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
