"""What the rules know of a script's text: its steps, its functions, what its names stand for."""

from __future__ import annotations

import ast
import copy
import io
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from tinynet_tui.engine.flow import Function
from tinynet_tui.engine.loops import Loop, choose
from tinynet_tui.engine.plan import Choice, Plan, plan
from tinynet_tui.engine.python_2 import DIVIDE, DIVISOR
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.source import Source, read
from tinynet_tui.engine.values import Value
from tinynet_tui.engine.variables import Variables

from .axes import Shapes, axes_of
from .definitions import Definitions
from .described import Described, variable

BUILT_IN = {"abs", "sum", "max", "min", "float", "len", "round", "range", "pow", "True", "False"}
MOST_DESCRIBED = 16
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
    given: tuple[str, str] | None = None
    """The variables with the inputs and with the targets, where they are known."""
    kept: frozenset[str] = frozenset()
    """The variables that the loop keeps from round to round, such as weights."""
    forward: tuple[str, ...] = ()
    """Those that it computes on the way to the output."""
    back: frozenset[str] = frozenset()
    """Those that it computes from then on."""
    texts: dict[ast.AST, str] = field(default_factory=dict)
    _described: dict[object, Described] = field(default_factory=dict)
    _inner: dict[ast.stmt, tuple[ast.NamedExpr, ...]] = field(default_factory=dict)

    def text(self, node: ast.AST) -> str:
        """Return an expression as it is written in a line of its own."""
        if node not in self.texts:
            shown = _Divided().visit(copy.deepcopy(node)) if self.floors else node
            self.texts[node] = ast.unparse(shown)
        return self.texts[node]

    def described(self, values: Mapping[str, Value]) -> Described:
        """Return what is known of arrays of these shapes."""
        shapes = {label: one.shape for label, one in _arrays(values)}
        key = tuple(shapes.items())
        if key not in self._described:
            if len(self._described) >= MOST_DESCRIBED:
                self._described.clear()
            self._described[key] = self._describe(shapes)
        return self._described[key]

    def _describe(self, shapes: Shapes) -> Described:
        matrices = {label for label, shape in shapes.items() if len(shape) == 2}
        weights = [label for label in matrices if variable(label) in self.kept]
        signed = self.kept | self.back
        if self.given is None:
            return Described(kept=self.kept, signed=signed)
        axes = axes_of(self.statements, shapes, *self.given, weights)
        source = self.given[0]
        layers = [label for label in self.forward if "example" in axes.get(label, ())]
        inputs = [source]
        for statement in self.statements:
            match statement:
                case ast.Assign([ast.Name(name)], ast.Name(other)) if other in inputs:
                    inputs.append(name)
        called = {label: label for label in (*inputs[1:], source, *layers) if label in axes}
        return Described(axes, self.kept, signed, inputs, called)

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
    text = taken_apart(source, found.statements, loop)
    variables = Variables(found.steps, found.compares)
    ways = [
        (variables.way(at), name)
        for at, step in enumerate(found.steps if found.compares is not None else ())
        for name in step.writes
    ]
    return replace(
        text,
        floors=found.divides,
        given=_given(found),
        kept=variables.states,
        forward=tuple(name for way, name in ways if way == "forward"),
        back=frozenset(name for way, name in ways if way in ("compare", "back-propagation")),
    )


def taken_apart(source: Source, statements: Sequence[ast.stmt], loop: Loop) -> ScriptText:
    """Return a script's text with these steps; nothing is said of what its variables are for."""
    reader = Definitions()
    reader.visit(source.tree)
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
        tuple(statements),
        tuple(_source(source, statement) for statement in statements),
        functions,
        methods,
        constants,
        frozenset(reader.modules),
        imported,
        frozenset(_bound(loop.function)) if loop.function else frozenset(),
        frozenset(_turning(loop.node)),
    )


def _given(found: Plan) -> tuple[str, str] | None:
    """Return the variables with the inputs and the targets; None if they are not known."""
    for way in found.ways:
        if len(way.sources) == len(way.targets) == 1:
            return way.sources[0], way.targets[0]
    return None


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


def _arrays(values: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield the arrays among some values and their parts, by their labels."""
    for name, value in values.items():
        if value.kind == "array":
            yield name, value
        else:
            parts = ((name + value.key(at), part) for at, part in enumerate(value.parts))
            yield from _arrays(dict(parts))


def _turning(loop: ast.stmt) -> Iterator[str]:
    """Yield the names that the loops within a loop bind."""
    for node in ast.walk(loop):
        if isinstance(node, ast.For) and node is not loop:
            for part in ast.walk(node.target):
                if isinstance(part, ast.Name):
                    yield part.id
