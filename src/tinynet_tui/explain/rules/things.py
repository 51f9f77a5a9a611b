"""What an expression may stand for besides a number or an array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tinynet_tui.engine.values import Value

from .nodes import Node


@dataclass(frozen=True)
class Literal:
    """What is no number: a text, None, a shape."""

    value: Any


@dataclass(frozen=True)
class Listed:
    """A list, a dictionary or an object of the script."""

    label: str
    value: Value


@dataclass(frozen=True)
class Several:
    """What is written between commas."""

    parts: tuple[Thing, ...]


@dataclass(frozen=True)
class Keyed:
    """A dictionary that is written out."""

    parts: Mapping[object, Thing]


@dataclass(frozen=True)
class Owner:
    """An object of which only single members are known, by their names: `self.w`."""

    name: str


Thing: TypeAlias = Node | Literal | Listed | Several | Keyed | Owner
Scope: TypeAlias = Mapping[str, Thing] | None
"""What the names of a function stand for; None in the loop itself."""
