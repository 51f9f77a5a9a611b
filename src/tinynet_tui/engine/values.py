"""The values of a script's variables, as they are sent from its process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from reprlib import repr as short_repr
from typing import Any

import numpy as np
from numpy import asarray, ascontiguousarray, generic, matrix, ndarray

from .refusal import printable

MOST_CELLS = 1 << 14
"""The most numbers of an array that are sent; of larger ones the first rows."""
FEW_CELLS = 256
"""As many of the arrays in a long list."""
MOST_DIGESTED = 1 << 22
"""The most bytes of which a digest is made; of larger arrays it is one of the numbers sent."""
FEW_PARTS = 8
"""The most parts of a short list."""
DEPTH = 3
"""How deep lists of lists are sent."""
MOST_PARTS = 32
"""The most parts of a list that are sent."""
NUMBERS = "biufc"
"""The kinds of arrays that consist of numbers."""


@dataclass(frozen=True)
class Value:
    """The value of a variable at a position."""

    kind: str
    """`array`, `number`, `list`, or `text` for whatever else."""
    text: str
    """Its short form, one line."""
    shape: tuple[int, ...] = ()
    dtype: str = ""
    array: np.ndarray[Any, np.dtype[Any]] | None = None
    """The numbers, read-only: of a large array the first rows; of a number a 0-d array."""
    all: str = ""
    """Of an array of which only a part was sent: a digest of all its numbers, if not too many."""
    parts: tuple[Value, ...] = ()
    """The parts of a list, a dictionary, or an object of a class in the script."""
    keys: tuple[str, ...] = ()
    """What the parts are called, such as `.weights` or `['W1']`; those of a list by numbers."""
    same: str = ""
    """An earlier variable that is, or holds, the same array."""

    @cached_property
    def digest(self) -> str:
        """A digest of an array's numbers, of all of them if there are not too many."""
        if self.all or self.kind != "array" or self.array is None:
            return self.all
        return _digest(self.array)

    def key(self, index: int) -> str:
        """Return what a part is called after the name of the whole."""
        return self.keys[index] if self.keys else f"[{index}]"

    @property
    def whole(self) -> bool:
        """False for an array of which only a part was sent."""
        return self.array is not None and self.array.shape == self.shape


def pack(values: Mapping[str, object]) -> tuple[list[Any], bytes]:
    """Return a description of values, for JSON, and the bytes of their arrays."""
    data: list[bytes] = []
    seen: dict[int, str] = {}
    told = []
    for name, value in values.items():
        packed = _packed(value, data)
        _note_same(value, packed, name, seen)
        told.append([name, packed])
    return told, b"".join(data)


def _note_same(value: object, packed: dict[str, Any], name: str, seen: dict[int, str]) -> None:
    """Note of each array if an earlier variable is the same one."""
    if packed["kind"] == "array":
        first = seen.setdefault(id(value), name)
        if first != name:
            packed["same"] = first
    elif packed["kind"] == "list" and (found := _parts(value)):
        for part, one in zip(found[0], packed["parts"], strict=False):
            _note_same(part, one, name, seen)


def _packed(
    value: object, data: list[bytes], depth: int = 0, most: int = MOST_CELLS
) -> dict[str, Any]:
    if isinstance(value, ndarray) and type(value) in (ndarray, matrix):
        if value.dtype.kind in NUMBERS:
            return _array("array", asarray(value), data, most)
        return {"kind": "text", "text": f"array of {value.dtype}", "shape": list(value.shape)}
    if isinstance(value, generic) and value.dtype.kind in NUMBERS:
        return _array("number", asarray(value), data)
    if isinstance(value, bool | float):
        return _array("number", asarray(value), data)
    if isinstance(value, int):
        small = -(2**63) <= value < 2**63
        return _array("number", asarray(value), data) if small else _text(value)
    found = _parts(value) if depth < DEPTH else None
    if found is None:
        return _text(value)
    parts, keys, count = found
    most = most // 2 if count <= FEW_PARTS else min(most, FEW_CELLS)
    text = f"{type(value).__name__} of {count}" if not keys or keys[0][0] == "[" else _name(value)
    return {
        "kind": "list",
        "text": text,
        "parts": [_packed(part, data, depth + 1, most) for part in parts],
        "keys": keys,
        "shape": [count],
    }


