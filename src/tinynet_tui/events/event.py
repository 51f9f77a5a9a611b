"""What can happen in a run: the kinds of events, each by a formula over every iteration.

In iteration j, with the variables of the script in which l2 is the prediction (l1 without a hidden
layer) and `error(j)` the mean absolute l2_error:

- **prediction**: l2[e,k] is on the *right side* of 0.5 when its target is, too: when y > 0.5 and
  l2_error < y - 0.5, or y < 0.5 and l2_error > y - 0.5; on the *wrong side* when y is not 0.5 and
  the opposite inequality, with equality, holds. The event is that it stands on another side in j
  than in j - 1. For targets of 0 and 1 this is |l2_error| < 0.5, exactly; for others it is l2
  above or below 0.5 as far as the rounded l2_error can tell. A target of 0.5 has no sides.
- **weight**: w < 0 before the update of j and w >= 0 after it, or the other way round. Zero counts
  as positive. What is changed by hand is no event; what follows from it is.
- **rise**: error(j) > error(j - 1).
- **divergence**: the first iteration whose error(j), or a weight after its update, is not finite.

What is not a number satisfies no inequality, so apart from the divergence it is no event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position

if TYPE_CHECKING:  # as in network.py
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Bools: TypeAlias = "NDArray[np.bool_]"

Kind: TypeAlias = Literal["prediction", "weight", "rise", "divergence"]
KINDS: tuple[Kind, ...] = ("prediction", "weight", "rise", "divergence")


class Found(NamedTuple):
    """Events as two arrays, in the order in which they can be seen."""

    iterations: Ints
    codes: Ints
    """Which candidate of the `Rules`, times two; plus one if it went up, or right."""

    def only(self, mask: Bools) -> Found:
        """Return those for which a mask is true."""
        return Found(self.iterations[mask], self.codes[mask])

    def joined(self, other: Found) -> Found:
        """Return these and others, all in order."""
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
    """The variable in which it is seen."""
    cell: tuple[int, int] | None
    """Its row and column; None for what the whole network does."""
    up: bool
    """To the right side; to a positive weight."""

    def words(self, experiment: Experiment) -> str:
        """Say what happened."""
        if self.kind == "rise":
            return "the error rises"
        if self.kind == "divergence":
            return "the run diverges: no longer finite numbers"
        assert self.cell is not None
        row, column = self.cell
        if self.kind == "weight":
            return f"{self.name}[{row},{column}] turns {'positive' if self.up else 'negative'}"
        several = experiment.dataset.y.shape[1] > 1
        subject = f"example {row}" + (f", output {column}," if several else "")
        return f"{subject} crosses to the {'right' if self.up else 'wrong'} side of 0.5"
