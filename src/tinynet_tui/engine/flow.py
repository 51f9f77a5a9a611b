"""What each statement of a script reads and writes."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Nested: TypeAlias = (
    ast.If | ast.For | ast.While | ast.With | ast.Try | ast.TryStar | ast.Match | ast.match_case
)
NESTED = Nested.__args__
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
MAKING = {"append", "extend", "insert", "pop", "clear", "update", "add", "sort", "fill", "shuffle"}
"""Methods that change the object whose method they are."""
CHANGING = {"shuffle", "copyto", "fill_diagonal", "put", "place", "putmask"}
"""Functions that change their first argument."""
PRODUCTS = {
    "dot",
    "matmul",
    "outer",
    "inner",
    "einsum",
    "tensordot",
    "multiply",
    "vdot",
    "convolve",
}


@dataclass
class Access:
    """The variables that a piece of a script reads and writes; `self.w` is a variable too."""

    reads: dict[str, None] = field(default_factory=dict)
    """In the order of the text."""
    writes: dict[str, None] = field(default_factory=dict)
    """Those that get a new value."""
    changes: dict[str, None] = field(default_factory=dict)
    """Those of which a part changes, or which change in place."""
    calls: dict[str, None] = field(default_factory=dict)
    """The functions and methods called, by their last name."""
    product: bool = False
    """True when something is multiplied by something else, or passed to a function."""

    @property
    def written(self) -> dict[str, None]:
        return {**self.writes, **self.changes}


class Names:
    """Which names of a script are variables, and which are objects with members."""

    def __init__(self, tree: ast.Module) -> None:
        self.objects = {"self"}
        self.others = {*dir(builtins)}
        """Modules, functions and classes."""
        self.functions: dict[str, Function] = {}
        """Functions and methods by their name, the last one of each."""
        self.namesakes: dict[str, list[Function]] = {}
        """All functions and methods of a name, such as `forward` of several classes."""
        stored: set[str] = set()
        loaded: set[str] = set()
        everything = False
        for node in ast.walk(tree):
            match node:
                case ast.Import() | ast.ImportFrom():
                    names = [(alias.asname or alias.name).split(".")[0] for alias in node.names]
                    self.others.update(names)
                    everything |= "*" in names
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    self.functions[node.name] = node
                    self.namesakes.setdefault(node.name, []).append(node)
                    self.others.add(node.name)
                case ast.ClassDef():
                    self.others.add(node.name)
                case ast.Attribute(value=ast.Name(name), ctx=ast.Store()):
                    self.objects.add(name)
                case ast.Name(name, ast.Store()):
                    stored.add(name)
                case ast.arg(name):
                    stored.add(name)
                case ast.Name(name):
                    loaded.add(name)
        if everything:
            self.others |= loaded  # what is nowhere written comes from `from module import *`
        self.others -= stored

    def is_method(self, name: str) -> bool:
        """True for a member of an object, `self.think`, that is only called."""
        owner, point, member = name.partition(".")
        return bool(point) and member in self.functions and owner in self.objects

    def access(self, *nodes: ast.AST) -> Access:
        """Return what some pieces of a script read and write, nested statements included."""
        found = Access()
        for node in nodes:
            _Reader(self, found).visit(node)
        return found

    def variable(self, node: ast.expr) -> str | None:
        """Return the variable that an expression is, or is a part of; None if it is neither."""
        return _Reader(self, Access()).name(node)

    def called(self, node: ast.Call) -> Access | None:
        """Return what the function called reads and writes outside it, where that counts."""
        return None


class _Reader(ast.NodeVisitor):
    def __init__(self, names: Names, found: Access) -> None:
        self.names, self.found = names, found

    def name(self, node: ast.expr) -> str | None:
        """Return the variable that an expression is, or is a part of; None if it is neither."""
        match node:
            case ast.Name(name):
                return None if name in self.names.others else name
            case ast.Attribute(ast.Name(name), member) if name in self.names.objects:
                return f"{name}.{member}"
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(inner):
                return self.name(inner)
        return None

    def target(self, node: ast.expr, *, whole: bool = True) -> None:
        """Note that a target is written."""
        if isinstance(node, ast.Tuple | ast.List):
            for part in node.elts:
                self.target(part, whole=whole)
            return
        name = self.name(node)
        if isinstance(node, ast.Subscript):
            self.visit(node.slice)
            whole = False
        if name is not None:
            (self.found.writes if whole else self.found.changes)[name] = None

    def visit_Name(self, node: ast.Name) -> None:
        name = self.name(node)
        if name is not None and isinstance(node.ctx, ast.Load):
            self.found.reads[name] = None

    def visit_Attribute(self, node: ast.Attribute) -> None:
        name = self.name(node)
        if name is None or "." not in name:
            self.visit(node.value)
        elif isinstance(node.ctx, ast.Load):
            self.found.reads[name] = None

    def visit_BinOp(self, node: ast.BinOp) -> None:
        constant = any(isinstance(side, ast.Constant) for side in (node.left, node.right))
        if isinstance(node.op, ast.MatMult | ast.Mult) and not constant:
            self.found.product = True
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(name):
                self._call(name, node.args)
                if name in self.names.functions:
                    self.found.product = True
            case ast.Attribute(value, name):
                self._call(name, node.args)
                owner = self.name(value)
                if name in MAKING and owner is not None:
                    self.found.changes[owner] = None
        if node.args or node.keywords:
            self.found.product |= bool({*self.found.calls} & (PRODUCTS | {*self.names.functions}))
        self.generic_visit(node)
        if inner := self.names.called(node):
            self.found.reads |= inner.reads
            self.found.writes |= inner.writes
            self.found.changes |= inner.changes

    def _call(self, name: str, arguments: Sequence[ast.expr]) -> None:
        self.found.calls[name] = None
        if name in CHANGING and arguments and (changed := self.name(arguments[0])):
            self.found.changes[changed] = None

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.target(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.target(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        name = self.name(node.target)
        if name is not None:
            self.found.reads[name] = None
        self.visit(node.value)
        self.target(node.target, whole=False)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.target(node.target)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self.target(node.target)
        self._visit_all(node.body, node.orelse)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self.visit(node.iter)
        for test in node.ifs:
            self.visit(test)

    def visit_withitem(self, node: ast.withitem) -> None:
        self.visit(node.context_expr)
        if node.optional_vars is not None:
            self.target(node.optional_vars)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self.target(target)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """What stands in a function is read when it is called, not here."""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class in a loop is no variable."""

    def _visit_all(self, *bodies: Iterable[ast.AST]) -> None:
        for body in bodies:
            for node in body:
                self.visit(node)


GIVING = (ast.Assign, ast.AnnAssign, ast.AugAssign)
"""Statements that give a variable its value."""


def simple(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a body that are steps, nested ones included, in their order."""
    for statement in body:
        if isinstance(statement, NESTED):
            for inner in bodies(statement):
                yield from simple(inner)
        elif is_step(statement):
            yield statement


def bodies(statement: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the lists of statements in a compound statement."""
    for name in ("body", "orelse", "finalbody"):
        if getattr(statement, name, None):
            yield getattr(statement, name)
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def is_step(statement: ast.stmt) -> bool:
    """False for what does nothing when it is run, and for definitions."""
    match statement:
        case ast.Pass() | ast.Global() | ast.Nonlocal():
            return False
        case ast.Expr(ast.Constant()):
            return False
    return not isinstance(statement, SCOPES)
