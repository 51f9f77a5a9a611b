"""What has happened in a script's run, in bounded memory.

These are the events of the built-in network, by the same formulas: a prediction crosses 0.5, a
weight changes its sign, the error rises, numbers are no longer finite. Beside them stands what
NumPy did in silence, what it warned of, and an exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.absent import is_absent
from tinynet_tui.engine.engine import Raised, Where
from tinynet_tui.engine.happened import KINDS, Group, Happened
from tinynet_tui.engine.hearing import Noted
from tinynet_tui.events.event import Kind
from tinynet_tui.events.log import IMPORTANCE
from tinynet_tui.network.array import Array
from tinynet_tui.training.error_history import ErrorHistory

from .plan import ScriptPlan

MOST = 1 << 12
"""The most events of a kind that are kept; the others are counted."""
WEIGHT, PREDICTION, LOST = 1, 2, 4
IMPORTANT = np.array(
    [
        np.nan if not mark else IMPORTANCE.index(kind)
        for mark in range(8)
        for kind in [
            "divergence" if mark & LOST else "prediction" if mark & PREDICTION else "weight"
        ]
    ]
)
"""The index in IMPORTANCE of what has happened in an iteration, by its mark."""
END = 1 << 30
"""The line of what can be seen only at the end of an iteration."""


class Happening(NamedTuple):
    """Something that happened, and where."""

    where: Where
    """The position, or one that is near it in the iteration."""
    text: str
    go: str
    """The position as it is typed."""
    line: int = END
    """The number of the step after which it can be seen."""
    exact: bool = False
    """True when that step is the position's."""

    def order(self, here: Where, line: int | None) -> int:
        """Return -1, 0 or 1 when it is before, at or after a position."""
        if self.exact or self.where.iteration != here.iteration:
            mine: tuple[int, int] = self.where
            other: tuple[int, int] = here
        else:
            mine, other = (0, self.line), (0, -1 if line is None else line)
        return (mine > other) - (mine < other)


@dataclass(frozen=True, eq=False)
class Happenings:
    """What has happened up to the furthest position that the run has reached; frozen."""

    plan: ScriptPlan
    kept: tuple[tuple[Happened, ...], ...] = ((), ())
    rises: tuple[tuple[int, float], ...] = ()
    lost: int | None = None
    """The first iteration whose error is not finite."""
    counts: tuple[int, int, int] = (0, 0, 0)
    """How many weights have turned, predictions crossed, and errors risen."""
    odd: tuple[tuple[str, Noted], ...] = ()
    raised: Raised | None = None
    left: tuple[str, ...] = ()
    """The arrays that are too large to be watched."""
    importance: tuple[ErrorHistory, ErrorHistory] = (ErrorHistory(), ErrorHistory())
    furthest: Where | None = None
    """The furthest position that has been shown: the script itself may have been run further."""

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Happening]:
        return iter(self.all)

    def __getitem__(self, index: int) -> Happening:
        return self.all[index]

    @cached_property
    def all(self) -> list[Happening]:
        """Everything that is kept, in order."""
        found = filter(self._is_past, self._found())
        return sorted(found, key=lambda one: (one.where, one.line))

    def _is_past(self, one: Happening) -> bool:
        """True unless it comes after the furthest position."""
        if self.furthest is None or one.where.iteration < self.furthest.iteration:
            return True
        is_within = one.where.iteration == self.furthest.iteration and self.furthest.step > 1
        return one.where <= self.furthest if one.exact else is_within

    def _found(self) -> Iterator[Happening]:
        for text, noted in self.odd:
            yield self._noted(text, noted)
        if self.raised is not None and self.raised.where is not None:
            where = self.raised.where
            text = self.raised.operands or str(self.raised)
            yield Happening(where, text, f"{where.iteration}:{where.step}", END, exact=True)
        for at, error in self.rises:
            yield self._of_error(at, f"the error rises to {error:.6g}")
        if self.lost is not None:
            yield self._of_error(self.lost, "the error is infinite or nan")
        for index in (0, 1):
            for told in self.kept[index]:
                for at, group, cell, how in told.events.tolist():
                    yield self._of_cell(at, told.groups[group], cell, how)

    def _noted(self, text: str, noted: Noted) -> Happening:
        where, line = noted.where, noted.line
        go = f"{where.iteration}:{where.step}"
        if noted.exact or line is None:
            return Happening(where, text, go, END if line is None else line, exact=True)
        return self._after(where.iteration, line, text)

    def _of_error(self, iteration: int, text: str) -> Happening:
        line = self.plan.error_step
        if line is not None:
            found = self._after(iteration, line, text)
            return found if found.exact else found._replace(go=str(iteration))
        return Happening(Where(iteration, len(self.plan.steps)), text, str(iteration))

    def _of_cell(self, iteration: int, group: Group, cell: int, how: int) -> Happening:
        index = ",".join(map(str, np.unravel_index(cell, group.shape))) if group.shape else ""
        name = f"{group.label}[{index}]" if group.shape else group.label
        if how == 2:
            text = f"the run diverges: {name} is no longer finite"
        elif group.kind == "weight":
            text = f"{name} turns {'positive' if how else 'negative'}"
        else:
            text = f"{name} crosses to the {'correct' if how else 'wrong'} side of 0.5"
        writers = self.plan.writers.get(group.variable, ())
        if len(writers) == 1 and writers[0] in self.plan.direct:
            return self._after(iteration, writers[0], text)
        if group.kind == "prediction" and self.plan.prediction_step is not None:
            return self._after(iteration, self.plan.prediction_step, text)
        where = Where(iteration, len(self.plan.steps))
        return Happening(where, text, f"{iteration}:last")

    def _after(self, iteration: int, line: int, text: str) -> Happening:
        """Return what can be seen after a step, whose position is known if nothing skips it."""
        where = Where(iteration, line + 1)
        if self.plan.direct[: line + 1] == tuple(range(line + 1)):
            return Happening(where, text, f"{iteration}:{where.step}", line, exact=True)
        written = [
            name for name in self.plan.steps[line].writes if self.plan.writers[name] == (line,)
        ]
        if written:
            return Happening(where, text, f"{iteration}:{written[0]}", line)
        return Happening(where, text, f"{iteration}:last")

    @property
    def more(self) -> int:
        """The number of events that are counted, and not kept."""
        return sum(more for more, _ in self._dropped())

    @property
    def complete_to(self) -> float:
        """The iteration up to which every event is kept."""
        return min((last for more, last in self._dropped() if more), default=float("inf"))

    def _dropped(self) -> Iterator[tuple[int, int]]:
        """Yield for each kind how many are not kept, and the iteration of the last that is."""
        for kind, count in zip(self.kept, self.counts, strict=False):
            have = sum(len(one.events) for one in kind)
            yield max(0, count - have), int(kind[-1].events[-1, 0]) if kind else 0
        last = self.rises[-1][0] if self.rises else 0
        yield max(0, self.counts[2] - len(self.rises)), last

    def columns(self, edges: Sequence[int], reached: int) -> list[tuple[int, Kind]]:
        """Return, for each column with events, an iteration in it and its most important kind."""
        found: dict[int, int] = {}
        for history in self.importance:
            for iteration, _, highest in history.envelope(edges, reached):
                found[iteration] = max(found.get(iteration, 0), int(highest))
        return [(iteration, IMPORTANCE[kind]) for iteration, kind in found.items()]


