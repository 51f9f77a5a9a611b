"""Weights kept along a run in bounded memory, from which any position can be reached again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

from tinynet_tui.events.log import LogMark
from tinynet_tui.training.edit_schedule import State
from tinynet_tui.training.error_history import Mark
from tinynet_tui.training.stretch import Before

SPACING = 250
"""Iterations between two checkpoints at first: a few milliseconds of training."""
MOST = 512
"""The most checkpoints; at one more, every second is dropped and the spacing doubles."""
BYTES = 1 << 25
"""The most bytes that they take together (32 MiB), if that means fewer checkpoints."""


class Known(NamedTuple):
    """What is known of a run, besides the weights, when it first reaches an iteration."""

    errors: Mark
    events: LogMark
    before: Before | None


class Checkpoint(NamedTuple):
    """An iteration from which a run can go on."""

    iteration: int
    state: State
    """The weights at the start of the iteration."""
    known: Known | None
    """None if the run had been further already when the checkpoint was made."""


class Checkpoints:
    """The weights at the start of some iterations, always including the first."""

    def __init__(self, state: State, known: Known | None = None, spacing: int = SPACING) -> None:
        size = sum(weight.nbytes for weight in state)
        self._most = max(8, min(MOST, BYTES // max(1, size)))
        self.spacing = spacing
        self._kept = [Checkpoint(0, state, known)]

    def __len__(self) -> int:
        return len(self._kept)

    def offer(
        self,
        iteration: int,
        state: State,
        known: Callable[[], Known] | None = None,
        *,
        costly: bool = False,
    ) -> None:
        """Keep the weights at the start of an iteration, if it is far enough after the last.

        `costly` is true when it takes long to get here from the last one, however near that is.
        """
        if iteration < self.last.iteration + (1 if costly else self.spacing):
            return
        self._kept.append(Checkpoint(iteration, state, known and known()))
        if len(self) > self._most:
            del self._kept[1::2]
            self.spacing *= 2

    @property
    def nbytes(self) -> int:
        return len(self) * sum(weight.nbytes for weight in self._kept[0].state)

    @property
    def last(self) -> Checkpoint:
        return self._kept[-1]

    def before(self, iteration: int) -> Checkpoint:
        """Return the last checkpoint at or before an iteration."""
        return self._kept[bisect_right(self._kept, iteration, key=lambda kept: kept.iteration) - 1]

    def until(self, end: int) -> Checkpoints:
        """Return those before an iteration, leaving out any at the end whose `known` is None."""
        count = bisect_left(self._kept, end, key=lambda kept: kept.iteration)
        while self._kept[count - 1].known is None:
            count -= 1
        first = self._kept[0]
        result = Checkpoints(first.state, first.known, self.spacing)
        result._kept = self._kept[:count]
        return result

    @property
    def kept(self) -> tuple[tuple[int, State], ...]:
        """The iterations and weights of all checkpoints, in order."""
        return tuple((kept.iteration, kept.state) for kept in self._kept)
