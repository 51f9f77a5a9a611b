"""Positions in a script's run, as they are typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from tinynet_tui.engine.engine import Where
from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.support.parse_numbers import COUNT, count
from tinynet_tui.support.suggest import close

from .inside import place_of, position_in
from .plan import ScriptPlan

LAST = -1


class Target(NamedTuple):
    """Where to go: an iteration, and a step by its number or by the variable that it writes."""

    iteration: int
    step: int | None = None
    """From 1; `LAST` is the last step, -2 the one before it; None is where the error is known."""
    name: str = ""
    """The variable whose first step is meant."""
    carries: bool = False
    """True when steps beyond the last one go on in the next iteration."""
    inner_loop: int | None = None
    """The line of the inner loop whose next round is meant, counted from that step."""
    back: bool = False
    """True when it is the round before."""
    typed: bool = False
    """True when the step's number was typed: where there is none, that is said."""

    @property
    def words(self) -> str:
        if self.inner_loop is not None:
            return f"the {'last' if self.back else 'next'} round"
        step = self.name or (self.step if self.step and self.step > 0 else "")
        return f"{self.iteration:,}{':' if step else ''}{step}"

    def stepped(self, unit: str, *, back: bool) -> Target | None:
        """Return the target one step or iteration on or back; None if that is not known yet."""
        if self.name or self.step is None or self.inner_loop is not None:
            return None
        if unit == "iteration":
            there = self.iteration + (-1 if back else 1)
            return Target(0, 1) if there < 0 else Target(there, self.step, carries=self.carries)
        step = self.step + (-1 if back else 1)
        if self.step > 0 >= step:  # back over the beginning of the iteration
            return Target(self.iteration - 1, LAST) if self.iteration else Target(0, 1)
        if self.step < 0 <= step:
            return Target(self.iteration + 1, 1)
        return Target(self.iteration, step, carries=self.carries or not back)


def resolve(text: str, plan: ScriptPlan, here: Target | Where, furthest: Where) -> Target:
    """Read where to go from `here`; ValueError if that is no position.

    `254` is where the error of iteration 254 is known, `254:7` its seventh step, `254:l1` the first
    step that writes l1, `254:last` its last step; `:7`, `l1`, `+1000`, `-1`, `start` and `end` are
    short forms.
    """
    word = text.strip().removeprefix("iteration ").strip()
    if word.lower() in ("start", "home", "end"):
        return Target(*furthest) if word.lower() == "end" else Target(0, 1)
    match = re.fullmatch(rf"([+-]?)({COUNT})?\s*(?::\s*)?([^\s:]+)?", word, re.ASCII)
    if not match or not (match[2] or match[3]) or (match[1] and not match[2]):
        raise ValueError(f"{text!r} is not a position, such as 254, 254:7 or {_example(plan)}")
    sign, number, step = match.groups()
    iteration = here.iteration if number is None else count(number)
    if sign:
        iteration = here.iteration + (iteration if sign == "+" else -iteration)
    if iteration < 0:
        raise ValueError(f"there are only {here.iteration:,} iterations before this one")
    if iteration >= MAX_ITERATIONS:
        raise ValueError(f"iteration {str(iteration)[:20]} is too large")
    if step is None:
        return Target(iteration, here.step if sign else None)
    if step.isdecimal():
        if not 1 <= int(step) < 1 << 40:
            raise ValueError(f"{step[:20]} is not a step: they count from 1")
        if not plan.has_inner_loops and int(step) > len(plan.steps):
            steps = ("" if plan.straight else "at most ") + counted(len(plan.steps), "step")
            raise ValueError(f"{step} is not a step: an iteration has {steps}")
        return Target(iteration, int(step), typed=True)
    if step == "last" and step not in plan.writers:
        return Target(iteration, LAST)
    name = step.partition("[")[0]
    if name not in plan.writers:
        if (found := place_of(plan, name)) is not None:
            inner, number = found
            there = f"{iteration}:{position_in(plan, number)}"
            raise ValueError(
                f"{name!r} is a variable inside {inner.function} (line {inner.line}), "
                f"which line {plan.steps[number].line} runs: the position is {there}"
            )
        names = [*plan.writers]
        near = close(name, names)
        hint = f"did you mean {near[0]}?" if near else f"it assigns {', '.join(names)}"
        raise ValueError(f"the loop does not assign {name!r}; {hint}")
    return Target(iteration, name=name)


def _example(plan: ScriptPlan) -> str:
    return f"254:{next(iter(plan.writers), 7)}"
