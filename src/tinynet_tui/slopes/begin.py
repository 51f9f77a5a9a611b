"""Begins to record: all arrays that a script has become such as are recorded.

This is done in a copy of the script's process, which ends after it.
"""

from __future__ import annotations

import ctypes
import gc
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from .moves import gather
from .tape import PRESENT, Tape
from .traced import Traced
from .wrapping import bare, made

MAKERS = ("zeros", "ones", "empty", "full", "eye", "identity", "arange", "linspace")
GATHERERS = ("array", "asarray", "asanyarray", "ascontiguousarray")
TYPE_AT = object.__basicsize__ - ctypes.sizeof(ctypes.c_void_p)
"""Where, in an object's memory, its type stands."""
_turned: list[np.ndarray[Any, Any]] = []
DEPTH = 3
MOST_PARTS = 64
PLAIN = (int, float, complex, str, bytes, bool, type(None), range)


class CannotError(Exception):
    """It cannot be said, for a reason."""


def begin(
    frame: FrameType, file: str, numbers: set[str], constants: Mapping[int, frozenset[float]]
) -> Tape:
    """Record from now on what a script does; `numbers` are the variables that the loop writes."""
    gc.disable()  # which would look for what arrays of NumPy's own type do not have
    tape = Tape(file, constants)
    PRESENT.tape = tape
    for array in _arrays(frame, file):
        _turn(array)
    _replace(frame.f_globals)
    for name in numbers:
        _turn_number(frame, name)
    return tape


def _arrays(frame: FrameType | None, file: str) -> Iterator[np.ndarray[Any, Any]]:
    """Yield the arrays that the script can come to."""
    waiting: list[Any] = []
    seen: set[int] = set()
    names = []  # from Python 3.13 on, a frame's own names are no dictionary that has the values
    while frame is not None:
        if frame.f_code.co_filename == file:
            names.append(dict(frame.f_locals))
            waiting += [names[-1], frame.f_globals, *gc.get_referents(frame)]
        frame = frame.f_back
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, (*PLAIN, ModuleType, FrameType)):
            continue
        seen.add(id(one))
        if isinstance(one, np.matrix):
            raise CannotError("it computes with np.matrix")
        if isinstance(one, np.ndarray):
            if type(one) is np.ndarray and one.dtype.kind in "biufc":
                yield one
            if one.base is not None:
                waiting.append(one.base)
            continue
        if isinstance(one, type) and one.__module__ != "__main__":
            continue
        if isinstance(one, dict) and one is vars(sys.modules["builtins"]):
            continue
        waiting += gc.get_referents(one)


def _turn(array: np.ndarray[Any, Any]) -> None:
    """Make an array one that is recorded, wherever it is referred to.

    It must never be freed: it was not made as one of that type.
    """
    _turned.append(array)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(Traced))
    ctypes.c_void_p.from_address(id(array) + TYPE_AT).value = id(Traced)


def _turn_number(frame: FrameType, name: str) -> None:
    """Make a number that the loop changes an array without axes."""
    local = frame.f_locals
    whole: Any = local if name in local else frame.f_globals
    if "." in name:
        owner, _, member = name.partition(".")
        target = whole.get(owner, local.get(owner, frame.f_globals.get(owner)))
        value = getattr(target, member, None)
        if isinstance(value, float):
            with suppress(Exception):
                setattr(target, member, np.asarray(float(value)).view(Traced))
        return
    value = whole.get(name)
    if not isinstance(value, float):
        return
    whole[name] = np.asarray(float(value)).view(Traced)
    if whole is local and hasattr(ctypes.pythonapi, "PyFrame_LocalsToFast"):
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))


def _replace(names: dict[str, Any]) -> None:
    """Put functions in the place of those that NumPy does not hand over to its arrays.

    That is in the script's names only: the modules stay as they are.
    """
    new: dict[Any, Any] = {}
    for name in MAKERS:
        new[getattr(np, name)] = _making(getattr(np, name))
    for name in GATHERERS:
        new[getattr(np, name)] = _gathering(getattr(np, name))
    for name in ("exp", "log", "tanh", "sqrt", "sin", "cos", "log1p"):
        new[getattr(math, name)] = _mathematical(getattr(math, name), getattr(np, name))
    for name, value in [*names.items()]:
        if value is np or value is math:
            alike = ModuleType(value.__name__)
            vars(alike).update(vars(value))
            for known, one in vars(value).items():
                if callable(one) and _in(one, new):
                    setattr(alike, known, new[one])
            names[name] = alike
        elif callable(value) and _in(value, new):
            names[name] = new[value]


def _in(value: Any, table: Mapping[Any, Any]) -> bool:
    try:
        return value in table
    except TypeError:
        return False


def _making(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **options: made(
        function(*map(bare, args), **{k: bare(v) for k, v in options.items()})
    )


def _gathering(function: Callable[..., Any]) -> Callable[..., Any]:
    def gathered(value: Any, *args: Any, **options: Any) -> Any:
        if isinstance(value, Traced):
            copies = function.__name__ == "array" and options.get("copy", True)
            result = value.copy() if copies else value
        else:
            result = gather(value)
        if not isinstance(result, Traced):
            made = function(result, *args, **options)
            return made.view(Traced) if type(made) is np.ndarray else made
        kind = args[0] if args else options.get("dtype")
        least = options.get("ndmin", 0)
        result = result if kind is None or np.dtype(kind) == result.dtype else result.astype(kind)
        while np.ndim(result) < least:
            result = result[None]
        return result

    return gathered


def _mathematical(
    function: Callable[[float], float], alike: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    return lambda value, *more: (
        alike(value) if isinstance(value, Traced) and not more else function(value, *more)
    )


def labels(
    frame: FrameType, first: tuple[str, ...], last: frozenset[str], file: str
) -> dict[str, Traced]:
    """Return the recorded arrays with their names in the script, those of the loop first.

    The names that a `for` gives to one part after the other come last.
    """
    found: dict[str, Traced] = {}
    seen: set[int] = set()
    names: dict[str, Any] = {}
    for name in first:
        owner, _, member = name.partition(".")
        value = frame.f_locals.get(owner, frame.f_globals.get(owner))
        names[name] = getattr(value, member, None) if member else value
    outer: FrameType | None = frame
    while outer is not None:
        if outer.f_code.co_filename == file:
            for name, value in outer.f_locals.items():
                names.setdefault(name, value)
        outer = outer.f_back
    for name, value in frame.f_globals.items():
        names.setdefault(name, value)
    for name in sorted(names, key=lambda one: one in last):
        if not name.startswith("__"):
            _label(name, names[name], found, seen, DEPTH)
    return found


def _label(name: str, value: Any, found: dict[str, Traced], seen: set[int], depth: int) -> None:
    if isinstance(value, (*PLAIN, ModuleType, type)) or id(value) in seen:
        return
    if isinstance(value, np.ndarray):
        seen.add(id(value))
        if isinstance(value, Traced):
            found[name] = value
        return
    if not depth:
        return
    parts: list[tuple[str, Any]]
    if type(value) in (list, tuple):
        parts = [(f"[{number}]", one) for number, one in enumerate(value[:MOST_PARTS])]
    elif type(value) is dict:
        parts = [(f"[{key!r}]", one) for key, one in [*value.items()][:MOST_PARTS]]
    elif type(value).__module__ == "__main__" and not callable(value):
        members = getattr(value, "__dict__", {})
        parts = [(f".{key}", one) for key, one in [*members.items()][:MOST_PARTS]]
    else:
        return
    seen.add(id(value))
    for key, one in parts:
        _label(name + key, one, found, seen, depth - 1)
