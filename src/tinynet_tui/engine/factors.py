"""What a script multiplies: the names of the operands of its products of matrices."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .flow import PRODUCTS


def factors(tree: ast.AST) -> frozenset[str]:
    """Return the names of variables and attributes that products have as operands.

    What goes through a list, one by one, has the list's name, too.
    """
    found = {name for node in ast.walk(tree) for one in _operands(node) for name in _names(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            found |= {source for name, source in _each(node.target, node.iter) if name in found}
    return frozenset(found)


def _operands(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            yield from (left, right)
        case ast.Call(ast.Attribute(owner, "dot"), [other]):
            yield from (owner, other)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), arguments) if name in PRODUCTS:
            yield from arguments


def _names(node: ast.expr) -> Iterator[str]:
    """Yield the name of an operand, also of its transpose or a part of it."""
    match node:
        case ast.Attribute(value=value, attr="T"):
            yield from _names(value)
        case ast.Name(name) | ast.Attribute(attr=name):
            yield name
        case ast.Subscript(value=value):
            yield from _names(value)
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                yield node.slice.value
        case ast.Call(ast.Attribute(_, "transpose"), [first, *_]):
            yield from _names(first)
        case ast.Call(ast.Attribute(owner, "transpose" | "reshape" | "copy"), _):
            yield from _names(owner)


def _each(target: ast.expr, source: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield the names that go through lists, each with its list's name."""
    match target, source:
        case ast.Tuple(targets), ast.Call(ast.Name("zip"), lists) if len(targets) == len(lists):
            for one, each in zip(targets, lists, strict=True):
                yield from _each(one, each)
        case ast.Tuple([_, one]), ast.Call(ast.Name("enumerate"), [each, *_]):
            yield from _each(one, each)
        case _, ast.Call(ast.Name("reversed"), [each]):
            yield from _each(target, each)
        case ast.Name(name), _:
            yield from ((name, found) for found in _names(source))
