"""The quiz with a script: it asks for what a step has written before that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.quiz import Question, ask_error, direction
from tinynet_tui.ui.panes.script.cells import index_of, table
from tinynet_tui.ui.panes.script.variables import Item
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .questions import Questions
from .script_there import there

Subject = tuple[Item, tuple[int, int], int]
"""What a step has written, the cursor's cell in it, and the rows of an array of examples."""


class ScriptQuiz(Questions):
    """Asks for the cursor's cell of what a step has written, or if the error has risen."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: tuple[ScriptFrame, str] | None = None
        """The Frame before the step, and the unit of the step."""
        self._before: ScriptFrame | None = None
        """The Frame before the step that the question is about."""
        self._shown: object = None
        self._by_step = True
        self.place: Where | None = None
        """The position of the lecture's scene, once it is known."""
        self.finds_place = False
        """True when that is where the run has opened."""

    @property
    def is_awaited(self) -> bool:
        return self._awaited is not None

    def forget(self) -> None:
        self._awaited = None

    def expect(self, frame: ScriptFrame, unit: str) -> None:
        """Prepare to ask for the result of the next step or iteration, if the quiz is on."""
        passes = unit == "iteration" and frame.in_inner_loop  # only to the next round
        if self.on and not (frame.job or frame.playing or frame.plan is None or passes):
            self._awaited = frame, unit

    def see(self, frame: ScriptFrame, subject: Callable[[], Subject | None]) -> None:
        """Ask if this is the awaited Frame; forget questions about another one."""
        here = (frame.run, frame.where)
        if here != self._shown:
            self.asked, self.verdict = None, ""
        if self._awaited is None and self.asked is None:
            self._pose(frame)
        if self._awaited is None or frame.job:
            return
        before, unit = self._awaited
        stays = (frame.run, frame.where) == (before.run, before.where)
        if stays and not frame.has_news_since(before):
            return  # the worker has not obeyed yet
        self._awaited = None
        (iteration, step), there = before.where, frame.where
        if frame.run != before.run or frame.raised is not None:
            return
        self._by_step = unit == "step"
        if self._by_step and there in ((iteration, step + 1), (iteration + 1, 1)):
            self.asked = _ask_step(before, frame, subject())
        elif not self._by_step and there.iteration == iteration + 1:
            self.asked = _ask_iteration(before, frame)
        if self.asked is not None:
            self._before, self._shown = before, here

    def _pose(self, frame: ScriptFrame) -> None:
        """Ask what the scene asks, if the run rests at its position as the script is."""
        rests = not (frame.job or frame.playing or frame.plan is None or frame.raised)
        if not rests or frame.edits or frame.choice != Choice():
            return
        if self.finds_place:
            self.place = frame.opened_at
        if self.posed is not None:
            self.posed.see(there(frame) if frame.where == self.place else None)
            self.asked = self.posed.question
            if self.asked is not None:
                self._before, self._shown = None, (frame.run, frame.where)

    def turn_to(self, frame: ScriptFrame, subject: Subject | None) -> None:
        """Ask for the cell that the cursor was moved to, if the question is about a cell."""
        asked = self.asked is not None and not self.asked.waits
        if asked and self._by_step and self._before is not None:
            self.asked = _ask_step(self._before, frame, subject) or self.asked

    def curtained(self, frame: ScriptFrame) -> ScriptFrame:
        """Return a Frame without what would give the answer away."""
        asked, before = self.asked, self._before
        if asked is None or not (asked.hidden or asked.error_hidden):
            return frame
        values = {name: one for name, one in frame.values.items() if name not in asked.hidden}
        error, reached = frame.error, frame.reached
        if asked.error_hidden:
            reached = min(reached, frame.error[1] if frame.error else reached)
            error = None
        return replace(
            frame,
            values=values,
            printed=before.printed if before else "",
            odd=(),
            happenings=None,
            error=error,
            reached=reached,
            reply=before.reply if before else None,
            note="",
        )


def _ask_step(before: ScriptFrame, after: ScriptFrame, subject: Subject | None) -> Question | None:
    """Ask about a cell of what a step has written; None if that is no array, or is given.

    The question is whether a number of the state rises or falls, whether one of an array between
    0 and 1 is above 0.5, or whether another one is positive or negative.
    """
    plan = after.plan
    if subject is None or plan is None:
        return None
    item, cell, rows = subject
    value, old = item.value(after.values), item.value(before.values)
    if value is None or (item.name not in plan.writers and _same(value, old)):
        return None
    numbers = table(value, rows)
    if cell[0] >= numbers.shape[0] or cell[1] >= numbers.shape[1]:
        return None
    number = float(numbers[cell])
    index = ",".join(map(str, index_of(value, cell)))
    name = f"{item.label}[{index}]" if value.shape else item.label
    if item.name in plan.states and old is not None and old.shape == value.shape:
        text, words = f"Does {name} rise or fall?", ("it rises", "it falls", "it stays")
        number -= float(table(old, rows)[cell])
    elif bool(((numbers >= 0) & (numbers <= 1)).all()):
        text, words, number = f"Is {name} above 0.5?", ("above", "below", "0.5"), number - 0.5
    else:
        text, words = f"Is {name} positive or negative?", ("positive", "negative", "zero")
    hidden = _changed(before, after) | item.names
    return Question(name, text, *words, hidden, before.error != after.error, direction(number))


def _ask_iteration(before: ScriptFrame, after: ScriptFrame) -> Question | None:
    """Ask whether the error rises between two Frames; None unless both have an error."""
    if before.error is None or after.error is None or before.error[1] == after.error[1]:
        return None
    return ask_error(before.error[0], after.error, _changed(before, after))


def _changed(before: ScriptFrame, after: ScriptFrame) -> frozenset[str]:
    """Return the variables that have another value, or hold one that has."""
    return frozenset(
        name for name, value in after.values.items() if not _same(value, before.values.get(name))
    )


def _same(one: Value, other: Value | None) -> bool:
    if other is None:
        return False
    told = (one.kind, one.text, one.shape, one.digest, len(one.parts), one.keys)
    if told != (other.kind, other.text, other.shape, other.digest, len(other.parts), other.keys):
        return False
    if one.array is not None and other.array is not None:
        exact = one.array.dtype.kind not in "fc"
        if not np.array_equal(one.array, other.array, equal_nan=not exact):
            return False
    return all(_same(*pair) for pair in zip(one.parts, other.parts, strict=True))
