"""The functions, imports and constants of a script's text."""

from __future__ import annotations

import ast

from tinynet_tui.engine.flow import Function

MODULES = {"numpy", "math", "scipy.special", "numpy.linalg", "builtins"}


class Definitions(ast.NodeVisitor):
    """Collects the definitions and imports of a script."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}
        self.methods: dict[str, Function] = {}
        self.assigned: dict[str, list[ast.expr | None]] = {}
        """What is assigned to each name of the module."""
        self.modules: set[str] = set()
        self.imported: dict[str, str] = {}
        self.twice: set[str] = set()
        """The functions that are defined more than once: which one is meant is not known."""
        self._depth = 0
        self._in_class = False

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name in MODULES:
                self.modules.add(alias.asname or alias.name.split(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module not in MODULES:
            return
        for alias in node.names:
            if alias.name == "*":
                self.imported["*"] = "*"
            else:
                self.imported[alias.asname or alias.name] = alias.name

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        found = self.methods if self._in_class else self.functions
        if node.name in found:
            self.twice.add(node.name)
        found[node.name] = node
        self._within(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        before, self._in_class = self._in_class, True
        self.generic_visit(node)
        self._in_class = before

    def _within(self, node: ast.AST) -> None:
        depth, in_class = self._depth, self._in_class
        self._depth, self._in_class = depth + 1, False
        self.generic_visit(node)
        self._depth, self._in_class = depth, in_class

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        if not self._depth:
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self.assigned.setdefault(target.id, []).append(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store) and self._depth:
            self.assigned.setdefault(node.id, []).append(None)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            self.assigned.setdefault(node.target.id, []).append(None)
