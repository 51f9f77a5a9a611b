"""A run: its position, how far it has come, and the ways to any position in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from tinynet_tui.events.event import Found
from tinynet_tui.events.log import EventLog, Events, PartialIteration
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.edit_schedule import EditSchedule, State
from tinynet_tui.training.error_history import ErrorHistory
from tinynet_tui.training.loop import Interrupted
from tinynet_tui.training.stretch import Before, Stretch
from tinynet_tui.training.trainer import Trainer

from .checkpoints import SPACING, Checkpoints, Known
from .snapshot import Snapshot

if TYPE_CHECKING:  # the first paint does not wait for them
    from .condition import Condition
    from .event_search import EventSearch

PRODUCTS = 1 << 13
"""An iteration with up to so many products takes hardly longer than one with a single product."""

MOST_EDITED = 16
"""So many edited iterations, each a stop, take as long as some hundreds of others."""


class Timeline:
    """One run of an experiment, from 0:l0 onwards."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self._schedule = experiment, EditSchedule(experiment)
        self.position = self.furthest = Position()
        self.history = ErrorHistory()
        self._trainer = Trainer(self._schedule)
        self._log = EventLog(self._schedule)
        self._previous: State | None = None
        """The weights with which the previous iteration started."""
        self._before: Before | None = None
        """The previous iteration's error and differences."""
        state = self._trainer.state
        self._checkpoints = Checkpoints(state, self._known(), first_spacing(experiment))
        self._unfinished = PartialIteration(self.position, state, None)

    def edited(self, edits: tuple[Edit, ...]) -> Timeline:
        """Return a run with other edits, which keeps what comes before the first different edit.

        It is at the first step of a checkpoint before that edit.
        """
        pairs = zip(self.experiment.edits, edits, strict=False)
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        differing = (*self.experiment.edits[same:], *edits[same:])
        first = min((edit.at.iteration for edit in differing), default=self.position.iteration)
        timeline = Timeline(replace(self.experiment, edits=edits))
        if first > 0:
            timeline._take_over(self, first)
        return timeline

    def _take_over(self, run: Timeline, end: int) -> None:
        """Take over what is known of a run that is the same up to an iteration, exclusive."""
        self._checkpoints = run._checkpoints.until(end)
        iteration, state, known = self._checkpoints.last
        assert known is not None
        self.history = run.history.cut(known.errors)
        self._log = run._log.cut(known.events, self._schedule)
        self._trainer.resume(iteration, state)
        self._before = known.before
        self._unfinished = PartialIteration(Position(iteration), state, self._before)
        self._stand(iteration, 1)

    def _known(self) -> Known:
        """Return what is needed to go on from here as if nothing had followed."""
        return Known(self.history.mark(), self._log.mark(), self._before)

    @property
    def slice(self) -> int:
        """The most iterations that `advance` takes at a time."""
        return self._trainer.slice

    def let_go(self) -> None:
        """Free the memory that only training needs, until it goes on."""
        self._trainer.let_go()

    @property
    def nbytes(self) -> int:
        """The bytes that its checkpoints' weights take."""
        return self._checkpoints.nbytes

    @property
    def diverged(self) -> int | None:
        """The first iteration with a number that is not finite in its error or its new weights."""
        return self._log.diverged

    @property
    def last(self) -> Before | None:
        """The last iteration whose error is known; None without one."""
        return replace(self._unfinished, position=self.furthest).last(self._schedule)

    @property
    def events(self) -> Events:
        """The events up to the furthest position."""
        return self._log.events(replace(self._unfinished, position=self.furthest))

    def advance(self, iterations: int, interrupted: Interrupted | None = None) -> int:
        """Move on by 1 to `slice` iterations and keep the step; return how many were run.

        When it is `interrupted`, they are fewer, but at least one.
        """
        start = self.position.iteration
        end = start + iterations
        while self.position.iteration < end:
            stretch = self._train(end - self.position.iteration, interrupted)
            self._keep(stretch, self._log.detector.find(stretch))
            self._stand(stretch.start + len(stretch.errors), self.position.step)
            if interrupted and interrupted():
                break
        return self.position.iteration - start

    def advance_until(self, condition: Condition, after: Position, iterations: int) -> bool:
        """Run 1 to `slice` iterations, or to where a condition first holds after a position.

        The present iteration is the first. If the condition holds, return True and stop there;
        otherwise stop where the error of the last iteration is known.
        """
        last = Position(self.position.iteration + iterations - 1, self._log.detector.error_step)
        while True:
            stretch = self._train(last.iteration + 1 - self.position.iteration)
            found = self._log.detector.find(stretch)
            here = condition.first(stretch, found, self._log.detector, after)
            end = stretch.start + len(stretch.errors)
            stop = here or (last if end > last.iteration else Position(end))
            done = stop.iteration - stretch.start
            self._trainer.back_to(done)
            if done:
                self._keep(stretch.head(done), found.only(found.iterations < stop.iteration))
            self._stand(*stop)
            if here or end > last.iteration:
                return here is not None

    def search(self, position: Position, *, back: bool) -> EventSearch:
        """Return a search for the event nearest to a position already reached."""
        from .event_search import EventSearch

        return EventSearch(self._schedule, self._checkpoints, self.events, position, back=back)

    def _train(self, iterations: int, interrupted: Interrupted | None = None) -> Stretch:
        """Run some iterations, up to the next edit at most; `_keep` adds them to the run."""
        start, trainer = self.position.iteration, self._trainer
        at_the_end = start == self.history.length and (self._before or not start)
        edited = self._schedule.stops(self._checkpoints.last.iteration, start)
        self._checkpoints.offer(
            start,
            trainer.state,
            self._known if at_the_end else None,
            costly=edited >= MOST_EDITED,
        )
        return trainer.train(min(iterations, trainer.room), self._before, interrupted)

    def _keep(self, stretch: Stretch, found: Found) -> None:
        """Add a stretch and its events to the run; the trainer is at the stretch's end."""
        iterations = len(stretch.errors)
        self._previous = self._trainer.state_after(iterations - 1)
        known = self.history.length - stretch.start
        if known < iterations:
            new = stretch.tail(max(0, known))
            self._log.append(new, found.only(found.iterations >= new.start))
            self.history.append(new.errors, self._log.detector.beside.records(new))
        self._before = stretch.last
        if stretch.start + iterations == self.history.length:
            state = self._trainer.state
            self._unfinished = PartialIteration(self.furthest, state, self._before)

    def approach(self, iteration: int) -> None:
        """Move to the last checkpoint before an iteration, unless the run is between the two.

        The step stays the same. If the iteration has been run before, at most `Checkpoints.spacing`
        iterations and a slice are then missing.
        """
        at, state, known = self._checkpoints.before(max(0, iteration - 1))
        if at <= self.position.iteration <= iteration:
            return
        self._trainer.resume(at, state)
        self._previous, self._before = None, known.before if known else None
        self._stand(at, self.position.step)

    def _stand(self, iteration: int, step: int) -> None:
        self.position = Position(iteration, step)
        self.furthest = max(self.furthest, self.position)

    def advance_step(self) -> None:
        """Move on by one step; the last is followed by the first of the next iteration."""
        if self.position.step == len(self.experiment.script.steps):
            self.position = Position(self.position.iteration, 1)
            self.advance(1)
        else:
            self._stand(self.position.iteration, self.position.step + 1)

    def stand_at(self, step: int) -> None:
        """Move to a step of this iteration by its number; ValueError beyond the script."""
        if not 1 <= step <= len(self.experiment.script.steps):
            raise ValueError(f"there is no step {step}")
        self._stand(self.position.iteration, step)

    def snapshot(self) -> Snapshot:
        """Return all variables at the present position."""
        schedule, number = self._schedule, self.position.iteration
        previous = None
        if self._previous is not None:
            steps = len(self.experiment.script.steps)
            previous = schedule.iteration(number - 1, self._previous, steps)
        return Snapshot(
            schedule=schedule,
            position=self.position,
            current=schedule.iteration(number, self._trainer.state, self.position.step),
            previous=previous,
            history=self.history,
            reached=self.history.length,
            mark=self.history.mark(),
            diverged=self.diverged,
            checkpoints=self._checkpoints.kept,
            events=self.events,
        )


def first_spacing(experiment: Experiment) -> int:
    """Return the number of iterations between two checkpoints of a run at first."""
    shapes = map(experiment.dimensions.shape, experiment.script.weights)
    products = len(experiment.dataset.X) * sum(rows * columns for rows, columns in shapes)
    return max(1, min(SPACING, SPACING * PRODUCTS // products))
