"""What is said beside a calculation: about a function, by what it computes, and about shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .curves import Curve
from .known import facts_of
from .moved import Turned
from .nodes import Elementwise, Leaf, Node
from .sums import Product


def remarks(node: Node, curve: Curve | None, kept: Collection[str]) -> Iterator[str]:
    """Yield what is worth saying of a calculation, the most important first.

    `kept` are the variables that the loop keeps, such as weights.
    """
    if curve is not None:
        yield from _of_function(curve)
    yield from _of_broadcast(node)
    yield from _of_transposed(node, kept)


def _of_function(curve: Curve) -> Iterator[str]:
    known = facts_of(curve).known
    if known is not None:
        name = f"{curve.function}({curve.name}) = " if curve.function else ""
        yield from (note.format(x=curve.name, f=name) for note in known.notes)


def _of_broadcast(node: Node) -> Iterator[str]:
    """Say that a bias is added to every row."""
    if not isinstance(node, Elementwise):
        inner = getattr(getattr(node, "argument", None), "inner", None)
        if isinstance(inner, Elementwise):
            yield from _of_broadcast(inner)
        return
    for part in node.parts:
        if isinstance(part, Leaf) and node.rule.name in ("+", "-") and len(node.shape) == 2:
            shape = (1,) * (2 - len(part.shape)) + part.shape
            if part.shape and shape[0] == 1 < node.shape[0]:
                size = f"({part.shape[0]},)" if len(part.shape) == 1 else f"(1×{shape[1]})"
                verb = "added to" if node.rule.name == "+" else "taken from"
                yield f"{part.name} {size} is {verb} every row"
        elif isinstance(part, Elementwise):
            yield from _of_broadcast(part)


def _of_transposed(node: Node, kept: Collection[str]) -> Iterator[str]:
    if isinstance(node, Elementwise):
        for part in node.parts:
            yield from _of_transposed(part, kept)
    if not isinstance(node, Product):
        return
    match node.left, node.right:
        case _, Turned(inner=Leaf() as weights) if weights.name.partition("[")[0] in kept:
            yield f"{node.right.text}: back through the same weights"
        case Turned(inner=Leaf() as layer), Leaf() if len(layer.shape) == 2:
            yield f"{node.left.text} has one row per column of {layer.name}"
