"""Trains an experiment, with its edits, iteration by iteration."""

from __future__ import annotations

from .edit_schedule import EditSchedule, Segment, State
from .loop import Interrupted, Loop
from .stretch import Before, Stretch


class Trainer:
    """Runs a loop from one edit to the next; it is always at the start of an iteration."""

    def __init__(self, schedule: EditSchedule) -> None:
        self._experiment, self._schedule = schedule.experiment, schedule
        self.iteration = 0
        self._done = 0
        """The iterations of the last stretch."""
        self._arrived = False
        """True when the iteration starts with an edit that has not been made yet."""
        self._segment: Segment | None = None
        self._made: Loop | None = None
        self._settle(schedule.enter(0, self._experiment.initial_weights()))

    @property
    def slice(self) -> int:
        """The most iterations that `train` takes at a time, 2 or more."""
        return self._loop.slice

    @property
    def room(self) -> int:
        """The most iterations that `train` takes here: up to the next edit."""
        change = self._schedule.next_change(self.iteration)
        return self.slice if change is None else min(self.slice, change - self.iteration)

    @property
    def state(self) -> State:
        """The state at the start of this iteration."""
        self._enter()
        return self.state_after(self._done)

    def state_after(self, iterations: int) -> State:
        """Return the state after some iterations of the last stretch.

        After all of them, an edit at the start of the next iteration is not made yet.
        """
        weights, segment = self._loop.weights_after(iterations), self._segment
        assert segment is not None
        return segment.state(weights, self._parked, self._experiment.script)

    def resume(self, iteration: int, state: State) -> None:
        """Go to the start of an iteration, with a state."""
        self.iteration, self._arrived = iteration, False
        self._settle(state)

    def train(
        self, iterations: int, before: Before | None, interrupted: Interrupted | None = None
    ) -> Stretch:
        """Run 1 to `room` iterations; `before` is what is known of the iteration before.

        When it is `interrupted`, it runs fewer, but at least one. The result is a view that the
        next call overwrites.
        """
        self._enter()
        start = self.iteration
        errors = self._loop.train(iterations, interrupted)
        self._stand(start, len(errors))
        assert self._segment is not None
        loop, y = self._loop, self._segment.y
        return Stretch(start, errors, loop.differences, loop.negated, y, before)

    def back_to(self, iterations: int) -> None:
        """Keep only the first iterations of the last stretch, and forget the others."""
        start = self.iteration - self._done
        self._loop.back_to(iterations)
        self._stand(start, iterations)

    def _stand(self, start: int, done: int) -> None:
        self.iteration, self._done = start + done, done
        self._arrived = done > 0 and self._schedule.changes(self.iteration)

    def _enter(self) -> None:
        """Make the edit with which the iteration starts, if that has not been done."""
        if self._arrived:
            self._arrived = False
            self._settle(self._schedule.enter(self.iteration, self.state_after(self._done)))

    def _settle(self, state: State) -> None:
        """Continue from a state, with the data and the switches of this iteration."""
        segment, script = self._schedule.segment(self.iteration), self._experiment.script
        weights = segment.weights(state, script)
        if self._made and self._segment and segment.is_like(self._segment):
            self._made.resume(weights)
        else:
            self._made = None
        self._segment = segment
        self._parked, self._done = state, 0

    def let_go(self) -> None:
        """Free the loop's memory, half a megabyte or more; it is built again when needed."""
        self._settle(self.state)
        self._made = None

    @property
    def _loop(self) -> Loop:
        if self._made is None:
            segment, script = self._segment, self._experiment.script
            assert segment is not None
            weights = segment.weights(self._parked, script)
            alpha = self._experiment.alpha
            split = self._experiment.split
            self._made = Loop(script, segment.X, segment.y, weights, alpha, segment.fixed, split)
        return self._made
