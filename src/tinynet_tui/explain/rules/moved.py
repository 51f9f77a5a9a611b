"""Numbers of a node in other places: transposed, reshaped, a slice, single ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .nodes import MOST, Constant, Index, Leaf, Node, Numbers, UnknownError, count
from .scalars import Scalar


class Moved(Node):
    """Numbers of another node in other places: transposed, reshaped, a slice, single ones."""

    def __init__(self, inner: Node, text: str, change: Callable[[Numbers], Numbers]) -> None:
        if count(inner.shape) > MOST:
            raise UnknownError
        self.inner, self.text = inner, text
        try:
            places = np.arange(count(inner.shape)).reshape(inner.shape)
            self.origin = np.asarray(change(places))
        except (ValueError, IndexError, TypeError):
            raise UnknownError from None
        self.shape = self.origin.shape

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def _at(self, at: Index) -> Index:
        found = np.unravel_index(self.origin[at], self.inner.shape) if self.inner.shape else ()
        return tuple(np.asarray(one) for one in found)

    def take(self, at: Index) -> Numbers:
        if not self.inner.shape:
            return Constant(float(self.inner.take(()))).take(at)
        return self.inner.take(self._at(at))

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        index = self._at(tuple(np.asarray(one) for one in at))
        return self.inner.scalar(tuple(int(one) for one in index))

    def named(self, at: Index, letter: str) -> str | None:
        return self.inner.named(self._at(at), letter)

    def counts(self, at: Index) -> str:
        return self.inner.counts(self._at(at)) if self.inner.shape else ""

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Turned(Node):
    """A transposed node."""

    def __init__(self, inner: Node, text: str) -> None:
        self.inner, self.text, self.shape = inner, text, inner.shape[::-1]

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def take(self, at: Index) -> Numbers:
        return self.inner.take(at[::-1])

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        return self.inner.scalar(at[::-1])

    def named(self, at: Index, letter: str) -> str | None:
        return self.inner.named(at[::-1], letter)

    def counts(self, at: Index) -> str:
        return self.inner.counts(at[::-1])

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()
