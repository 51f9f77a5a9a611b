"""A script with the data, first weights and numbers of another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .leaves import Leaf, Numbers, same, turned
from .side import Side
from .slots import Pair

MOST = 1 << 16
"""The most numbers that are put into a text."""


def evened(
    theirs: Side, pairs: Sequence[Pair], transposed: Sequence[Pair], *, takes_any: bool
) -> bytes | None:
    """Return the other script's text with the values of the first one; None if that cannot be.

    They stand behind the last statement before the loop, in its line, so that no line moves. With
    `takes_any`, the data may have other sizes. `pairs` are all that corresponds, and `transposed`
    those of them that have rows for columns. What its calls pass is left to `passed`.
    """
    pairs = [_as_there(one) if one in transposed else one for one in pairs]
    calls = passed(theirs, pairs)
    differs = [
        one
        for one in pairs
        if same(one.mine.leaf, one.theirs.leaf, 0) is None and one.theirs.leaf.target not in calls
    ]
    if not differs:
        return theirs.script.data
    if theirs.plan.python != 3 or sum(pair.mine.leaf.size for pair in differs) > MOST:
        return None
    if not _fit(pairs):
        return None
    given = []
    for pair in differs:
        text = _given(pair, theirs, takes_any=takes_any)
        if text is None:
            return None
        given.append(text)
    before = _before(theirs.tree, theirs.plan.loop)
    if before is None or before.end_lineno is None or before.end_col_offset is None:
        return None
    lines = ("\n".join(theirs.script.data.decode("utf-8", "replace").splitlines())).split("\n")
    line = lines[before.end_lineno - 1].encode()
    head, tail = line[: before.end_col_offset].decode(), line[before.end_col_offset :].decode()
    lines[before.end_lineno - 1] = f"{head}; {'; '.join(given)}{tail}"
    return ("\n".join(lines) + "\n").encode()


def passed(theirs: Side, pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the numbers of the first script for those that the calls of the other one pass."""
    there = {leaf.name for leaf in theirs.start().values()}
    return {
        two.target: one.numbers.item()
        for one, two in ((pair.mine.leaf, pair.theirs.leaf) for pair in pairs)
        if two.name not in there and one.numbers != two.numbers
    }


def _as_there(pair: Pair) -> Pair:
    """Return a pair whose first array has the rows and columns of the other one."""
    return pair._replace(mine=pair.mine._replace(leaf=pair.mine.leaf.transposed()))


def _fit(pairs: Sequence[Pair]) -> bool:
    """True when each array of weights fits the next one and the targets, as in the other script.

    Else NumPy has made them fit, and that is no setting.
    """
    flat = [pair for pair in pairs if len(pair.mine.leaf.shape) == len(pair.theirs.leaf.shape) == 2]
    kept = [pair for pair in flat if pair.is_kept]
    for at, pair in enumerate(kept):
        (_, mine), (_, theirs) = pair.mine.leaf.shape, pair.theirs.leaf.shape
        following = [one for one in kept[at + 1 :] if one.theirs.leaf.shape[0] == theirs]
        if following and following[0].mine.leaf.shape[0] != mine:
            return False
        for one in flat if pair is kept[-1] else ():
            its = one.mine.leaf.shape[1], one.theirs.leaf.shape[1]
            if one.mine.role == "target" and its[1] == theirs and its[0] != mine:
                return False
    return True


def _before(tree: ast.Module, loop: int) -> ast.stmt | None:
    """Return the simple statement that stands before a loop."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for one, two in pairwise(body):
            if two.lineno == loop and isinstance(two, ast.For | ast.While):
                return None if hasattr(one, "body") else one
    return None


def _given(pair: Pair, theirs: Side, *, takes_any: bool) -> str | None:
    """Return the statement that gives the other script's variable the first one's value."""
    one, two = pair.mine.leaf, pair.theirs.leaf
    if one.value.array is None or two.value.array is None or not one.value.whole:
        return None
    if pair.mine.role == "number":
        return f"{two.target} = {one.numbers.item()!r}" if two.target == two.name else None
    forms: list[Numbers] = [numbers for _, numbers in turned(two, one)]
    has_others = not forms and pair.is_kept and _stands_alone(two, theirs)
    if takes_any:
        is_flat = one.numbers.ndim == 1 and two.numbers.ndim == 2
        whole = one.numbers.reshape(-1, 1) if is_flat else one.numbers
        forms = [*_in_form(one.numbers, two.shape), whole][:1]
    elif has_others:  # more hidden neurons, or fewer
        forms = [*_in_form(one.numbers, two.shape)]
    if not forms or not np.all(np.isfinite(forms[0])):
        return None
    written = repr(forms[0].tolist())
    if takes_any:
        return f"{two.target} = np.array({written}, float)"
    if has_others:
        return f"{two.target} = __import__('numpy').array({written}, float)"
    is_whole = np.array_equal(forms[0], np.rint(forms[0]))
    if two.value.array.dtype.kind in "iub" and not is_whole:
        return f"{two.target} = {two.target} * 0.0 + {written}"
    return f"{two.target}[...] = {written}"


def _in_form(numbers: Numbers, shape: tuple[int, ...]) -> Iterator[Numbers]:
    """Yield numbers as a column, a row, a matrix or a flat array, as a shape is one."""
    if numbers.ndim == len(shape):
        yield numbers
    elif numbers.ndim == 1 and len(shape) == 2 and 1 in shape:
        yield numbers.reshape((1, -1) if shape[0] == 1 else (-1, 1))
    elif numbers.ndim == 2 and len(shape) == 1 and 1 in numbers.shape:
        yield numbers.reshape(-1)


def _stands_alone(leaf: Leaf, side: Side) -> bool:
    """True when no other name may be that of the same array."""
    same_ones = [one for one in side.start().values() if one.is_as(leaf)]
    return leaf.target == leaf.name and len(same_ones) == 1
