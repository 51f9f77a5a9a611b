"""What can be asked before a number is shown: its sign, or which way it goes."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.timeline.snapshot import Snapshot

Answer = Literal["up", "down", "same"]
"""Positive, above or rising; negative, below or falling; neither."""


class Question(NamedTuple):
    """What a step is about to show, asked for."""

    what: str
    """Of what it is asked: a cell, or the error."""
    text: str
    up: str
    """What the answer `up` says."""
    down: str
    same: str
    hidden: frozenset[str]
    """The variables whose values would give it away."""
    error_hidden: bool
    """Whether the mean absolute error would."""
    answer: Answer | None
    """The right one; None where the result is no number."""

    def says(self, answer: Answer) -> str:
        """Return an answer in words."""
        return {"up": self.up, "down": self.down, "same": self.same}[answer]


def ask_step(snapshot: Snapshot, cursor: Cursor) -> Question | None:
    """Ask for the cursor's cell of the variable just assigned; None for the input, which is given.

    `moment` already holds the result: an output is asked to be above or below 0.5, whatever flows
    back to be positive or negative, a weight to rise or fall.
    """
    experiment, step = snapshot.experiment, snapshot.step
    way = experiment.script.step(step).way
    value = snapshot.value(step)
    if value is None or step in experiment.script.roles.aliases:
        return None
    cell = cursor.cell(step, experiment.dimensions)
    name, number = f"{step}[{cell[0]},{cell[1]}]", float(value.array[cell])
    hidden, error_hidden = frozenset({step}), step == experiment.script.error
    if way == "forward":
        text, words, number = f"Is {name} above 0.5?", ("above", "below", "0.5"), number - 0.5
    elif way == "update":
        text, words = f"Does {name} rise or fall?", ("it rises", "it falls", "it stays")
        number -= float(snapshot.current.start[step][cell])
    else:
        text, words = f"Is {name} positive or negative?", ("positive", "negative", "zero")
    return Question(name, text, *words, hidden, error_hidden, _direction(number))


def ask_iteration(before: Snapshot, after: Snapshot) -> Question | None:
    """Ask whether the error falls from one moment to another; None without an error before.

    All that the iteration assigns is hidden: any of it would give the error away.
    """
    if before.error is None or after.error is None or before.error[1] == after.error[1]:
        return None
    change = after.error[0] - before.error[0]
    names = frozenset(after.experiment.script.names) - {*after.experiment.script.roles.aliases}
    text = f"Does the error of iteration {after.error[1]:,} rise?"
    words = ("it rises", "it falls", "it stays")
    return Question("the error", text, *words, names, True, _direction(change))


def _direction(change: float) -> Answer | None:
    if math.isnan(change):
        return None
    return "up" if change > 0 else "down" if change < 0 else "same"
