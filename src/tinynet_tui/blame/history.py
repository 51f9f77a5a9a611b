"""Which update moved a weight of the built-in network most."""

from __future__ import annotations

import numpy as np

from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.training.trainer import Trainer

from .hop import Hop, Place
from .most import Change, Changes
from .terms import Cell, edited, unmoved, updates
from .words import lost, of_history, reference


class History:
    """Runs all iterations so far again, while the timeline itself stays where it is."""

    def __init__(self, snapshot: Snapshot, name: str, cell: Cell) -> None:
        self._snapshot, self._name, self._cell = snapshot, name, cell
        script, dimensions = snapshot.experiment.script, snapshot.experiment.dimensions
        before = script.weights[: script.weights.index(name)]
        rows, columns = zip(*map(dimensions.shape, (*before, name)), strict=True)
        sizes = np.multiply(rows, columns)
        self._at = int(sizes[:-1].sum()) + cell[0] * int(columns[-1]) + cell[1]
        """The weight's place in a row of all weights."""
        self._end = updates(snapshot, name)
        self._trainer = Trainer(snapshot.schedule)
        self._changes: Changes | None = None

    @property
    def ref(self) -> str:
        return reference(self._name, self._cell)

    @property
    def slice(self) -> int:
        """The most iterations that `go_on` takes at a time."""
        return self._trainer.slice

    @property
    def room(self) -> int:
        """How many iterations are still to be run."""
        return self._end - self._trainer.iteration

    @property
    def words(self) -> str:
        """What it does, for the screen."""
        done = self._trainer.iteration / max(1, self._end)
        return f"looking for what moved {self.ref} most {done:3.0%}"

    def go_on(self, iterations: int) -> int:
        """Run some iterations, or up to an edit; return how many were run."""
        begin = self._trainer.iteration
        count = min(iterations, self.room, self._trainer.room)
        values = -self._trainer.train(count, None).negated[:, self._at]
        if self._changes is None:
            self._changes = Changes(float(values[0]))
        self._changes.look(begin, values[:1], is_edit=True)
        self._changes.look(begin, values[1:])
        return count

    @property
    def hop(self) -> Hop:
        """The hop to the update or the edit that moved the weight most, once all is run."""
        ref = self.ref
        best = Change() if self._changes is None else self._changes.best
        if self._changes is None or (iteration := best.iteration) is None:
            return unmoved(ref)
        snapshot, name, cell = self._snapshot, self._name, self._cell
        if best.is_edit:
            edit = snapshot.schedule.last_edit(name, cell, iteration, 0)
            assert edit is not None
            return edited(snapshot, name, cell, edit, best.value)
        words = of_history(ref, iteration, best.value, self._changes.total)
        if best.is_lost:
            words = lost(ref, iteration)
        step = snapshot.experiment.script.step(name).number
        return Hop(words, Place(name, cell, iteration, step), is_update=True)
