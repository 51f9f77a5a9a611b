"""The private names of Textual's and Rich's classes and objects, and their uses in a file."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rich
import textual

import tinynet_tui

ROOT = Path(tinynet_tui.__file__).parent


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name.strip("_") != ""


def is_foreign(module: str | None) -> bool:
    return (module or "").split(".")[0] in ("textual", "rich")


@cache
def all_private_names() -> frozenset[str]:
    """The private names of all classes of Textual and Rich."""
    folders = [Path(package.__path__[0]) for package in (textual, rich)]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    return frozenset(name for path in files for names in _by_class(path).values() for name in names)


def private_names(kind: type) -> set[str]:
    """The private names that a class has from Textual or Rich."""
    names: set[str] = set()
    for base in kind.__mro__:
        if is_foreign(base.__module__):
            source = inspect.getsourcefile(base)
            assert source is not None
            names |= _by_class(Path(source)).get(base.__name__, set())
    return names


@cache
def _by_class(path: Path) -> dict[str, set[str]]:
    """The private names that each class in a file defines, or sets in its objects."""
    found: dict[str, set[str]] = {}
    for one in ast.walk(ast.parse(path.read_text())):
        if isinstance(one, ast.ClassDef):
            names = {*_defined_in(one), *(node.attr for node in _of_self(one) if _is_set(node))}
            found.setdefault(one.name, set()).update(filter(is_private, names))
    return found


def _defined_in(one: ast.ClassDef) -> Iterator[str]:
    for node in one.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _of_self(one: ast.ClassDef) -> Iterator[ast.Attribute]:
    for node in ast.walk(one):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("self", "cls"):
            yield node


def _is_set(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


# Uses in our files.


def uses(path: Path, root: Path = ROOT.parent) -> set[str]:
    """Textual's and Rich's private names that a file uses; `root` is where its module is found."""
    tree = ast.parse(path.read_text())
    parts = path.relative_to(root).with_suffix("").parts
    module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and is_foreign(node.module):
            is_all = any(map(is_private, (node.module or "").split(".")))
            found |= {one.name for one in node.names if is_all or is_private(one.name)}
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names if is_foreign(one.name)]
            found |= {name for name in names if any(map(is_private, name.split(".")))}
        elif isinstance(node, ast.ClassDef) and isinstance(
            kind := vars(module).get(node.name), type
        ):
            names_here = {*_defined_in(node), *(of.attr for of in _of_self(node))}
            found |= names_here & private_names(kind)
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            found |= {node.attr} & _of_others(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "getattr",
            "setattr",
            "hasattr",
        ):
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)):
                found.add(str(name.value))
    return found


def _of_others(node: ast.Attribute) -> frozenset[str]:
    """The names that may belong to another object: none if the owner is ours or a module."""
    owner = ast.unparse(node.value)
    own = owner in ("self", "cls", "super()", "os", "sys")
    return frozenset() if own else all_private_names()
