"""What a running script tells of its variables and of an exception.

What this calls is bound when it is imported: a script may change any module later.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from contextlib import suppress
from resource import RLIMIT_AS, getrlimit, setrlimit
from types import FrameType

from .link import Header
from .operands import failed

RESERVE = 1 << 28
"""The bytes more that a script without memory gets to say so."""


def explained(
    error: BaseException | None, file: str, loop: ast.Module | None = None
) -> Header | None:
    """Return an exception's type, message and line of the script in a file.

    If it was raised inside the loop, whose text is given, with that line of the loop, and with
    the operands.
    """
    if error is None:
        return None
    kind, trace, line = type(error).__name__, error.__traceback__, None
    at = trace.tb_lineno if trace is not None else None
    if isinstance(error, MemoryError):
        kind = "MemoryError"
        most, hard = getrlimit(RLIMIT_AS)
        with suppress(OSError, ValueError):
            setrlimit(RLIMIT_AS, (most + RESERVE, hard))
    operands = failed(loop, trace, file) if trace and loop else ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        message = " ".join(str(error).split())[:500]
    except Exception:
        message = ""
    told = {"type": kind, "message": message, "line": line}
    return {**told, "at": at if loop else line, "operands": operands}


def values_of(frame: FrameType, names: Sequence[str]) -> dict[str, object]:
    """Return the values of the loop's variables in a frame of the script."""
    found: dict[str, object] = {}
    local, shared = frame.f_locals, frame.f_globals
    for name in names:
        first, _, member = name.partition(".")
        if first in local:
            value = local[first]
        elif first in shared:
            value = shared[first]
        else:
            continue
        if not member:
            found[name] = value
        elif member in (members := getattr(value, "__dict__", {})):
            found[name] = members[member]
    return found
