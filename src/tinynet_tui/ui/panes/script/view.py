"""What the panes of a script show: one Frame, and where the learner is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.hooks import Line
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.quiz import Question
from tinynet_tui.explain.rules.lookup import Explained, Subject, explained
from tinynet_tui.network.array import Array
from tinynet_tui.worker.scripts.commands import Watch
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.past_runs import ScriptPastRun

from .cells import index_of
from .variables import Item


@dataclass(frozen=True)
class Apart:
    """Numbers that are not those of another script."""

    run: int
    where: Where
    """From where on, in the iteration, that is so."""
    label: str
    """What the array is called."""
    cells: frozenset[tuple[int, ...]]


@dataclass(frozen=True)
class ScriptView:
    """A Frame of a script, the cursor, and the variable that is explained."""

    frame: ScriptFrame
    subject: Item
    """The variable that is explained."""
    cells: Mapping[str, tuple[int, int]]
    """The cursor's cell in each array, by its label."""
    rows: int
    """The rows of an array whose rows are examples."""
    signed: frozenset[str] = frozenset()
    """The labels of the arrays that had a negative number."""
    ascii: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    example: int = 0
    """The example that is chosen, where the script's examples are known."""
    output: int = 0
    asked: Question | None = None
    """The quiz's question, while it is not answered; the Frame is without its answer."""
    quiz: bool = False
    """True when the quiz is on."""
    verdict: str = ""
    """The verdict on the quiz's last answer."""
    apart: Apart | None = None
    """What a comparison with another script has found."""
    behind: ScriptPastRun | None = None
    """The past run that is dotted in the graph."""

    def key(self, id: str, built_in: str) -> str:
        """Return the name of a key."""
        return self.keys.get(id, built_in)

    @property
    def position_text(self) -> str:
        """The position as it is typed."""
        where = self.frame.where
        return f"{where.iteration}:{where.step}"

    @property
    def state(self) -> str:
        """What the run is doing, in words."""
        frame = self.frame
        if frame.job:
            return frame.job + (f", then {frame.waiting} more" if frame.waiting else "")
        if frame.playing:
            return "playing"
        if self.quiz:
            return "quiz"
        return "finished" if frame.finished else "paused"

    @property
    def step(self) -> Line | None:
        """The step that was run last; at an exception, the one that raised it."""
        frame = self.frame
        if frame.plan is None:
            return None
        if frame.raised is not None and (line := frame.raised.at or frame.raised.line):
            return next((one for one in frame.plan.steps if one.line <= line <= one.end), None)
        return None if frame.line is None else frame.plan.steps[frame.line]

    def mark(self, names: set[str]) -> str:
        """Return the mark of a variable: just written, just read, or none."""
        step = self.step
        if step is None:
            return ""
        if names & {*step.writes} and self.frame.raised is None:
            return "►"
        return "•" if names & {*step.reads} else ""

    def hides(self, name: str) -> bool:
        """True when a variable is hidden because the quiz asks for its value."""
        return self.asked is not None and name in self.asked.hidden

    @property
    def asks_iteration(self) -> bool:
        """True when the quiz asks for the outcome of a whole iteration."""
        return self.asked is not None and self.asked.what == "the error"

    @property
    def hides_error(self) -> bool:
        """True when the error is hidden because the quiz asks for it."""
        return self.asked is not None and self.asked.error_hidden

    def is_old(self, name: str) -> bool:
        """True for a value from an earlier round."""
        frame = self.frame
        return frame.plan is not None and frame.plan.is_old(name, frame.line)

    def age(self, name: str) -> str:
        """Return the iteration of an old value, `(253)`, where that is certain."""
        frame, plan = self.frame, self.frame.plan
        if not self.is_old(name) or plan is None or not plan.straight or not frame.where.iteration:
            return ""
        return f"({frame.where.iteration - 1})" if not frame.playing else "(-1)"

    @property
    def updated(self) -> list[str]:
        """The weights that this round has changed already."""
        plan, line, values = self.frame.plan, self.frame.line, self.frame.values
        if plan is None or line is None:
            return []
        return [
            name
            for name in plan.variables
            if name in plan.factors and name in plan.states and min(plan.writers[name]) <= line
            if name in values and values[name].kind in ("array", "list")
        ]

    @property
    def answer(self) -> Answer | None:
        """What the script makes of other inputs; None until that is known."""
        return None if self.frame.reply is None else self.frame.reply.answer

    @cached_property
    def examples(self) -> Dataset | None:
        """The script's inputs and targets; None until they are known."""
        answer = self.answer
        if answer is None or answer.reason:
            return None
        return Dataset.of(answer.source, answer.X, answer.y)

    def answered(self, inputs: Array) -> Array | None:
        """Return the outputs for some inputs, (inputs,); None until they are known."""
        at, answer = self.told_at(inputs), self.answer
        return None if at is None or answer is None else answer.outputs[at]

    def told_at(self, inputs: Array) -> int | None:
        """Return the number of the point with some inputs, (inputs,); None until it is told."""
        reply, answer = self.frame.reply, self.answer
        if reply is None or answer is None or not isinstance(reply.watch, Watch):
            return None
        points, (rows, columns) = reply.watch.points, reply.watch.grid
        every = range(rows * columns, min(len(points), len(answer.outputs)))
        return next((at for at in every if np.array_equal(points[at], inputs)), None)

    def on_grid(self, points: Array, grid: tuple[int, int]) -> Array | None:
        """Return the outputs for a grid of inputs, (points, outputs); None until known."""
        answer = self.answer
        return answer.outputs[: len(points)] if answer and self.is_told(points, grid) else None

    def is_told(self, points: Array, grid: tuple[int, int]) -> bool:
        """True when the outputs for a grid of inputs are known."""
        reply, answer = self.frame.reply, self.answer
        if reply is None or answer is None or not isinstance(reply.watch, Watch):
            return False
        asked = reply.watch.points[: len(points)]
        is_same = reply.watch.grid == grid and np.array_equal(asked, points)
        return is_same and len(answer.outputs) >= len(points)

    def turned(self, item: Item, row: int, column: int, *, kind: str) -> bool:
        """True when a number is `off` or on `hold`, alone or with its row or column."""
        found = self.frame.turned
        if not found:
            return False
        return any(kind in found.get(cell, ()) for cell in self._targets(item, row, column))

    def _targets(self, item: Item, row: int, column: int) -> list[str]:
        """Return what an edit that changes a number may name."""
        label = item.label
        value = self.value(item) or item.value(self.frame.forms)
        if value is None or not value.shape:
            return [label]
        own = ",".join(map(str, index_of(value, (row, column))))
        whole = [f":,{column}", f"{row},:"] if len(value.shape) == 2 else []
        return [f"{label}[{at}]" for at in (own, *whole)]

    def edit_of(self, item: Item, row: int, column: int) -> Edit | None:
        """Return the last edit that gave a number another value, up to the position."""
        targets, here = self._targets(item, row, column), self.frame.where
        numbers = (one for one in self.frame.edits if isinstance(one.value, float))
        found = [one for one in numbers if one.target in targets and one.where <= here]
        return max(reversed(found), key=lambda one: one.where, default=None)

    @cached_property
    def explained(self) -> Explained:
        """How the number under the cursor was computed, as far as the rules tell."""
        value, frame = self.value(self.subject), self.frame
        if value is None:
            value = frame.values.get(self.subject.name)
        if value is None or frame.plan is None or frame.raised is not None:
            return Explained()
        index = index_of(value, self.cell(self.subject))
        subject = Subject(self.subject.name, self.subject.label, index)
        writers = frame.plan.writers.get(subject.name, ())
        script = (frame.name, frame.data, frame.choice)
        return explained(frame.trail, writers, script, subject)

    def apart_in(self, item: Item) -> frozenset[tuple[int, ...]]:
        """Return the cells that are not those of another script, if both are compared here."""
        found, where = self.apart, self.frame.where
        if found is None or found.label != item.label or found.run != self.frame.run:
            return frozenset()
        if where.iteration != found.where.iteration or where < found.where:
            return frozenset()
        return found.cells

    def cell(self, item: Item) -> tuple[int, int]:
        return self.cells.get(item.label, (0, 0))

    def value(self, item: Item) -> Value | None:
        return item.value(self.frame.values)

    def source(self, step: Line) -> list[str]:
        """Return the lines of a step."""
        return [line.strip() for line in self.frame.lines[step.line - 1 : step.end]]
