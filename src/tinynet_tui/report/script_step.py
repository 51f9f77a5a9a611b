"""`explain FILE.py`: one step of a script in plain text."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from time import monotonic

import numpy as np

from tinynet_tui.engine.edits import Edit, EditText
from tinynet_tui.engine.engine import Frame, Stopped, Trail, Where
from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.values import Value
from tinynet_tui.experiment.edits import counted
from tinynet_tui.explain.rules.lookup import Subject
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.files import shown
from tinynet_tui.worker.scripts.inside import NOT_SHOWN, computing
from tinynet_tui.worker.scripts.numbers import require_known
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.saved_file import stamp
from tinynet_tui.worker.scripts.script import Script
from tinynet_tui.worker.scripts.subjects import explanation, first, named

from .curve import drawings
from .handout import arithmetic, printable
from .worksheet import Answers

REFUSED = 2
MOST, MOST_ROWS = 200, 20
"""Of arrays with more numbers, or more rows, only the first and last rows are printed."""
LAST_PRINTED = 5
LIMIT = 60.0
"""The seconds that the lines before the loop may take."""


def explain_script(
    path: Path,
    choice: Choice,
    at: str,
    edits: Sequence[EditText],
    cells: Sequence[str] = (),
    text: bytes | None = None,
) -> int:
    """Print what a step reads and writes, and the arithmetic of some cells.

    Return the exit status, 2 if it is refused. Without cells, the first cell that the step has
    written is explained. `text` is run in the place of what is in the file.
    """
    end = monotonic() + LIMIT
    try:
        earlier = None if text is None else (text, stamp(path))
        script = Script(path, choice, lambda: monotonic() > end, earlier)
    except Refusal as refusal:
        return _refuse(path, refusal)
    try:
        script.enter()
        end = inf
        script.place(edits)
        target = resolve(at, script.plan, Where(0, 1), Where(0, 1))
        if not script.run_to(target.iteration, tell=True) and script.length is not None:
            return _tell_end(script, path, target.iteration)
        frame = script.at(target)
        assert frame is not None
        later = [(edit, "") for edit in script.edits if edit.where > frame.where]
        for edit, why in (*script.engine.failed, *later):
            if why := _unknown(script, frame, edit) or why:
                complain(f"--set {edit.text}: {why}")
                return REFUSED
        if script.is_short:
            if script.raised is not None:
                return _tell_end(script, path, target.iteration)
            raise ValueError(script.shortness(frame))
        if target.name and not script.writes(frame, target.name):
            if script.raised_for(target.name, target.iteration):
                return _tell_end(script, path, target.iteration)
            raise ValueError(f"iteration {target.iteration:,} does not assign {target.name!r}")
        try:
            asked = [named(cell, frame, script.plan.variables) for cell in cells]
        except ValueError as error:
            complain(f"--cell: {error}")
            return REFUSED
        encoding = sys.stdout.encoding or "ascii"
        told = _told(script, frame, asked, target.name)
        print("\n".join(printable(line, encoding) for line in told))
        return 0
    except Refusal as refusal:
        return _refuse(path, refusal)
    except Stopped as end:
        if script.raised is not None:
            return _tell_end(script, path, script.length or 0)
        complain(f"{shown(path)}: {end}")
        return 1
    except ValueError as error:
        complain(str(error) if str(error).startswith("--set ") else f"--at: {error}")
        return REFUSED
    finally:
        script.close()


def _unknown(script: Script, frame: Frame, edit: Edit) -> str:
    """Say so if an edit is of no variable of the script, with those that there are."""
    try:
        require_known(frame.values, edit.target, script.plan.variables)
    except ValueError as error:
        return str(error)
    return ""


def _refuse(path: Path, refusal: Refusal) -> int:
    line = "" if refusal.line is None else f":{refusal.line}"
    complain(f"{shown(path)}{line}: {refusal.reason}{refusal.hint}")
    return REFUSED


def _tell_end(script: Script, path: Path, asked: int) -> int:
    """Say that the run does not come so far, and why."""
    raised = script.raised
    if raised is None:
        length = counted(script.length or 0, "iteration")
        complain(f"--at: the loop ends after {length}, before {asked:,}")
        return REFUSED
    where = (
        f"iteration {raised.where.iteration:,}, step {raised.where.step}" if raised.where else ""
    )
    complain(f"{shown(path)}:{raised.line}: {where}: {raised.operands or raised}")
    return 1


def _calculation(script: Script, frame: Frame, trail: Trail, subject: Subject) -> Iterator[str]:
    """Yield the arithmetic of a cell."""
    writers = script.plan.writers.get(subject.name, ())
    found = explanation(script, trail, subject)
    told = found.lines(None)
    value = subject.value(frame.values)
    assert value is not None
    assert value.array is not None
    yield ""
    yield f"{subject.ref}:"
    if told is None:
        try:
            yield f"  {value.array[subject.cell].item()!r}"
        except IndexError:
            yield "  its value is not known: only the first numbers of a large array are"
        if found.in_part:
            yield "  note: the arrays are too large: only their first numbers are known here"
        elif not writers:
            yield "  note: given: the loop does not change it"
        else:
            yield from _within(script, trail, subject)
        return
    yield from arithmetic(told.lines, Answers(blank=False))
    yield from drawings([(subject.label, told)], blank=False)


def _within(script: Script, trail: Trail, subject: Subject) -> Iterator[str]:
    """Say that a function computed a number, if a step called one that did."""
    steps = [script.plan.steps[one.line] for one in trail if one.line is not None]
    step = next((one for one in steps if subject.name in one.writes), None)
    found = None if step is None else computing(script.plan, step, subject.label)
    if found is not None:
        yield f"  note: it is {found.words}{':' if found.line else '.'}"
        if found.line:
            yield f"    {script.lines[found.line - 1].strip()}"
        yield f"    {NOT_SHOWN}"


def _told(script: Script, frame: Frame, asked: Sequence[Subject], name: str = "") -> Iterator[str]:
    """Yield what is printed of a step: what is asked, or a number of the variable, comes first."""
    plan, where = script.plan, frame.where
    step = None if frame.line is None else plan.steps[frame.line]
    place = "" if step is None else f", line {step.line}"
    yield f"{script.name}: iteration {where.iteration:,}, step {where.step}{place}"
    if (found := script.error_at(frame)) is not None:
        yield f"error {found[0]!r}" + ("" if found[1] == where.iteration else f" ({found[1]:,})")
    yield ""
    if step is None:
        return
    yield from (f"    {line.strip()}" for line in script.lines[step.line - 1 : step.end])
    yield from (f"    ! {text}" for text in frame.odd)
    trail = script.trail(frame, complete=True, patient=True)
    writes = sorted(step.writes, key=lambda one: one != name)
    for subject in asked or first(frame, replace(step, writes=tuple(writes))):
        yield from _calculation(script, frame, trail, subject)
    yield from _values("It has written:", step.writes, frame)
    yield from _values("It has read:", step.reads, _read(script, frame, step))
    printed = script.engine.out.until(frame.printed).decode("utf-8", "replace").splitlines()
    if printed:
        yield from ("", "Printed so far, the last lines:", *printed[-LAST_PRINTED:])


def _read(script: Script, frame: Frame, step: Line) -> Frame:
    """Return the values that a step has read: of what it has changed, those before it."""
    changed = {*step.reads} & {*step.writes}
    values = {name: one for name, one in frame.values.items() if name not in changed}
    if changed:
        before = script.stand(frame.where.iteration, frame.where.step - 1).values
        numbers = {name: before[name] for name in changed & {*before}}
        values |= {name: one for name, one in numbers.items() if one.kind in ("array", "number")}
    return replace(frame, values=values)


def _values(title: str, names: Sequence[str], frame: Frame) -> Iterator[str]:
    known = [(name, frame.values[name]) for name in names if name in frame.values]
    if known:
        yield ""
        yield title
    for name, value in known:
        yield from _value(name, value)


def _value(name: str, value: Value) -> Iterator[str]:
    """Yield the lines of a value: of an array its shape, then its numbers."""
    if value.kind != "array" or value.array is None:
        yield f"  {name} = {value.text}"
        for index, part in enumerate(value.parts):
            yield from _value(name + value.key(index), part)
        return
    sizes = "×".join(map(str, value.shape)) or "one number"
    yield f"  {name}, {sizes} {value.dtype}"
    is_long = value.array.size > MOST or value.shape[:1] > (MOST_ROWS,)
    with np.printoptions(precision=10, threshold=0 if is_long else MOST, linewidth=100):
        yield from (f"    {line}" for line in str(value.array).split("\n"))
    if not value.whole:
        yield "    (only the first of many numbers)"
