"""The operations that a script does on arrays, recorded in their order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from types import FrameType
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Compute: TypeAlias = Callable[..., Any]
"""Computes an operation anew from the values of what it was computed from."""
Back: TypeAlias = Callable[[Array, Sequence[Array], Array], Sequence[Array | None]]
"""From a slope at the result, the operands and the result to the slopes at the operands."""

MOST = 60_000
"""The most operations of an iteration."""
ASIDE, GONE = "aside", "gone"
"""In the place of a name: what only the trainer computes, and what of that is outdated."""
SECONDS = 8.0
"""The seconds of the processor that an iteration may take that is recorded."""


class TooLongError(BaseException):
    """There are too many operations; no script catches this by chance."""


class Node:
    """A value that was computed, or that was there before."""

    __slots__ = (
        *("back", "compute", "index", "line", "made", "name", "outer", "parents", "step"),
        "value",
    )

    def __init__(
        self,
        index: int,
        name: str,
        value: Array,
        parents: Sequence[Node],
        compute: Compute | None,
        back: Back | None,
    ) -> None:
        self.index, self.name, self.value = index, name, value
        self.parents, self.compute, self.back = parents, compute, back
        self.line = self.outer = self.step = 0
        """The line of the script that computed it, the one that called the function in which that
        stands, and during which step of the iteration."""
        self.made = False
        """True for what the script has just made of nothing, such as zeros."""


def unmoved(node: Node) -> Node:
    """Return what was only turned, or otherwise moved."""
    while node.name == "move" and len(node.parents) == 1:
        node = node.parents[0]
    return node


@dataclass
class Storage:
    """Memory that arrays share."""

    owner: Array
    node: Node
    version: int = 0


class Tape:
    """Records operations, and knows which of them is in which memory."""

    def __init__(self, file: str, constants: Mapping[int, frozenset[float]]) -> None:
        """`constants` are the numbers that stand in each line of the script."""
        self.nodes: list[Node] = []
        self.chosen: list[tuple[int, Array]] = []
        """Places that were chosen by the sizes of numbers, each with the number of their node."""
        self._constants = constants
        self.step = 0
        self._file = file
        self._storages: dict[int, Storage] = {}
        self._views: dict[int, tuple[Array, int, Node]] = {}
        self._end = process_time() + SECONDS

    # Nodes

    def add(
        self,
        name: str,
        value: Any,
        parents: Sequence[Node] = (),
        compute: Compute | None = None,
        back: Back | None = None,
    ) -> Node:
        """Record an operation."""
        if len(self.nodes) >= MOST or (not len(self.nodes) % 64 and process_time() > self._end):
            raise TooLongError
        node = Node(len(self.nodes), name, np.array(value), parents, compute, back)
        node.step = self.step
        frame = self._frame(sys._getframe(1))
        if frame is not None:
            node.line = frame.f_lineno
            caller = self._frame(frame.f_back)
            node.outer = caller.f_lineno if caller is not None else 0
        self.nodes.append(node)
        return node

    def _frame(self, frame: FrameType | None) -> FrameType | None:
        """Return the script's frame that is nearest to a frame."""
        while frame is not None and frame.f_code.co_filename != self._file:
            frame = frame.f_back
        return frame

    def is_in_text(self, node: Node) -> bool:
        """True for a number that stands in the line of the script that uses it."""
        if node.value.ndim or node.value.dtype.kind not in "iuf":
            return bool(node.value.ndim)
        return abs(float(node.value)) in self._constants.get(node.line, ())

    # Memory

    def storage(self, array: Array) -> Storage:
        """Return the memory that an array is in."""
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        found = self._storages.get(id(owner))
        if found is None:
            found = Storage(owner, self.add("leaf", plain(owner)))
            self._storages[id(owner)] = found
        return found

    def node(self, array: Array) -> Node:
        """Return how the present values of an array were computed."""
        storage = self.storage(array)
        if is_whole(array, storage.owner):
            return storage.node
        seen = self._views.get(id(array))
        if seen is not None and seen[1] == storage.version:
            return seen[2]
        node = self._gather(storage.node, places(array, storage.owner))
        self._views[id(array)] = (array, storage.version, node)
        return node

    def hold(self, array: Array, node: Node) -> None:
        """Note how an array was computed that is new, or a new view of another."""
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        storage = self._storages.get(id(owner))
        if storage is None and is_whole(array, owner):
            self._storages[id(owner)] = Storage(owner, node)
        elif storage is None or not is_whole(array, owner):
            storage = storage or self.storage(array)
            self._views[id(array)] = (array, storage.version, node)

    def write(self, array: Array, node: Node) -> None:
        """Note what was written into an array that existed."""
        storage = self.storage(array)
        storage.version += 1
        if is_whole(array, storage.owner):
            storage.node = node
            return
        storage.node = self.put(storage.node, places(array, storage.owner), node)
        self._views[id(array)] = (array, storage.version, node)

    def put(self, whole: Node, at: Array, part: Node, *, adds: bool = False) -> Node:
        """Record that a part was written into an array; `at` are the places of its cells."""
        at = np.broadcast_to(at, at.shape)

        def compute(old: Array, new: Array) -> Array:
            result = np.array(old)
            flat = result.reshape(-1)
            if adds:
                np.add.at(flat, at.ravel(), np.broadcast_to(new, at.shape).ravel())
            else:
                flat[at] = new
            return result

        def back(slope: Array, operands: Sequence[Array], _: Array) -> Sequence[Array]:
            old = np.array(slope)
            if not adds:
                old.reshape(-1)[at] = 0
            return old, unbroadcast(slope.reshape(-1)[at], operands[1].shape)

        value = compute(whole.value, part.value)
        return self.add("put", value, (whole, part), compute, back)

    def _gather(self, whole: Node, at: Array) -> Node:
        def back(slope: Array, operands: Sequence[Array], _: Array) -> Sequence[Array]:
            return (scattered(slope, at, operands[0].shape),)

        value = whole.value.reshape(-1)[at]
        return self.add("move", value, (whole,), lambda old: old.reshape(-1)[at], back)


