"""A run: where it stands, and what every variable holds there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .checkpoints import Checkpoints
from .event_log import EventLog, Events, Tip
from .events import Before, Event, Found, Stretch
from .experiment import Experiment, Position
from .history import History
from .network import Array, mean_absolute_errors
from .training import FastLoop

if TYPE_CHECKING:  # the first paint does not wait for them
    from .condition import Condition
    from .event_search import EventSearch


@dataclass(frozen=True)
class Iteration:
    """What one iteration read and assigned, as far as it has come; all arrays read-only."""

    number: int
    start: Mapping[str, Array]
    """X, y and the synapses as they stood before it."""
    values: Mapping[str, Array]
    """What its phases have assigned, in order."""

    def operand(self, name: str, reader: str) -> Array:
        """Return a variable as it stood when the phase `reader` read it; KeyError if it did not."""
        for assigned in self.values:
            if assigned == reader:
                break
            if assigned == name:
                return self.values[name]
        return self.start[name]


class Value(NamedTuple):
    """A variable at a position."""

    array: Array
    origin: Iteration | None
    """The iteration that assigned it; None for data and for weights as drawn."""
    stale: bool
    """Left over from the iteration before, and to be assigned again in this one."""


@dataclass(frozen=True)
class Moment:
    """Every variable of a run at one position, and the errors up to there; all of it frozen."""

    experiment: Experiment
    position: Position
    current: Iteration
    previous: Iteration | None
    history: History
    reached: int
    """How many iterations' errors of the history belong to this moment."""
    diverged: int | None
    """The first iteration with a number that is not finite in its error or its new weights."""
    events: Events
    """What has happened up to the furthest position that the run has reached."""
    checkpoints: tuple[tuple[int, tuple[Array, ...]], ...] = ()
    """Weights at the start of some iterations of the run, in order."""

    @property
    def whole(self) -> Moment:
        """The end of the iteration in which it stands: all its phases computed."""
        script, current = self.experiment.script, self.current
        weights = tuple(current.start[name] for name in script.weights)
        X, y = current.start["X"], current.start["y"]
        with np.errstate(all="ignore"):
            values = script.compute(X, y, weights, self.experiment.alpha, len(script.phases))
        return replace(
            self,
            position=Position(current.number, len(script.phases)),
            current=Iteration(current.number, current.start, values),
        )

    def value(self, name: str) -> Value | None:
        """Return what a variable holds here; None if nothing has been assigned to it yet."""
        if name in self.current.values:
            return Value(self.current.values[name], self.current, stale=False)
        if name in self.current.start:
            made = self.previous if name in self.experiment.script.weights else None
            return Value(self.current.start[name], made, stale=False)
        if self.previous is not None:
            return Value(self.previous.values[name], self.previous, stale=True)
        return None

    @property
    def phase(self) -> str:
        """The name of the variable that was assigned last."""
        return self.experiment.script.names[self.position.phase - 1]

    @property
    def error(self) -> tuple[float, int] | None:
        """The last error known here and its iteration; None before there is one."""
        value = self.value(self.experiment.script.error)
        if value is None or value.origin is None:
            return None
        with np.errstate(all="ignore"):
            mean = float(mean_absolute_errors(value.array[None])[0])
        return mean, value.origin.number

    @property
    def points(self) -> list[tuple[int, float]]:
        """The errors known here that are not in the history: this iteration's, if it is known."""
        error = self.error
        return [(error[1], error[0])] if error and error[1] == self.reached else []

    @cached_property
    def happening(self) -> list[Event]:
        """The events that can first be seen at this very position."""
        script, rules = self.experiment.script, self.events.rules
        before = None
        if self.previous is not None:
            differences = self.previous.values[script.error]
            with np.errstate(all="ignore"):
                before = Before(float(mean_absolute_errors(differences[None])[0]), differences)
        weights = tuple(self.current.start[name] for name in script.weights)
        found = rules.find(Tip(self.position, weights, before).stretch(self.experiment))
        codes = found.codes[rules.phases(found.codes) == self.position.phase]
        events = [rules.event(self.position.iteration, int(code)) for code in codes]
        return events + [e for e in self.events.at(self.position) if e.kind == "divergence"]

    @property
    def news(self) -> str:
        """What happens at this very position, in words; empty if nothing does."""
        return "; ".join(event.words(self.experiment) for event in self.happening)


