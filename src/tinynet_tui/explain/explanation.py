"""Where a number comes from: a cell's formula, the operands as they were, and the result."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.step import Step
from tinynet_tui.timeline.snapshot import Snapshot

from .arithmetic import Task, arithmetic, reference
from .dot_product import ellipsis
from .line import Kind, Line
from .notes import about, notes, of_words, shapes
from .rounding import Form, plain, total

DRAWN = Form(8)
"""The form of first weights, with as many decimals as NumPy prints."""


class Point(NamedTuple):
    """A point on the curve of a function."""

    function: str
    """Its name in `FUNCTIONS`."""
    x: float
    """The weighted sum, or for a slope the layer's output."""


class Explanation(NamedTuple):
    """The value of one cell and how it came about."""

    cell: str
    """`l1_error[2,0]`."""
    lines: tuple[Line, ...]
    point: Point | None = None
    """The cell's point on the curve of its step's function, if there is one."""

    def shortened(self, height: int, width: int | None = None) -> list[Line]:
        """Return the lines that fit.

        Notes go first, then shapes and formula, then the terms in the middle. If the arithmetic
        still does not fit, the formula replaces it. The result always stays. Notes are wrapped to
        the width; shapes that are wider are left out.
        """
        whole = [part for line in self.lines for part in _wrapped(line, width)]
        lines = _without(whole, height, "note", "shapes", "formula", "about")
        lines = _with_fewer_terms(lines, height)
        for parts in (("head", "term"), ("head", "term", "sum")):
            if len(lines) > height:
                rest = [line for line in whole if line.kind not in parts]
                lines = _without(rest, height, "note", "shapes", "about")
        lines = _without(lines, height, "formula")[: max(0, height)]
        return [replace(line, whole="") for line in lines]


def _without(lines: list[Line], height: int, *kinds: Kind) -> list[Line]:
    """Drop lines of these kinds, one kind after the other, the last line first, until they fit."""
    for kind in kinds:
        while len(lines) > height and any(line.kind == kind for line in lines):
            last = [line.whole for line in lines if line.kind == kind][-1]
            lines = [line for line in lines if line.kind != kind or line.whole != last]
    return lines


def _with_fewer_terms(lines: list[Line], height: int) -> list[Line]:
    """Replace terms in the middle by their sum, if the first and the last can stay."""
    terms = [at for at, line in enumerate(lines) if line.kind == "term"]
    surplus = len(lines) - height
    if surplus <= 0 or len(terms) <= surplus + 2:
        return lines
    first, last = terms[-2] - surplus, terms[-1]
    return [*lines[:first], _together(lines[first:last]), *lines[last:]]


def _wrapped(line: Line, width: int | None) -> Iterator[Line]:
    """Yield a line in parts that fit a width, each with the `whole` text."""
    if line.kind == "note" and width is not None and not line.value:
        for part in textwrap.wrap(line.text, max(8, width)):
            yield replace(line, text=part, whole=line.text)
    elif line.kind != "shapes" or width is None or len(line.text) <= width:
        yield replace(line, whole=line.text)


def _together(lines: list[Line]) -> Line:
    """Return one line for several terms, with their sum."""
    values = [Decimal(line.value) for line in lines]
    places = [value.as_tuple().exponent for value in values]
    finite = [place for place in places if isinstance(place, int)]
    powers = any("e" in line.value for line in lines)
    text = Form(-min(finite, default=0), powers).write_exactly(total(values), "+")
    return ellipsis(sum(line.stands_for for line in lines), text)


