"""What counts in which iteration of an edited run: data, weights, and what is off.

Between two edits the run is an ordinary one. What is off is kept apart from the weights: a
`State` has every weight, even that of a synapse from before it was switched off, and the script
is given the weights in which these are 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

if TYPE_CHECKING:
    from numpy.typing import NDArray


Mask: TypeAlias = "NDArray[np.bool_]"
State = tuple[Array, ...]
"""Every weight at the start of an iteration, by synapse, those included that are off."""


NOTHING: Mapping[str, Mask] = MappingProxyType({})
"""Nothing is off."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Iterations through which data and what is off stay the same; all read-only."""

    start: int
    X: Array
    y: Array
    off: Mapping[str, Mask] = field(default_factory=lambda: NOTHING)
    """Which weights of a synapse are off; synapses without any are left out."""

    def is_like(self, other: Segment) -> bool:
        """Return whether the same data and the same switches count in both."""
        return self.X is other.X and self.y is other.y and self.off is other.off

    def weights(self, state: State, script: Script) -> tuple[Array, ...]:
        """Return the weights that the script is given: those that are off are 0."""
        pairs = zip(script.weights, state, strict=True)
        return tuple(_without(weight, self.off.get(name)) for name, weight in pairs)

    def state(self, weights: Iterable[Array], before: State, script: Script) -> State:
        """Return the state with these weights, but with those from before where they are off."""
        return tuple(
            np.where(self.off[name], old, new) if name in self.off else new
            for name, new, old in zip(script.weights, weights, before, strict=True)
        )


def _without(weight: Array, off: Mask | None) -> Array:
    return weight if off is None else np.where(off, 0.0, weight)


@dataclass(frozen=True, eq=False)
class Iteration:
    """What one iteration has read and assigned so far; all arrays read-only."""

    number: int
    state: State
    """Every weight at its start, also those that are off."""
    start: Mapping[str, Array]
    """X, y and the synapses at its start."""
    values: Mapping[str, Array]
    """What its steps have assigned, in order, with the edits made after that."""
    off: Mapping[str, Mask]
    """Which weights are off while it is computed; synapses without any are left out."""
    off_now: Mapping[str, Mask]
    """The same, after what was switched during it."""
    edits: tuple[Edit, ...]
    """The edits at its start and during it."""

    def operand(self, name: str, reader: str) -> Array:
        """Return a variable as the step `reader` read it; KeyError if it did not."""
        for assigned in self.values:
            if assigned == reader:
                break
            if assigned == name:
                return self.values[name]
        return self.start[name]

    def is_off(self, synapse: str, index: tuple[int, int | slice]) -> bool:
        """Return whether a weight is off, or all weights that lead on from a neuron."""
        off = self.off_now.get(synapse)
        return off is not None and bool(off[index].all())


