"""How a script multiplies by its weights on the way forward: `X @ W`, or `X @ W.T`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .side import Side

PRODUCTS = ("dot", "matmul")
LOOPS, FUNCTIONS = (ast.For, ast.While), (ast.FunctionDef, ast.Lambda)


def has_rows_of_outputs(side: Side, target: str) -> bool | None:
    """True if an array of weights has a row for each output, as in `X @ W.T` and in `W @ X`.

    It is False for `X @ W`, and None where the first expression that reads the weights, in the
    loop or else in a function, is no product.
    """
    for kinds in (LOOPS, FUNCTIONS):
        places = (one for one in ast.walk(side.tree) if isinstance(one, kinds))
        inside = [one for one in places if kinds is FUNCTIONS or one.lineno == side.plan.loop]
        found = [pair for one in inside for pair in _reading(one, target)]
        if found:
            return _is_left(*min(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset)))
    return None


def _reading(within: ast.AST, target: str) -> Iterator[tuple[ast.expr, list[ast.AST]]]:
    """Yield the expressions that read a target, with what they stand in, the innermost first."""
    owner, _, member = target.rpartition(".")
    waiting: list[tuple[ast.AST, list[ast.AST]]] = [(within, [])]
    while waiting:
        node, around = waiting.pop()
        if isinstance(getattr(node, "ctx", None), ast.Load) and isinstance(node, ast.expr):
            is_member = isinstance(node, ast.Attribute) and bool(owner) and node.attr == member
            if is_member or ast.unparse(node) == target:
                yield node, around
                continue
        waiting += [(one, [node, *around]) for one in ast.iter_child_nodes(node)]


def _is_left(node: ast.expr, around: list[ast.AST]) -> bool | None:
    """True for the left factor of a product, or for the right one transposed."""
    turned = False
    while around:
        match around:
            case [ast.Attribute(attr="T") as whole, *rest]:
                pass
            case [ast.Attribute(attr="transpose"), ast.Call(args=[]) as whole, *rest]:
                pass
            case [ast.Call(ast.Attribute(attr="transpose"), [_]) as whole, *rest]:
                pass
            case _:
                break
        node, around, turned = whole, rest, not turned
    match around:
        case [ast.BinOp(left, ast.MatMult()), *_]:
            return (left is node) != turned
        case [ast.Attribute(attr=name), ast.Call(), *_] if name in PRODUCTS:
            return not turned
        case [ast.Call(ast.Attribute(attr=name), [*factors]), *_] if name in PRODUCTS:
            return (len(factors) > 1 and factors[0] is node) != turned
    return None
