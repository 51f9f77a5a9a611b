"""The training examples that stand as numbers in the text of a script, which is not run."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import numpy as np

from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import read
from tinynet_tui.network.array import Array
from tinynet_tui.support.files import FileError
from tinynet_tui.support.files import read as read_file

from .dataset import Dataset
from .names import MOST_TARGETS
from .quoting import DataError, shown
from .rows import MOST_INPUTS
from .table import MOST_ROWS

MOST_BYTES = 20_000_000


def load(path: str) -> Dataset:
    """Read the numbers of `X = np.array(...)` and `y = np.array(...)`; raises DataError."""
    try:
        data = read_file(Path(path), MOST_BYTES).data
    except FileError as error:
        raise DataError(str(error)) from None
    return from_text(path, data)


def from_text(path: str, data: bytes) -> Dataset:
    """Read the text of a script, as `load` does; nothing is opened."""
    name = shown(path, 80)
    try:
        tree = read(name, data).tree
    except Refusal as refusal:
        line = f":{refusal.line}" if refusal.line else ""
        raise DataError(f"{name}{line}: {refusal.reason}") from None
    return in_tree(path, tree)


def in_tree(path: str, tree: ast.Module) -> Dataset:
    """Return the data in a script's text; raises DataError."""
    name = shown(path, 80)
    X, y = matrix(tree, "X"), matrix(tree, "y")
    for called, found in (("X", X), ("y", y)):
        if found is None:
            raise DataError(f"{name}: it has no matrix of numbers {called} = np.array(...)")
    assert X is not None and y is not None
    if len(X) != len(y):
        raise DataError(f"{name}: X has {len(X)} rows, and y has {len(y)}")
    if len(X) > MOST_ROWS or X.shape[1] > MOST_INPUTS or y.shape[1] > MOST_TARGETS:
        raise DataError(f"{name}: these data are too large")
    if not ((y >= 0) & (y <= 1)).all():
        raise DataError(f"{name}: a target must be from 0 to 1")
    return Dataset.of(shown(Path(path).name, 20), X, y, spec=path, is_file=True)


def matrix(tree: ast.Module, name: str) -> Array | None:
    """Return the finite numbers in `name = np.array([[...]])`; None if it has no such line."""
    found = [
        node.value.args[0]
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [ast.unparse(target) for target in node.targets] == [name]
        and isinstance(node.value, ast.Call)
        and node.value.args
    ]
    if len(found) != 1:
        return None
    try:
        rows = ast.literal_eval(found[0])
        array = np.array(rows, float)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError):
        return None
    if array.ndim != 2 or not array.size or not all(map(math.isfinite, array.flat)):
        return None
    return array
