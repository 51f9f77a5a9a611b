"""Watches a script's weights and output in each iteration, and finds events in many at once.

An iteration only copies some bytes. What they mean is looked at when the script tells its errors.
What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from ast import unparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from .link import Header
from .watched import Watched

MOST_CELLS = 1 << 9
"""The most numbers that are watched; an array with which there would be more is left out."""
DEPTH = 3
"""How deep in lists and objects arrays are looked for."""
MOST_PARTS = 32
WEIGHT, PREDICTION, LOST = 1, 2, 4
"""What can happen in an iteration."""
Table = ndarray[Any, Any]


@dataclass(frozen=True)
class Leaf:
    """An array that is watched."""

    variable: str
    label: str
    """What it is called: the variable's name, and where in it the array is."""
    reach: str
    """How to come to it from the variable's value."""
    shape: tuple[int, ...]
    dtype: str

    @property
    def size(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count


def leaves(watched: Watched, values: Sequence[Any]) -> Iterator[Leaf]:
    """Yield the arrays of real numbers in the values of the variables that are watched."""
    seen: set[int] = set()
    for name, value in zip(watched.weights, values, strict=True):
        if not (name in watched.given and isinstance(value, ndarray)):
            yield from _leaves(watched, name, "", value, DEPTH, seen)


def _leaves(
    watched: Watched, name: str, reach: str, value: Any, depth: int, seen: set[int]
) -> Iterator[Leaf]:
    if isinstance(value, ndarray):
        if value.dtype.kind in "fiu" and value.size and id(value) not in seen:
            seen.add(id(value))
            yield Leaf(name, name + reach, reach, value.shape, value.dtype.str)
        return
    if not depth:
        return
    parts: list[tuple[str, Any]] = []
    if type(value) in (list, tuple):
        parts = [(f"[{at}]", one) for at, one in enumerate(value[:MOST_PARTS])]
    elif type(value) is dict:
        pairs = [*value.items()][:MOST_PARTS]
        parts = [(f"[{key!r}]", one) for key, one in pairs if type(key) is str]
    elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        pairs = [*vars(value).items()][:MOST_PARTS]
        own = watched.members
        parts = [
            (f".{key}", one)
            for key, one in pairs
            if not (own and isinstance(one, ndarray)) or key in own
        ]
    for step, one in parts:
        yield from _leaves(watched, name, reach + step, one, depth - 1, seen)


class Watch:
    """Notes the numbers of each iteration until they are looked at."""

    def __init__(self, watched: Watched) -> None:
        self._watched, self._names = watched, watched.weights
        self._output = "" if watched.output is None else unparse(watched.output)
        self._rows: list[bytes] = []
        self._outputs: list[bytes] = []
        self._value: Any = None
        """The output as it was seen last."""
        self._now: tuple[Any, ...] = (None, None)
        """The targets and the weights, as they were seen last."""
        self._counted: dict[str, int] = {}
        """How many events of each kind there are in the stretch."""
        self._layout: list[Leaf] | None = None
        self._left: list[str] = []
        """The arrays that are too large to be watched."""
        self._shot: Callable[..., bytes] = self._first_shot
        self._before: bytes | None = None
        """The weights at the beginning of the first iteration that has not been looked at."""
        self._last_output: bytes | None = None
        self._told = 0
        self._edited: set[tuple[int, str]] = set()

    def take(self, targets: Any, *weights: Any) -> None:
        """Note the numbers at the beginning of an iteration, or at the end of the last one."""
        self._now = targets, weights
        self._rows.append(self._shot(*weights))

    def compare(self, output: Any) -> None:
        """Note an output that is compared with the targets."""
        self._value = output
        self._outputs.append(output.tobytes())

    def edited(self, iteration: int, target: str) -> None:
        """Note that a number has been changed in an iteration: that is no event."""
        self._edited.add((iteration, target))

    def _first_shot(self, *weights: Any) -> bytes:
        self._layout = self._chosen(weights)
        if not self._layout:
            self._shot = lambda *_: b""
        else:
            names = [f"a{at}" for at, _ in enumerate(self._names)]
            parts = [
                f"{names[self._names.index(leaf.variable)]}{leaf.reach}"
                + (".tobytes()" if leaf.dtype == "<f8" else ".astype('d').tobytes()")
                for leaf in self._layout
            ]
            self._shot = eval(f"lambda {', '.join(names)}: {' + '.join(parts)}", {})
        return self._shot(*weights)

    def _chosen(self, weights: Sequence[Any]) -> list[Leaf]:
        """Return the arrays to watch: as many as there is room for."""
        room, found = MOST_CELLS, []
        self._left = []
        for leaf in leaves(self._watched, weights):
            if leaf.size > room:
                self._left.append(leaf.label)
            else:
                found.append(leaf)
                room -= leaf.size
        return found

    # What has happened.

    def found(self, iteration: int, *, ended: bool) -> tuple[Header, bytes] | None:
        """Return the events, not yet told, of the iterations before one."""
        rows, outputs = self._rows[:], self._outputs[:]
        self._rows.clear()
        self._outputs.clear()
        first, self._told = self._told, iteration
        targets, weights = self._now
        if not rows:
            self._before = self._last_output = None
            return None
        layout, before = self._layout or [], self._before
        if weights is not None and self._chosen(weights) != layout:
            self._layout, self._shot = None, self._first_shot
            rows, before = [self._shot(*weights)], None
        count = iteration - first
        if before is not None:
            rows.insert(0, before)
        self._counted = {}
        groups: list[list[Any]] = []
        events: list[Table] = []
        marks = full(max(0, count), 0, uint8)
        if layout and count > 0 and len(rows) == count + 1 and len({*map(len, rows)}) == 1:
            events += self._of_weights(rows, layout, first, marks)
        groups += [["weight", leaf.variable, leaf.label, [*leaf.shape]] for leaf in layout]
        events += self._of_outputs(outputs, targets, first, count, marks, len(groups), ended=ended)
        if self._output and targets is not None:
            shape = [*getattr(targets, "shape", ())]
            groups.append(["prediction", self._output, self._output, shape])
        self._before = None if ended else rows[-1]
        if ended:
            self._last_output = None
        self._edited = {one for one in self._edited if one[0] >= iteration}
        if not any(len(one) for one in events):
            return ({"first": first, "left": self._left}, b"") if self._left and not first else None
        table = concatenate(events)
        told = {"first": first, "count": count, "groups": groups, "left": self._left}
        told["counts"] = [int(self._counted.get(kind, 0)) for kind in ("weight", "prediction")]
        return {**told, "events": len(table)}, table.astype(int64).tobytes() + marks.tobytes()

    def _of_weights(
        self, rows: list[bytes], layout: list[Leaf], first: int, marks: Table
    ) -> Iterator[Table]:
        """Yield the events in weights: (iteration, array, cell, whether it is positive now)."""
        table = frombuffer(b"".join(rows)).reshape(len(rows), -1)
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

    def _of_outputs(
        self,
        outputs: list[bytes],
        targets: Any,
        first: int,
        count: int,
        marks: Table,
        group: int,
        *,
        ended: bool,
    ) -> Iterator[Table]:
        """Yield the events in the output: (iteration, group, cell, whether it is right now)."""
        before, fitting = self._last_output, (count, count - 1) if ended else (count,)
        self._last_output = outputs[-1] if outputs else None
        if not isinstance(targets, ndarray) or targets.dtype.kind not in "biuf":
            return
        value = self._value
        if not isinstance(value, ndarray) or (value.dtype.str, value.shape) != (
            "<f8",
            targets.shape,
        ):
            return
        goal = asarray(targets, dtype=float).ravel()
        if not goal.size or goal.size > MOST_CELLS or not ((goal >= 0) & (goal <= 1)).all():
            return
        rows = outputs if before is None else [before, *outputs]
        if len(rows) < 2 or len(outputs) not in fitting or {*map(len, rows)} != {8 * goal.size}:
            return
        table = frombuffer(b"".join(rows)).reshape(len(rows), -1)
        above = table > 0.5
        below = table < 0.5
        if (above[1:] == above[:-1]).all() and (below[1:] == below[:-1]).all():
            return
        high, low = goal > 0.5, goal < 0.5
        right = above & high | below & low
        wrong = ~(right | isnan(table)) & (high | low)
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
