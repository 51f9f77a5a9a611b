"""Keeps what happens in a script's run, in bounded memory."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import numpy as np

from tinynet_tui.engine.absent import is_absent
from tinynet_tui.engine.engine import Raised, Where
from tinynet_tui.engine.happened import KINDS, Happened
from tinynet_tui.engine.hearing import Noted
from tinynet_tui.events.log import IMPORTANCE
from tinynet_tui.network.array import Array
from tinynet_tui.training.error_history import ErrorHistory

from .happenings import Happenings
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
RISES = 2
"""Where rises of the error stand, behind the KINDS."""


class HappeningLog:
    """Keeps what happens, append-only."""

    def __init__(self, plan: ScriptPlan) -> None:
        self._plan = plan
        self._kept: tuple[tuple[Happened, ...], ...] = ((), ())
        self._counts = [0, 0, 0]
        self._complete = [inf, inf, inf]
        """For each kind, the iteration before which all its events are kept."""
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
        self._counts[RISES] += len(found)
        room = MOST - len(self._rises) if self._complete[RISES] == inf else 0
        self._rises += [(first + int(at), float(errors[at])) for at in found[:room]]
        if len(found) > room:
            self._complete[RISES] = min(self._complete[RISES], first + int(found[room]))
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
            if self._complete[index] < inf:
                continue
            part, known = told.events[mine[told.events[:, 1]]], told.known_before[index]
            if known < inf:
                part, self._complete[index] = part[part[:, 0] < known], known
            room = MOST - sum(len(one.events) for one in self._kept[index])
            if len(part) > room:
                self._complete[index] = min(self._complete[index], int(part[room, 0]))
            if room and len(part):
                both = [*self._kept]
                both[index] = (*both[index], told.only(part[:room]))
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
        log._complete = [one if one < iteration else inf for one in self._complete]
        if len(errors) < iteration:
            log._of_errors.skip(iteration - len(errors))
            log._complete[RISES] = min(log._complete[RISES], len(errors))
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
        self,
        odd: Mapping[str, Noted],
        raised: Raised | None,
        furthest: Where | None = None,
        told: float = inf,
    ) -> Happenings:
        """Return what has happened so far, up to the furthest position that has been shown.

        The process has `told` the events of the iterations before one.
        """
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
            min(told, *self._complete),
        )
