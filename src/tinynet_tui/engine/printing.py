"""Which steps of a loop may print, as far as their text tells."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import numpy as np

from .flow import NESTED, bodies, is_step

FUNCTIONS = {
    "abs",
    "bool",
    "divmod",
    "enumerate",
    "float",
    "int",
    "isinstance",
    "len",
    "list",
    "max",
    "min",
    "pow",
    "range",
    "reversed",
    "round",
    "sorted",
    "sum",
    "tuple",
    "zip",
}
"""Built-in functions that print nothing."""
MODULES = {"numpy", "math", "random"}
PRINTING = {"info", "lookfor", "save", "savetxt", "show_config", "show_runtime", "source", "test"}
"""Functions of NumPy that print, or write files."""
DRAWING = {
    "choice",
    "gauss",
    "integers",
    "normal",
    "permutation",
    "permuted",
    "rand",
    "randint",
    "randn",
    "random",
    "random_sample",
    "sample",
    "seed",
    "shuffle",
    "standard_normal",
    "uniform",
}
"""Methods that draw random numbers; NumPy's classes are loaded only where a script draws."""
METHODS = DRAWING | frozenset(
    name for kind in (np.ndarray, list, dict, str) for name in dir(kind) if name[0] != "_"
)
"""Methods of arrays and of Python's own types, none of which prints."""
BEFORE = -1
"""The number of what comes before the first step."""


def waiting(tree: ast.Module, body: Sequence[ast.stmt]) -> frozenset[int]:
    """Return the numbers of the steps after which something that may print is next.

    That is so, too, where a condition, another iteration, or perhaps an exception is next.
    """
    reader = _Reader(tree)
    found = {BEFORE} if not body or not _is_quiet(body[0], reader) else set()
    number = -1

    def look(statements: Sequence[ast.stmt], *, caught: bool) -> None:
        nonlocal number
        for one, following in zip(statements, [*statements[1:], None], strict=True):
            if isinstance(one, NESTED):
                tries = isinstance(one, ast.Try | ast.TryStar)
                for inner in bodies(one):
                    look(inner, caught=caught or tries)
            elif is_step(one):
                number += 1
                if caught or following is None or not _is_quiet(following, reader):
                    found.add(number)

    look(body, caught=False)
    return frozenset(found)


def _is_quiet(statement: ast.stmt, reader: _Reader) -> bool:
    return not isinstance(statement, NESTED) and reader.is_quiet(statement)


class _Reader:
    """Reads what a script calls."""

    def __init__(self, tree: ast.Module) -> None:
        self._functions: dict[str, list[ast.FunctionDef]] = {}
        """The script's functions and methods by their names."""
        self._modules: set[str] = set()
        self._imported: set[str] = set()
        """What comes from the modules by itself."""
        self._quiet: dict[str, bool] = {}
        stored, members, owners = set[str](), set[str](), set[str | None]()
        self._knows = True
        """False where operators, attributes or modules may be the script's own."""
        for node in ast.walk(tree):
            match node:
                case ast.Import(names):
                    known = [one for one in names if one.name.split(".")[0] in MODULES]
                    self._modules |= {(one.asname or one.name).split(".")[0] for one in known}
                case ast.ImportFrom(module, names) if (module or "").split(".")[0] in MODULES:
                    self._imported |= {one.asname or one.name for one in names}
                case ast.FunctionDef(name, decorator_list=around) | ast.ClassDef(
                    name, decorator_list=around
                ):
                    is_own = name[:2] == name[-2:] == "__" and name != "__init__"
                    self._knows &= not (around or is_own)
                    stored.add(name)
                    if isinstance(node, ast.FunctionDef):
                        self._functions.setdefault(name, []).append(node)
                case ast.Name(name, ast.Store()) | ast.arg(name):
                    stored.add(name)
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    members.add(name)
                    owners.add(self._root(node))
        self._modules -= stored
        self._imported -= stored
        self._knows &= not owners & self._modules
        self._called = (FUNCTIONS - stored | self._imported) - PRINTING
        self._methods = METHODS - stored - members

    def is_quiet(self, node: ast.AST) -> bool:
        """False for what may print when it is run."""
        if not self._knows or isinstance(node, ast.Import | ast.ImportFrom):
            return False
        for inner in ast.walk(node):
            match inner:
                case ast.Call(called) if not self._prints_nothing(called):
                    return False
                case ast.Name(name, ast.Load()) if not self._is_quiet_function(name):
                    return False  # also where it is passed on
        return True

    def _prints_nothing(self, called: ast.expr) -> bool:
        match called:
            case ast.Name(name):
                return name in self._called or name in self._functions
            case ast.Attribute(attr=member) if self._root(called) in self._modules | self._imported:
                return member not in PRINTING
            case ast.Attribute(attr=member) if member in self._functions:
                return self._is_quiet_function(member)
            case ast.Attribute(attr=member):
                return member in self._methods
        return False

    def _is_quiet_function(self, name: str) -> bool:
        """False if a function or method of this name, if there is one, may print."""
        if name not in self._quiet:
            self._quiet[name] = True  # in what it calls itself, too
            bodies = [one for function in self._functions.get(name, ()) for one in function.body]
            self._quiet[name] = all(map(self.is_quiet, bodies))
        return self._quiet[name]

    def _root(self, node: ast.AST) -> str | None:
        while isinstance(node, ast.Attribute):
            node = node.value
        return node.id if isinstance(node, ast.Name) else None
