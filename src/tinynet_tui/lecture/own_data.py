"""Data of one's own as a setting: `own.csv --bias --target price`, and their text as a text.

`read` never opens a file: its text comes from whoever asks. `beside` reads one in a folder.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinynet_tui.data.built_in import SCRIPT, SUFFIXES
from tinynet_tui.data.built_in import parse as parse_built_in
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import NAMED, Choice
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import DATASET
from tinynet_tui.support.files import FileError
from tinynet_tui.support.quote import quoted
from tinynet_tui.support.suggest import did_you_mean

_OPTIONS = {option.flag: option for option in DATASET.options[1:]}


def is_built_in(dataset: Dataset) -> bool:
    """True when a name alone gives the same data."""
    try:
        return parse_built_in(dataset.spec) == dataset
    except ValueError:
        return False


def name_of(dataset: Dataset) -> str:
    """Return the name of the data's file, without its folders."""
    return Path(dataset.spec).name


def written(dataset: Dataset, name: str) -> str:
    """Return the setting of data that were read from a file, which has a name here."""
    return shlex.join([name, *dataset.options])


def read(text: str, text_of: Callable[[str], str | None]) -> Dataset:
    """Return the data that a setting names, built in or one's own; raises ValueError.

    `text_of` returns the text of the file of a name; None if there is none.
    """
    words = shlex.split(text)
    inside = text_of(words[0]) if words else None
    return parse_built_in(text) if inside is None else from_text(words, inside)


def beside(text: str, folder: Path) -> Dataset:
    """Return the data that a setting names, those of a file from a folder; raises ValueError."""
    name, *words = shlex.split(text) or [""]
    is_file = os.sep in name or name.lower().endswith((*SUFFIXES, SCRIPT))
    if not (is_file or words):
        return parse_built_in(text)
    given = _given(words)
    given[DATASET.name] = os.path.join(folder, name) if is_file else name  # noqa: PTH118 (as typed)
    try:
        return DATASET.take(given, Experiment())
    except (FileError, OSError) as error:
        raise ValueError(str(error)) from None


def from_text(words: list[str], text: str) -> Dataset:
    """Return the data in the text of a file, read as its name and options say."""
    name, *options = words
    given = _given(options)
    if name.lower().endswith(SCRIPT):
        if options:
            raise ValueError(f"{options[0]} is only for a CSV file; {quoted(name, 40)} is a script")
        from tinynet_tui.data.script_file import from_text as from_script

        return from_script(name, text.encode())
    from tinynet_tui.data.csv_file import from_text as from_csv

    columns = {what: tuple(given[what]) for what in NAMED}
    return from_csv(
        name,
        text,
        Choice(given["targets"], **columns),
        bias=given["bias"],
        scale=given["scale"],
    )


def _given(words: list[str]) -> dict[str, Any]:
    """Return the values of all options for data, as the command line gives them."""
    given: dict[str, Any] = {
        option.name: [] if option.repeats else None if option.metavar else False
        for option in DATASET.options
    }
    rest = iter(words)
    for word in rest:
        flag, equals, value = word.partition("=")
        option = _OPTIONS.get(flag)
        if option is None:
            hint = did_you_mean(flag, _OPTIONS) or f"the options are {' '.join(_OPTIONS)}"
            raise ValueError(f"there is no option {quoted(flag, 40)}: {hint}")
        if option.metavar is None:
            if equals:
                raise ValueError(f"{flag} takes no value")
            given[option.name] = True
            continue
        value = value if equals else next(rest, "")
        if not value:
            raise ValueError(f"{flag} needs a value: {flag} {option.metavar}")
        found = option.read(value)
        given[option.name] = [*given[option.name], found] if option.repeats else found
    return given


def text_of(dataset: Dataset) -> str:
    """Return the text of the file that data come from; ValueError if it holds others by now."""
    from tinynet_tui.data.csv_file import text_of as text_of_file

    text, name = text_of_file(dataset.spec), name_of(dataset)
    again = from_text([name, *dataset.options], text)
    if replace(again, spec=dataset.spec) != dataset:
        raise ValueError(f"{name[:40]} has changed since it was opened")
    return text
