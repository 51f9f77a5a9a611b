"""Errors that a call gives back: `losses.append(net.train(X, y))`.

Such a call trains, so it cannot be made once more: its result is recorded as it comes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .calls import CallNames
from .error_names import DERIVED, MEASURES, RISING, TELLING
from .error_parts import leaves
from .flow import GIVING, NESTED, Function


def gives_back(leaf: ast.expr, taker: ast.expr, names: CallNames) -> bool:
    """True for a call of a function of the script that gives back an error to a `taker`.

    It does if the function or the taker is called so, or else if it makes one number of many.
    """
    match leaf:
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in names.functions:
            function = names.functions[name]
        case _:
            return False
    results = [*_results(function.body)]
    if not all(map(_may_be_number, results)) or not results:
        return False
    told = [name, ast.unparse(taker)]
    if RISING.search(" ".join([*told, *map(ast.unparse, results)])):
        return False
    is_called_so = any(map(TELLING.search, told))
    return is_called_so or all(_measures(result, function, names) for result in results)


def taken(statement: ast.stmt, names: CallNames) -> ast.expr | None:
    """Return the variable that takes an error which a call gives back by that name.

    `value = train(X, y)` where the function ends with `return loss`, or one of several targets.
    """
    match statement:
        case ast.Assign([target], ast.Call(ast.Name(name) | ast.Attribute(attr=name))):
            function = names.functions.get(name)
        case _:
            return None
    results = [] if function is None else [*_results(function.body)]
    several = target.elts if isinstance(target, ast.Tuple | ast.List) else None
    for at, one in enumerate([target] if several is None else several):
        given = [result if several is None else _part(result, at) for result in results]
        if given and all(map(_is_error, given)) and not RISING.search(ast.unparse(one)):
            return one if isinstance(one, ast.Name | ast.Attribute) else None
    return None


def _part(result: ast.expr, at: int) -> ast.expr | None:
    """Return one of several results."""
    parts = result.elts if isinstance(result, ast.Tuple | ast.List) else []
    return parts[at] if at < len(parts) else None


def _is_error(result: ast.expr | None) -> bool:
    """True for a variable that is called an error, also in another form: `float(loss)`."""
    found = [] if result is None else [*leaves(result)]
    if len(found) != 1 or not isinstance(found[0], ast.Name | ast.Attribute):
        return False
    name = ast.unparse(found[0])
    return bool(TELLING.search(name)) and not (DERIVED.search(name) or RISING.search(name))


def gives_error(leaf: ast.expr, names: CallNames) -> bool:
    """True if a piece of a script calls a function of its own that gives back an error by name."""
    called = [names.functions.get(name) for name in names.access(leaf).calls]
    results = [[*_results(one.body)] for one in called if one is not None]
    return any(found and all(map(_is_error, found)) for found in results)


def _results(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """Yield what a function returns, but for nothing."""
    for statement in body:
        if isinstance(statement, ast.Return) and statement.value is not None:
            yield statement.value
        elif isinstance(statement, NESTED):
            inner = (one for one in ast.walk(statement) if isinstance(one, ast.Return))
            yield from (one.value for one in inner if one.value is not None)


def _may_be_number(result: ast.expr) -> bool:
    """False for what is certainly more than a number."""
    return not isinstance(result, ast.Tuple | ast.List | ast.Dict | ast.JoinedStr)


def _measures(result: ast.expr, function: Function, names: CallNames) -> bool:
    """True for what makes one number of many, or a variable that has such a one."""
    variable = ast.unparse(result)
    given = [one for one in ast.walk(function) if isinstance(one, GIVING)]
    made = [result, *(one for one in given if variable in names.access(one).written)]
    if any(isinstance(node, ast.Eq) for one in made for node in ast.walk(one)):
        return False  # it counts what is right
    measured = any({*names.access(one).calls} & MEASURES for one in made)
    return measured or bool(TELLING.search(variable))
