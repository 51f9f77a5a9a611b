"""What is run before a statement of a loop's body."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .flow import NESTED, bodies


@dataclass(frozen=True)
class Before:
    """What is run before a statement of a body; found out only when that is asked for."""

    body: Sequence[ast.stmt]
    there: ast.stmt

    @cached_property
    def statements(self) -> Sequence[ast.stmt]:
        return before(self.body, self.there) or []


def before(body: Sequence[ast.stmt], there: ast.stmt) -> list[ast.stmt] | None:
    """Return what is run before a statement; of the loops around it, the first round."""
    found: list[ast.stmt] = []
    for statement in body:
        if statement is there:
            return found
        if isinstance(statement, NESTED):
            for inner in bodies(statement):
                if (rest := before(inner, there)) is not None:
                    return [*found, *_entering(statement), *rest]
        found += _apart(statement)
    return None


def _entering(statement: ast.stmt) -> list[ast.stmt]:
    """Return what gives a loop's variables their first values."""
    if not isinstance(statement, ast.For):
        return []
    return [*_first(statement.target, statement.iter)]


def _first(target: ast.expr, iterated: ast.expr) -> Iterator[ast.stmt]:
    match target, iterated:
        case ast.Tuple(parts), ast.Call(ast.Name("zip"), several) if len(parts) == len(several):
            for part, one in zip(parts, several, strict=True):
                yield from _first(part, one)
        case ast.Tuple([index, part]), ast.Call(ast.Name("enumerate"), [one]):
            yield ast.Assign([index], ast.Constant(0))
            yield from _first(part, one)
        case _:
            first = ast.Call(ast.Name("next", ast.Load()), [_iterator(iterated)], [])
            yield ast.Assign([target], first)


def _iterator(node: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("iter", ast.Load()), [node], [])


def _apart(statement: ast.stmt) -> list[ast.stmt]:
    """Return `a, b = X[i], y[i]` as two statements."""
    match statement:
        case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if (
            len(targets) == len(values)
            and all(isinstance(one, ast.Name) for one in targets)
            and not {one.id for one in targets if isinstance(one, ast.Name)}
            & {one.id for value in values for one in ast.walk(value) if isinstance(one, ast.Name)}
        ):
            pairs = zip(targets, values, strict=True)
            return [ast.Assign([target], value) for target, value in pairs]
    return [statement]
