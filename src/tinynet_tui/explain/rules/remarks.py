"""What is said beside a calculation: about functions, by what they compute, shapes and roles."""

from __future__ import annotations

from collections.abc import Iterator

from .compared import Written
from .curves import Curve
from .described import Described, noun, variable
from .known import facts_of
from .moved import Turned
from .nodes import Elementwise, Leaf, Node
from .own import Call
from .scalars import Cell, Given
from .sums import Product


def remarks(found: Written, curve: Curve | None, described: Described) -> Iterator[str]:
    """Yield what is worth saying of a calculation, the most important first."""
    node = found.node
    assert node is not None
    yield from _of_input(node, found.at, described)
    yield from _of_bias(node, found.at, described)
    yield from _of_broadcast(node)
    yield from _of_transposed(node, described)
    yield from described.remarks
    yield from _of_bias_weight(node, found.at, described)
    if curve is not None:
        yield from _of_function(curve, described)


def _of_function(curve: Curve, described: Described) -> Iterator[str]:
    known = facts_of(curve).known
    if known is None:
        return
    name, notes = curve.function, known.notes
    if name and known.of_output and _is_of_layer(curve, described):
        notes = [known.of_output, *notes[1:]]
    called = f"{name}({curve.name}) = " if name else ""
    yield from (note.format(x=curve.name, f=called, name=name) for note in notes)


def _is_of_layer(curve: Curve, described: Described) -> bool:
    """True if a function is given a layer's output."""
    inner = curve.argument
    while isinstance(inner, Given) and isinstance(inner.inner, Cell | Given):
        inner = inner.inner
    return isinstance(inner, Cell) and inner.array in described.layers


# Inputs and biases.


def _ones(leaf: Leaf, described: Described) -> int | None:
    """Return the first input that is 1 in every example; None without one."""
    axes = tuple(described.axes.get(leaf.name, ()))
    if leaf.name not in described.inputs or axes != ("example", "input"):
        return None
    if leaf.array.ndim != 2:
        return None
    columns = (leaf.array == 1).all(axis=0).nonzero()[0]
    return int(columns[0]) if len(columns) else None


def _of_input(node: Node, at: tuple[int, ...], described: Described) -> Iterator[str]:
    if isinstance(node, Leaf) and node.name in described.inputs and described.layers:
        input = next(iter(described.layers.values()))
        yield f"{input} is the input itself"
        if at and at[-1] == _ones(node, described):
            yield "this column is always 1, so its weights are biases"


def _of_bias(node: Node, at: tuple[int, ...], described: Described) -> Iterator[str]:
    """Say which weight is the bias, or that there is none."""
    inner = node.argument.inner if isinstance(node, Call) else node
    if not isinstance(inner, Product) or len(at) != 2:
        return
    layer, weights = inner.left, inner.right
    if not isinstance(layer, Leaf) or not isinstance(weights, Leaf):
        return
    if layer.name not in described.layers or variable(weights.name) not in described.kept:
        return
    ones = _ones(layer, described)
    if ones is not None:
        yield f"input {ones} is always 1, so {weights.name}[{ones},{at[1]}] is the bias"
    elif (
        isinstance(node, Call)  # otherwise a later line may add one
        and layer.name not in described.inputs
        and not (layer.array == 1).all(axis=0).any()
    ):
        whose = f"{noun(described.axis(weights.name, 1))}s"
        if whose != "s":
            yield f"{described.layers[layer.name]} has no column of ones, so {whose} have no bias"


def _of_bias_weight(node: Node, at: tuple[int, ...], described: Described) -> Iterator[str]:
    for product in _products(node):
        match product.left:
            case Turned(inner=Leaf() as layer) if at and at[0] == _ones(layer, described):
                yield "this input is always 1, so this weight is a bias"


def _products(node: Node) -> Iterator[Product]:
    if isinstance(node, Product):
        yield node
    elif isinstance(node, Elementwise):
        for part in node.parts:
            yield from _products(part)


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


def _of_transposed(node: Node, described: Described) -> Iterator[str]:
    for product in _products(node):
        match product.left, product.right:
            case _, Turned(inner=Leaf() as weights) if variable(weights.name) in described.kept:
                text = f"{product.right.text}: back through the same weights"
                ends = [described.axis(weights.name, dimension) for dimension in (1, 0)]
                is_told = all(ends) and ends[0] != ends[1]
                yield f"{text}, from {ends[0]} to {ends[1]}" if is_told else text
            case Turned(inner=Leaf() as layer), Leaf() if len(layer.shape) == 2:
                rows, columns = (described.axis(layer.name, dimension) for dimension in (0, 1))
                row = {"hidden": "neuron"}.get(columns, columns)
                if rows == "example" and row:
                    text = f"has one row per {row}, so the sum is over the examples"
                else:
                    text = f"has one row per column of {layer.name}"
                yield f"{product.left.text} {text}"
