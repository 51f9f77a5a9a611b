"""Numbers of a running script that are switched off, or held at their value.

After each step they are put back: what the script has made of them is never read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Set
from contextlib import suppress
from types import FrameType
from typing import Any

from numpy import ndarray

from .edits import of, parse_target, put


class Holds:
    """What is off and what is held; a copy of the process copies it."""

    def __init__(self, made_anew: Set[str]) -> None:
        """What is made anew in each iteration is not put back when it is switched on."""
        self._made_anew = made_anew
        self._off: dict[str, Any] = {}
        """What is off, and what it was before."""
        self._held: dict[str, Any] = {}
        """What is held, and its value."""
        self._nodes: dict[str, ast.expr] = {}

    def __bool__(self) -> bool:
        return bool(self._nodes)

    def change(self, frame: FrameType, target: str, value: float | str) -> None:
        """Change a number, switch it off or on, hold it or let it go; an exception if it fails."""
        node = parse_target(target)
        match value:
            case "off":
                before = _kept(of(frame, node))
                put(frame, node, 0.0)
                self._off.setdefault(target, before)
            case "on":
                before = self._off.pop(target, None)
                name = re.match(r"\w+", target)
                if before is not None and name and name[0] not in self._made_anew:
                    put(frame, node, before)
            case "hold":
                now = _kept(of(frame, node))
                put(frame, node, now)
                self._held.setdefault(target, self._off.get(target, now))
            case "free":
                self._held.pop(target, None)
            case _:
                if target in self._held:
                    self._held[target] = value
                if target in self._off:
                    self._off[target] = value
                else:
                    put(frame, node, value)
        self._nodes = {one: parse_target(one) for one in {**self._off, **self._held}}

    def keep(self, frame: FrameType) -> None:
        """Put back what a step may have changed."""
        for target, node in self._nodes.items():
            with suppress(Exception):
                put(frame, node, 0.0 if target in self._off else self._held[target])


def _kept(value: Any) -> Any:
    """Return a value as it is now, whatever becomes of its array."""
    return value.copy() if isinstance(value, ndarray) else value
