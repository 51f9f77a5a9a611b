"""The values of a script's variables, as they are sent from its process."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

MOST_CELLS = 1 << 14
"""The most numbers of an array that are sent; of larger ones the first rows."""
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
    digest: str = ""
    """A digest of all of an array's numbers."""
    parts: tuple[Value, ...] = ()
    """The parts of a list."""

    @property
    def whole(self) -> bool:
        """False for an array of which only a part was sent."""
        return self.array is not None and self.array.shape == self.shape


def pack(values: Mapping[str, object]) -> tuple[list[Any], bytes]:
    """Return a description of values, for JSON, and the bytes of their arrays."""
    data: list[bytes] = []
    return [[name, _packed(value, data)] for name, value in values.items()], b"".join(data)


def _packed(value: object, data: list[bytes], depth: int = 0) -> dict[str, Any]:
    if isinstance(value, np.ndarray) and type(value) in (np.ndarray, np.matrix):
        if value.dtype.kind in NUMBERS:
            return _array("array", np.asarray(value), data)
        return {"kind": "text", "text": f"array of {value.dtype}", "shape": list(value.shape)}
    if isinstance(value, np.generic) and value.dtype.kind in NUMBERS:
        return _array("number", np.asarray(value), data)
    if isinstance(value, bool | float):
        return _array("number", np.asarray(value), data)
    if isinstance(value, int):
        small = -(2**63) <= value < 2**63
        return _array("number", np.asarray(value), data) if small else _text(value)
    if isinstance(value, list | tuple) and depth < 2:
        parts = [_packed(part, data, depth + 1) for part in value[:MOST_PARTS]]
        text = f"{type(value).__name__} of {len(value)}"
        return {"kind": "list", "text": text, "parts": parts, "shape": [len(value)]}
    return _text(value)


def _array(kind: str, value: np.ndarray[Any, Any], data: list[bytes]) -> dict[str, Any]:
    sent = value
    while sent.size > MOST_CELLS:
        sent = sent[: max(1, len(sent) * MOST_CELLS // sent.size)] if len(sent) > 1 else sent[0]
    data.append(np.ascontiguousarray(sent).tobytes())
    whole = data[-1] if sent is value else np.ascontiguousarray(value).tobytes()
    return {
        "kind": kind,
        "dtype": value.dtype.str,
        "shape": list(value.shape),
        "sent": list(sent.shape),
        "digest": blake2b(whole, digest_size=12).hexdigest() if kind == "array" else "",
    }


def _text(value: object) -> dict[str, Any]:
    """Return the short form of a value; nothing of the script's own is called for it."""
    plain = (str, bytes, int, dict, set, frozenset, list, tuple, range, type(None))
    if type(value) in plain and _is_plain(value):
        text = reprlib.repr(value)
    else:
        text = f"<{type(value).__name__}>"
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
        return Value(kind, str(packed["text"]), shape, parts=parts)

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
        return Value(kind, text, shape, str(dtype), array, str(packed["digest"]))
