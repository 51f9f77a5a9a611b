"""What the script's own functions and methods read and write where the loop calls them.

Many loops only call: `net.forward()`, `net.backward()`. Their variables are the object's members,
and the global ones that those functions use.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from .called import Called, local, object_of, pieces, reached
from .flow import Access, Function, Names, simple
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


class CallNames(Names):
    """The names of a script as one of its loops sees them, through the functions it calls."""

    def __init__(self, tree: ast.Module, loop: Loop) -> None:
        super().__init__(tree)
        self._methods = {
            node.name: {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        }
        self._hidden = local(loop.function) if loop.function else frozenset()
        self._depth = 0
        self._parts: dict[str, str] = {}
        self._apart: set[str] = set()
        self._classes = self._made(tree)
        function, own = loop.function, object_of(loop.function)
        for name, methods in self._methods.items():
            if own and function in methods.values():
                self._classes[own] = name
        self._apart = {name for name in self._classes if not self._is_bare(name, loop)}
        self.objects |= self._apart
        self._parts |= _parts(loop.node, self)

    def is_method(self, name: str) -> bool:
        """True for what is only called, and for an object of which only the members count."""
        return name in self._apart or super().is_method(name)

    def access(self, *nodes: ast.AST) -> Access:
        """Return what some pieces of a script read and write; `for w in weights: w -= d`, too."""
        found = super().access(*nodes)
        if not self._depth:
            for name in [*found.changes]:
                if whole := self._parts.get(name):
                    found.reads[whole] = found.changes[whole] = None
        return found

    def _is_bare(self, name: str, loop: Loop) -> bool:
        """True when a loop uses an object as a whole.

        Its members are not enough for that, and no call of a function that uses only these.
        """
        within = {
            id(part)
            for node in ast.walk(loop.node)
            for part in (
                [node.value]
                if isinstance(node, ast.Attribute)
                else [*node.args, *(one.value for one in node.keywords)]
                if isinstance(node, ast.Call) and self._is_own(node)
                else []
            )
        }
        return any(
            isinstance(node, ast.Name) and node.id == name and id(node) not in within
            for node in ast.walk(loop.node)
        )

    def _is_own(self, node: ast.Call) -> bool:
        """True for a call of a function or a method of the script."""
        match node.func:
            case ast.Name(name) | ast.Attribute(ast.Name(), name):
                return name in self.functions
        return False

    def _made(self, tree: ast.Module) -> dict[str, str]:
        """Return the variables that hold an object of a class in the script, with its name."""
        found: dict[str, str] = {}
        for node in ast.walk(tree):
            match node:
                case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                    pairs = [*zip(targets, values, strict=False)]
                case ast.Assign([target], value):
                    pairs = [(target, value)]
                case _:
                    continue
            for target, value in pairs:
                match target, value:
                    case ast.Name(name), ast.Call(ast.Name(made)) if made in self._methods:
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
            case ast.Name(name) if (function := self.functions.get(name)) and not object_of(
                function
            ):
                return self._bound(node, function, {})
            case ast.Attribute(ast.Name(owner), name) if owner not in self.others:
                methods = self._methods.get(self._classes.get(owner, ""), {})
                method = methods.get(name) or self.functions.get(name)
                if method is not None and (own := object_of(method)):
                    return self._bound(node, method, {own: owner})
        return None

    def _bound(self, node: ast.Call, function: Function, named: dict[str, str]) -> Called:
        """Return a function as it is called there."""
        arguments = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        pairs = [*zip(arguments[len(named) :], node.args, strict=False)]
        pairs += [(one.arg, one.value) for one in node.keywords if one.arg is not None]
        anew = {
            one.id
            for one in ast.walk(function)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
        for argument, value in pairs:
            outer = self.variable(value)
            if argument not in anew and outer is not None and outer == ast.unparse(value):
                named = {**named, argument: outer}
        objects = frozenset(one for one, outer in named.items() if outer in self.objects)
        return Called(function, named, objects, local(function) | self._hidden)

    def statements(self, node: ast.AST, depth: int = 2) -> Iterator[tuple[ast.stmt, Called]]:
        """Yield the statements of the functions that a piece of a script calls, in their order."""
        for call in ast.walk(node) if depth else ():
            if isinstance(call, ast.Call) and (called := self.callee(call)):
                with self._inside(called):
                    for statement in simple(reached(called.function)):
                        yield statement, called
                        for inner, other in self.statements(statement, depth - 1):
                            outer = {one: called.outside(it) for one, it in other.named.items()}
                            known = {one: it for one, it in outer.items() if it is not None}
                            yield inner, replace(other, named=known)

    @contextmanager
    def _inside(self, called: Called) -> Iterator[None]:
        """Let a function's arguments be the objects that they are outside."""
        before = self._classes, self.objects
        own = object_of(called.function)
        owners = [name for name, all in self._methods.items() if called.function in all.values()]
        known = {one: before[0][it] for one, it in called.named.items() if it in before[0]}
        self._classes = {**before[0], **known, **({own: owners[0]} if owners and own else {})}
        self.objects = before[1] | called.objects
        try:
            yield
        finally:
            self._classes, self.objects = before

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
        for piece in pieces(called.function):
            access = self.access(piece)
            for name in access.reads:
                if name not in made and (outside := called.outside(name)):
                    result.reads[outside] = None
            made |= {*access.writes}
            for name in access.written:
                if outside := called.outside(name):
                    whole = name in access.writes and ("." in outside or "." not in name)
                    (result.writes if whole else result.changes)[outside] = None
        return result


def _parts(node: ast.AST, names: Names) -> Iterator[tuple[str, str]]:
    """Yield the variables of inner loops that are parts of others, and of which."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.For) and inner is not node:
            yield from _pairs(inner.target, inner.iter, names)


def _pairs(target: ast.expr, value: ast.expr, names: Names) -> Iterator[tuple[str, str]]:
    match target, value:
        case ast.Tuple([_, part]), ast.Call(ast.Name("enumerate"), [inner, *_]):
            yield from _pairs(part, inner, names)
        case ast.Tuple(parts), ast.Call(ast.Name("zip"), wholes):
            for part, inner in zip(parts, wholes, strict=False):
                yield from _pairs(part, inner, names)
        case _, ast.Call(ast.Name("reversed" | "list"), [inner]):
            yield from _pairs(target, inner, names)
        case ast.Name(name), _ if whole := names.variable(value):
            yield name, whole
