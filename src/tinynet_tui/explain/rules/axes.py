"""What the dimensions of a script's arrays count, read from its lines and from their shapes.

Two arrays share an axis where a line combines them element by element, and where a product of
matrices multiplies the columns of one by the rows of the other. The given inputs and targets name
the axes; what is between them counts hidden neurons.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from .functions import AS_THEY_ARE, FUNCTIONS, WITH_TYPE

Shapes = Mapping[str, tuple[int, ...]]
"""The shapes of a script's arrays, by their labels."""
Axis = int
PRODUCTS = {"dot", "matmul"}


def axes_of(
    statements: Iterable[ast.stmt],
    shapes: Shapes,
    source: str,
    target: str,
    weights: Iterable[str],
) -> Mapping[str, tuple[str, ...]]:
    """Return what each dimension of each array counts; "" where that is not known.

    `source` and `target` are the labels of the given inputs and targets, `weights` those of what
    is trained. Nothing is returned if the lines contradict themselves.
    """
    X, y = shapes.get(source, ()), shapes.get(target, ())
    if len(X) != 2 or len(y) not in (1, 2):
        return {}
    across = len(y) == 2 and X[0] != y[0] and X[1] == y[1]
    if not across and X[0] != y[0]:
        return {}
    table = _Table(shapes)
    for statement in statements:
        table.take(statement)
    order = slice(None, None, -1 if across else 1)
    named: dict[Axis, str] = {}
    given = ((source, ("example", "input")[order]), (target, ("example", "output")[order]))
    for label, words in given:
        for axis, word in zip(table.of(label), words, strict=False):
            if named.setdefault(table.root(axis), word) != word:
                return {}
    for label in weights:
        axes = table.of(label)
        if len(axes) == 2:
            for axis in axes:
                named.setdefault(table.root(axis), "hidden")
    return {
        label: tuple(named.get(table.root(axis), "") for axis in table.of(label))
        for label in shapes
    }


class _Table:
    """Axes by number; two of them can turn out to be the same."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._axes: dict[str, tuple[Axis, ...]] = {}
        self._sizes: list[int] = []
        self._same: list[int] = []
        """For each axis an earlier one that is the same, or itself."""

    def of(self, label: str) -> tuple[Axis, ...]:
        """Return the axes of an array, new ones if it has none yet."""
        if label not in self._axes:
            self._axes[label] = tuple(self._new(size) for size in self._shapes.get(label, ()))
        return self._axes[label]

    def root(self, axis: Axis) -> Axis:
        while self._same[axis] != axis:
            axis = self._same[axis]
        return axis

    def _new(self, size: int) -> Axis:
        self._same.append(len(self._same))
        self._sizes.append(size)
        return len(self._same) - 1

    def _join(self, one: Axis, other: Axis) -> None:
        if self._sizes[one] == self._sizes[other]:
            low, high = sorted((self.root(one), self.root(other)))
            self._same[high] = low

    def take(self, statement: ast.stmt) -> None:
        """Take what a statement tells."""
        match statement:
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                if len(targets) == len(values):
                    for target, value in zip(targets, values, strict=True):
                        self._given(target, value)
            case ast.Assign([target], value) | ast.AnnAssign(target, _, ast.expr() as value):
                self._given(target, value)
            case ast.AugAssign(target, _, value):
                self._given(target, value)

    def _given(self, target: ast.expr, value: ast.expr) -> None:
        label, found = ast.unparse(target), self.read(value)
        if found is not None and label in self._shapes:
            self._combined([self.of(label), found])

    def _combined(self, parts: Sequence[tuple[Axis, ...]]) -> tuple[Axis, ...]:
        """Return the axes of arrays that are combined element by element."""
        longest = max(parts, key=len)
        found = list(longest)
        for part in parts:
            for at in range(1, len(part) + 1):
                self._join(found[-at], part[-at])
                if self._sizes[part[-at]] > self._sizes[found[-at]]:
                    found[-at] = part[-at]
        return tuple(found)

    def read(self, node: ast.expr) -> tuple[Axis, ...] | None:
        """Return the axes of an expression, none for a number; None if they are not known."""
        match node:
            case ast.Constant(int() | float()):
                return ()
            case ast.Attribute(value, "T"):
                inner = self.read(value)
                return None if inner is None else inner[::-1]
            case ast.Name() | ast.Attribute() | ast.Subscript():
                label = ast.unparse(node)
                return self.of(label) if label in self._shapes else None
            case ast.UnaryOp(_, operand):
                return self.read(operand)
            case ast.BinOp(left, ast.MatMult(), right):
                return self._product(self.read(left), self.read(right))
            case ast.BinOp(left, _, right) | ast.Compare(left, [_], [right]):
                return self._all([left, right])
            case ast.Call():
                return self._call(node)
        return None

    def _all(self, nodes: Sequence[ast.expr]) -> tuple[Axis, ...] | None:
        parts = [self.read(node) for node in nodes]
        known = [part for part in parts if part is not None]
        return self._combined(known) if known and len(known) == len(parts) else None

    def _product(
        self, left: tuple[Axis, ...] | None, right: tuple[Axis, ...] | None
    ) -> tuple[Axis, ...] | None:
        if left is None or right is None:
            return None
        if not left or not right:
            return left or right
        self._join(left[-1], right[0])
        return (*left[:-1], *right[1:])

    def _call(self, call: ast.Call) -> tuple[Axis, ...] | None:
        match call:
            case ast.Call(ast.Attribute(value, name), [other]) if name in PRODUCTS:
                left = self.read(value)
                if left is not None:
                    return self._product(left, self.read(other))
            case ast.Call(ast.Attribute(_, name), [one, other]) if name in PRODUCTS:
                return self._product(self.read(one), self.read(other))
            case ast.Call(ast.Attribute(value, name)) if name in WITH_TYPE | {"copy"}:
                return self.read(value)
            case ast.Call(ast.Attribute(_, name) | ast.Name(name), arguments, []) if (
                name in FUNCTIONS or name in AS_THEY_ARE
            ):
                return self._all(arguments)
            case ast.Call(ast.Name() | ast.Attribute(), [argument, *_]):
                # A function of one array most likely acts on each of its elements. Where it does
                # not, what is assigned has another shape, and nothing is taken from that.
                return self.read(argument) if len(self._arrays(call)) == 1 else None
        return None

    def _arrays(self, call: ast.Call) -> Sequence[ast.expr]:
        """Return the arguments that are not plainly numbers."""
        words = [word.value for word in call.keywords]
        return [one for one in (*call.args, *words) if not isinstance(one, ast.Constant)]
