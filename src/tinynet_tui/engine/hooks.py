"""A script that stops where it is told to: its loop's body twice, once with a stop at every step.

    for j in range(60000):
        if __tinynet_next__(__tinynet_begins__):  # seldom true: one step at a time
            l1 = sigmoid(l0 @ syn0)
            __tinynet_step__(0)
            ...
        else:  # at full speed
            l1 = sigmoid(l0 @ syn0)
            ...

The lines keep their numbers, so a traceback names those of the file.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .flow import NESTED, Names, bodies, simple
from .hook_calls import (
    COMPARE,
    ENDED,
    PREFIX,
    RESULT,
    ROUND,
    SEEN,
    STEP,
    attempt,
    begins,
    call,
    calling,
    copying,
    recording,
    trying,
    watch_hook,
)
from .loops import Loop
from .watched import NOTHING, Watched

JUMPS = (ast.Break, ast.Continue, ast.Return, ast.Raise)
"""Statements after which nothing can stand: the stop stands before them."""
INNER = (ast.For, ast.While)
"""Loops inside the loop."""
HOISTED = (ast.Global, ast.Nonlocal)
"""Declarations, which may stand only once."""


@dataclass(frozen=True)
class Line:
    """A statement of the loop that is a step."""

    line: int
    end: int
    """Its last line."""
    writes: tuple[str, ...]
    """The variables it writes, those that it changes in part last."""
    reads: tuple[str, ...]
    inside: tuple[int, ...] = ()
    """The lines of the inner loops in whose bodies it stands, the outermost first."""


@dataclass(frozen=True)
class Recorded:
    """An expression whose value is recorded beside a statement of the loop."""

    statement: ast.stmt
    expression: ast.expr
    before: bool = False
    """True when it is recorded before the statement, not after it."""
    is_squared: bool = False
    """True when the error is the mean of its squares, which is taken later."""
    is_result: bool = False
    """True when it is the result of a call in the statement, which must not be made again."""

    @property
    def is_passed_on(self) -> bool:
        """True when the statement itself computes the expression, once, as a part of arithmetic.

        Then it need not be computed again, and nothing that gets it can change it but for a result.
        """
        if self.is_result:
            return True
        parts: list[ast.AST | None] = []
        match self.statement:
            case ast.Assign(value=value) | ast.AugAssign(value=value) if not self.before:
                parts = [value]
        while parts:
            part = parts.pop()
            if part is self.expression:
                return True
            match part:
                case ast.BinOp(left, _, right):
                    parts += [left, right]
                case ast.UnaryOp(operand=operand) | ast.Attribute(value=operand):
                    parts.append(operand)
                case ast.Call(ast.Attribute(owner, "dot" | "matmul"), arguments):
                    parts += [owner, *arguments]
        return False


def made_anew(steps: Sequence[Line]) -> frozenset[str]:
    """Return the variables that some steps write before they read them."""
    read: set[str] = set()
    found: set[str] = set()
    for step in steps:
        read |= {*step.reads}
        found |= {*step.writes} - read
    return frozenset(found)


def steps(loop: Loop, names: Names) -> tuple[Line, ...]:
    """Return the statements of a loop that are steps, in the order of the text."""
    around = _inner_loops(loop.node.body)
    return tuple(
        _line(statement, names, around[id(statement)]) for statement in simple(loop.node.body)
    )


def _line(statement: ast.stmt, names: Names, inside: tuple[int, ...]) -> Line:
    access = names.access(statement)
    end = statement.end_lineno or statement.lineno
    reads = tuple(name for name in access.reads if not names.is_method(name))
    return Line(statement.lineno, end, tuple(access.written), reads, inside)


def _inner_loops(body: list[ast.stmt], around: tuple[int, ...] = ()) -> dict[int, tuple[int, ...]]:
    """Return the lines of the loops around each statement of a body, nested ones included."""
    found: dict[int, tuple[int, ...]] = {}
    for statement in body:
        found[id(statement)] = around
        if isinstance(statement, NESTED):
            for inner in bodies(statement):
                repeats = isinstance(statement, INNER) and inner is statement.body
                found |= _inner_loops(inner, (*around, statement.lineno) if repeats else around)
    return found


def insert(
    tree: ast.Module,
    loop: Loop,
    recorded: Recorded | None = None,
    watched: Watched = NOTHING,
    chosen: ast.expr | None = None,
) -> None:
    """Insert calls of the hooks into a tree, in which the loop stands.

    What is recorded follows from the expression that a user has `chosen`, which is tried first.
    """
    node = loop.node
    numbers = {id(statement): number for number, statement in enumerate(simple(node.body))}
    declarations = [inner for inner in ast.walk(node) if isinstance(inner, HOISTED)]
    stepping = _Body(numbers, recorded, watched, chosen).copied(node.body)
    quick = _Body({}, recorded, watched, chosen).copied(node.body)
    watching = _watching(node, watched)
    node.body = [*declarations, *watching, ast.If(begins(), stepping, quick)]
    _Wrapping(node, watching).visit(tree)
    ast.fix_missing_locations(tree)


@dataclass(frozen=True)
class _Body:
    """Copies the body of a loop, with a stop after each statement that has a number."""

    numbers: Mapping[int, int]
    recorded: Recorded | None
    watched: Watched
    chosen: ast.expr | None = None

    def copied(self, body: list[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for statement in body:
            if not isinstance(statement, HOISTED):
                result += self._surrounded(statement)
        return result or [ast.copy_location(ast.Pass(), body[0])]

    def _surrounded(self, statement: ast.stmt) -> list[ast.stmt]:
        """Return a statement with what stands before and after it."""
        before: list[ast.stmt] = []
        after: list[ast.stmt] = []
        recorded, made = self.recorded, statement
        if recorded is not None and recorded.statement is statement:
            if recorded.is_passed_on:
                hook = call(RESULT if recorded.is_result else SEEN, recorded.expression)
                seen = ast.copy_location(hook, recorded.expression)
                made = copy.deepcopy(statement, {id(recorded.expression): seen})
            else:
                first = recorded.before or isinstance(statement, JUMPS)
                mine = before if first else after
                if self.chosen is not None:
                    mine.append(trying(statement, self.chosen))
                record = recording if self.numbers else copying
                mine.append(record(statement, recorded.expression))
        output = None if self.watched.difference else self.watched.output
        if output is not None and self.watched.statement is statement:
            before.append(attempt(statement, calling(COMPARE, statement, output)))
        if (number := self.numbers.get(id(statement))) is not None:
            jumps = isinstance(statement, JUMPS)
            stop = calling(STEP, statement, ast.Constant(number))
            (before if jumps else after).append(stop)
        if isinstance(statement, NESTED):
            made = _with_bodies(statement, self.copied)
        if self.numbers and isinstance(made, INNER):
            made.body.insert(0, calling(ROUND, statement, ast.Constant(statement.lineno)))
        return [*before, made, *after]


def _with_bodies(node: ast.stmt, change: Callable[[list[ast.stmt]], list[ast.stmt]]) -> ast.stmt:
    """Return a copy of a compound statement with its bodies changed."""
    made = copy.copy(node)
    for name in ("body", "orelse", "finalbody"):
        if getattr(node, name, None):
            setattr(made, name, change(getattr(node, name)))
    for name in ("handlers", "cases"):
        if hasattr(node, name):
            parts = [copy.copy(part) for part in getattr(node, name)]
            for part in parts:
                part.body = change(part.body)
            setattr(made, name, parts)
    return made


class _Wrapping(ast.NodeTransformer):
    """Tells the hooks when the loop has ended, however it ends."""

    def __init__(self, loop: ast.stmt, watching: list[ast.stmt]) -> None:
        self._loop, self._watching = loop, watching

    def visit(self, node: ast.AST) -> Any:
        if node is not self._loop:
            return self.generic_visit(node)
        assert isinstance(node, ast.stmt)
        wrapped = ast.Try([node], [], [], [*self._watching, calling(ENDED, node)])
        names = {one.id for one in ast.walk(wrapped) if isinstance(one, ast.Name)}
        hooks = [name for name in sorted(names) if name.startswith(PREFIX)]
        # Also where the loop stands in the module itself, they are then found at once.
        return [ast.copy_location(one, node) for one in (ast.Global(hooks), wrapped)]


def _watching(node: ast.stmt, watched: Watched) -> list[ast.stmt]:
    """Return the statements, if any, that note the weights."""
    if not watched.weights:
        return []
    parts = [ast.parse(name, mode="eval").body for name in watched.weights]
    notes = [calling(watch_hook(at), node, part) for at, part in enumerate(parts)]
    return [attempt(node, *notes)]