def _parts(value: object) -> tuple[list[object], list[str], int] | None:
    """Return the first parts of a value, what they are called if not by numbers, and how many."""
    if isinstance(value, list | tuple):
        return [*value[:MOST_PARTS]], [], len(value)
    if type(value) is dict:
        if _is_plain(value) or not all(type(key) in (str, int) for key in value):
            return None
        pairs = list(value.items())[:MOST_PARTS]
        return [part for _, part in pairs], [f"[{key!r}]" for key, _ in pairs], len(value)
    if type(value).__module__ == "__main__" and not isinstance(value, type):
        try:
            members = object.__getattribute__(value, "__dict__")
        except AttributeError:
            return None
        if type(members) is dict and members:
            names = list(members)[:MOST_PARTS]
            return [members[name] for name in names], [f".{name}" for name in names], len(members)
    return None


def _name(value: object) -> str:
    return f"<{type(value).__name__}>"


def _array(
    kind: str, value: ndarray[Any, Any], data: list[bytes], most: int = MOST_CELLS
) -> dict[str, Any]:
    sent = value
    while sent.size > most:
        sent = sent[: max(1, len(sent) * most // sent.size)] if len(sent) > 1 else sent[0]
    data.append(ascontiguousarray(sent).tobytes())
    is_known = sent is value or value.nbytes > MOST_DIGESTED or most < MOST_CELLS
    return {
        "kind": kind,
        "dtype": value.dtype.str,
        "shape": list(value.shape),
        "sent": list(sent.shape),
        "all": "" if is_known else _digest(value),
    }


def _digest(array: ndarray[Any, Any]) -> str:
    """Return Python's hash of the numbers: several times as quick as one of hashlib's.

    It is the same in all processes of scripts, whose hash seed is set; it is not to be compared
    with one that the trainer makes.
    """
    return f"{hash(array.tobytes()):x}"


def _text(value: object) -> dict[str, Any]:
    """Return the short form of a value; nothing of the script's own is called for it."""
    plain = (str, bytes, int, dict, set, frozenset, list, tuple, range, type(None))
    if type(value) in plain and _is_plain(value):
        text = short_repr(value)
    else:
        text = _name(value)
    return {"kind": "text", "text": text[:200]}


def _is_plain(value: object) -> bool:
    """True for a value all of whose first parts are of Python's own types."""
    own = (str, bytes, int, float, complex, bool, range, type(None))
    parts: Iterable[object] = ()
    if isinstance(value, dict):
        parts = [part for pair in list(value.items())[:8] for part in pair]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)[:8]
    return all(type(part) in own for part in parts)


def unpack(description: object, data: bytes) -> dict[str, Value]:
    """Return the values that `pack` has described; ValueError if that is nonsense."""
    reader = _Reader(data)
    if not isinstance(description, list):
        raise ValueError("no values")
    return {str(name): reader.value(one) for name, one in description}


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def value(self, packed: Mapping[str, Any]) -> Value:
        kind, shape = str(packed["kind"]), tuple(int(size) for size in packed.get("shape", ()))
        if kind in ("array", "number"):
            return self._array(kind, packed, shape)
        parts = tuple(self.value(part) for part in packed.get("parts", ()))
        keys = tuple(printable(str(key)) for key in packed.get("keys", ()))
        if keys and len(keys) != len(parts):
            raise ValueError("parts without names")
        return Value(kind, printable(str(packed["text"])), shape, parts=parts, keys=keys)

    def _array(self, kind: str, packed: Mapping[str, Any], shape: tuple[int, ...]) -> Value:
        dtype = np.dtype(str(packed["dtype"]))
        if dtype.kind not in NUMBERS:
            raise ValueError("an array without numbers")
        sent = tuple(int(size) for size in packed["sent"])
        count = int(np.prod(sent, dtype=object)) if sent else 1
        array = np.frombuffer(self._data, dtype, count, self._at).reshape(sent)
        self._at += array.nbytes
        array.flags.writeable = False
        text = f"array {'×'.join(map(str, shape)) or '0-d'}" if kind == "array" else str(array)
        every, same = str(packed["all"]), printable(str(packed.get("same", "")))
        return Value(kind, text, shape, str(dtype), array, every, same=same)
