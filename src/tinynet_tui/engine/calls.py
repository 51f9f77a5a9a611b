"""What the script's own functions and methods read and write where the loop calls them.

Many loops only call: `net.forward()`, `net.backward()`. Their variables are the object's members,
and the global ones that those functions use.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from .flow import NESTED, Access, Function, Names, simple
from .loops import Loop

DEEPEST = 4
"""How many calls deep members are looked for."""

DRAWING = {
    "rand",
    "randn",
    "randint",
    "random",
    "random_sample",
    "standard_normal",
    "normal",
    "uniform",
    "binomial",
    "choice",
    "shuffle",
    "permutation",
    "integers",
    "next",
    "input",
}
"""Functions that do something else each time."""


@dataclass(frozen=True)
class Called:
    """A function that is called, and the names of its variables where it is called from."""

    function: Function
    owner: str
    """The object whose method it is; empty for a function."""
    own: str
    """What the method calls that object."""
    local: frozenset[str]
    """The variables that nobody else sees."""

    def outside(self, name: str) -> str | None:
        """Return what a variable is called outside; None for one of its own."""
        first, point, member = name.partition(".")
        if self.owner and first == self.own:
            return f"{self.owner}.{member}" if point and "." not in self.owner else self.owner
        return None if first in self.local else name

    def told(self, node: ast.expr) -> ast.expr:
        """Return an expression of the function as it is written outside."""
        copied = copy.deepcopy(node)
        for one in ast.walk(copied):
            if isinstance(one, ast.Name) and self.owner and one.id == self.own:
                one.id = self.owner
        return copied


class CallNames(Names):
    """The names of a script as one of its loops sees them, through the functions it calls."""

    def __init__(self, tree: ast.Module, loop: Loop) -> None:
        super().__init__(tree)
        self._methods = {
            node.name: {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        }
        self._hidden = _local(loop.function) if loop.function else frozenset()
        self._depth = 0
        self._classes = self._made(tree)
        function, own = loop.function, _own(loop.function)
        for name, methods in self._methods.items():
            if own and function in methods.values():
                self._classes[own] = name
        self.objects |= {name for name in self._classes if not _is_bare(name, loop)}

    def _made(self, tree: ast.Module) -> dict[str, str]:
        """Return the variables that hold an object of a class in the script, with its name."""
        found: dict[str, str] = {}
        for node in ast.walk(tree):
            match node:
                case ast.Assign([ast.Name(name)], ast.Call(ast.Name(made))):
                    if made in self._methods:
                        found[name] = made
        return found

    def called(self, node: ast.Call) -> Access | None:
        """Return what a call of one of the script's functions reads and writes outside it."""
        found = self.callee(node)
        if found is None or self._depth >= DEEPEST:
            return None
        self._depth += 1
        try:
            with self._inside(found):
                return self._outside(found)
        finally:
            self._depth -= 1

    def callee(self, node: ast.Call) -> Called | None:
        """Return the function of the script that is called, where that is plain."""
        match node.func:
            case ast.Name(name) if (function := self.functions.get(name)) and not _own(function):
                return Called(function, "", "", _local(function) | self._hidden)
            case ast.Attribute(ast.Name(owner), name) if owner in self.objects:
                methods = self._methods.get(self._classes.get(owner, ""), {})
                function = methods.get(name) or self.functions.get(name)
                if function is not None and (own := _own(function)):
                    return Called(function, owner, own, _local(function) | self._hidden)
        return None

    def statements(self, node: ast.AST, depth: int = 2) -> Iterator[tuple[ast.stmt, Called]]:
        """Yield the statements of the functions that a piece of a script calls, in their order."""
        for call in ast.walk(node) if depth else ():
            if isinstance(call, ast.Call) and (called := self.callee(call)):
                with self._inside(called):
                    for statement in simple(_reached(called.function)):
                        yield statement, called
                        for inner, other in self.statements(statement, depth - 1):
                            yield inner, replace(other, owner=called.outside(other.owner) or "")

    @contextmanager
    def _inside(self, called: Called) -> Iterator[None]:
        """Let a method's own object be one of the class in which the method stands."""
        owners = [name for name, all in self._methods.items() if called.function in all.values()]
        before = self._classes
        self._classes = {**before, **({called.own: owners[0]} if owners else {})}
        try:
            yield
        finally:
            self._classes = before

    def repeats(self, node: ast.AST) -> bool:
        """True when an expression may be computed once more: its calls change and draw nothing."""
        found = self.access(node)
        if found.written:
            return False
        seen: set[str] = set()
        waiting = {*found.calls}
        while waiting := waiting - seen:
            if waiting & DRAWING:
                return False
            seen |= waiting
            called = [self.functions[name] for name in waiting if name in self.functions]
            inner = [self.access(*function.body) for function in called]
            for function, access in zip(called, inner, strict=True):
                if {*access.changes} & {one.arg for one in function.args.args}:
                    return False
            waiting = {name for access in inner for name in access.calls}
        return True

    def _outside(self, called: Called) -> Access:
        result = Access()
        made: set[str] = set()
        for piece in _pieces(called.function):
            access = self.access(piece)
            for name in access.reads:
                if name not in made and (outside := called.outside(name)):
                    result.reads[outside] = None
            made |= {*access.writes}
            for name in access.writes:
                if outside := called.outside(name):
                    result.writes[outside] = None
            for name in access.changes:
                if outside := called.outside(name):
                    result.changes[outside] = None
        return result


def _reached(function: Function) -> list[ast.stmt]:
    """Return the body of a function but for what stands after a `return` that always comes."""
    ends = [n for n, one in enumerate(function.body) if isinstance(one, ast.Return | ast.Raise)]
    return function.body[: ends[0] + 1] if ends else function.body


def _pieces(function: Function) -> Iterator[ast.AST]:
    """Yield a function's statements and what stands in the heads of compound ones, in their order.

    What comes only with the statements in them is left out.
    """
    waiting: list[ast.AST] = [*reversed(_reached(function))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, NESTED):
            waiting += reversed([*ast.iter_child_nodes(node)])
        else:
            yield node


def _own(function: Function | None) -> str:
    """Return what a method calls its object; nothing for a function."""
    if function is None or not function.args.args:
        return ""
    first = function.args.args[0].arg
    return first if first in ("self", "this") else ""


def _local(function: Function) -> frozenset[str]:
    """Return the variables of a function's own."""
    nodes = [*ast.walk(function)]
    shared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    stored = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return frozenset((arguments | stored) - shared)


def _is_bare(name: str, loop: Loop) -> bool:
    """True when a loop uses an object as a whole, not only its members."""
    used = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(loop.node))
    members = sum(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
        for node in ast.walk(loop.node)
    )
    return used > members
