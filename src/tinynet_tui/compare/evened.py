"""A script with the data, first weights and numbers of another one."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .leaves import Numbers, turned
from .side import Side
from .slots import Pair

MOST = 1 << 16
"""The most numbers that are put into a text."""


def evened(theirs: Side, pairs: Sequence[Pair], *, takes_any: bool) -> bytes | None:
    """Return the other script's text with the values of the first one; None if that cannot be.

    They stand behind the last statement before the loop, in its line, so that no line moves. With
    `takes_any`, they may have other sizes.
    """
    if theirs.plan.python != 3 or sum(pair.mine.leaf.size for pair in pairs) > MOST:
        return None
    given = []
    for pair in pairs:
        text = _given(pair, takes_any=takes_any)
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


def _given(pair: Pair, *, takes_any: bool) -> str | None:
    """Return the statement that gives the other script's variable the first one's value."""
    one, two = pair.mine.leaf, pair.theirs.leaf
    if one.value.array is None or two.value.array is None or not one.value.whole:
        return None
    if pair.mine.role == "number":
        return f"{two.target} = {one.numbers.item()!r}" if two.target == two.name else None
    forms: list[Numbers] = [numbers for _, numbers in turned(two, one)]
    if takes_any:
        is_flat = one.numbers.ndim == 1 and two.numbers.ndim == 2
        forms = [one.numbers.reshape(-1, 1) if is_flat else one.numbers]
    if not forms or not np.all(np.isfinite(forms[0])):
        return None
    written = repr(forms[0].tolist())
    if takes_any:
        return f"{two.target} = np.array({written}, float)"
    whole = np.array_equal(forms[0], np.rint(forms[0]))
    if two.value.array.dtype.kind in "iub" and not whole:
        return f"{two.target} = {two.target} * 0.0 + {written}"
    return f"{two.target}[...] = {written}"
