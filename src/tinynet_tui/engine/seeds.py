"""The seed of a script, and its other settings: numbers that stand in its text."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from .loops import Loop
from .refusal import Refusal

SEEDING = {"seed", "default_rng", "RandomState", "PCG64", "MT19937", "SeedSequence", "Random"}


@dataclass(frozen=True)
class Setting:
    """A number in the text to which a name is given before the loop."""

    name: str
    value: float | int
    line: int


def seed_nodes(tree: ast.Module) -> list[ast.Constant]:
    """Return the numbers in the text that seed random numbers."""
    given = {name: node for name, node in _literals(tree).items() if isinstance(node.value, int)}
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
    return bool(seed_nodes(tree)) or not names & {"random", "default_rng", "RandomState"}


def settings(tree: ast.Module, loop: Loop | None) -> list[Setting]:
    """Return the script's settings in the order of the text; without a loop, all numbers in it."""
    found = [
        Setting(name, node.value, node.lineno)
        for name, node in _literals(tree).items()
        if (loop is None or node.lineno < loop.line)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
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
        literals[name].value = int(value) if whole else value
    if seed is not None:
        for node in seed_nodes(tree):
            node.value = seed


def _literals(tree: ast.Module) -> dict[str, ast.Constant]:
    """Return the numbers that are given to a name, where that happens only once."""
    found: dict[str, list[ast.Constant | None]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                found.setdefault(name, []).append(
                    value if isinstance(value, ast.Constant) else None
                )
            case ast.AnnAssign(target=ast.Name(name), value=ast.Constant() as value):
                found.setdefault(name, []).append(value)
            case ast.AugAssign(target=ast.Name(name)) | ast.For(target=ast.Name(name)):
                found.setdefault(name, []).append(None)
            case ast.FunctionDef(args=arguments):
                for argument, default in _defaults(arguments):
                    found.setdefault(argument, []).append(default)
    return {
        name: nodes[0] for name, nodes in found.items() if len(nodes) == 1 and nodes[0] is not None
    }


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
