"""The data, weights and switches that apply in each iteration of an edited run.

Between two edits, nothing differs from a run without edits. Switches are kept apart from the
weights: in a `State`, a weight that is off has its old value, while the script gets 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tinynet_tui.experiment.edits import HOLDS, Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.script import Script

State = tuple[Array, ...]
"""Every weight at the start of an iteration, by synapse, including those that are off."""
Masks = Mapping[str, Bools]
"""The weights that are off, by synapse; a synapse without any is left out."""


def _is_off(edit: Edit) -> bool | None:
    """Return whether an edit switches off; None if it leaves that as it is."""
    return None if edit.value in HOLDS else edit.value == "off"


def _is_held(edit: Edit) -> bool | None:
    """Return whether an edit holds; None if it leaves that as it is."""
    return edit.value == "hold" if edit.value in HOLDS else None


@dataclass(frozen=True, eq=False)
class Segment:
    """Data and switches that stay the same for some iterations; all read-only."""

    X: Array
    y: Array
    off: Masks
    held: Masks

    @cached_property
    def fixed(self) -> Masks:
        """The weights that are not trained: those that are off and those that are held."""
        if not self.held:
            return self.off
        fixed = dict(self.off)
        for name, mask in self.held.items():
            fixed[name] = mask | fixed[name] if name in fixed else mask
        return fixed

    def is_like(self, other: Segment) -> bool:
        """True when the same data and the same switches apply in both."""
        same_data = self.X is other.X and self.y is other.y
        return same_data and self.off is other.off and self.held is other.held

    def weights(self, state: State, script: Script) -> tuple[Array, ...]:
        """Return the weights that the script gets: those that are off are 0."""
        pairs = zip(script.weights, state, strict=True)
        return tuple(_without(weight, self.off.get(name)) for name, weight in pairs)

    def state(self, weights: Iterable[Array], before: State, script: Script) -> State:
        """Return the state with these weights; those that are off are taken from before."""
        return tuple(
            np.where(self.off[name], old, new) if name in self.off else new
            for name, new, old in zip(script.weights, weights, before, strict=True)
        )


def _without(weight: Array, off: Bools | None) -> Array:
    return weight if off is None else np.where(off, 0.0, weight)


@dataclass(frozen=True, eq=False)
class Iteration:
    """What one iteration has read and assigned so far; all arrays read-only."""

    number: int
    state: State
    """The weights with which it starts."""
    start: Mapping[str, Array]
    """X, y and the synapses at its start."""
    values: Mapping[str, Array]
    """What its steps have assigned, in order, with the later edits applied."""
    off: Masks
    """What is off while it is computed."""
    off_now: Masks
    """What is off after the edits made during it."""
    held_now: Masks
    """What is held after them."""
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
        """True when a weight is off, or all outgoing weights of a neuron."""
        off = self.off_now.get(synapse)
        return off is not None and bool(off[index].all())

    def is_held(self, synapse: str, index: tuple[int, int | slice]) -> bool:
        """True when a weight keeps its value."""
        held = self.held_now.get(synapse)
        return held is not None and bool(held[index].all())


class EditSchedule:
    """The edits of an experiment in the order in which they take effect."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self._script = experiment, experiment.script
        self._edits = sorted(
            experiment.edits, key=lambda edit: (edit.at.iteration, edit.counts_from(self._script))
        )
        self._starts = [
            edit.at.iteration + bool(edit.counts_from(self._script)) for edit in self._edits
        ]
        """The first iteration that starts with each edit in effect."""
        self._unedited = Segment(experiment.dataset.X, experiment.dataset.y, {}, {})
        self._known = (0, self._unedited)
        """A number of edits and the segment after them."""

    def next_change(self, iteration: int) -> int | None:
        """Return the first iteration after this one that starts with an edit."""
        at = bisect_right(self._starts, iteration)
        return self._starts[at] if at < len(self._starts) else None

    def stops(self, after: int, until: int) -> int:
        """Return how many iterations between two start with an edit; the first does not count."""
        first, end = bisect_right(self._starts, after), bisect_right(self._starts, until)
        return len(set(self._starts[first:end]))

    def changes(self, iteration: int) -> bool:
        return bool(self._at_start(iteration))

    def edits_before(self, iteration: int, step: int) -> int:
        """Return how many edits are in effect at a position."""
        done = bisect_right(self._starts, iteration)
        return done + sum(edit.at.step <= step for edit in self._within(iteration))

    def last_edit(
        self,
        name: str,
        cell: tuple[int, int],
        iteration: int,
        step: int,
        values: Collection[object] = (),
    ) -> Edit | None:
        """Return the last edit up to a position of a cell of X, y or a synapse.

        With `values`, only edits to these.
        """
        row, column = cell
        for edit in reversed(self._edits[: self.edits_before(iteration, step)]):
            synapse = edit.synapse(self._script)
            mine = {(row, column), (None, row)} if synapse else {cell}
            is_one = not values or edit.value in values
            if (synapse or edit.name) == name and edit.cell in mine and is_one:
                return edit
        return None

    def enter(self, iteration: int, state: State) -> State:
        """Return the state with which an iteration starts if the one before ends with `state`."""
        return self._edited(state, self._at_start(iteration))

    def _edited(self, state: State, edits: Sequence[Edit]) -> State:
        """Return a state after edits of weights."""
        if not edits:
            return state
        weights = {name: old.copy() for name, old in zip(self._script.weights, state, strict=True)}
        for edit in edits:
            synapse = edit.synapse(self._script)
            if synapse is not None and not isinstance(edit.value, str):
                weights[synapse][edit.index] = edit.value
        return tuple(weights.values())

    def segment(self, iteration: int) -> Segment:
        """Return the data and switches of an iteration; the same object while nothing changes."""
        count = bisect_right(self._starts, iteration)
        known = self._known  # read once: other threads write it, too
        if known[0] != count:
            known = self._known = (count, self._build(count))
        return known[1]

    def iteration(self, number: int, state: State, steps: int) -> Iteration:
        """Run the first steps of an iteration that starts with a state."""
        segment, script = self.segment(number), self._script
        weights = segment.weights(state, script)
        values = self.compute(number, state, steps)
        done = [edit for edit in self._within(number) if edit.at.step <= steps]
        off = self._edit_within(done, values, segment, state)
        held = self._masks_after(done, segment.held, _is_held)
        for array in (*state, *weights):
            array.flags.writeable = False
        start = {"X": segment.X, "y": segment.y, **dict(zip(script.weights, weights, strict=True))}
        edits = [edit for edit in self._at_start(number) if edit.at.iteration == number]
        return Iteration(number, state, start, values, segment.off, off, held, (*edits, *done))

    def compute(self, number: int, state: State, steps: int) -> dict[str, Array]:
        """Return what the first steps assign, before the edits during the iteration."""
        segment = self.segment(number)
        weights, alpha = segment.weights(state, self._script), self.experiment.alpha
        with np.errstate(all="ignore"):
            X, y, held_back = segment.X, segment.y, self.experiment.split.test
            return self._script.compute(X, y, weights, alpha, steps, segment.fixed, held_back)

    def _edit_within(
        self, edits: Sequence[Edit], values: dict[str, Array], segment: Segment, state: State
    ) -> Masks:
        """Edit what an iteration has assigned; return what is off after that."""
        off = self._masks_after(edits, segment.off, _is_off)
        names, synapses = self._script.weights, self._synapses(edits)
        computed = [values.get(name, old) for name, old in zip(names, state, strict=True)]
        weights = self._edited(segment.state(computed, state, self._script), edits)
        for name, weight in zip(names, weights, strict=True):
            if name in synapses:
                values[name] = _without(weight, off.get(name))
                values[name].flags.writeable = False
        return off

    def _build(self, count: int) -> Segment:
        """Return the data and switches after a number of edits."""
        known = self._known
        done, segment = known if known[0] <= count else (0, self._unedited)
        edits = self._edits[done:count]
        arrays = {"X": segment.X, "y": segment.y}
        for name in arrays.keys() & {edit.name for edit in edits}:
            arrays[name] = arrays[name].copy()
            for edit in edits:
                if edit.name == name:
                    arrays[name][edit.index] = edit.value
            arrays[name].flags.writeable = False
        off = self._masks_after(edits, segment.off, _is_off)
        held = self._masks_after(edits, segment.held, _is_held)
        return Segment(**arrays, off=off, held=held)

    def _masks_after(
        self, edits: Sequence[Edit], before: Masks, marks: Callable[[Edit], bool | None]
    ) -> Masks:
        """Return what is off or held after some edits; the same object if nothing is switched."""
        masks = dict(before)
        for name in self._synapses(edits):
            shape = self.experiment.dimensions.shape(name)
            masks[name] = masks.get(name, np.zeros(shape, bool)).copy()
            for edit in edits:
                mark = marks(edit)
                if edit.synapse(self._script) == name and mark is not None:
                    masks[name][edit.index] = mark
        masks = {name: mask for name, mask in masks.items() if mask.any()}
        same = masks.keys() == before.keys() and all(
            np.array_equal(mask, before[name]) for name, mask in masks.items()
        )
        return before if same else masks

    def _synapses(self, edits: Iterable[Edit]) -> set[str]:
        """Return the synapses that some edits change."""
        return {name for edit in edits if (name := edit.synapse(self._script))}

    def _at_start(self, iteration: int) -> list[Edit]:
        """Return the edits that take effect at the start of an iteration, in order.

        That includes those made at the end of the iteration before.
        """
        first = bisect_right(self._starts, iteration - 1)
        return self._edits[first : bisect_right(self._starts, iteration)]

    def _within(self, iteration: int) -> list[Edit]:
        """Return the edits that take effect in the middle of an iteration, in order."""
        return [edit for edit in self._at_start(iteration + 1) if edit.at.iteration == iteration]
