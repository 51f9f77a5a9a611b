"""Checks what a lecture's scene asks of a script: it is run up to the scene's position."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tinynet_tui.engine.engine import Endless, Frame, Stopped, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.values import Value
from tinynet_tui.experiment.edits import counted
from tinynet_tui.network.array import Array

from .conditions import Condition, Reached, parse
from .numbers import NO_ERROR, find, one_number, real_array
from .opening import Opening
from .other_run import OtherRun
from .position import resolve
from .script import Script
from .seek import Seek
from .subjects import explanation, first, named

LIMIT = 20.0
"""The seconds that the run of a scene may take."""
MOST_AT_ONCE = 1000
"""So many iterations are run before they are looked at."""


class Wrong(NamedTuple):
    """What is wrong in a scene: with its script, its position, or one of its numbers."""

    what: str
    """`script`, `endless` if it does not end, `at`, `until`, `compare`, `light`, or the number."""
    why: str


def mistakes(
    path: Path,
    opening: Opening,
    cells: Iterable[str],
    light: str = "",
    curve: str | None = None,
    *,
    with_error: bool = False,
    there: Callable[[Callable[[str], float], Callable[[str], Array]], None] = lambda *_: None,
) -> Iterator[Wrong]:
    """Yield what is wrong with where a script opens, and with numbers and a lit variable there.

    With `with_error` the error is to be known there, if only that of the iteration before.
    `curve` is the number whose curve is to be drawn, or "" for the first that the step writes.
    `there` is called at the position with what returns a number, and an array, by its name, or
    raises ValueError.
    """
    end = inf
    try:
        script = Script(path, Choice(), lambda: monotonic() > end)
    except Refusal as refusal:
        line = "" if refusal.line is None else f", line {refusal.line}"
        yield Wrong("script", f"{path.name}{line}: {refusal.reason}")
        return
    end = monotonic() + LIMIT
    try:
        begin = script.enter()
        frame: Frame | None
        values: Mapping[str, Value]
        try:
            frame = _opened(script, opening, begin)
            values = frame.values
        except ValueError as error:
            yield Wrong("until" if opening.until else "at", str(error))
            frame, values = None, script.forms  # so that all else is checked
        if light and light not in values:
            try:
                find(values, light)
            except ValueError as error:
                yield Wrong("light", str(error))
        if curve is not None and frame is not None and (why := _without(script, frame, curve)):
            yield Wrong("light", why)
        if frame is not None and with_error and script.error_at(frame) is None:
            yield Wrong("error", _no_error(script))
        if frame is not None:
            there(partial(_number, script, frame), partial(real_array, frame.values))
        if opening.beside is not None and (why := _not_beside(script, opening.beside)):
            yield Wrong("compare", why)
        for cell in cells:
            try:
                one_number(values, "".join(cell.split()), script.plan.variables)
            except ValueError as error:
                yield Wrong(cell, str(error))
    except Refusal as refusal:
        yield Wrong("script", f"{path.name}: {refusal}")
    except Endless as endless:
        yield Wrong("endless", f"{path.name}: {endless} after {LIMIT:g} seconds")
    except Stopped as stopped:
        yield Wrong("script", f"{path.name}: {stopped}")
    finally:
        script.close()


def _no_error(script: Script) -> str:
    """Return why an error is not known at a position."""
    if not script.plan.has_error:
        return NO_ERROR
    return "error has no value yet at that position: take a later one"


def _number(script: Script, frame: Frame, name: str) -> float:
    """Return a number of a script at a position; ValueError if there is none."""
    if name == "iteration":
        return frame.where.iteration
    if name == "error":
        known = script.error_at(frame)
        if known is None or known[1] != frame.where.iteration:
            raise ValueError("error is not computed yet at this position")
        return known[0]
    return one_number(frame.values, name)


def _without(script: Script, frame: Frame, cell: str) -> str:
    """Return why no curve is drawn for a number; nothing if one is."""
    step = None if frame.line is None else script.plan.steps[frame.line]
    try:
        given = named("".join(cell.split()), frame, script.plan.variables) if cell else None
    except ValueError:
        return ""  # that is told of the number
    subject = given or next(first(frame, step), None) if step is not None else given
    if subject is None:
        return "there is no curve: the step writes no number"
    trail = script.trail(frame, complete=True, patient=True)
    found = explanation(script, trail, subject)
    told = found.lines(None)
    if told is not None and told.curve is not None:
        return ""
    return f"{subject.ref} has no curve: no function of one number is applied for it"


def _opened(script: Script, opening: Opening, begin: Frame) -> Frame:
    """Return the variables where a script opens; ValueError if the run does not come there."""
    if opening.until:
        condition = parse(opening.until, script.plan, script.forms_at(begin))
        if not isinstance(condition, Reached):
            return _sought(script, condition, begin)
        return _stand(script, str(condition.iteration))
    return _stand(script, opening.at) if opening.at else begin


def _not_beside(script: Script, choice: Choice) -> str:
    """Return why there is no run with other settings to compare with; "" if there is one."""
    late = monotonic() + LIMIT
    other = OtherRun(choice, lambda: monotonic() > late)
    try:
        plan = other.begin(script).plan
        lets = (choice.lets or {}).items()
        if plan.seed == script.plan.seed and all(plan.literals[key] == one for key, one in lets):
            return "this is the scene's own run"
        while not other.is_over:
            if monotonic() > late:
                came = other.end_of_run.iteration
                return f"in {LIMIT:g} seconds it gets to iteration {came:,} only"
            other.run(min(other.room, MOST_AT_ONCE))
    except Refusal as refusal:
        return refusal.reason
    except Stopped as stopped:
        return str(stopped)
    finally:
        other.end()
    return ""


def _sought(script: Script, condition: Condition, begin: Frame) -> Frame:
    """Return the variables where a condition first comes true; ValueError if it never does."""
    seek, room, late = Seek(condition, script, begin), 1, monotonic() + LIMIT
    try:
        if seek.is_true_already:
            return begin
        seek.begin()
        while True:
            seek.look()
            if seek.found is not None and (arrival := seek.arrive()) is not None:
                return arrival[0]
            here = script.engine.where.iteration
            if seek.is_at_end and seek.found is None:
                if (raised := script.raised) is not None:
                    why = f"the run ends in line {raised.line}: {raised.operands or raised}"
                else:
                    why = f"the loop ends after {counted(script.length or 0, 'iteration')}"
                raise ValueError(f"{condition.denial}: {why}")
            if monotonic() > late:
                raise ValueError(f"in {LIMIT:g} seconds the run gets to iteration {here:,} only")
            script.run_to(here + room)
            room = min(2 * room, MOST_AT_ONCE)
    finally:
        seek.end()


def _stand(script: Script, at: str) -> Frame:
    """Return the variables at a position; ValueError if the run does not come there."""
    target = resolve(at, script.plan, Where(0, 1), Where(0, 1))
    came = script.run_to(target.iteration)
    here = script.engine.where.iteration
    frame = script.at(target) if came and here == target.iteration else None
    if came and frame is None:
        raise ValueError(f"{at} is not reached within {LIMIT:g} seconds, only {here:,}")
    raised = script.raised
    is_beyond = frame is not None and (target.step or 0) > frame.where.step
    lacks = frame is not None and target.name and not script.writes(frame, target.name)
    if raised is not None and (frame is None or is_beyond or lacks):
        why = raised.operands or raised
        raise ValueError(f"{at}: the run ends before it, line {raised.line}: {why}")
    if frame is None:
        raise ValueError(f"{at}: the loop ends after {script.length or 0:,} iterations")
    if is_beyond:
        raise ValueError(f"{at}: {script.shortness(frame)}")
    if lacks:
        raise ValueError(f"iteration {target.iteration:,} does not assign {target.name!r}")
    return frame
