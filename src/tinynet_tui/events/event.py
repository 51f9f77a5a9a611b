"""The events that can happen in a run: each kind is defined by a formula over the iterations.

In iteration j, with the variables of the script in which l2 is the prediction (l1 without a hidden
layer) and `error(j)` the mean absolute l2_error:

- **prediction**: l2[e,k] is on the *correct side* of 0.5 if its target is on the same side: if
  y > 0.5 and l2_error < y - 0.5, or y < 0.5 and l2_error > y - 0.5. Otherwise it is on the *wrong
  side*, unless y is 0.5, which has no sides, or l2_error is NaN. The event: its side in j is not
  its side in j - 1. For targets of 0 and 1, right means exactly |l2_error| < 0.5; for others, that
  l2 and y are on the same side as far as the rounded l2_error can tell.
- **weight**: w < 0 before the update of j and w >= 0 after it, or the other way round. Zero counts
  as positive. An edit is not an event, but its consequences can be.
- **rise**: error(j) > error(j - 1).
- **divergence**: the first iteration whose error(j), or a weight after its update, is not finite.

NaN satisfies no inequality, so its only event is the divergence.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Bools, Ints

Kind: TypeAlias = Literal["prediction", "weight", "rise", "divergence"]
KINDS: tuple[Kind, ...] = ("prediction", "weight", "rise", "divergence")


class Found(NamedTuple):
    """Events as two arrays, (events,), in the order in which they can be seen."""

    iterations: Ints
    codes: Ints
    """As the `Detector` numbers them."""

    def only(self, mask: Bools) -> Found:
        """Return the events for which the mask is True."""
        return Found(self.iterations[mask], self.codes[mask])

    def joined(self, other: Found) -> Found:
        """Return these events and others, in order."""
        if not len(other.codes):
            return self
        iterations = np.concatenate([self.iterations, other.iterations])
        codes = np.concatenate([self.codes, other.codes])
        order = np.lexsort((codes, iterations))
        return Found(iterations[order], codes[order])


NOTHING = Found(np.empty(0, np.int64), np.empty(0, np.int64))


class Event(NamedTuple):
    """Something that happened, and the position at which it can first be seen."""

    position: Position
    kind: Kind
    name: str
    """The variable in which it can be seen."""
    cell: tuple[int, int] | None
    """Its row and column; None if the event concerns the whole network."""
    up: bool
    """True when a prediction crosses to the correct side, or a weight turns positive."""

    def words(self, experiment: Experiment) -> str:
        if self.kind == "rise":
            return "the error rises"
        if self.kind == "divergence":
            return "the run diverges: some numbers are no longer finite"
        assert self.cell is not None
        row, column = self.cell
        if self.kind == "weight":
            return f"{self.name}[{row},{column}] turns {'positive' if self.up else 'negative'}"
        several = experiment.dataset.y.shape[1] > 1
        subject = experiment.example_words(row) + (f", output {column}," if several else "")
        return f"{subject} crosses to the {'correct' if self.up else 'wrong'} side of 0.5"
