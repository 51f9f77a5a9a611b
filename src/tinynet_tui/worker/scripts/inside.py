"""The functions of a script that a step calls, and the lines in them that give values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.named_lines import Span

from .plan import ScriptPlan

SHORT = 2
"""A function of so few lines is explained as if its expression stood where it is called."""


class Inside(NamedTuple):
    """A function that a step calls, and what it gives a value in it."""

    function: str
    first: int
    last: int
    line: int = 0
    """The line that gives the value; 0 if it is not known."""
    name: str = ""
    """What the function calls it: `self.W1`."""

    @property
    def words(self) -> str:
        """Say what computes it."""
        if self.line:
            return f"computed by line {self.line} of {self.function}"
        return f"computed by {self.function} (lines {self.first} to {self.last})"


NOT_SHOWN = "The steps inside a function of several lines are not shown."


def computing(plan: ScriptPlan, step: Line, label: str) -> Inside | None:
    """Return the function of several lines in which a step computes a variable, or a part of it.

    None if the step calls none.
    """
    found = [one for one in _called(plan, step.line, step.end) if one[2] - one[1] >= SHORT]
    member = label.rpartition(".")[2] if "." in label else ""
    for function, first, last in found:
        for name, line, _ in reversed(plan.assigned):
            if member and first <= line <= last and name == f"self.{member}":
                return Inside(function, first, last, line, name)
    return Inside(*found[0]) if len(found) == 1 else None


def place_of(plan: ScriptPlan, name: str) -> tuple[Inside, int] | None:
    """Return where a function gives a value to a variable of its own, and the step that calls it.

    The step is told by its number, from 0; None if no step does.
    """
    for number, step in enumerate(plan.steps):
        for function, first, last in _called(plan, step.line, step.end):
            for inner, line, _ in plan.assigned:
                if inner in (name, f"self.{name}") and first <= line <= last:
                    return Inside(function, first, last, line, inner), number
    return None


def position_in(plan: ScriptPlan, step: int) -> str:
    """Return a step as it is typed in a position: the name that it is first to write, or `:7`."""
    own = (name for name in plan.steps[step].writes if plan.writers[name][0] == step)
    return next(own, str(step + 1))


def _called(plan: ScriptPlan, first: int, last: int) -> Iterator[Span]:
    """Yield the functions that lines call, and those that these call."""
    seen: set[Span] = set()
    waiting = [(first, last)]
    while waiting:
        begin, end = waiting.pop(0)
        names = {name for name, line, _ in plan.called if begin <= line <= end}
        for one in plan.functions:
            if one not in seen and one[0].rpartition(".")[2] in names:
                seen.add(one)
                waiting.append((one[1], one[2]))
                yield one
