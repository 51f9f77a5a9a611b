"""Data from a file, as spreadsheets, pandas and R write it, or one line about its first mistake."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np

from tinynet_tui.support.files import NOT_WAITING

from .columns import chosen
from .dataset import Dataset
from .names import MOST_TARGETS, USUAL, Choice
from .quoting import DataError, shown
from .remarks import no_inputs, reading
from .rows import MOST_INPUTS, matrix
from .table import MOST_ROWS, read_table

__all__ = ["MOST_BYTES", "MOST_INPUTS", "MOST_ROWS", "DataError", "load", "shown"]

MOST_BYTES = 20_000_000


def load(
    path: str, choice: Choice | int = USUAL, *, bias: bool = False, scale: bool = False
) -> Dataset:
    """Read a file: each row is an example, and `choice` says which columns are its targets.

    An integer is the number of target columns at the end. The first line decides whether commas,
    semicolons, tabs or blanks separate the cells, and the numbers whether commas are decimal.
    Columns of words become 0s and 1s. With `bias`, a column of ones becomes the last input. With
    `scale` the columns of numbers are scaled, and a target may be any number. Raises DataError.
    """
    return from_text(path, text_of(path), choice, bias=bias, scale=scale)


def from_text(
    path: str, text: str, choice: Choice | int = USUAL, *, bias: bool = False, scale: bool = False
) -> Dataset:
    """Read the text of a file, as `load` does; nothing is opened."""
    choice = Choice(choice) if isinstance(choice, int) else choice
    if choice.targets is not None and not 1 <= choice.targets <= MOST_TARGETS:
        raise DataError(f"{choice.targets} target columns: not between 1 and {MOST_TARGETS}")
    name = shown(path, 80)
    table = read_table(text, name)
    columns, choice = chosen(table, choice, name)
    numbers = np.array(matrix(table, columns, name, any_target=scale))
    targets = sum(column.width for column in columns if column.role == "target")
    inputs = numbers[:, :-targets]
    used = [column for role in ("input", "target") for column in columns if column.role == role]
    names = [called for column in used for called in column.names]
    if bias:
        inputs = np.column_stack([inputs, np.ones(len(inputs))])
        names.insert(-targets, "1" if any(names) else "")
    dataset = Dataset.of(
        shown(Path(path).name, 20),
        inputs,
        numbers[:, -targets:],
        spec=path,
        remark=no_inputs(table, columns),
        reading=reading(table, columns, choice),
        columns=names if any(names) else (),
        is_file=True,
        bias=bias,
        choice=choice,
        fields=columns,
    )
    try:
        return dataset.scaled() if scale else dataset
    except ValueError as error:
        raise DataError(f"{name}: {error}") from None


def text_of(path: str) -> str:
    """Return a file's text; raises DataError."""
    name = shown(path, 80)
    return _text(_read(path, name), name)


def _read(path: str, name: str) -> bytes:
    """Read a regular file of at most `MOST_BYTES`."""
    try:
        # Do not wait for a pipe that nobody writes to, and do not even open a device.
        if not stat.S_ISREG(mode := Path(path).stat().st_mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
            raise DataError(f"{name}: is {kind}; it must be a CSV file")
        descriptor = os.open(path, os.O_RDONLY | NOT_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{name}: {error.strerror}") from None
    except DataError:
        raise
    except ValueError as error:  # a name that no file can have
        raise DataError(f"{name}: {error}") from None
    if len(data) > MOST_BYTES:
        raise DataError(f"{name}: is longer than {MOST_BYTES:,} bytes")
    return data


def _text(data: bytes, name: str) -> str:
    """Decode UTF-8, or UTF-16 if it says so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise DataError(f"{name}: begins like UTF-16 but is not; save it as UTF-8") from None
        if "\0" in text:
            line = _line(text[: text.index("\0")].encode(), MOST_BYTES)
            raise DataError(f"{name}, line {line}: a NUL character; save it as UTF-8")
        return text
    zero = data.find(b"\0")
    if zero >= 0:
        raise DataError(
            f"{name}, line {_line(data, zero)}: a NUL byte; the file must be UTF-8 text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from after a byte order mark.
        start = error.start + len(data) - len(error.object)
        raise DataError(
            f"{name}, line {_line(data, start)}: byte 0x{data[start]:02x} is not UTF-8; "
            "save it as UTF-8"
        ) from None


def _line(data: bytes, offset: int) -> int:
    before = data[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
