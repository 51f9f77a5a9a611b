"""Where a number comes from: a cell's formula, the operands as they were, and the result."""

from __future__ import annotations

from collections.abc import Iterator

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.step import Step
from tinynet_tui.timeline.snapshot import Snapshot

from .assigned import Task, assigned
from .called import reference
from .explained import Explanation
from .line import Line
from .notes import about, of_words, remarks
from .rounding import Form, plain

DRAWN = Form(8)
"""The form of first weights, with as many decimals as NumPy prints."""


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
    lines, told = [about(snapshot, name, cell)], None
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
            told = assigned(task, tuple(remarks(task, None if rushing else _error(task, snapshot))))
            lines += told.lines
        if edit is not None:
            lines.append(Line("note", _in_words(snapshot, edit)))
        if snapshot.is_off(name, cell):
            synapse = f"{script.roles.out_of(name)}[{cell[1]},:]"
            lines.append(Line("note", f"this neuron is off: its weights {synapse} are 0"))
    ref = reference(name, cell)
    if told is None:
        return Explanation(ref, tuple(lines))
    return told._replace(lines=tuple(lines))


def _error(task: Task, snapshot: Snapshot) -> float | None:
    """Return the mean absolute error of a task's iteration; None if it is not known here."""
    error, iteration = snapshot.error or (None, None)
    return error if iteration == task.iteration.number else None


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


def _held_back(task: Task) -> Iterator[Line]:
    """Explain the delta of an example that does not train."""
    yield Line("formula", task.step.source)
    yield Line("result", task.ref, "0")
    yield Line("note", "a test example does not train: its delta is set to 0")
