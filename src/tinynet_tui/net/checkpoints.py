"""Weights kept along a run, so that any place in it can be reached again; bounded memory."""

from __future__ import annotations

from bisect import bisect_right

from .network import Array

SPACING = 250
"""Iterations between two checkpoints, at first: a few milliseconds of training."""
MOST = 512
"""Checkpoints kept, at most; with one more, every second goes and the spacing doubles."""
BYTES = 1 << 25
"""Bytes that they may take together, if that allows for fewer (32 MiB)."""


class Checkpoints:
    """The weights at the start of some iterations, the first always among them."""

    def __init__(self, weights: tuple[Array, ...]) -> None:
        """Begin with the weights of iteration 0."""
        size = sum(weight.nbytes for weight in weights)
        self._most = max(8, min(MOST, BYTES // max(1, size)))
        self.spacing = SPACING
        self._iterations = [0]
        self._weights = [weights]

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._iterations)

    def offer(self, iteration: int, weights: tuple[Array, ...]) -> None:
        """Keep the weights at the start of an iteration, if it is far enough from the last."""
        if iteration < self._iterations[-1] + self.spacing:
            return
        self._iterations.append(iteration)
        self._weights.append(weights)
        if len(self) > self._most:
            del self._iterations[1::2], self._weights[1::2]
            self.spacing *= 2

    def before(self, iteration: int) -> tuple[int, tuple[Array, ...]]:
        """Return the last iteration kept that is not after this one, and its weights."""
        at = bisect_right(self._iterations, iteration) - 1
        return self._iterations[at], self._weights[at]

    @property
    def kept(self) -> tuple[tuple[int, tuple[Array, ...]], ...]:
        """All that are kept now, in order."""
        return tuple(zip(self._iterations, self._weights, strict=True))
