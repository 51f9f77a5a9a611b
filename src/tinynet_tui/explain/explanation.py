"""Where a number comes from: for any cell, the formula, the operands as they were, the result."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.network.script import Step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.training.edit_schedule import Iteration

from .arithmetic import Task, arithmetic, reference
from .dot_product import ellipsis
from .line import Kind, Line
from .notes import about, notes, shapes
from .rounding import EXACT, Form, plain

DRAWN = Form(8)
"""How weights as drawn are written: with as many decimals as NumPy prints."""


class Point(NamedTuple):
    """A point on the curve of a function."""

    function: str
    """Its name in `FUNCTIONS`."""
    x: float
    """Where: at the weighted sum, or for a slope at the layer's output."""


class Explanation(NamedTuple):
    """What one cell of a variable holds and how it came about."""

    cell: str
    """`l1_error[2,0]`."""
    lines: tuple[Line, ...]
    point: Point | None = None
    """Where the cell stands on a curve, if its step has one."""

    def shortened(self, height: int, width: int | None = None) -> list[Line]:
        """Return as much as fits: without notes, shapes and formula, then with fewer terms.

        Arithmetic of which a part would be missing is left out as a whole, and the formula stands
        for it. The result always stays. Notes are wrapped to the width, the shapes left out if
        they are wider.
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
    """Return the lines without as many of these kinds as there is no room for, the last first."""
    for kind in kinds:
        while len(lines) > height and any(line.kind == kind for line in lines):
            last = [line.whole for line in lines if line.kind == kind][-1]
            lines = [line for line in lines if line.kind != kind or line.whole != last]
    return lines


def _with_fewer_terms(lines: list[Line], height: int) -> list[Line]:
    """Return the lines with terms in the middle as one, if the first and the last can stay."""
    terms = [at for at, line in enumerate(lines) if line.kind == "term"]
    surplus = len(lines) - height
    if surplus <= 0 or len(terms) <= surplus + 2:
        return lines
    first, last = terms[-2] - surplus, terms[-1]
    return [*lines[:first], _together(lines[first:last]), *lines[last:]]


def _wrapped(line: Line, width: int | None) -> Iterator[Line]:
    """Yield a line as it stands in a width; parts of a note know the whole."""
    if line.kind == "note" and width is not None and not line.value:
        for part in textwrap.wrap(line.text, max(8, width)):
            yield replace(line, text=part, whole=line.text)
    elif line.kind != "shapes" or width is None or len(line.text) <= width:
        yield replace(line, whole=line.text)


def _together(lines: list[Line]) -> Line:
    """Return one line for several terms, with what they make together."""
    worth = Decimal(0)
    for line in lines:
        worth = EXACT.add(worth, Decimal(line.value))
    places = [Decimal(line.value).as_tuple().exponent for line in lines]
    finite = [place for place in places if isinstance(place, int)]
    powers = any("e" in line.value for line in lines)
    text = Form(-min(finite, default=0), powers).write_exactly(worth, "+")
    return ellipsis(sum(line.stands_for for line in lines), text)


def explain(
    snapshot: Snapshot,
    name: str,
    cursor: Cursor,
    *,
    terms: int | None = None,
    rushing: bool = False,
) -> Explanation:
    """Explain the cell in which the cursor crosses a variable, by its last assignment.

    Of a sum at most so many `terms` are written, the last among them; None: all. While the run is
    rushing on, what has too many digits to be read is left out.
    """
    experiment = snapshot.experiment
    script, value = experiment.script, snapshot.value(name)
    cell = cursor.cell(name, experiment.dimensions)
    lines, point = [about(snapshot, name, cell)], None
    edit = snapshot.edit_of(name, cell)
    if edit is not None and name in script.weights:
        lines += _by_hand(snapshot, name, cell, edit)
    elif value is None:
        lines += _not_yet(script.step(name), len(script.steps))
    elif name not in script.names:
        lines.append(Line("result", reference(name, cell), plain(value.array[cell])))
        given = "given with the data" if edit is None else _set(snapshot, edit)
        lines.append(Line("note", f"the target, {given}"))
    elif value.origin is None:
        lines.append(Line("result", reference(name, cell), DRAWN.write(value.array[cell], "+")))
        lines.append(Line("note", f"drawn at random from [-1, 1), seed {experiment.seed}"))
    else:
        task = Task(experiment, script.step(name), value.origin, cell, terms)
        lines += _assigned(task, snapshot, rushing=rushing)
        if edit is not None:
            lines.append(Line("note", _set(snapshot, edit)))
        if snapshot.is_off(name, cell):
            synapse = f"{script.roles.out_of(name)}[{cell[1]},:]"
            lines.append(Line("note", f"this neuron is off: {synapse} holds 0"))
        point = _point(task)
    return Explanation(reference(name, cell), tuple(lines), point)


def _by_hand(snapshot: Snapshot, name: str, cell: tuple[int, int], edit: Edit) -> Iterator[Line]:
    """Yield what there is to say of a weight that is as it was made by hand."""
    if snapshot.is_off(name, cell):
        yield Line("result", reference(name, cell), "off: 0")
        yield Line("note", f"{_set(snapshot, edit)}: it holds 0 and is not trained")
        yield Line("note", "switched on again, it has the weight that it had")
        return
    value = snapshot.value(name)
    assert value is not None
    yield Line("result", reference(name, cell), DRAWN.write(value.array[cell], "+"))
    yield Line("note", _set(snapshot, edit))
    if not edit.counts_from(snapshot.experiment.script):
        yield Line("note", "it counts from the iteration's first phase on")


def _set(snapshot: Snapshot, edit: Edit) -> str:
    """Say what was done by hand, and where."""
    done = f"switched {edit.value}" if isinstance(edit.value, str) else "set by hand"
    return f"{done} at {edit.at.text(snapshot.experiment.script)}"


def _not_yet(step: Step, steps: int) -> Iterator[Line]:
    yield Line("formula", step.source)
    yield Line("result", "not computed yet")
    yield Line("note", f"comes in phase {step.number} of {steps}")


def _assigned(task: Task, snapshot: Snapshot, *, rushing: bool) -> Iterator[Line]:
    """Yield formula, shapes, calculation and notes of a cell that a step has assigned."""
    step, experiment = task.step, task.experiment
    yield Line("formula", step.source)
    sizes = shapes(experiment, step)
    if sizes is not None:
        yield sizes
    yield from arithmetic(task)
    printed = None if rushing else _printed(task.iteration, snapshot)
    yield from notes(experiment, step, task.cell, task.iteration.start["X"], printed)


def _printed(iteration: Iteration, snapshot: Snapshot) -> float | None:
    """Return the error that the video's script prints at an iteration, if it is known here."""
    error = snapshot.error
    return error[0] if error is not None and error[1] == iteration.number else None


def _point(task: Task) -> Point | None:
    """Return where the cell stands on its function's curve; None where it has no known one."""
    name, function = task.step.function, task.function
    if name is None or function is None:
        return None
    if function.argument == "x":
        return Point(name, task.weighted_sum)
    return Point(name, float(task.array(task.step.operands[-1])[task.cell]))
