"""Tries a chosen expression for the error once: it must give numbers, change nothing, and end.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from hashlib import blake2b
from types import FrameType, FunctionType, ModuleType
from typing import Any

from numpy import asarray, ndarray
from numpy.random import Generator, RandomState, get_state

from .link import Header

PLAIN = (str, bytes, int, float, complex, type(None))
MOST_DEPTH = 40


class Trial:
    """Tells the trainer when a chosen expression begins, and what came of it."""

    def __init__(self, tell: Callable[[Header], object]) -> None:
        self._tell, self._is_due, self._before = tell, True, b""

    def begins(self) -> bool:
        """Return True if the expression is to be tried now: the first time."""
        if not self._is_due:
            return False
        self._is_due = False
        self._before = fingerprint(sys._getframe(1))
        self._tell({"do": "trying"})
        return True

    def ends(self, *value: Any) -> None:
        """Tell why the expression is of no use, if it is of none."""
        error = sys.exc_info()[1]
        if not value and error is not None:
            why = f"{type(error).__name__}: {error}"
        elif (why := _no_number(*value)) == "" and fingerprint(sys._getframe(1)) != self._before:
            why = "it changes variables of the script, or draws random numbers"
        self._tell({"do": "tried", "why": why[:200]})


def _no_number(value: Any) -> str:
    """Return why a value cannot be an error; "" if it can."""
    if isinstance(value, str | bytes | type(None)):
        return f"it is no number but {value!r}"
    try:
        found = asarray(value, dtype=float)
    except (TypeError, ValueError):
        return f"it is no number but of type {type(value).__name__}"
    return "" if found.size else "it is an array without numbers"


def fingerprint(frame: FrameType) -> bytes:
    """Return a digest of all that a frame of the script can change."""
    digest, seen = blake2b(), set[int]()
    shared = {name: one for name, one in frame.f_globals.items() if not name.startswith("__")}
    for part in _parts([shared, dict(frame.f_locals), random.getstate(), get_state()], seen, 0):
        digest.update(part)
    return digest.digest()


def _parts(value: Any, seen: set[int], depth: int) -> Iterator[bytes]:
    if isinstance(value, PLAIN):
        yield repr(value).encode("utf-8", "replace")
        return
    yield type(value).__name__.encode()
    if id(value) in seen or depth > MOST_DEPTH:
        return
    seen.add(id(value))
    inner: list[Any] = []
    if isinstance(value, ndarray):
        yield f"{value.shape} {value.dtype}".encode()
        if value.dtype.hasobject:
            inner = value.ravel().tolist()
        else:
            yield value.tobytes()
    elif isinstance(value, dict):
        inner = [part for pair in [*value.items()] for part in pair]
    elif isinstance(value, list | tuple):
        inner = [*value]
    elif isinstance(value, set | frozenset):
        inner = sorted(map(hash, value))
    elif isinstance(value, Generator):
        inner = [value.bit_generator.state]
    elif isinstance(value, RandomState):
        inner = [value.get_state()]
    else:
        yield str(id(value)).encode()
        if not isinstance(value, ModuleType | FunctionType | type):
            inner = [getattr(value, "__dict__", None)]
    for part in inner:
        yield from _parts(part, seen, depth + 1)
