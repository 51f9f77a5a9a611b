"""The expression of a script that tells its error."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterable, Iterator

from .calls import CallNames
from .error_names import ABOUT, DERIVED, MEASURES, RISING, TELLING
from .error_parts import (
    OWN_SCOPE,
    called_name,
    grown,
    is_reset,
    is_square,
    leaves,
    outside,
    subtractions,
)
from .flow import GIVING, simple
from .given_back import gives_back, gives_error, taken
from .hooks import Recorded
from .loops import Loop, counters
from .refusal import Refusal

HARMLESS = MEASURES | {"abs", "fabs", "absolute", "sqrt", "square", "log", "item", "power", "float"}
"""Functions that may be called once more."""


def error_of(loop: Loop, names: CallNames, expression: str | None = None) -> Recorded | None:
    """Return what tells the error of an iteration, and where; None if nothing does.

    It is the expression that is printed or appended in the loop, also if that is the result of a
    call of the script's own; otherwise what sums up an error over the rounds of an inner loop;
    otherwise the first variable that is called an error and has one number made of many; otherwise
    the mean of the absolute difference between an array that the loop never writes and one that it
    does, also in a method that the loop calls; otherwise the first variable that is called an
    error; otherwise what is printed or appended by a measure of what the script's own functions
    return; otherwise an error that a call gives back, to nobody or under another name. Where there
    are several, the first with such a name counts, and rather one number than an array.
    """
    if expression is not None:
        return _placed(_parsed(expression), loop, names)
    if shown := [*_shown(loop, names)]:
        telling = [one for words, one in shown if TELLING.search(words)]
        single = (
            one for one in telling if one.is_result or _is_single(one.expression, loop, names)
        )
        found = next(single, telling[0] if telling else shown[0][1])
        return found if found.is_result else _placed(found.expression, loop, names)
    computed = next(_shown(loop, names, computing=True), (None, None))[1]
    return (
        _total(loop, names)
        or _named(loop, names, single=True)
        or _difference(loop, names)
        or _named(loop, names)
        or computed
        or _given_back(loop, names)
    )


def _parsed(expression: str) -> ast.expr:
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        raise Refusal(f"{expression!r} is not an expression") from None


def _shown(
    loop: Loop, names: CallNames, *, computing: bool = False
) -> Iterator[tuple[str, Recorded]]:
    """Yield the measures of an error that the loop prints or appends: its words, and where.

    With `computing`, the script's functions may be called in them: these may change something,
    so that such a measure is only recorded as the script computes it.
    """
    written = {*names.access(*loop.node.body).written} - counters(loop.node, names)
    for statement in simple(loop.node.body):
        for call in outside(statement):
            if isinstance(call, ast.Call) and called_name(call) in ("print", "append", "write"):
                for argument in () if RISING.search(ast.unparse(call.func)) else call.args:
                    for leaf in leaves(argument):
                        if not {*names.access(_numbers(leaf)).reads} & written:
                            continue
                        if computing and _computes(leaf, loop, names):
                            yield ast.unparse(leaf), Recorded(statement, leaf, is_result=True)
                        elif _measures(leaf, loop, names):
                            yield ast.unparse(leaf), Recorded(statement, leaf)
                        elif gives_back(leaf, call.func, names):
                            found = Recorded(statement, leaf, is_result=True)
                            yield ast.unparse(call), found


def _computes(leaf: ast.expr, loop: Loop, names: CallNames) -> bool:
    """True for a measure of a difference, or of an error, that own functions are called for."""
    nodes = [*ast.walk(leaf)]
    is_difference = any(isinstance(node, ast.Sub) for node in nodes) or gives_error(leaf, names)
    compares = any(isinstance(node, ast.Compare) for node in nodes)
    return is_difference and not compares and _measures(leaf, loop, names, {*names.functions})


def _measures(
    leaf: ast.expr, loop: Loop, names: CallNames, own: Collection[str] = frozenset()
) -> bool:
    """True for an expression that makes one number of many, or a variable that has such a one.

    It may call the functions in `own`.
    """
    if any(isinstance(node, (*OWN_SCOPE, ast.Eq)) for node in ast.walk(leaf)):
        return False
    if RISING.search(" ".join(names.access(leaf).reads)):
        return False
    calls = {*names.access(leaf).calls}
    if not isinstance(leaf, ast.Name | ast.Attribute):
        return bool(calls & MEASURES or TELLING.search(ast.unparse(leaf))) and calls <= HARMLESS | {
            *own
        }
    return bool(TELLING.search(ast.unparse(leaf))) or _is_single(leaf, loop, names)


def _is_single(leaf: ast.expr, loop: Loop, names: CallNames) -> bool:
    """True for one number that is made of many, or a variable that has such a one."""
    if not isinstance(leaf, ast.Name | ast.Attribute):
        return bool({*names.access(leaf).calls} & MEASURES)
    variable = ast.unparse(leaf)
    given = (one for one in simple(loop.node.body) if isinstance(one, GIVING))
    made = [one for one in given if variable in names.access(one).written]
    return any({*names.access(one).calls} & MEASURES or _is_loss(one) for one in made)


def _is_loss(statement: ast.stmt) -> bool:
    """True if a single variable is given what a function such as `loss` gives back."""
    match statement:
        case ast.Assign([ast.Name() | ast.Attribute()], ast.Call() as call):
            return bool(TELLING.search(called_name(call))) and not DERIVED.search(called_name(call))
    return False


def _numbers(leaf: ast.expr) -> ast.AST:
    """Return an expression without what is read of arrays beside their numbers."""
    return _Numbers().visit(copy.deepcopy(leaf))


class _Numbers(ast.NodeTransformer):
    def visit(self, node: ast.AST) -> ast.AST:
        match node:
            case ast.Attribute(attr=name) | ast.Call(ast.Name(name) | ast.Attribute(attr=name)):
                if name in ABOUT:
                    return ast.Constant(0)
        return self.generic_visit(node)


def _difference(loop: Loop, names: CallNames) -> Recorded | None:
    """Return the mean absolute value of what is given minus what is computed."""
    written = names.access(*loop.node.body).written
    if isinstance(loop.node, ast.For):
        written |= names.access(ast.Assign([loop.node.target], ast.Constant(0))).writes
    counting = counters(loop.node, names)

    def is_given(side: Iterable[str]) -> bool:
        return all(name not in written or name in counting for name in side)

    found: list[tuple[bool, Recorded]] = []
    for statement in simple(loop.node.body):
        for inner, called in ((statement, None), *names.statements(statement)):
            for node in subtractions(inner):
                sides = [[*names.access(side).reads] for side in (node.left, node.right)]
                if called is not None:
                    sides = [[called.outside(name) or "" for name in side] for side in sides]
                if not all(sides) or "" in sides[0] + sides[1]:
                    continue
                if is_given(sides[0]) != is_given(sides[1]) and names.repeats(node):
                    told = node if called is None else called.told(node)
                    tells = any(map(TELLING.search, names.access(inner).written))
                    found.append((tells, Recorded(statement, _mean_absolute(told))))
    return max(found, key=lambda one: one[0], default=(False, None))[1]


def _named(loop: Loop, names: CallNames, *, single: bool = False) -> Recorded | None:
    """Return the first variable that the loop computes and that has the name of an error.

    With `single`, one that is given one number made of many.
    """
    inner = counters(loop.node, names)
    for statement in simple(loop.node.body):
        if single and not _gives_single(statement):
            continue
        for name in names.access(statement).writes:
            if name not in inner and TELLING.search(name) and not RISING.search(name):
                return Recorded(statement, _parsed(name))
    return None


def _given_back(loop: Loop, names: CallNames) -> Recorded | None:
    """Return an error that a call gives back: to nobody, `net.step(x, y)`, or under any name."""
    for statement in simple(loop.node.body):
        if (variable := taken(statement, names)) is not None:
            return Recorded(statement, _parsed(ast.unparse(variable)))
        match statement:
            case ast.Expr(ast.Call() as call) if gives_back(call, call.func, names):
                return Recorded(statement, call, is_result=True)
    return None


def _gives_single(statement: ast.stmt) -> bool:
    """True if a single variable that is no slope is given one number made of many."""
    match statement:
        case ast.Assign([ast.Name(name) | ast.Attribute(attr=name)]) if not DERIVED.search(name):
            calls = [one for one in outside(statement) if isinstance(one, ast.Call)]
            measures = [one for one in calls if called_name(one) in MEASURES]
            along = any(one.keywords or len(one.args) > 1 for one in measures)  # one for each row
            return _is_loss(statement) or (bool(measures) and not along)
    return False


def _total(loop: Loop, names: CallNames) -> Recorded | None:
    """Return what an inner loop adds up of an error, by its name or as a difference."""
    written = names.access(*loop.node.body).written
    for statement in simple(loop.node.body):
        total, value = grown(statement)
        if total is None or value is None or not _rounds(loop.node, statement):
            continue
        sizes = {*names.access(value).calls} & {"abs", "fabs", "absolute", "square"}
        if not sizes and not any(map(is_square, ast.walk(value))):
            continue
        counting = counters(loop.node, names)
        reads = {*names.access(value).reads} - counting
        sides = [
            {*names.access(side).reads}
            for node in subtractions(value)
            for side in (node.left, node.right)
        ]
        computed = {*written} - counting
        differs = (
            len(sides) == 2
            and all(sides)
            and sides[0].isdisjoint(computed) != sides[1].isdisjoint(computed)
        )
        if differs or (len(reads) == 1 and TELLING.search(next(iter(reads)))):
            return _placed(_parsed(ast.unparse(total)), loop, names)
    return None


def _mean_absolute(node: ast.expr) -> ast.expr:
    """Return the expression `abs(node).mean()`."""
    absolute = ast.Call(ast.Name("abs", ast.Load()), [node], [])
    return ast.Call(ast.Attribute(absolute, "mean", ast.Load()), [], [])


def _placed(expression: ast.expr, loop: Loop, names: CallNames) -> Recorded:
    """Return where in the loop the expression's value is known."""
    reads = names.access(expression).reads
    last: ast.stmt | None = None
    printing: ast.stmt | None = None
    rounds: set[int] = set()
    for statement in simple(loop.node.body):
        if printing is None and any(node is expression for node in ast.walk(statement)):
            if last is None:
                return Recorded(statement, expression, before=True)
            printing = statement
            rounds = _rounds(loop.node, statement)
        if printing is not None:
            if id(statement) not in rounds:
                break
            if is_reset(statement, reads):
                return Recorded(printing, expression, before=True)
        changed = names.access(statement).written
        if any(name.split(".")[0] in changed or name in changed for name in reads):
            last = statement
    # What grows in an inner loop is known behind it.
    if isinstance(last, ast.AugAssign) or (last and grown(last)[0]):
        for outer in loop.node.body:
            if isinstance(outer, ast.For | ast.While) and last in simple(outer.body):
                return Recorded(outer, expression)
    return Recorded(last or loop.node.body[0], expression, before=last is None)


def _rounds(node: ast.AST, statement: ast.stmt) -> set[int]:
    """Return the statements of the loop within a loop in which a statement stands."""
    for inner in ast.walk(node):
        if inner is not node and isinstance(inner, ast.For | ast.While):
            found = {id(one) for one in simple(inner.body)}
            if id(statement) in found:
                return found
    return set()
