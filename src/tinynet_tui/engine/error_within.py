"""The error of a script whose loop only calls methods: `net.forward()`, `net.backward()`."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator

from .flow import Names, simple
from .hooks import Recorded
from .loops import Loop

TELLING = re.compile("err|loss|cost|mse|rmse|miss|diff", re.IGNORECASE)
"""Names of errors."""
OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""Expressions with variables of their own."""


def difference_within(loop: Loop, names: Names) -> Recorded | None:
    """Return the difference in a method of what an object is given and what it computes.

    It is `target - output` of two members, or what a member such as `error` is made of.
    """
    calls = [*called(loop, names)]
    for statement, owner, method in calls:
        together = [one for _, same, name in calls if same == owner for one in _body(name, names)]
        written = names.access(*together).written
        for inner in simple(_body(method, names)):
            for node in subtractions(inner):
                if found := _member(inner, node, written, names):
                    return Recorded(statement, mean_absolute(_Renamed(owner).visit(found)))
    return None


def called(loop: Loop, names: Names) -> Iterator[tuple[ast.stmt, str, str]]:
    """Yield the calls of methods of the script's own objects: statement, object, method."""
    for statement in simple(loop.node.body):
        for node in outside(statement):
            match node:
                case ast.Call(ast.Attribute(ast.Name(owner), method)) if (
                    method in names.functions and owner not in names.others
                ):
                    yield statement, owner, method


def _body(method: str, names: Names) -> Iterator[ast.stmt]:
    """Yield the statements of a method and of those of the same object that it calls."""
    waiting, seen = [method], {method}
    while waiting:
        function = names.functions[waiting.pop(0)]
        yield from function.body
        for node in ast.walk(function):
            match node:
                case ast.Call(ast.Attribute(ast.Name("self"), name)) if (
                    name in names.functions and name not in seen
                ):
                    seen.add(name)
                    waiting.append(name)


def _member(
    statement: ast.stmt, node: ast.BinOp, written: dict[str, None], names: Names
) -> ast.expr | None:
    """Return an expression of members that is the difference, if there is one."""
    sides = [names.access(side).reads for side in (node.left, node.right)]
    if not all(sides):
        return None
    if all(name.startswith("self.") for side in sides for name in side):
        left, right = (all(name not in written for name in side) for side in sides)
        return copy.deepcopy(node) if left != right else None
    match statement:
        case ast.Assign([ast.Attribute(ast.Name("self"), member) as target], value) if (
            value is node and TELLING.search(member)
        ):
            return ast.Attribute(target.value, member, ast.Load())
    return None


class _Renamed(ast.NodeTransformer):
    """Puts the object's name in the place of `self`."""

    def __init__(self, owner: str) -> None:
        self._owner = owner

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._owner, ast.Load()) if node.id == "self" else node


def subtractions(statement: ast.stmt) -> Iterator[ast.BinOp]:
    """Yield the subtractions in a statement, in the order of the text."""
    for node in outside(statement):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            yield node


def outside(statement: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a statement but for those of expressions with their own variables."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, OWN_SCOPE):
            yield from outside(child)


def mean_absolute(node: ast.expr) -> ast.expr:
    """Return the expression `abs(node).mean()`."""
    absolute = ast.Call(ast.Name("abs", ast.Load()), [node], [])
    return ast.Call(ast.Attribute(absolute, "mean", ast.Load()), [], [])