class Present:
    """What records at present, and the type of the arrays that are recorded."""

    tape: Tape
    kind: type[np.ndarray[Any, Any]] = np.ndarray


PRESENT = Present()


def plain(array: Array) -> Array:
    """Return the array itself, of NumPy's own type."""
    return array if type(array) is np.ndarray else array.view(np.ndarray)


def is_whole(array: Array, owner: Array) -> bool:
    """True when an array shows all that its owner has, as that does."""
    if array is owner:
        return True
    same = array.shape == owner.shape and array.strides == owner.strides
    return same and array.ctypes.data == owner.ctypes.data


def places(array: Array, owner: Array) -> Array:
    """Return the numbers of the owner's cells, in its order, that a view shows."""
    if array.dtype != owner.dtype:
        raise TypeError("an array is read as another type")
    order = np.argsort([-abs(stride) for stride in owner.strides], kind="stable")
    logical = np.arange(owner.size).reshape(owner.shape).transpose(order).ravel()
    size = max(1, array.itemsize)
    at = np.asarray((array.ctypes.data - owner.ctypes.data) // size)
    for count, stride in zip(array.shape, array.strides, strict=True):
        at = at[..., None] + np.arange(count) * (stride // size)
    return np.asarray(logical[at])


def scattered(slope: Array, at: Array, shape: tuple[int, ...]) -> Array:
    """Add slopes up at the places that they come from."""
    count = int(np.prod(shape, dtype=int))
    weights = np.asarray(slope, dtype=float).ravel()
    return np.bincount(at.ravel(), weights, minlength=count)[:count].reshape(shape)


def unbroadcast(slope: Array, shape: tuple[int, ...]) -> Array:
    """Sum a slope over the axes along which an operand was repeated."""
    if slope.shape == shape:
        return slope
    extra = slope.ndim - len(shape)
    if extra > 0:
        slope = slope.sum(axis=tuple(range(extra)))
    repeated = tuple(
        axis for axis, size in enumerate(shape) if size == 1 and slope.shape[axis] != 1
    )
    if repeated:
        slope = slope.sum(axis=repeated, keepdims=True)
    return np.broadcast_to(slope, shape)
