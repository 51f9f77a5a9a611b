"""The seed of a script, and its other settings: numbers that stand in its text."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .loops import Loop
from .refusal import Refusal

SEEDING = {"seed", "default_rng", "RandomState", "PCG64", "MT19937", "SeedSequence", "Random"}


@dataclass(frozen=True)
class Setting:
    """A number in the text that has a name: one given before the loop, or that of an argument."""

    name: str
    value: float | int
    line: int


def seed_nodes(tree: ast.Module) -> list[ast.Constant]:
    """Return the numbers in the text that seed random numbers."""
    given = {name: nodes[0] for name, nodes in _literals(tree).items()}
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(attr=name) | ast.Name(name), arguments, keywords) if (
                name in SEEDING
            ):
                keyed = [one.value for one in keywords if one.arg in ("seed", "a")]
                first = next(iter([*arguments, *keyed]), None)
                number = given.get(first.id) if isinstance(first, ast.Name) else first
                if isinstance(number, ast.Constant) and type(number.value) is int:
                    found.append(number)
    return found


def seed(tree: ast.Module, chosen: int | None) -> int | None:
    """Return the number that seeds random numbers; without one in the text, the one chosen."""
    found = (node.value for node in seed_nodes(tree))
    return next((value for value in found if isinstance(value, int)), chosen)


def is_seeded(tree: ast.Module) -> bool:
    """True when the script seeds its random numbers, or draws none."""
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names.update((node.module or "").split("."))
    return bool(seed_nodes(tree)) or not names & {"random", "default_rng", "RandomState"}


def settings(tree: ast.Module, loop: Loop | None) -> list[Setting]:
    """Return the script's settings in the order of the text; without a loop, all numbers in it.

    They stand before the loop; those of one in a function may stand before that is called. What
    calls pass for an argument may stand in the loop, too.
    """
    function = loop.function if loop else None
    calls = _calls(tree).get(function.name, []) if function else []
    end = max([loop.line if loop else 0, *(call.end_lineno or call.lineno for call in calls)])
    passed = {id(node) for them in _calls(tree).values() for call in them for node in _given(call)}
    found = [
        Setting(name, node.value, node.lineno)
        for name, (node, *_) in _literals(tree).items()
        if loop is None
        or node.lineno < loop.line
        or (calls and node.lineno <= end)
        or id(node) in passed
        if isinstance(node.value, int | float) and not isinstance(node.value, bool)
    ]
    return sorted(found, key=lambda one: one.line)


def change(
    tree: ast.Module, loop: Loop | None, seed: int | None, lets: Mapping[str, float]
) -> None:
    """Put other numbers in the text; Refusal for a name that is no setting."""
    known = {one.name: one for one in settings(tree, loop)}
    literals = _literals(tree)
    for name, value in lets.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise Refusal(f"{name!r} is not one of its settings: {names}")
        whole = isinstance(known[name].value, int) and float(value).is_integer()
        for node in literals[name]:
            node.value = int(value) if whole else value
    if seed is not None:
        for node in seed_nodes(tree):
            node.value = seed


def _literals(tree: ast.Module) -> dict[str, list[ast.Constant]]:
    """Return the numbers that are given to a name, where that happens only once.

    An argument is given the number once if all calls pass the same one.
    """
    found: dict[str, list[list[ast.Constant]]] = {}
    calls = _calls(tree)
    made = {
        inner: node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for inner in node.body
        if isinstance(inner, ast.FunctionDef) and inner.name == "__init__"
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                found.setdefault(name, []).append(_same([value]))
            case ast.Assign(targets=[ast.Tuple(names)], value=ast.Tuple(values)) if len(
                names
            ) == len(values):
                for target, value in zip(names, values, strict=True):
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, []).append(_same([value]))
            case ast.AnnAssign(target=ast.Name(name), value=ast.Constant() as value):
                found.setdefault(name, []).append([value])
            case ast.AugAssign(target=ast.Name(name)) | ast.For(target=ast.Name(name)):
                found.setdefault(name, []).append([])
            case ast.FunctionDef(name=name, args=arguments):
                for argument, default in _defaults(arguments):
                    given = _passed(argument, arguments, calls.get(made.get(node, name), []))
                    given = given or [default]
                    alone = given[0] if len(given) == 1 else None
                    if not (isinstance(alone, ast.Name) and alone.id == argument):
                        found.setdefault(argument, []).append(_same(given))
    return {name: given[0] for name, given in found.items() if len(given) == 1 and given[0]}


def _same(given: Sequence[ast.expr | None]) -> list[ast.Constant]:
    """Return numbers in the text, if all that is given is the same one; else nothing."""
    numbers = [node for node in given if isinstance(node, ast.Constant)]
    return numbers if len({*map(ast.dump, numbers)}) == 1 and len(numbers) == len(given) else []


def _given(call: ast.Call) -> list[ast.expr]:
    """Return what a call passes."""
    return [*call.args, *(one.value for one in call.keywords)]


def _calls(tree: ast.Module) -> dict[str, list[ast.Call]]:
    """Return the calls in a script by the last name of what is called."""
    found: dict[str, list[ast.Call]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name)):
                found.setdefault(name, []).append(node)
    return found


def _passed(
    argument: str, arguments: ast.arguments, calls: list[ast.Call]
) -> list[ast.expr | None]:
    """Return what some calls pass for an argument, which then counts instead of its default."""
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    names = names[1:] if names[:1] == ["self"] else names
    place = names.index(argument) if argument in names else len(names)
    found: list[ast.expr | None] = []
    for call in calls:
        found += call.args[place : place + 1]
        found += [one.value for one in call.keywords if one.arg == argument]
        found += [None for one in call.keywords if one.arg is None]
    return found


def _defaults(arguments: ast.arguments) -> list[tuple[str, ast.Constant | None]]:
    """Return a function's arguments, each with its default if that is a number."""
    positional = [*arguments.posonlyargs, *arguments.args]
    padding: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    pairs = list(zip(positional, [*padding, *arguments.defaults], strict=True))
    pairs += list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
    return [
        (argument.arg, default if isinstance(default, ast.Constant) else None)
        for argument, default in pairs
    ]
