"""A function of the script where it is called: its variables, and what they are outside."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .flow import NESTED, Function


@dataclass(frozen=True)
class Called:
    """A function that is called, and the names of its variables where it is called from."""

    function: Function
    named: Mapping[str, str]
    """What its arguments are outside, where these are variables; a method's object, too."""
    objects: frozenset[str]
    """Those of them that are objects whose members are variables outside."""
    local: frozenset[str]
    """The variables that nobody else sees."""

    def outside(self, name: str) -> str | None:
        """Return what a variable is called outside; None for one of its own."""
        first, point, member = name.partition(".")
        if first in self.named:
            outer = self.named[first]
            return f"{outer}.{member}" if point and first in self.objects else outer
        return None if first in self.local else name

    def told(self, node: ast.expr) -> ast.expr:
        """Return an expression of the function as it is written outside."""
        told: ast.expr = _Renamed(self.named).visit(copy.deepcopy(node))
        return told


class _Renamed(ast.NodeTransformer):
    """Puts what arguments are outside in their place."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = named

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.parse(self._named.get(node.id, node.id), mode="eval").body


def reached(function: Function) -> list[ast.stmt]:
    """Return the body of a function but for what stands after a `return` that always comes."""
    ends = [n for n, one in enumerate(function.body) if isinstance(one, ast.Return | ast.Raise)]
    return function.body[: ends[0] + 1] if ends else function.body


def pieces(function: Function) -> Iterator[ast.AST]:
    """Yield a function's statements and what stands in the heads of compound ones, in their order.

    What comes only with the statements in them is left out.
    """
    waiting: list[ast.AST] = [*reversed(reached(function))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, NESTED):
            waiting += reversed([*ast.iter_child_nodes(node)])
        else:
            yield node


def object_of(function: Function | None) -> str:
    """Return what a method calls its object; nothing for a function."""
    if function is None or not function.args.args:
        return ""
    first = function.args.args[0].arg
    return first if first in ("self", "this") else ""


def local(function: Function) -> frozenset[str]:
    """Return the variables of a function's own."""
    nodes = [*ast.walk(function)]
    shared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    stored = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return frozenset((arguments | stored) - shared)
