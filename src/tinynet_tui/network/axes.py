"""What the rows and columns of a script's variables stand for, read from its lines.

Two variables share an axis where a line combines them element by element, and where a matrix
product multiplies the columns of one by the rows of the other. A function that a line calls acts
on every element, so its result has the axes of its argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

Axes = tuple[str, str]
"""What a variable's rows and columns stand for, such as `example` and `hidden`."""
Line = ast.Assign | ast.AugAssign
"""A line that assigns one variable."""

GIVEN: Mapping[str, Axes] = {"X": ("example", "input"), "y": ("example", "output")}
"""The axes of the training examples, from which all others follow."""
HIDDEN = "hidden"
"""The axis of the neurons between inputs and outputs."""


def assigned(line: Line) -> str:
    """Return the name of the variable that a line assigns."""
    target = line.target if isinstance(line, ast.AugAssign) else line.targets[0]
    assert isinstance(target, ast.Name)
    return target.id


def axes_of(lines: Iterable[Line], weights: Iterable[str]) -> dict[str, Axes]:
    """Return the axes of the training examples, the weights and every matrix assigned."""
    table = _Table({*GIVEN, *weights})
    for line in lines:
        name, axes = assigned(line), table.read(line.value)
        assert axes is not None, f"{name} is a number, not a matrix"
        table.join(axes, table.of(name))
    return {name: table.named(name) for name in table.axes}


Pair = tuple[int, int]


class _Table:
    """Axes by number; two of them can turn out to be the same."""

    def __init__(self, matrices: set[str]) -> None:
        self.axes: dict[str, Pair] = {}
        self._same: list[int] = []
        """For each axis an earlier one that is the same, or itself."""
        for name in sorted(matrices):
            self.of(name)

    def of(self, name: str) -> Pair:
        """Return the axes of a matrix, new ones if it has none yet."""
        if name not in self.axes:
            first = len(self._same)
            self._same += [first, first + 1]
            self.axes[name] = first, first + 1
        return self.axes[name]

    def named(self, name: str) -> Axes:
        """Return what the axes of a matrix stand for."""
        labels = {
            self._root(axis): label
            for given, axes in GIVEN.items()
            for axis, label in zip(self.axes[given], axes, strict=True)
        }
        rows, columns = (labels.get(self._root(axis), HIDDEN) for axis in self.axes[name])
        return rows, columns

    def join(self, one: Pair, other: Pair) -> Pair:
        """Make the axes of two matrices the same; return them."""
        for left, right in zip(one, other, strict=True):
            low, high = sorted((self._root(left), self._root(right)))
            self._same[high] = low
        return one

    def _root(self, axis: int) -> int:
        while self._same[axis] != axis:
            axis = self._same[axis]
        return axis

    def read(self, node: ast.expr) -> Pair | None:
        """Return the axes of an expression; None for a number."""
        match node:
            case ast.Name(id=name):
                return self.axes.get(name)
            case ast.Attribute(value=value, attr="T"):
                inner = self.read(value)
                return inner and (inner[1], inner[0])
            case ast.Call(args=[inside]) | ast.UnaryOp(operand=inside):
                return self.read(inside)
            case ast.BinOp(left=left, op=operator, right=right):
                one, other = self.read(left), self.read(right)
                if isinstance(operator, ast.MatMult):
                    assert one is not None and other is not None
                    self.join((one[1], one[1]), (other[0], other[0]))
                    return one[0], other[1]
                return self.join(one, other) if one and other else one or other
        return None