class Timeline:
    """One run of an experiment, from 0:l0 onwards."""

    def __init__(self, experiment: Experiment) -> None:
        """Start the experiment; nothing is computed beyond its first phase."""
        self.experiment = experiment
        self.position = self.furthest = Position()
        self.history = History()
        dataset = experiment.dataset
        self._loop = FastLoop(dataset.X, dataset.y, experiment.initial_weights(), experiment.alpha)
        self._checkpoints = Checkpoints(self._loop.weights)
        self._log = EventLog(experiment)
        self._previous: tuple[Array, ...] | None = None
        """The weights from which the previous iteration started."""
        self._before: Before | None = None
        """What the previous iteration's errors were."""
        self._tip = Tip(self.position, self._loop.weights, None)

    @property
    def slice(self) -> int:
        """Iterations that `advance` takes at most at a time."""
        return self._loop.slice

    @property
    def diverged(self) -> int | None:
        """The first iteration with a number that is not finite in its error or its new weights."""
        return self._log.diverged

    @property
    def events(self) -> Events:
        """What has happened up to the furthest position."""
        return self._log.events(replace(self._tip, position=self.furthest))

    def advance(self, iterations: int) -> None:
        """Move on by so many iterations, 1 to `slice`, and keep the phase."""
        stretch = self._train(iterations)
        self._keep(stretch, self._log.rules.find(stretch))
        self._stand(self.position.iteration + iterations, self.position.phase)

    def advance_until(self, condition: Condition, after: Position, iterations: int) -> bool:
        """Look through so many iterations for where a condition first holds after a position.

        Begins with the present iteration and takes 1 to `slice`. Returns whether it holds; then
        the run stands there, otherwise where the last of these iterations knows its error.
        """
        stretch = self._train(iterations)
        found = self._log.rules.find(stretch)
        here = condition.first(stretch, found, self._log.rules, after)
        last = Position(stretch.start + iterations - 1, self._log.rules.error_phase)
        done = (here or last).iteration - stretch.start
        self._loop.back_to(done)
        if done:
            self._keep(stretch.head(done), found.only(found.iterations < stretch.start + done))
        self._stand(*astuple(here or last))
        return here is not None

    def search(self, position: Position, *, back: bool) -> EventSearch:
        """Return a search for the nearest event before or after a position the run has been at."""
        from .event_search import EventSearch

        return EventSearch(self.experiment, self._checkpoints, self.events, position, back=back)

    def _train(self, iterations: int) -> Stretch:
        """Run so many iterations, without taking them into the run yet."""
        self._checkpoints.offer(self.position.iteration, self._loop.weights)
        errors = self._loop.train(iterations)
        loop, start = self._loop, self.position.iteration
        return Stretch(start, errors, loop.differences, loop.negated, self._before)

    def _keep(self, stretch: Stretch, found: Found) -> None:
        """Take a stretch into the run, and what was found in it; the loop stands at its end."""
        iterations = len(stretch.errors)
        self._previous = self._loop.weights_after(iterations - 1)
        known = self.history.length - stretch.start
        if known < iterations:
            new = stretch.tail(max(0, known))
            self._log.append(new, found.only(found.iterations >= new.start))
            self.history.append(new.errors)
        self._before = stretch.last
        if stretch.start + iterations == self.history.length:
            self._tip = Tip(self.furthest, self._loop.weights, self._before)

    def approach(self, iteration: int) -> None:
        """Stand where the way to an iteration is shortest, so that advancing leads there.

        The phase is kept. On known ground that is at most `Checkpoints.spacing` and a slice
        before; with the position there already, nothing is done.
        """
        at, weights = self._checkpoints.before(max(0, iteration - 1))
        if at <= self.position.iteration <= iteration:
            return
        self._loop.resume(weights)
        self._previous = self._before = None
        self._stand(at, self.position.phase)

    def _stand(self, iteration: int, phase: int) -> None:
        self.position = Position(iteration, phase)
        self.furthest = max(self.furthest, self.position)

    def advance_phase(self) -> None:
        """Move on by one phase; after the last comes the first of the next iteration."""
        if self.position.phase == len(self.experiment.script.phases):
            self.position = Position(self.position.iteration, 1)
            self.advance(1)
        else:
            self._stand(self.position.iteration, self.position.phase + 1)

    def stand_at(self, phase: int) -> None:
        """Move within the iteration to its phase of that number; ValueError beyond the script."""
        if not 1 <= phase <= len(self.experiment.script.phases):
            raise ValueError(f"there is no phase {phase}")
        self._stand(self.position.iteration, phase)

    def moment(self) -> Moment:
        """Return every variable where the run stands."""
        number = self.position.iteration
        previous = None
        if self._previous is not None:
            previous = self._iteration(number - 1, self._previous, None)
        return Moment(
            experiment=self.experiment,
            position=self.position,
            current=self._iteration(number, self._loop.weights, self.position.phase),
            previous=previous,
            history=self.history,
            reached=self.history.length,
            diverged=self.diverged,
            checkpoints=self._checkpoints.kept,
            events=self.events,
        )

    def _iteration(self, number: int, weights: tuple[Array, ...], phases: int | None) -> Iteration:
        dataset, script = self.experiment.dataset, self.experiment.script
        for weight in weights:
            weight.flags.writeable = False
        start = {"X": dataset.X, "y": dataset.y, **dict(zip(script.weights, weights, strict=True))}
        count = len(script.phases) if phases is None else phases
        with np.errstate(all="ignore"):
            values = script.compute(dataset.X, dataset.y, weights, self.experiment.alpha, count)
        return Iteration(number, start, values)
