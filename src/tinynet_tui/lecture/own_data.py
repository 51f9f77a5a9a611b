"""Data of one's own as a setting: `own.csv --bias --target price`, and their text as a text.

The file is never opened here: its text comes from whoever asks.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinynet_tui.data.built_in import SCRIPT
from tinynet_tui.data.built_in import parse as parse_built_in
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import NAMED, Choice
from tinynet_tui.experiment.fields import DATASET

_OPTIONS = {option.flag: option for option in DATASET.options[1:]}


def name_of(dataset: Dataset) -> str:
    """Return the name of the data's file, without its folders."""
    return Path(dataset.spec).name


def written(dataset: Dataset) -> str:
    """Return the setting of data that were read from a file."""
    words = [name_of(dataset), *dataset.choice.arguments]
    words += ["--bias"] * dataset.bias + ["--scale"] * (dataset.scaling is not None)
    return shlex.join(words)


def read(text: str, text_of: Callable[[str], str | None]) -> Dataset:
    """Return the data that a setting names, built in or one's own; raises ValueError.

    `text_of` returns the text of the file of a name; None if there is none.
    """
    words = shlex.split(text)
    inside = text_of(words[0]) if words else None
    return parse_built_in(text) if inside is None else from_text(words, inside)


def from_text(words: list[str], text: str) -> Dataset:
    """Return the data in the text of a file, read as its name and options say."""
    name, *options = words
    given = _given(options)
    if name.lower().endswith(SCRIPT):
        if given:
            raise ValueError(f"{min(given)} is only for a CSV file; {name[:40]!r} is a script")
        from tinynet_tui.data.script_file import from_text as from_script

        return from_script(name, text.encode())
    from tinynet_tui.data.csv_file import from_text as from_csv

    columns = {what: tuple(given.get(f"--{what}", ())) for what in NAMED}
    targets = given.get("--targets", [None])[-1]
    choice = Choice(targets, **columns)
    return from_csv(name, text, choice, bias="--bias" in given, scale="--scale" in given)


def _given(words: list[str]) -> dict[str, list[Any]]:
    """Return the values of options, each time that they are given; raises ValueError."""
    given: dict[str, list[Any]] = {}
    rest = iter(words)
    for word in rest:
        flag, equals, value = word.partition("=")
        option = _OPTIONS.get(flag)
        if option is None:
            raise ValueError(f"{word[:40]!r} is no option for data: {' '.join(_OPTIONS)}")
        if option.metavar is None and not equals:
            given.setdefault(flag, [])
            continue
        found = value if equals else next(rest, None)
        if option.metavar is None or found is None:
            raise ValueError(f"{flag} takes {'a' if option.metavar else 'no'} value")
        try:
            given.setdefault(flag, []).append(option.read(found))
        except ValueError as error:
            raise ValueError(f"{flag}: {error}") from None
    return given


def text_of(dataset: Dataset) -> str:
    """Return the text of the file that data come from; ValueError if it holds others by now."""
    from tinynet_tui.data.csv_file import text_of as text_of_file

    text = text_of_file(dataset.spec)
    again = from_text(shlex.split(written(dataset)), text)
    if replace(again, spec=dataset.spec) != dataset:
        raise ValueError(f"{name_of(dataset)[:40]} has changed since it was opened")
    return text
