"""What consecutive iterations leave behind."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.network.array import Array


class Before(NamedTuple):
    """What must be known of one iteration to find the events of the next."""

    error: float
    differences: Array
    """The error variable, (examples, outputs)."""
    y: Array
    """The targets, of the same shape."""


class Stretch(NamedTuple):
    """What consecutive iterations leave behind, in which events are found."""

    start: int
    """The first iteration."""
    errors: Array
    """The error of each, (iterations,)."""
    differences: Array
    """The error variable of each, y minus prediction, (iterations, examples, outputs)."""
    negated: Array
    """The negated weights before each and after the last, (iterations + 1, weights)."""
    y: Array
    """The targets in all of them, (examples, outputs)."""
    before: Before | None
    """The iteration before the first; None if it is unknown, or there is none."""

    @property
    def last(self) -> Before:
        """A copy of its last iteration, the next stretch's `before`; there must be one."""
        return Before(float(self.errors[-1]), self.differences[-1].copy(), self.y)

    def head(self, iterations: int) -> Stretch:
        """Return its first `iterations`."""
        return self._replace(
            errors=self.errors[:iterations],
            differences=self.differences[:iterations],
            negated=self.negated[: iterations + 1],
        )

    def tail(self, iterations: int) -> Stretch:
        """Return all but its first `iterations`; if those are any, `before` is then None."""
        return Stretch(
            self.start + iterations,
            self.errors[iterations:],
            self.differences[iterations:],
            self.negated[iterations:],
            self.y,
            self.before if iterations == 0 else None,
        )
