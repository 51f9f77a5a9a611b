"""The weights at many iterations of a run: the early ones trained again, the later ones kept."""

from __future__ import annotations

import time
from collections.abc import Callable

from tinynet_tui.network.array import Array
from tinynet_tui.training.edit_schedule import EditSchedule, State
from tinynet_tui.training.trainer import Trainer

from .snapshot import Snapshot
from .timeline import first_spacing
from .weight_course import spread, thinned

EARLY = 16
"""As many times the spacing of checkpoints are trained again: then they are near enough."""
POINTS = 160
"""Iterations whose weights are wanted, early ones and later ones each."""
BYTES = 1 << 23
"""The most bytes that the early ones take (8 MiB), if that means fewer of them."""
SECONDS = 0.1
"""The most time that they are trained on at once."""

Past = list[tuple[int, tuple[Array, ...]]]
"""Iterations in order, and the weights with which each began; those that are off are 0."""


class PastWeights:
    """Remembers what it has trained of a run, and goes on from there."""

    def __init__(self, schedule: EditSchedule) -> None:
        self.schedule = schedule
        size = sum(weight.nbytes for weight in schedule.experiment.initial_weights())
        points = max(16, min(POINTS, BYTES // max(1, size)))
        self._wanted = spread(EARLY * first_spacing(schedule.experiment), points)
        self._trainer = Trainer(schedule)
        self._early: Past = []
        self.is_complete = False
        """True when the last call had all early iterations."""

    def of(self, snapshot: Snapshot, stopped: Callable[[], bool] = lambda: False) -> Past:
        """Return the weights of iterations from 0 to the furthest that is kept.

        If it is not complete, the next call has more of the early iterations.
        """
        here = snapshot.current.number
        last = max([here, *(iteration for iteration, _ in snapshot.checkpoints)])
        self._train(last, stopped)
        done = self._early[-1][0] if self._early else -1
        later = thinned(snapshot.checkpoints, spread(last, POINTS), done)
        later.sort(key=lambda kept: kept[0])
        past = [(iteration, self._weights(iteration, state)) for iteration, state in later]
        return [one for one in (*self._early, *past) if one[0] <= last]

    def _weights(self, iteration: int, state: State) -> tuple[Array, ...]:
        segment = self.schedule.segment(iteration)
        return segment.weights(state, self.schedule.experiment.script)

    def _train(self, last: int, stopped: Callable[[], bool]) -> None:
        deadline, is_late = time.monotonic() + SECONDS, False
        for iteration in self._wanted[len(self._early) :]:
            self.is_complete = iteration > last
            while self._trainer.iteration < iteration:
                if self.is_complete or is_late or stopped():
                    return
                missing = iteration - self._trainer.iteration
                self._trainer.train(min(50, self._trainer.room, missing), None)
                is_late = time.monotonic() > deadline
            self._early.append((iteration, self._weights(iteration, self._trainer.state)))
        self._trainer.let_go()
        self.is_complete = True
