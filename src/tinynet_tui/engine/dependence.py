"""What depends on what a loop trains, functions that are called included."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .flow import Access, Names, simple

MOST_DEPTH = 3
"""How many calls deep it is looked what a statement reads and writes."""


class Dependence:
    """Finds what is read where."""

    def __init__(self, names: Names, tree: ast.Module) -> None:
        self.names = names
        self._known: dict[int, tuple[ast.AST, Access]] = {}
        """What pieces of the script read and write; they are kept, so that no other is theirs."""
        self.lambdas: dict[str, ast.Lambda] = {}
        self.members: set[str] = set()
        """What methods write, apart from the one that makes the object."""
        for node in ast.walk(tree):
            match node:
                case ast.Assign([ast.Name(name)], ast.Lambda() as function):
                    self.lambdas[name] = function
                case ast.FunctionDef(name) if name != "__init__":
                    written = names.access(*node.body).written
                    self.members |= {one.partition(".")[2] for one in written} - {""}
        self.owners = {
            inner: node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for inner in node.body
        }
        """The classes of methods."""
        self.globals = {
            name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names
        }

    def trained(self, body: Sequence[ast.stmt], names: Names) -> set[str]:
        """Return the variables that depend on what the loop keeps from round to round."""
        fresh: set[str] = set()
        loops = {
            name
            for one in body
            for node in ast.walk(one)
            if isinstance(node, ast.For)
            for name in names.access(ast.Assign([node.target], ast.Constant(0))).writes
        }
        kept: set[str] = set()
        statements = [*simple(body)]
        for statement in statements:
            access = names.access(statement)
            kept |= ({*access.reads} | {*access.changes}) - fresh - loops
            fresh |= {*access.writes}
        hot = kept & {*names.access(*body).written}
        for _ in range(2):
            for statement in statements:
                if self.is_hot(statement, hot):
                    hot |= {*names.access(statement).written}
        return hot

    def is_hot(self, node: ast.AST, hot: set[str]) -> bool:
        """True for what reads something trained, itself or in a function that it calls."""
        access = self.access(node)
        members = {name.partition(".")[2] for name in access.reads}
        return bool({*access.reads} & (hot | self.globals) or members & self.members)

    def access(self, node: ast.AST) -> Access:
        """Return what a piece of the script reads and writes, the functions it calls included."""
        _, found = self._known.get(id(node), (node, None))
        if found is None:
            found = self._access(node, MOST_DEPTH)
            self._known[id(node)] = (node, found)
        return found

    def _access(self, node: ast.AST, depth: int) -> Access:
        found = self.names.access(node)
        result = Access({**found.reads}, {**found.writes}, {**found.changes}, {**found.calls})
        for name in found.calls if depth else ():
            for inner, local in self._called(name):
                access = self._access(inner, depth - 1)
                result.reads |= {one: None for one in access.reads if one not in local}
                result.changes |= {
                    one: None for one in access.written if one in self.globals or "." in one
                }
        return result

    def _called(self, name: str) -> Iterator[tuple[ast.AST, set[str]]]:
        """Yield what a function consists of, with its own variables."""
        if name in self.lambdas:
            function = self.lambdas[name]
            yield function.body, {one.arg for one in function.args.args}
        if name in self.names.functions:
            body = self.names.functions[name].body
            whole = ast.Module(body, [])
            local = {one.arg for one in self.names.functions[name].args.args} - {"self"}
            yield whole, local | ({*self.names.access(whole).writes} - self.globals)
