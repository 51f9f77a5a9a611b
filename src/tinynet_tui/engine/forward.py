"""The way from a script's given input to the output that is compared with the targets.

It is read from the flow of data. Nothing runs here; `asking.py` runs the statements found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .before import Before
from .dependence import Dependence
from .flow import Names, simple
from .loops import Loop, counters

DEEPEST = 2
"""How many calls deep the comparison is looked for."""
FORMS = {"str", "print", "len", "range", "zip", "enumerate"}
"""Functions that compare nothing."""


@dataclass(frozen=True)
class Level:
    """Statements to be run, in the loop or in a function that it calls."""

    bindings: tuple[tuple[str, ast.expr], ...]
    """The function's parameters, and the expressions outside that they get."""
    statements: tuple[ast.stmt, ...]
    owner: str = ""
    """The class in which they stand."""


@dataclass(frozen=True)
class Way:
    """The statements between the given arrays and an output."""

    levels: tuple[Level, ...]
    output: ast.expr
    sources: tuple[str, ...]
    """The given variables that the output comes from, in the order of the text."""
    targets: tuple[str, ...]
    """Those that what it is compared with comes from."""
    drawn: frozenset[str] = frozenset()
    """Those that the loop gives new values in each round."""
    compares: ast.stmt | None = None
    """The statement in the loop that compares the two, itself or in a function that it calls."""


def ways(loop: Loop, names: Names, tree: ast.Module) -> Iterator[Way]:
    """Yield what may be the way forward, the likeliest first."""
    finder = Finder(names, tree)
    owner = finder.owners.get(loop.function, "") if loop.function else ""
    body = loop.node.body
    written = names.access(*body).written
    drawn: set[str] = set()
    if isinstance(loop.node, ast.For):
        drawn = {*names.access(ast.Assign([loop.node.target], ast.Constant(0))).writes}
    inner = counters(loop.node, names)
    for subtracts in (True, False):
        for hot in (finder.trained(body, names) - inner, {*written} - inner):
            for way in finder.ways(body, hot, owner, subtracts=subtracts):
                sources = tuple(one for one in way.sources if one not in written)
                if sources and way.targets:
                    yield replace(way, sources=sources, drawn=frozenset(drawn))


def comparing(loop: Loop, ways: Iterable[Way]) -> int | None:
    """Return the number of the step that compares the output with the targets, if one is found."""
    found = [*simple(loop.node.body)]
    return next((found.index(way.compares) for way in ways if way.compares in found), None)