class HappeningLog:
    """Keeps what happens, append-only."""

    def __init__(self, plan: ScriptPlan) -> None:
        self._plan = plan
        self._kept: tuple[tuple[Happened, ...], ...] = ((), ())
        self._counts = [0, 0, 0]
        self._rises: list[tuple[int, float]] = []
        self._lost: int | None = None
        self._left: dict[str, None] = {}
        self._of_errors, self._of_values = ErrorHistory(), ErrorHistory()
        self._last = float("nan")
        """The last error that was computed."""
        self._had_error = False

    def take_errors(self, errors: Array) -> None:
        """Add the errors of the next iterations."""
        first, places = self._of_errors.length, np.flatnonzero(~is_absent(errors))
        known = errors[places]
        with np.errstate(invalid="ignore"):
            found = places[known > np.concatenate([[self._last], known[:-1]])]
        self._counts[2] += len(found)
        room = MOST - len(self._rises)
        self._rises += [(first + int(at), float(errors[at])) for at in found[:room]]
        importance = np.full(len(errors), np.nan)
        importance[found] = IMPORTANCE.index("rise")
        finite = np.isfinite(known)
        if self._lost is None and (self._had_error or finite.any()):
            begin = 0 if self._had_error else int(np.argmax(finite))  # the first may have none
            lost = places[begin:][~finite[begin:]]
            if len(lost):
                self._lost = first + int(lost[0])
                importance[lost[0]] = IMPORTANCE.index("divergence")
        self._had_error = self._had_error or bool(finite.any())
        if len(known):
            self._last = float(known[-1])
        self._of_errors.append(importance)

    def take(self, told: Happened) -> None:
        """Add the events of a stretch in the weights and the output."""
        self._left |= dict.fromkeys(told.left)
        if not len(told.marks):
            return
        for index, kind in enumerate(KINDS):
            self._counts[index] += told.counts[index]
            mine = np.array([group.kind == kind for group in told.groups])
            have = sum(len(one.events) for one in self._kept[index])
            part = told.events[mine[told.events[:, 1]]]
            if have < MOST and len(part):
                kept = told.only(part[: MOST - have])
                both = [*self._kept]
                both[index] = (*both[index], kept)
                self._kept = tuple(both)
        gap = told.first - self._of_values.length
        if gap > 0:
            self._of_values.skip(gap)
        self._of_values.append(IMPORTANT[told.marks])

    def cut(self, iteration: int, errors: Array) -> HappeningLog:
        """Return the log up to an iteration, with its errors."""
        log = HappeningLog(self._plan)
        log.take_errors(errors)
        log._left = self._left
        for stretch in sorted(
            {id(one): one for kind in self._kept for one in kind}.values(),
            key=lambda one: one.first,
        ):
            if len(part := stretch.events[stretch.events[:, 0] < iteration]):
                log._add(stretch.only(part))
        return log

    def _add(self, told: Happened) -> None:
        """Add kept events of one kind again."""
        index = KINDS.index(told.groups[int(told.events[0, 1])].kind)
        both = [*self._kept]
        both[index] = (*both[index], told)
        self._kept = tuple(both)
        self._counts[index] += len(told.events)
        bits = {0: WEIGHT, 1: PREDICTION}[index]
        last = int(told.events[-1, 0])
        marks = np.full(last + 1, np.nan)
        marks[told.events[:, 0]] = IMPORTANT[bits]
        if last >= self._of_values.length:
            self._of_values.append(marks[self._of_values.length :])

    def now(
        self, odd: Mapping[str, Noted], raised: Raised | None, furthest: Where | None = None
    ) -> Happenings:
        """Return what has happened so far, up to the furthest position that has been shown."""
        return Happenings(
            self._plan,
            self._kept,
            tuple(self._rises),
            self._lost,
            (self._counts[0], self._counts[1], self._counts[2]),
            tuple(odd.items()),
            raised,
            tuple(self._left),
            (self._of_errors, self._of_values),
            furthest,
        )
