"""What has happened in a script's run, in bounded memory.

These are the events of the built-in network, by the same formulas: a prediction crosses 0.5, a
weight changes its sign, the error rises, numbers are no longer finite. Beside them stands what
NumPy did in silence, what it warned of, and an exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.engine import Raised, Where
from tinynet_tui.engine.happened import Group, Happened
from tinynet_tui.engine.hearing import Noted
from tinynet_tui.events.event import Kind
from tinynet_tui.events.log import IMPORTANCE
from tinynet_tui.training.error_history import ErrorHistory

from .plan import ScriptPlan

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
    label: str = ""
    """The array whose number it is; "" if it is none."""
    cell: tuple[int, ...] = ()
    kind: int | None = None
    """Among the three of which there are counts."""

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
    complete_before: float = float("inf")
    """The iteration before which every event is kept."""

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
            yield self._of_error(at, f"the error rises to {error:.6g}")._replace(kind=2)
        if self.lost is not None:
            yield self._of_error(self.lost, "the error is infinite or nan")
        for index in (0, 1):
            for told in self.kept[index]:
                for at, group, cell, how in told.events.tolist():
                    here = told.groups[group]
                    found = self._of_cell(at, here, cell, how)
                    at_cell = np.unravel_index(cell, here.shape) if here.shape else ()
                    kind = index if how < 2 else None
                    place = tuple(int(n) for n in at_cell)
                    yield found._replace(label=here.label, cell=place, kind=kind)

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
    def _is_kept(self) -> bool:
        """True when every event up to the furthest position is kept."""
        return self.furthest is not None and self.furthest.iteration < self.complete_before

    @property
    def so_far(self) -> tuple[int, int, int]:
        """The counts up to the furthest position, as far as that is known."""
        if not self._is_kept:
            return self.counts
        kinds = [one.kind for one in self.all]
        return kinds.count(0), kinds.count(1), kinds.count(2)

    @property
    def more(self) -> int:
        """The number of events that are counted, and not kept."""
        if self._is_kept:
            return 0
        kept = [sum(int((one.events[:, 3] < 2).sum()) for one in kind) for kind in self.kept]
        both = zip(self.counts, [*kept, len(self.rises)], strict=True)
        return sum(max(0, count - have) for count, have in both)

    def columns(self, edges: Sequence[int], reached: int) -> list[tuple[int, Kind]]:
        """Return, for each column with events, an iteration in it and its most important kind."""
        found: dict[int, int] = {}
        for history in self.importance:
            for iteration, _, highest in history.envelope(edges, reached):
                found[iteration] = max(found.get(iteration, 0), int(highest))
        return [(iteration, IMPORTANCE[kind]) for iteration, kind in found.items()]
