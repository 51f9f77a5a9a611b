"""Finds the event nearest to a position of a script, by running it again where not all are kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

import numpy as np

from tinynet_tui.engine.absent import is_absent
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.happened import Again, Happened
from tinynet_tui.network.array import Array
from tinynet_tui.worker.jobs import Slices

from .happenings import Happening, Happenings
from .script import Script

MOST = 1 << 20
"""The most iterations of a stretch."""
LATEST = 8
"""Of what is told on the way to a position, so many of the latest messages hold the nearest."""
Rises = list[tuple[int, float]]


class EventSearch:
    """Looks for the next or the previous event; the position that is shown stays.

    Forwards, it runs from the position on. Backwards, it runs the stretch from the last copy of the
    process to the position, then the one before it, and so on.
    """

    def __init__(
        self, script: Script, here: Where, line: int | None, furthest: Where, *, back: bool
    ) -> None:
        """`line` is the number of the step after which the script stands."""
        self._script, self._here, self._line = script, here, line
        self._furthest, self.back = furthest, back
        self._kept = script.happenings(furthest)
        self._found: list[Happening] = []
        """Those that were found by running again, in the iteration of the nearest of them."""
        self.nearest = self._pick(self._kept.all)
        """The nearest event so far."""
        self._iterations = furthest.iteration + (furthest.step > 1)
        """How many iterations have been shown, the last of them perhaps in part."""
        self._goals = self._backwards() if back else self._forwards()
        self._goal = next(self._goals, None)
        """The iteration to whose beginning it runs now; None once the search is over."""

    @property
    def is_over(self) -> bool:
        return self._goal is None

    @property
    def words(self) -> str:
        """What it does, for the screen."""
        which = "previous" if self.back else "next"
        return f"looking for the {which} event · {self._script.engine.where.iteration:,}"

    @property
    def texts(self) -> list[str]:
        """What has happened where the nearest event is."""
        assert self.nearest is not None
        both = [*self._kept.all, *self._found]
        return [*dict.fromkeys(one.text for one in both if one.go == self.nearest.go)]

    def go_on(self, slices: Slices) -> None:
        """Run a slice."""
        script, goal = self._script, self._goal
        if goal is None:
            return
        room = goal - script.engine.where.iteration
        ended = False

        def run(count: int) -> int:
            nonlocal ended
            begin = script.engine.where.iteration
            ended = not script.run_to(begin + count)
            return max(1, script.engine.where.iteration - begin)

        if room > 0 and script.engine.stands_at_begin:
            slices.take(run, room, MOST)
        else:
            ended = not script.run_to(goal)
        if self.back and script.engine.again is not None:
            del script.engine.again.happened[:-LATEST]
        if ended or script.engine.where == Where(goal, 0):
            self._goal = next(self._goals, None)

    def end(self) -> None:
        """Take what is told of a run again no longer."""
        self._script.engine.again = None

    # The stretches that are run.

    def _forwards(self) -> Iterator[int]:
        begin = int(min(max(self._here.iteration, self._kept.complete_before), self._iterations))
        end = self._iterations
        if self.nearest is not None:
            end = min(end, self.nearest.where.iteration + 1)
        if begin >= end:
            return
        last = yield from self._error_before(begin)
        yield from self._go(begin)
        step = 1
        while begin < end:
            stop = min(begin + step, end)
            last = yield from self._look(begin, stop, last)
            if self._found:
                return
            begin, step = stop, min(2 * step, MOST)

    def _backwards(self) -> Iterator[int]:
        end = min(self._here.iteration + 1, self._iterations)
        low = self._kept.complete_before
        if self.nearest is not None:
            low = max(low, self.nearest.where.iteration)
        while low < end:
            begin = max(int(low), self._script.engine.begins_before(end), end - MOST)
            last = yield from self._error_before(begin)
            yield from self._go(begin)
            yield from self._look(begin, end, last)
            if self._found:
                return
            end = begin

    def _go(self, iteration: int) -> Iterator[int]:
        """Go to the beginning of an iteration."""
        engine = self._script.engine
        engine.again = None
        if not (engine.stands_at_begin and engine.where.iteration <= iteration):
            yield engine.begins_before(iteration + 1)
        yield iteration

    def _again(self, end: int) -> Iterator[int]:
        """Run to the beginning of an iteration; keep what is told."""
        self._script.engine.again = Again()
        yield end

    def _taken(self, begin: int, end: int) -> tuple[list[Happened], Array]:
        """Return the events and the errors that were told of some iterations."""
        again, self._script.engine.again = self._script.engine.again, None
        assert again is not None
        errors = known = self._script.known_errors()[begin:end]
        if again.errors and len(known) < end - begin:
            first = again.errors[0][0]
            new = np.concatenate([errors for _, errors in again.errors])
            errors = np.concatenate([known, new[max(0, begin + len(known) - first) :]])
        return [one for one in again.happened if len(one.events)], errors[: end - begin]

    def _look(self, begin: int, end: int, last: float) -> Generator[int, None, float]:
        """Run some iterations, and look for events in them; return the last error."""
        yield from self._again(end)
        told, errors = self._taken(begin, end)
        places = np.flatnonzero(~is_absent(errors))
        known = errors[places]
        with np.errstate(invalid="ignore"):
            risen = known > np.concatenate([[last], known[:-1]])
        rises = [(begin + int(at), float(errors[at])) for at in places[risen]]
        self._judge(told, rises)
        return float(known[-1]) if len(known) else last

    def _error_before(self, iteration: int) -> Generator[int, None, float]:
        """Return the last error before an iteration, NaN without any."""
        known = self._script.known_errors()
        end = iteration
        while end > len(known):  # of so many iterations not every error is kept
            begin = self._script.engine.begins_before(end)
            yield from self._go(begin)
            yield from self._again(end)
            _, errors = self._taken(begin, end)
            if len(found := errors[~is_absent(errors)]):
                return float(found[-1])
            end = begin
        found = known[:end][~is_absent(known[:end])]
        return float(found[-1]) if len(found) else float("nan")

    # What is found in them.

    def _judge(self, told: Sequence[Happened], rises: Rises) -> None:
        """Note the event nearest to the position."""
        here = self._here.iteration
        iterations = np.concatenate(
            [*(one.events[:, 0] for one in told), np.array([at for at, _ in rises], np.int64)]
        )
        beyond = iterations[iterations < here if self.back else iterations > here]
        nearest = [int(beyond.max() if self.back else beyond.min())] if len(beyond) else []
        for iteration in (here, *nearest):
            parts = [one.only(one.events[one.events[:, 0] == iteration]) for one in told]
            found = Happenings(
                self._script.plan,
                (tuple(one for one in parts if len(one.events)), ()),
                tuple(one for one in rises if one[0] == iteration),
                furthest=self._furthest,
            ).all
            if (one := self._pick(found)) is not None:
                self._found = found
                both = [one] if self.nearest is None else [one, self.nearest]
                pick = max if self.back else min
                self.nearest = pick(both, key=lambda each: (each.where, each.line))
                return

    def _pick(self, found: Sequence[Happening]) -> Happening | None:
        """Return the nearest of some events, in their order, that is beyond the position."""
        side = -1 if self.back else 1
        beyond = [one for one in found if one.order(self._here, self._line) == side]
        return beyond[-1 if self.back else 0] if beyond else None
