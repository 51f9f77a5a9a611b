"""The events that can happen in a run: each kind is defined by a formula over the iterations.

In iteration j, with the variables of the script in which l2 is the prediction (l1 without a hidden
layer) and `error(j)` the mean absolute l2_error:

- **prediction**: l2[e,k] is on the *right side* of 0.5 if it is on the same side as its target:
  if y > 0.5 and l2_error < y - 0.5, or y < 0.5 and l2_error > y - 0.5; on the *wrong side* if y is
  not 0.5 and the opposite inequality, or equality, holds. The event is that its side in j is not
  its side in j - 1. For targets of 0 and 1 this is |l2_error| < 0.5, exactly; for others it is l2
  above or below 0.5 as far as the rounded l2_error can tell. A target of 0.5 has no sides.
- **weight**: w < 0 before the update of j and w >= 0 after it, or the other way round. Zero counts
  as positive. An edit is not an event, but what follows from it can be.
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
    """Events as two arrays, in the order in which they can be seen."""

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
    """True when a prediction crosses to the right side, or a weight turns positive."""

    def words(self, experiment: Experiment) -> str:
        if self.kind == "rise":
            return "the error rises"
        if self.kind == "divergence":
            return "the run diverges: its numbers are not finite any more"
        assert self.cell is not None
        row, column = self.cell
        if self.kind == "weight":
            return f"{self.name}[{row},{column}] turns {'positive' if self.up else 'negative'}"
        several = experiment.dataset.y.shape[1] > 1
        subject = f"example {row}" + (f", output {column}," if several else "")
        return f"{subject} crosses to the {'right' if self.up else 'wrong'} side of 0.5"
