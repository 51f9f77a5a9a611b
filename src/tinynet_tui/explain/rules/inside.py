"""What a step writes into an object's attributes by calling a method: line by line of the method.

The method is not run. Its lines are read as those of the loop are, with the values before the
step; of what a line computes, the next ones read the numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from tinynet_tui.engine.flow import Function

from .nodes import Constant, Leaf, Node, UnknownError
from .reading import Reading
from .things import Listed, Owner, Several, Thing

DEEPEST = 8
"""So many methods may call one another."""


class Inner(NamedTuple):
    """What a line of a method writes."""

    label: str
    """The attribute, as the loop calls it: `net.W1`."""
    thing: Thing
    adds: bool
    """True for `+=` and the like."""
    statement: ast.stmt
    function: str


def inside(reading: Reading, statement: ast.stmt) -> Iterator[Inner]:
    """Yield what the method that a step calls writes into attributes, in order.

    It ends where a line does something that no rule knows.
    """
    match statement:
        case ast.Expr(ast.Call() as call) | ast.Assign(value=ast.Call() as call):
            run = _Run(reading)
            try:
                yield from run.called(call, None)
            except UnknownError:
                return


class _Run:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._depth = 0
        self._result: Thing | None = None
        """What the last method returned."""

    def called(self, call: ast.Call, scope: dict[str, Thing] | None) -> Iterator[Inner]:
        """Yield what a call writes; UnknownError if it is none of a method of the script."""
        match call.func:
            case ast.Attribute(value, name) if name in self._reading.text.methods:
                function = self._reading.text.methods[name]
                owner = self._reading.thing(value, scope)
            case _:
                raise UnknownError
        if self._depth >= DEEPEST or function.decorator_list:
            raise UnknownError
        arguments = self._reading.arguments(function, owner, call, scope)
        self._depth += 1
        self._result = None
        scope = {one: _known(one, thing) for one, thing in arguments.items()}
        yield from self._lines(function.body, scope, name)
        self._depth -= 1

    def _lines(
        self, body: list[ast.stmt], scope: dict[str, Thing], function: str
    ) -> Iterator[Inner]:
        for statement in body:
            if self._result is not None:
                return
            match statement:
                case ast.Expr(ast.Constant()) | ast.Pass():
                    pass
                case ast.Expr(ast.Call() as call):
                    yield from self.called(call, scope)
                    self._result = None
                case ast.Return():
                    value = statement.value or ast.Constant(None)
                    yield from self._value(value, scope)
                    return
                case ast.If(test, then, otherwise):
                    branch = then if self._reading.truth(test, scope) else otherwise
                    yield from self._lines(branch, scope, function)
                case ast.Assign(targets, value):
                    yield from self._value(value, scope)
                    thing, self._result = self._result, None
                    assert thing is not None
                    for target in targets:
                        yield from self._given(target, thing, scope, statement, function)
                case ast.AugAssign(target, operator, value):
                    old = self._reading.node(as_read(target), scope)
                    new = self._reading.node(value, scope)
                    thing = self._reading.operation(type(operator), old, new, "")
                    yield from self._given(target, thing, scope, statement, function)
                case _:
                    raise UnknownError

    def _value(self, value: ast.expr, scope: dict[str, Thing]) -> Iterator[Inner]:
        """Note what an expression is; yield what it writes if it calls a method that writes."""
        match value:
            case ast.Call(ast.Attribute(_, name)) if name in self._reading.text.methods:
                if _writes(self._reading.text.methods[name]):
                    yield from self.called(value, scope)
                    self._result = self._result or Constant(0)
                    return
        self._result = self._reading.thing(value, scope)

    def _given(
        self,
        target: ast.expr,
        thing: Thing,
        scope: dict[str, Thing],
        statement: ast.stmt,
        function: str,
    ) -> Iterator[Inner]:
        match target, thing:
            case ast.Name(name), _:
                scope[name] = _known(name, thing)
            case ast.Attribute(value, member), _:
                match self._reading.thing(value, scope):
                    case Owner(owner) | Listed(owner, _):
                        label = f"{owner}.{member}"
                    case _:
                        raise UnknownError
                adds = isinstance(statement, ast.AugAssign)
                yield Inner(label, thing, adds, statement, function)
                self._reading.members[label] = _known(label, thing)
            case ((ast.Tuple(targets) | ast.List(targets)), Several(parts)) if len(targets) == len(
                parts
            ):
                for one, part in zip(targets, parts, strict=True):
                    yield from self._given(one, part, scope, statement, function)
            case _:
                raise UnknownError


def as_read(target: ast.expr) -> ast.expr:
    """Return a target as an expression that is read."""
    return ast.parse(ast.unparse(target), mode="eval").body


def _known(name: str, thing: Thing) -> Thing:
    """Return the numbers of what has a name now; a variable keeps the one that it has."""
    if not isinstance(thing, Node) or isinstance(thing, Leaf | Constant):
        return thing
    return Leaf(name, thing.whole, thing.shape)


def _writes(function: Function) -> bool:
    """True if a method gives an attribute a value, or calls what may do so."""
    return any(
        (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
        or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
        for node in ast.walk(function)
    )
