"""What a loop trains: the weights, told from the flow of data."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set
from types import MappingProxyType

from .flow import PRODUCTS, Access, Names, simple
from .over_parts import LoopNode


def trained(node: LoopNode, names: Names) -> list[str]:
    """Return what goes through a product and comes back to change itself, round after round.

    These are the weights, in the order in which they are read.
    """
    aliases = _aliases(node, names)
    statements = [(one, names.access(one)) for one in simple(node.body)]
    for _, access in statements:
        for changed in {*access.changes} & {*access.reads}:
            others = dict.fromkeys(aliases.get(changed, ()))
            access.changes |= others
            access.reads |= others
    return [one for one in kept(node, names, aliases) if _returns(one, statements, names)]


def _aliases(node: LoopNode, names: Names) -> dict[str, set[str]]:
    """Return the variables that are only another name for a part of others, with those."""
    found: dict[str, set[str]] = {}

    def note(target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for pair in zip(target.elts, value.elts, strict=False):
                note(*pair)
        elif isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
            _add(target, value)

    def _add(target: ast.expr, value: ast.expr) -> None:
        for name in names.access(ast.Assign([target], ast.Constant(0))).writes:
            found.setdefault(name, set()).update(names.access(value).reads)

    for inner in ast.walk(node):
        match inner:
            case ast.Assign([target], value):
                note(target, value)
            case ast.For(target=target, iter=value) if inner is not node:
                _add(target, value)
    return found


def kept(
    node: LoopNode, names: Names, aliases: Mapping[str, set[str]] = MappingProxyType({})
) -> list[str]:
    """Return what the loop reads before it writes it, and writes."""
    made: set[str] = set()
    early: dict[str, None] = {}
    written: set[str] = set()
    if isinstance(node, ast.For):
        made.update(names.access(ast.Assign([node.target], node.iter)).writes)
    for statement in simple(node.body):
        access = names.access(statement)
        early |= {name: None for name in (*access.reads, *access.changes) if name not in made}
        made.update(access.writes)
        written.update(access.written)
        for changed in access.changes:
            written.update(aliases.get(changed, ()))
    return [name for name in early if name in written]


def _returns(weight: str, statements: list[tuple[ast.stmt, Access]], names: Names) -> bool:
    """True when something computed from a variable by a product is used to change it."""
    reached: dict[str, bool] = {weight: False}
    for _ in range(2):  # what a nested loop hands on comes earlier in the text
        for statement, access in statements:
            sources = [reached[name] for name in access.reads if name in reached]
            if not sources:
                continue
            product = any(sources) or access.product
            own = [reached[name] for name in access.reads if name in reached and name != weight]
            updates = weight in access.written and weight in access.reads
            if (
                updates
                and not _passes(statement, weight, names)
                and (any(own) or _alone(statement, weight, names))
            ):
                return True
            for name in access.written:
                if name != weight:
                    reached[name] = reached.get(name, False) or product
    return False


def _passes(statement: ast.stmt, weight: str, names: Names) -> bool:
    """True when a variable only passes through a product of matrices, as in `h = tanh(h @ w)`.

    That is a way forward, from layer to layer or from one time to the next, not a training. So is
    `layers.append(tanh(z))`.
    """
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            inside, beside = _places(weight, value, names)
            return inside and not beside
        case ast.Expr(ast.Call(ast.Attribute(attr="append"), args=[value])):
            return not _places(weight, value, names)[1]
    return False


def _alone(statement: ast.stmt, weight: str, names: Names) -> bool:
    """True when one statement adds to a variable what a product makes of the variable itself."""
    match statement:
        case ast.AugAssign(value=value):
            return _places(weight, value, names, {*names.functions})[0]
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return all(_places(weight, value, names, {*names.functions}))
    return False


def _places(
    weight: str, node: ast.AST, names: Names, functions: Set[str] = frozenset()
) -> tuple[bool, bool]:
    """Return if a variable stands within products of an expression, and if beside them.

    Calls of functions in which there are products are such ones, too.
    """
    reads = weight in names.access(node).reads
    match node:
        case ast.BinOp(op=ast.MatMult()):
            return reads, False
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in PRODUCTS:
            return reads, False
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in functions:
            if names.access(*names.functions[name].body).product:
                return reads, False
        case ast.Name() | ast.Attribute() if reads:
            return False, True
    parts = [_places(weight, one, names, functions) for one in ast.iter_child_nodes(node)]
    return any(inside for inside, _ in parts), any(beside for _, beside in parts)