class Finder(Dependence):
    """Finds the comparison of the output with the targets, and what leads to it."""

    def ways(
        self,
        body: Sequence[ast.stmt],
        hot: set[str],
        owner: str = "",
        *,
        subtracts: bool,
        depth: int = 0,
    ) -> Iterator[Way]:
        """Yield the ways to what is compared in a body, or in what it calls."""
        for statement in simple(body):
            before = Before(body, statement)
            for node in _outside(statement):
                if found := self._compared(node, hot, subtracts=subtracts):
                    output, targets = found
                    units, sources = self._needed(before.statements, output)
                    _, given = self._needed(before.statements, targets)
                    first = (Level((), units, owner),)
                    yield Way(first, output, sources, given, compares=statement)
            if depth == DEEPEST:
                continue
            for node in _outside(statement):
                if isinstance(node, ast.Call):
                    for way in self._inside(node, before, hot, owner, subtracts, depth):
                        yield replace(way, compares=statement)

    def _compared(
        self, node: ast.AST, hot: set[str], *, subtracts: bool
    ) -> tuple[ast.expr, ast.expr] | None:
        """Return the output and the targets that an operation compares."""
        match node:
            case ast.BinOp(left, sign, right) if isinstance(sign, ast.Sub) == subtracts:
                if not isinstance(sign, ast.Sub | ast.Mult | ast.Div):
                    return None
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [left, right]) if (
                not subtracts and name not in FORMS
            ):
                pass
            case _:
                return None
        for output, targets in ((left, right), (right, left)):
            given = self.access(targets).reads
            if given and self.is_hot(output, hot) and not self.is_hot(targets, hot):
                return (output if subtracts else self._only(output)), targets
        return None

    def _only(self, node: ast.expr) -> ast.expr:
        """Return the variable in an expression such as `np.log(out)`, if there is only one."""
        while True:
            match node:
                case ast.Call(_, [inner]) | ast.UnaryOp(_, inner):
                    node = inner
                case ast.BinOp(ast.Constant(), _, inner) | ast.BinOp(inner, _, ast.Constant()):
                    node = inner
                case _:
                    return node

    def _inside(
        self,
        call: ast.Call,
        before: Before,
        hot: set[str],
        owner: str,
        subtracts: bool,
        depth: int,
    ) -> Iterator[Way]:
        """Yield the ways that end in a function that is called."""
        match call.func:
            case ast.Name(name):
                given = [*call.args]
            case ast.Attribute(of, name):
                given = [of, *call.args]
            case _:
                return
        function = self.names.functions.get(name)
        if function is None or function.args.vararg or function.args.kwarg:
            return
        parameters = [one.arg for one in function.args.args]
        bound = dict(zip(parameters, given, strict=False))
        bound |= {one.arg: one.value for one in call.keywords if one.arg}
        defaults = function.args.defaults
        for one, value in zip(parameters[len(parameters) - len(defaults) :], defaults, strict=True):
            bound.setdefault(one, value)
        if {*parameters} - {*bound}:
            return
        inner = {name for name, value in bound.items() if self.is_hot(value, hot)} | self.globals
        inner |= self.trained(function.body, self.names)
        for statement in simple(function.body):
            if self.is_hot(statement, inner):
                inner |= {*self.names.access(statement).written}
        own = self.owners.get(function, "")
        for way in self.ways(function.body, inner, own, subtracts=subtracts, depth=depth + 1):
            sources = [*self._outer(way.sources, bound)]
            needed = [bound[one] for one in parameters if one in bound]
            units, _ = self._needed(before.statements, *needed, *map(_parsed, sources))
            roots = [self._needed(before.statements, _parsed(one))[1] for one in sources]
            targets = [
                self._needed(before.statements, _parsed(one))[1]
                for one in self._outer(way.targets, bound)
            ]
            first, *rest = way.levels
            second = Level((*bound.items(),), first.statements, own)
            levels = (Level((), units, owner), second, *rest)
            yield Way(levels, way.output, _flat(roots), _flat(targets))

    def _outer(self, wanted: Iterable[str], bound: dict[str, ast.expr]) -> Iterator[str]:
        """Yield what a function's variables are called where it is called from."""
        for name in wanted:
            first, point, member = name.partition(".")
            if first not in bound:
                yield name
            elif point:
                yield f"{ast.unparse(bound[first])}.{member}"
            else:
                yield from self.names.access(bound[first]).reads

    def _needed(
        self, before: Sequence[ast.stmt], *wanted: ast.expr
    ) -> tuple[tuple[ast.stmt, ...], tuple[str, ...]]:
        """Return the statements that make what is wanted, and what is given to them."""
        names: dict[str, None] = {}
        for one in wanted:
            names |= self.access(one).reads
        found: list[ast.stmt] = []
        early: dict[str, None] = {}
        for statement in reversed(before):
            access = self.access(statement)
            made = {*access.written}
            owners = {name.partition(".")[0] for name in names}
            calls_owner = isinstance(statement, ast.Expr) and {*access.reads} & owners
            if not (made & {*names} or calls_owner):
                continue
            found.append(statement)
            if isinstance(statement, ast.Assign):
                for name in self.names.access(statement).writes:
                    names.pop(name, None)
            names = {**access.reads, **names}
            early = {**access.reads, **early}
        written = {name for one in before for name in self.names.access(one).writes}
        ordered = {**early, **names}
        given = [one for one in ordered if one not in written and not self.names.is_method(one)]
        return tuple(reversed(found)), tuple(given)


def _parsed(name: str) -> ast.expr:
    return ast.parse(name, mode="eval").body


def _flat(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _outside(statement: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a statement, outer ones first, but for those of inner functions."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.Lambda):
            yield from _outside(child)
