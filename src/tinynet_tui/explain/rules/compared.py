"""Compares what the rules compute with what the script has computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tinynet_tui.engine.values import Value

from .nodes import Node, UnknownError
from .scalars import Applied, Called, Given, Scalar, Total

SAMPLE = 32
"""Of a larger array, so many other numbers are compared with what the rules compute."""
DOUBLE, SINGLE = (1e-9, 1e-12), (1e-3, 1e-5)
"""How far a number may be off for its size, and for the size of what it is computed from."""


@dataclass(frozen=True)
class Written:
    """How a cell got its value."""

    node: Node | None
    """The expression; None if the step left the cell as it was."""
    at: tuple[int, ...]
    """The cell's index in the expression."""
    scalar: Scalar
    outcome: float
    digits: str = ""
    """The value with all its digits."""
    adds: bool = False
    """True for `+=` and the like: the cell's value before is an operand."""
    condition: str = ""
    """For a write where a condition is true, that condition."""
    is_part: bool = False
    """True for a write into a part of the array."""
    tested: Scalar | None = None
    """The condition at the cell."""
    source: str = ""
    """The line that wrote it, if it is not the step's: one of a method."""
    place: str = ""
    """Where that line stands."""
    read: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The cells it was computed from: of each array, by its names, their numbers in order."""

    @property
    def why_left(self) -> str:
        """Why the step left the cell as it was."""
        condition = self.condition
        return f"{condition} is not true here" if condition else "other numbers were written"


def noted(node: Node, at: tuple[int, ...]) -> tuple[Scalar, Mapping[str, frozenset[int]]]:
    """Return how a number is computed, and the cells that are read for it."""
    leaves = [leaf for leaf in node.leaves() if leaf.shape]
    for leaf in leaves:
        leaf.read = []
    scalar = node.scalar(at)
    found: dict[str, set[int]] = {}
    for leaf in leaves:
        for index in leaf.read or ():
            flat = np.ravel_multi_index(index, leaf.shape)
            for name in {leaf.name, leaf.same} - {""}:
                found.setdefault(name, set()).update(np.ravel(flat).tolist())
        leaf.read = None
    return scalar, {name: frozenset(cells) for name, cells in found.items()}


def checked(
    found: Written, value: Value, cell: tuple[int, ...], *, sampled: bool = True
) -> Written:
    """Compare what the rules compute with what the script has computed.

    With `sampled`, some other cells are compared, too.
    """
    assert value.array is not None
    try:
        exact = value.array[cell] if cell else value.array
        outcome, digits = float(exact), str(exact.item())
    except (IndexError, TypeError):
        raise UnknownError from None
    rough = value.array.dtype.kind == "f" and value.array.dtype.itemsize < 8
    near, apart = SINGLE if rough else DOUBLE
    if found.node is None:
        if found.scalar.value != outcome:
            raise UnknownError
        return replace(found, outcome=outcome, digits=digits)
    scalar, read = noted(found.node, found.at)
    size = _size(scalar)
    size = size if np.isfinite(size) else 0.0
    if not _agree(scalar.value, outcome, near, apart * size):
        raise UnknownError
    is_whole = found.node.shape == value.shape == value.array.shape and not found.is_part
    if sampled and is_whole:
        _compare_sample(found.node, value, near, apart * size)
    read = {**found.read, **read}
    return replace(found, scalar=scalar, outcome=outcome, digits=digits, read=read)


def _agree(a: float, b: float, near: float, apart: float) -> bool:
    if np.isnan(a) or np.isnan(b) or np.isinf(a) or np.isinf(b):
        return bool(np.isnan(a) and np.isnan(b)) or a == b
    return abs(a - b) <= max(near * max(abs(a), abs(b)), apart)


def _compare_sample(node: Node, value: Value, near: float, apart: float) -> None:
    """Compare some other cells, too: one may agree by chance."""
    count = int(np.prod(value.shape, dtype=int))
    flat = np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(int))
    at = tuple(np.unravel_index(flat, value.shape)) if value.shape else ()
    assert value.array is not None
    theirs = np.asarray(value.array[at], dtype=float)
    ours = np.asarray(node.take(at), dtype=float)
    scale = float(np.max(np.abs(theirs), initial=0.0, where=np.isfinite(theirs)))
    off = max(1e-9 * scale, apart) + max(1e-6, near) * np.abs(theirs)
    close = (ours == theirs) | (np.isfinite(theirs) & (np.abs(ours - theirs) <= off))
    if not (close | (np.isnan(ours) & np.isnan(theirs))).all():
        raise UnknownError


def _size(scalar: Scalar) -> float:
    """Return the size of what a number is computed from, by which rounding is measured."""
    match scalar:
        case Total(a=a, b=b):
            with np.errstate(all="ignore"):
                return float(np.abs(a if b is None else a * b).sum())
        case Applied(rule, parts):
            sizes = [_size(part) for part in parts]
            if rule.name in "+-":
                return sum(sizes)
            if rule.name in ("*", "neg"):
                return float(np.prod(sizes))
            return max(abs(scalar.value), *sizes) if sizes else abs(scalar.value)
        case Given(inner=inner):
            return _size(inner)
        case Called():
            return max(abs(scalar.value), abs(scalar.argument.value))
    return abs(scalar.value)
