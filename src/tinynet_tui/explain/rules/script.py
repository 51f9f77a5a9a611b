"""What the rules know of a script's text: its steps, its functions, what its names stand for."""

from __future__ import annotations

import ast
import copy
import io
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from tinynet_tui.engine.flow import Function
from tinynet_tui.engine.loops import choose
from tinynet_tui.engine.plan import Choice, plan
from tinynet_tui.engine.python_2 import DIVIDE, DIVISOR
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import Source, read

MODULES = {"numpy", "math", "scipy.special", "numpy.linalg", "builtins"}
BUILT_IN = {"abs", "sum", "max", "min", "float", "len", "round", "range", "pow", "True", "False"}
Callee: TypeAlias = Function | ast.Lambda


@dataclass
class ScriptText:
    """A script's text, taken apart once."""

    statements: tuple[ast.stmt, ...]
    """Those of the steps, by their numbers."""
    sources: tuple[str, ...]
    """Each of them as it stands in the file, in one line without comments."""
    functions: Mapping[str, Callee]
    methods: Mapping[str, Function]
    constants: Mapping[str, float]
    """The numbers that names of the module stand for."""
    modules: frozenset[str]
    """The names of NumPy and of `math`."""
    imported: Mapping[str, str]
    """What names stand for that come from these."""
    locals: frozenset[str] = frozenset()
    """The names of the function in which the loop stands."""
    turning: frozenset[str] = frozenset()
    """The variables of the loops within the loop: they get their values between the steps."""
    floors: bool = False
    """True when `/` of whole numbers rounds down."""
    texts: dict[ast.AST, str] = field(default_factory=dict)
    _inner: dict[ast.stmt, tuple[ast.NamedExpr, ...]] = field(default_factory=dict)

    def text(self, node: ast.AST) -> str:
        """Return an expression as it is written in a line of its own."""
        if node not in self.texts:
            shown = _Divided().visit(copy.deepcopy(node)) if self.floors else node
            self.texts[node] = ast.unparse(shown)
        return self.texts[node]

    def inner_targets(self, statement: ast.stmt) -> tuple[ast.NamedExpr, ...]:
        """Return the assignments `name := value` in a statement."""
        if statement not in self._inner:
            nodes = ast.walk(statement)
            self._inner[statement] = tuple(one for one in nodes if isinstance(one, ast.NamedExpr))
        return self._inner[statement]


class _Divided(ast.NodeTransformer):
    """Writes the division of Python 2 as it stands in the text."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Name(name), [left, right]) if name == DIVIDE:
                return ast.BinOp(left, ast.Div(), right)
            case ast.Call(ast.Name(name), [divisor]) if name == DIVISOR:
                return divisor
        return node


@lru_cache(maxsize=4)
def _read(name: str, data: bytes, choice: str, chosen: _Key) -> ScriptText | None:
    try:
        source = read(name, data)
        found = plan(source, chosen.choice, hooked=False)
        loop = choose(source.tree, chosen.choice.loop)
    except (Refusal, RecursionError, ValueError):
        return None
    tree = source.tree
    reader = _Definitions()
    reader.visit(tree)
    once = {name: values[0] for name, values in reader.assigned.items() if len(values) == 1}
    functions: dict[str, Callee] = {}
    methods = {name: one for name, one in reader.methods.items() if name not in reader.twice}
    functions |= {name: one for name, one in reader.functions.items() if name not in reader.twice}
    constants, imported = dict[str, float](), reader.imported
    for name, value in once.items():
        match value:
            case ast.Lambda():
                functions[name] = value
            case ast.Constant(float() | int() as number):
                constants[name] = number
            case ast.Attribute(ast.Name(module), member) if module in reader.modules:
                imported.setdefault(name, member)
    return ScriptText(
        found.statements,
        tuple(_source(source, statement) for statement in found.statements),
        functions,
        methods,
        constants,
        frozenset(reader.modules),
        imported,
        frozenset(_bound(loop.function)) if loop.function else frozenset(),
        frozenset(_turning(loop.node)),
        found.divides,
    )


class _Key:
    """A choice, compared by what it says."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key)

    def __hash__(self) -> int:
        return 0


def script_text(name: str, data: bytes, choice: Choice) -> ScriptText | None:
    """Return a script's text, taken apart; None if it cannot be."""
    lets = sorted((choice.lets or {}).items())
    return _read(name, data, repr((choice.loop, choice.seed, lets)), _Key(choice))


class _Definitions(ast.NodeVisitor):
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


def _bound(function: Function) -> set[str]:
    """Return the names that a function binds."""
    arguments = function.args
    found = {one.arg for one in (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs)}
    declared: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Name(name, ast.Store()):
                found.add(name)
            case ast.Global(names):
                declared.update(names)
    return found - declared


def _source(source: Source, statement: ast.stmt) -> str:
    """Return a statement in one line, as it stands in the file."""
    if source.python == 2:
        return ast.unparse(_Divided().visit(copy.deepcopy(statement)))
    text = ast.get_source_segment(source.text, statement) or ""
    if "#" in text:
        lines = text.split("\n")
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column]
        text = "\n".join(lines)
    return " ".join(text.split()) if "\n" in text else text


def _turning(loop: ast.stmt) -> Iterator[str]:
    """Yield the names that the loops within a loop bind."""
    for node in ast.walk(loop):
        if isinstance(node, ast.For) and node is not loop:
            for part in ast.walk(node.target):
                if isinstance(part, ast.Name):
                    yield part.id
