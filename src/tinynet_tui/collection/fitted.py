"""Fits a script of the collection to other data, another number of hidden neurons, another alpha.

Only numbers in its text change: those of `X`, `y` and `alpha`, and the sizes of what is drawn or
begins as zeros.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.network.array import Array

from .collection import Collected


@dataclass(frozen=True)
class Fitted:
    """A script's text, and the numbers of the lines that differ from the video's script."""

    data: bytes
    marked: frozenset[int]


@dataclass(frozen=True)
class _Change:
    """Another text for a node."""

    node: ast.expr
    text: str


def fitted(
    one: Collected,
    dataset: Dataset | None = None,
    hidden: int | None = None,
    alpha: float | None = None,
    usual: float = 1.0,
) -> Fitted:
    """Return a script with other numbers in its text; ValueError if it cannot learn these data.

    Without an alpha it is the script's own, times the one that is `usual` for the data.
    """
    tree = ast.parse(one.text)
    changes: list[_Change] = []
    given = _assigned(tree)
    sizes: list[int] = []
    if dataset is not None:
        y = _classes(dataset) if one.classes else dataset.y
        arrays = {"X": dataset.X, "y": y}
        changes += [_Change(_listed(given[name]), _rows(array)) for name, array in arrays.items()]
        sizes = [dataset.X.shape[1], y.shape[1]]
    drawn = [_sizes(value) for value in given.values() if _calls(value, "random")]
    old = [*(_number(pair[0]) for pair in drawn), _number(drawn[-1][1])]
    first, last = sizes or (old[0], old[-1])
    new = [first, *(hidden or size for size in old[1:-1]), last]
    for at, pair in enumerate(drawn):
        changes += [_Change(pair[0], str(new[at])), _Change(pair[1], str(new[at + 1]))]
    zeros = [_sizes(value) for value in given.values() if _calls(value, "zeros")]
    changes += [_Change(pair[1], str(new[at + 1])) for at, pair in enumerate(zeros)]
    own = given["alpha"]
    rate = alpha
    if rate is None and not one.few and usual != 1:
        rate = float(f"{_number(own) * usual:.6g}")
    if rate is not None:
        changes.append(_Change(own, f"{rate!r}".removesuffix(".0")))
    return _changed(one, changes)


def _changed(one: Collected, changes: Sequence[_Change]) -> Fitted:
    """Put the changes into the text, from its end to its beginning; the marks move with it."""
    lines, marked = one.text.split("\n"), one.marked
    for change in sorted(changes, key=_place, reverse=True):
        node = change.node
        assert node.end_lineno is not None
        begin, end = node.lineno - 1, node.end_lineno
        head, tail = lines[begin][: node.col_offset], lines[end - 1][node.end_col_offset :]
        new = f"{head}{change.text}{tail}".split("\n")
        lines[begin:end] = new
        if end - begin > 1:  # the data
            moved = len(new) - (end - begin)
            after = {number + moved for number in marked if number > end}
            marked = frozenset({number for number in marked if number <= begin} | after)
    return Fitted("\n".join(lines).encode(), marked)


def _place(change: _Change) -> tuple[int, int]:
    return change.node.lineno, change.node.col_offset


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what is given to each name before the loop."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], value):
                found[name] = value
            case ast.For():
                break
    return found


def _calls(node: ast.expr, name: str) -> bool:
    """True when a function of that name is called with a shape."""
    return any(
        isinstance(one.func, ast.Attribute) and one.func.attr == name for one in _shaped(node)
    )


def _sizes(node: ast.expr) -> list[ast.expr]:
    """Return the numbers of rows and columns in a call with a shape."""
    shape = next(_shaped(node)).args[0]
    assert isinstance(shape, ast.Tuple)
    return shape.elts


def _shaped(node: ast.expr) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        match inner:
            case ast.Call(ast.Attribute(), [ast.Tuple()]):
                yield inner


def _listed(node: ast.expr) -> ast.expr:
    """Return the list of rows in `np.array([...], float)`."""
    assert isinstance(node, ast.Call)
    return node.args[0]


def _number(node: ast.expr) -> int:
    assert isinstance(node, ast.Constant) and isinstance(node.value, int)
    return node.value


def _rows(array: Array) -> str:
    rows = "".join(f"    [{', '.join(map(_plain, row))}],\n" for row in array.tolist())
    return f"[\n{rows}]"


def _plain(value: float) -> str:
    """Return a number as Python source, exact to the last bit: 1, 0.1, -0.0."""
    text = repr(float(value))
    return text if text == "-0.0" else text.removesuffix(".0")


def _classes(dataset: Dataset) -> Array:
    """Return a column for each class; ValueError if the targets are no classes."""
    y = dataset.y
    if y.shape[1] == 1:
        y = np.hstack([1 - y, y])
    if not (np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()):
        raise ValueError(f"softmax needs one class for each example, and {dataset.name} has others")
    return y
