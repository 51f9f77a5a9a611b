"""Functions of the script that act on each element of their argument."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from .nodes import Constant, Elementwise, Index, Leaf, Node, Numbers, UnknownError
from .scalars import Applied, Called, Given, Scalar


class Argument(Node):
    """A function's argument, under the name that it has in the function."""

    def __init__(self, name: str, inner: Node) -> None:
        self.name, self.text, self.inner, self.shape = name, name, inner, inner.shape
        self._known: tuple[tuple[int, ...], Given] | None = None
        """The last number asked for: a formula may need it several times."""

    @property
    def signed(self) -> bool:  # type: ignore[override]
        return self.inner.signed

    def take(self, at: Index) -> Numbers:
        return self.inner.take(at)

    def scalar(self, at: tuple[int, ...]) -> Given:
        if self._known is None or self._known[0] != at:
            self._known = at, Given(self.name, self.inner.scalar(at), (self, at))
        return self._known[1]

    def counts(self, at: Index) -> str:
        return self.inner.counts(at)

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Call(Node):
    """A function of the script that acts on each element of its argument."""

    def __init__(
        self, name: str, argument: Argument, body: Node, text: str, *, alone: bool
    ) -> None:
        self.name, self.argument, self.body, self.text = name, argument, body, text
        self.alone = alone
        self.shape = body.shape
        if self.shape != argument.shape:
            raise UnknownError

    def take(self, at: Index) -> Numbers:
        return self.body.take(at)

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        body = _opened(self.body.scalar(at))
        return Called(self.name, self.argument.scalar(at), body, self.alone)

    def counts(self, at: Index) -> str:
        return self.argument.counts(at)

    def leaves(self) -> Sequence[Leaf]:
        return self.body.leaves()


def _opened(body: Scalar) -> Scalar:
    """Return a formula with the formulas of the calls in it."""
    match body:
        case Applied(rule, parts, value):
            opened = tuple(map(_opened, parts))
            return body if all(map(is_, opened, parts)) else Applied(rule, opened, value)
        case Called(_, argument, inner):
            return _opened(_inlined(inner, argument))
    return body


def _inlined(body: Scalar, argument: Given) -> Scalar:
    """Return a function's formula with its argument put in."""
    match body:
        case Given() if body.key == argument.key:
            return argument.inner
        case Applied(rule, parts, value):
            return Applied(rule, tuple(_inlined(part, argument) for part in parts), value)
    return body


def is_function_of(body: Node, argument: Argument) -> bool:
    """True if a function's body computes each element from the same one of its argument."""
    if body is argument:
        return True
    if isinstance(body, Elementwise):
        return all(is_function_of(part, argument) for part in body.parts)
    if isinstance(body, Call):
        return is_function_of(body.argument.inner, argument)
    return not body.shape and isinstance(body, Constant | Leaf)