class EditSchedule:
    """Knows what counts in every iteration."""

    def __init__(self, experiment: Experiment) -> None:
        """Put the experiment's edits in the order in which they count."""
        self.experiment, self._script = experiment, experiment.script
        self._edits = sorted(
            experiment.edits, key=lambda edit: (edit.at.iteration, edit.counts_from(self._script))
        )
        self._starts = [self._start(edit) for edit in self._edits]
        """The first iteration at whose start each counts."""
        self._known: tuple[int, Segment] | None = None

    def _start(self, edit: Edit) -> int:
        return edit.at.iteration + bool(edit.counts_from(self._script))

    def next_change(self, iteration: int) -> int | None:
        """Return the first iteration after this one that starts with an edit."""
        at = bisect_right(self._starts, iteration)
        return self._starts[at] if at < len(self._starts) else None

    def changes(self, iteration: int) -> bool:
        """Return whether an iteration starts with an edit."""
        return bool(self._at_start(iteration))

    def edits_before(self, iteration: int, step: int) -> int:
        """Return how many edits count at a position."""
        done = bisect_right(self._starts, iteration)
        return done + sum(edit.at.step <= step for edit in self._within(iteration))

    def last_edit(self, name: str, cell: tuple[int, int], iteration: int, step: int) -> Edit | None:
        """Return the last edit, at a position, of a cell of X, of y or of a synapse."""
        row, column = cell
        for edit in reversed(self._edits[: self.edits_before(iteration, step)]):
            synapse = edit.synapse(self._script)
            mine = {(row, column), (None, row)} if synapse else {cell}
            if (synapse or edit.name) == name and edit.cell in mine:
                return edit
        return None

    def first_state(self) -> State:
        """Return the weights at the start of iteration 0."""
        return self.enter(0, self.experiment.initial_weights())

    def enter(self, iteration: int, state: State) -> State:
        """Return the state with which an iteration starts, if the one before ends with `state`."""
        edits = self._at_start(iteration)
        if not edits:
            return state
        weights = {name: old.copy() for name, old in zip(self._script.weights, state, strict=True)}
        for edit in edits:
            synapse = edit.synapse(self._script)
            if synapse is not None and not isinstance(edit.value, str):
                weights[synapse][edit.index] = edit.value
        return tuple(weights.values())

    def segment(self, iteration: int) -> Segment:
        """Return what counts in an iteration; the same object while nothing changes."""
        count = bisect_right(self._starts, iteration)
        known = self._known  # read once: other threads write it, too
        if known is None or known[0] != count:
            known = self._known = (count, self._build(count))
        return known[1]

    def iteration(self, number: int, state: State, steps: int) -> Iteration:
        """Run the first steps of an iteration that starts with a state."""
        segment, script = self.segment(number), self._script
        weights = segment.weights(state, script)
        values = self.compute(number, state, steps)
        done = [edit for edit in self._within(number) if edit.at.step <= steps]
        off = dict(segment.off)
        if done:
            off = self._edit_within(done, values, segment, state)
        for array in (*state, *weights):
            array.flags.writeable = False
        start = {"X": segment.X, "y": segment.y, **dict(zip(script.weights, weights, strict=True))}
        edits = (*self._at_start(number, without_previous=True), *done)
        return Iteration(number, state, start, values, segment.off, off, edits)

    def compute(self, number: int, state: State, steps: int) -> dict[str, Array]:
        """Return what the first steps assign, before the edits during the iteration."""
        segment = self.segment(number)
        weights, alpha = segment.weights(state, self._script), self.experiment.alpha
        with np.errstate(all="ignore"):
            return self._script.compute(segment.X, segment.y, weights, alpha, steps, segment.off)

    def _edit_within(
        self, edits: list[Edit], values: dict[str, Array], segment: Segment, state: State
    ) -> dict[str, Mask]:
        """Edit what an iteration has assigned; return what is off after that."""
        off = dict(segment.off)
        names = self._script.weights
        computed = [values.get(name, old) for name, old in zip(names, state, strict=True)]
        weights = dict(zip(names, segment.state(computed, state, self._script), strict=True))
        for name in self._synapses(edits):
            weight = weights[name].copy()
            mask = off.get(name, np.zeros(weight.shape, bool)).copy()
            for edit in edits:
                if edit.synapse(self._script) == name:
                    if not isinstance(edit.value, str):
                        weight[edit.index] = edit.value
                    mask[edit.index] = edit.value == "off"
            values[name] = _without(weight, mask)
            values[name].flags.writeable = False
            off[name] = mask
        return off

    def _build(self, count: int) -> Segment:
        """Return what counts after the first so many edits."""
        data = self.experiment.dataset
        known = self._known
        done, segment = known if known and known[0] <= count else (0, Segment(0, data.X, data.y))
        edits = self._edits[done:count]
        if not edits:
            return segment
        data_now = {"X": segment.X, "y": segment.y}
        for name in {edit.name for edit in edits if edit.synapse(self._script) is None}:
            data_now[name] = data_now[name].copy()
            for edit in edits:
                if edit.name == name:
                    data_now[name][edit.index] = edit.value
            data_now[name].flags.writeable = False
        off = self._off_after(edits, segment.off)
        return Segment(self._starts[count - 1], **data_now, off=off)

    def _off_after(self, edits: Sequence[Edit], before: Mapping[str, Mask]) -> Mapping[str, Mask]:
        """Return what is off after some edits; the same object if nothing is switched."""
        off = dict(before)
        for name in self._synapses(edits):
            mask = off.get(name, np.zeros(self._shapes[name], bool)).copy()
            for edit in edits:
                if edit.synapse(self._script) == name:
                    mask[edit.index] = edit.value == "off"
            off[name] = mask
        off = {name: mask for name, mask in off.items() if mask.any()}
        same = off.keys() == before.keys() and all(
            np.array_equal(mask, before[name]) for name, mask in off.items()
        )
        return before if same else off

    @cached_property
    def _shapes(self) -> dict[str, tuple[int, ...]]:
        weights = self.experiment.initial_weights()
        return {
            name: weight.shape for name, weight in zip(self._script.weights, weights, strict=True)
        }

    def _synapses(self, edits: Iterable[Edit]) -> set[str]:
        """Return which weights some edits change."""
        names = {edit.synapse(self._script) for edit in edits}
        return {name for name in names if name is not None}

    def _at_start(self, iteration: int, *, without_previous: bool = False) -> list[Edit]:
        """Return the edits that count from the start of an iteration on, in order.

        That includes those made at the end of the iteration before, unless `without_previous`.
        """
        first = bisect_right(self._starts, iteration - 1)
        last = bisect_right(self._starts, iteration)
        edits = self._edits[first:last]
        return [edit for edit in edits if edit.at.iteration == iteration or not without_previous]

    def _within(self, iteration: int) -> list[Edit]:
        """Return the edits that count from the middle of an iteration on, in order."""
        return [edit for edit in self._at_start(iteration + 1) if edit.at.iteration == iteration]