def explain(
    snapshot: Snapshot,
    name: str,
    cursor: Cursor,
    *,
    terms: int | None = None,
    rushing: bool = False,
) -> Explanation:
    """Explain the cursor's cell of a variable by its last assignment.

    At most `terms` terms of a sum are written, always with the last one; None for all. `rushing`
    leaves out numbers that change too fast to be read.
    """
    experiment = snapshot.experiment
    script, value = experiment.script, snapshot.value(name)
    cell = cursor.cell(name, experiment.dimensions)
    lines, point = [about(snapshot, name, cell)], None
    edit = snapshot.edit_of(name, cell)
    if snapshot.is_held(name, cell) and not snapshot.is_off(name, cell):
        lines += _held(snapshot, name, cell)
    elif edit is not None and name in script.weights:
        lines += _edited(snapshot, name, cell, edit)
    elif value is None:
        lines += _not_yet(script.step(name), len(script.steps))
    elif name not in script.names:
        lines.append(Line("result", reference(name, cell), plain(value.array[cell])))
        given = "from the data" if edit is None else _in_words(snapshot, edit)
        lines.append(Line("note", f"the target, {given}"))
        lines += of_words(experiment, cell[1])
    elif value.origin is None:
        lines.append(Line("result", reference(name, cell), DRAWN.write(value.array[cell], "+")))
        lines.append(Line("note", f"drawn at random from [-1, 1), seed {experiment.seed}"))
    else:
        task = Task(experiment, script.step(name), value.origin, cell, terms)
        if name == script.first_delta and experiment.is_test(cell[0]):
            lines += _held_back(task)
        else:
            lines += _assigned(task, snapshot, rushing=rushing)
        if edit is not None:
            lines.append(Line("note", _in_words(snapshot, edit)))
        if snapshot.is_off(name, cell):
            synapse = f"{script.roles.out_of(name)}[{cell[1]},:]"
            lines.append(Line("note", f"this neuron is off: its weights {synapse} are 0"))
        point = _point(task)
    return Explanation(reference(name, cell), tuple(lines), point)


def _held(snapshot: Snapshot, name: str, cell: tuple[int, int]) -> Iterator[Line]:
    """Explain a weight that keeps its value."""
    value, schedule = snapshot.value(name), snapshot.schedule
    assert value is not None
    edit = schedule.last_edit(name, cell, *snapshot.position, values=("hold",))
    yield Line("result", reference(name, cell), DRAWN.write(value.array[cell], "+"))
    if edit is not None:
        yield Line("note", f"{_in_words(snapshot, edit)}: it keeps its value and is not trained")


def _edited(snapshot: Snapshot, name: str, cell: tuple[int, int], edit: Edit) -> Iterator[Line]:
    """Explain a weight whose last change was an edit."""
    if snapshot.is_off(name, cell):
        yield Line("result", reference(name, cell), "off: 0")
        yield Line("note", f"{_in_words(snapshot, edit)}: it is 0 and is not trained")
        yield Line("note", "when it is switched on, it gets its old value back")
        return
    value = snapshot.value(name)
    assert value is not None
    yield Line("result", reference(name, cell), DRAWN.write(value.array[cell], "+"))
    yield Line("note", _in_words(snapshot, edit))
    script = snapshot.experiment.script
    if edit.at.step > 1 and not edit.counts_from(script):
        yield Line("note", f"in effect from {Position(edit.at.iteration).text(script)} on")


def _in_words(snapshot: Snapshot, edit: Edit) -> str:
    done = "edited"
    if isinstance(edit.value, str):
        done = {"hold": "held", "free": "free again"}.get(edit.value, f"switched {edit.value}")
    return f"{done} at {edit.at.text(snapshot.experiment.script)}"


def _not_yet(step: Step, steps: int) -> Iterator[Line]:
    yield Line("formula", step.source)
    yield Line("result", "not computed yet")
    yield Line("note", f"comes in step {step.number} of {steps}")


def _assigned(task: Task, snapshot: Snapshot, *, rushing: bool) -> Iterator[Line]:
    """Yield formula, shapes, calculation and notes of a cell that a step has assigned."""
    step, experiment = task.step, task.experiment
    yield Line("formula", step.source)
    sizes = shapes(experiment, step)
    if sizes is not None:
        yield sizes
    yield from arithmetic(task)
    error, iteration = snapshot.error or (None, None)
    printed = error if iteration == task.iteration.number and not rushing else None
    yield from notes(experiment, step, task.cell, task.iteration.start["X"], printed)


def _held_back(task: Task) -> Iterator[Line]:
    """Explain the delta of an example that does not train."""
    yield Line("formula", task.step.source)
    yield Line("result", task.ref, "0")
    yield Line("note", "a test example does not train: its delta is set to 0")


def _point(task: Task) -> Point | None:
    """Return the cell's point on the curve of its function; None without a known function."""
    name, function = task.step.function, task.function
    if name is None or function is None:
        return None
    if function.argument == "x":
        return Point(name, task.weighted_sum)
    return Point(name, float(task.array(task.step.operands[-1])[task.cell]))
