"""The parts of a statement that may tell an error."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

FORMS = {"str", "repr", "format", "round", "float", "print"}
"""Functions that only write a number in another form."""
OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""Expressions with variables of their own."""


def outside(statement: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a statement but for those of expressions with their own variables."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, OWN_SCOPE):
            yield from outside(child)


def leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of a text that are not text."""
    match node:
        case ast.Constant():
            return
        case ast.JoinedStr(values):
            for value in values:
                if isinstance(value, ast.FormattedValue):
                    yield from leaves(value.value)
        case ast.BinOp(left, ast.Mod(), right) if _is_text(left):
            yield from leaves(right)
        case ast.BinOp(left, ast.Add(), right) if _is_text(left) or _is_text(right):
            yield from leaves(left)
            yield from leaves(right)
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                yield from leaves(part)
        case ast.Call(ast.Name(name), [first, *_]) if name in FORMS:
            yield from leaves(first)
        case ast.Call(ast.Attribute(text, "format"), arguments) if _is_text(text):
            for argument in arguments:
                yield from leaves(argument)
        case _:
            yield node


def _is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant(str()) | ast.JoinedStr():
            return True
        case ast.Call(ast.Name("str" | "repr")):
            return True
        case ast.BinOp(left, ast.Add() | ast.Mod(), right):
            return _is_text(left) or _is_text(right)
    return False


def subtractions(statement: ast.AST) -> Iterator[ast.BinOp]:
    """Yield the subtractions in a statement, in the order of the text."""
    for node in outside(statement):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            yield node


def grown(statement: ast.stmt) -> tuple[ast.expr | None, ast.expr | None]:
    """Return a variable that a statement adds something to, and what; twice None for others."""
    match statement:
        case ast.AugAssign(ast.Name() | ast.Attribute() as total, ast.Add(), value):
            return total, value
        case ast.Assign(
            [ast.Name() | ast.Attribute() as total], ast.BinOp(before, ast.Add(), value)
        ):
            if ast.unparse(total) == ast.unparse(before):
                return total, value
    return None, None


def is_reset(statement: ast.stmt, names: Collection[str]) -> bool:
    """True for a statement that sets one of some variables to a fixed number: `loss = 0`."""
    match statement:
        case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if len(targets) == len(values):
            pairs = [*zip(targets, values, strict=True)]
        case ast.Assign(targets, value):
            pairs = [(target, value) for target in targets]
        case _:
            return False
    return any(
        isinstance(value, ast.Constant) and ast.unparse(target) in names for target, value in pairs
    )


def is_square(node: ast.AST) -> bool:
    """True for something multiplied by itself."""
    match node:
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(2)):
            return True
        case ast.Call(ast.Name("pow") | ast.Attribute(attr="pow" | "power"), [_, ast.Constant(2)]):
            return True
        case ast.BinOp(left, ast.Mult(), right):
            return ast.dump(left) == ast.dump(right)
    return False


def called_name(call: ast.Call) -> str:
    """Return the last name of the function that is called; "" where it has none."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""
