"""Watches a script's weights and output in each iteration, and finds events in many at once.

An iteration only copies some bytes. What they mean is looked at when the script tells its errors.
What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from ast import unparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from types import FrameType
from typing import Any

from numpy import (
    array,
    asarray,
    concatenate,
    flatnonzero,
    frombuffer,
    full,
    int64,
    isfinite,
    isnan,
    ndarray,
    nonzero,
    uint8,
)

from .happened import MOST_EVENTS
from .hook_calls import COMPARE, watch_hook
from .leaves import MOST_CELLS, Leaf, chosen, writer
from .link import Header
from .watched import Watched

MUCH = 1 << 20
"""When there are so many bytes, they should be looked at."""
WEIGHT, PREDICTION, LOST = 1, 2, 4
"""What can happen in an iteration."""
Table = ndarray[Any, Any]
Bind = Callable[[dict[str, Callable[..., object]]], object]


class Watch:
    """Notes the numbers of each iteration until they are looked at.

    Its hooks write into memory and do nothing else; so they are made for the arrays that there
    are, and made anew when there are others.
    """

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self._output = "" if watched.output is None else unparse(watched.output)
        self._rows, self._outputs = BytesIO(), BytesIO()
        """The weights at the beginning of each iteration, from the first that has not been looked
        at; and the output of each."""
        self._goal = "" if watched.targets is None else unparse(watched.targets)
        self._hooks: list[Callable[[Any], object]] = [callable for _ in watched.weights]
        self._layout: list[Leaf] | None = None
        self._left: list[str] = []
        """The arrays that are too large to be watched."""
        self._form: tuple[str, tuple[int, ...]] | None = None
        """The type and shape of the output."""
        self._is_compared = True
        """False when the output is not looked at."""
        self._last_output: bytes | None = None
        self._counted: dict[str, int] = {}
        """How many events of each kind there are in the stretch."""
        self._told = 0
        self._edited: set[tuple[int, str]] = set()
        self._bind: Bind = dict

    def install(self, bind: Bind) -> None:
        """Take a function that makes hooks known to the script."""
        self._bind = bind
        bind({watch_hook(number): hook for number, hook in enumerate(self._hooks)})
        bind({COMPARE: self._compare})

    def rest(self) -> None:
        """Note nothing from now on."""
        hooks = (COMPARE, *map(watch_hook, range(len(self._hooks))))
        self._bind(dict.fromkeys(hooks, callable))

    @property
    def is_begun(self) -> bool:
        """True when the weights at the beginning of some iteration are known."""
        return self._layout is not None or not self._watched.weights

    @property
    def is_much(self) -> bool:
        """True when what is noted takes much room."""
        return self._rows.tell() + self._outputs.tell() > MUCH

    def _compare(self, output: Any) -> None:
        """Note an output that is compared with the targets, and how to note the next ones."""
        self._outputs.write(output.tobytes())
        self._form = output.dtype.str, output.shape
        if output.flags.c_contiguous:
            self._bind({COMPARE: self._outputs.write})

    def edited(self, iteration: int, target: str) -> None:
        """Note that a number has been changed in an iteration: that is no event."""
        self._edited.add((iteration, target))

    # What has happened.

    def found(
        self, iteration: int, frame: FrameType, errors: Table | None, *, ended: bool
    ) -> tuple[Header, bytes] | None:
        """Return the events, not yet told, of the iterations before one.

        Their errors are known if each is one array of one size.
        """
        if not (self._watched.weights or self._goal):
            return None
        rows, outputs = _taken(self._rows), _taken(self._outputs)
        first, self._told = self._told, iteration
        weights = [_value(name, frame) for name in self._watched.weights]
        targets = _value(self._goal, frame) if self._goal else None
        if errors is not None and self._watched.difference and self._is_compared:
            outputs = self._behind(errors, targets, _value(self._output, frame))
        before, count = self._layout, iteration - first
        self._layout, self._left = chosen(self._watched, weights)
        layout = self._layout
        size = 8 * sum(leaf.size for leaf in layout)
        is_whole = layout == before and len(rows) == (count + 1) * size
        self._counted = {}
        groups: list[list[Any]] = []
        events: list[Table] = []
        marks = full(max(0, count), 0, uint8)
        if is_whole and layout and count > 0:
            events += self._of_weights(rows, layout, first, marks)
        last = bytes(rows[count * size :])
        del rows  # else writing would copy them all
        if ended:  # another loop begins with its own
            self._layout = None
        elif is_whole:
            self._rows.write(last)
        else:
            self._begin_rows(layout, weights)
        groups += [["weight", leaf.variable, leaf.label, [*leaf.shape]] for leaf in layout]
        events += self._of_outputs(outputs, targets, first, count, marks, len(groups), ended=ended)
        if self._output and targets is not None:
            shape = [*getattr(targets, "shape", ())]
            groups.append(["prediction", self._output, self._output, shape])
        if ended:
            self._last_output = None
        self._bind({COMPARE: self._compare if self._is_compared else callable})
        self._edited = {one for one in self._edited if one[0] >= iteration}
        if not any(len(one) for one in events):
            return ({"first": first, "left": self._left}, b"") if self._left and not first else None
        table = concatenate(events)
        told = {"first": first, "count": count, "groups": groups, "left": self._left}
        told["counts"] = [int(self._counted.get(kind, 0)) for kind in ("weight", "prediction")]
        return {**told, "events": len(table)}, table.astype(int64).tobytes() + marks.tobytes()

    def _begin_rows(self, layout: list[Leaf], weights: Sequence[Any]) -> None:
        """Make the hooks for some arrays, and note those at the beginning of an iteration."""
        self._hooks = [
            writer([leaf for leaf in layout if leaf.variable == name], self._rows, value)
            for name, value in zip(self._watched.weights, weights, strict=True)
        ]
        self._bind({watch_hook(number): hook for number, hook in enumerate(self._hooks)})
        with suppress(Exception):
            for hook, value in zip(self._hooks, weights, strict=True):
                hook(value)

    def _of_weights(
        self, rows: memoryview, layout: list[Leaf], first: int, marks: Table
    ) -> Iterator[Table]:
        """Yield the events in weights: (iteration, array, cell, whether it is positive now)."""
        table = frombuffer(rows).reshape(-1, sum(leaf.size for leaf in layout))
        negative = table < 0
        starts = [0]
        for leaf in layout:
            starts.append(starts[-1] + leaf.size)
        if not (negative[1:] == negative[:-1]).all():
            positive = table >= 0
            changed = negative[1:] & positive[:-1] | positive[1:] & negative[:-1]
            for iteration, target in self._edited:
                if 0 <= iteration - first < len(changed):
                    for number, leaf in enumerate(layout):
                        if target.startswith(leaf.label):
                            mine = slice(starts[number], starts[number + 1])
                            changed[iteration - first, mine] = False
            at, cells = nonzero(changed)
            marks[at] |= WEIGHT
            self._counted["weight"] = len(at)
            at, cells = _ends(at), _ends(cells)
            group = asarray(starts).searchsorted(cells, side="right") - 1
            rose = positive[at + 1, cells]
            yield array([at + first, group, cells - asarray(starts)[group], rose]).T
        if not isfinite(table[-1]).all():
            broken = ~isfinite(table)
            lost = flatnonzero(broken.any(axis=1))
            if lost[0] > 0:
                cell = int(broken[lost[0]].argmax())
                within = int(asarray(starts).searchsorted(cell, side="right")) - 1
                marks[lost[0] - 1] |= LOST
                yield array([[first + lost[0] - 1, within, cell - starts[within], 2]])

    def _behind(self, errors: Table, targets: Any, output: Any) -> memoryview:
        """Return the outputs that are as far from the targets as the errors are."""
        are_arrays = isinstance(targets, ndarray) and isinstance(output, ndarray)
        if not are_arrays or targets.dtype.kind not in "biuf" or errors.shape[1] != targets.size:
            return memoryview(b"")
        self._form = output.dtype.str, output.shape
        goal = asarray(targets, dtype=float).ravel()
        found: Table = goal - errors if self._watched.difference > 0 else goal + errors
        return found.ravel().view(uint8).data

    def _of_outputs(
        self,
        outputs: memoryview,
        targets: Any,
        first: int,
        count: int,
        marks: Table,
        group: int,
        *,
        ended: bool,
    ) -> Iterator[Table]:
        """Yield the events in the output: (iteration, group, cell, whether it is right now)."""
        before, form, self._form = self._last_output, self._form, None
        self._last_output = None
        if form is None or not isinstance(targets, ndarray) or targets.dtype.kind not in "biuf":
            return
        goal = asarray(targets, dtype=float).ravel()
        self._is_compared = bool(
            form == ("<f8", targets.shape)
            and 0 < goal.size <= MOST_CELLS
            and ((goal >= 0) & (goal <= 1)).all()
        )
        noted, cut = divmod(len(outputs), 8 * goal.size)
        if not self._is_compared or cut or noted not in ((count, count - 1) if ended else (count,)):
            return
        self._last_output = bytes(outputs[-8 * goal.size :])
        parts = [frombuffer(one).reshape(-1, goal.size) for one in (before or b"", outputs)]
        above = concatenate([part > 0.5 for part in parts])
        below = concatenate([part < 0.5 for part in parts])
        if len(above) < 2:
            return
        if (above[1:] == above[:-1]).all() and (below[1:] == below[:-1]).all():
            return
        high, low = goal > 0.5, goal < 0.5
        right = above & high | below & low
        wrong = ~(right | concatenate([isnan(part) for part in parts])) & (high | low)
        at, cells = nonzero(right[1:] & wrong[:-1] | wrong[1:] & right[:-1])
        offset = int(before is None)
        marks[at + offset] |= PREDICTION
        self._counted["prediction"] = len(at)
        at, cells = _ends(at), _ends(cells)
        rose = right[at + 1, cells]
        yield array([at + first + offset, full(len(at), group), cells, rose]).T


def _ends(found: Table) -> Table:
    """Return the first and the last of very many."""
    half = MOST_EVENTS // 2
    return found if len(found) <= MOST_EVENTS else concatenate([found[:half], found[-half:]])


def _taken(file: BytesIO) -> memoryview:
    """Return what has been written into a file, not copied, and begin it anew."""
    data = memoryview(file.getvalue())[: file.tell()]
    file.seek(0)
    return data


def _value(name: str, frame: FrameType) -> Any:
    """Return a variable of the script in one of its frames; None if there is no such thing."""
    first, *members = name.split(".")
    try:
        value = frame.f_locals[first] if first in frame.f_locals else frame.f_globals[first]
        for member in members:
            kinds = type(value).__mro__ if member.startswith("__") else ()
            private = [f"_{kind.__name__.lstrip('_')}{member}" for kind in kinds]
            own = next((one for one in private if hasattr(value, one)), member)
            value = getattr(value, own)
    except Exception:
        return None
    return value
