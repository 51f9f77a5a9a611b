"""A question about a number before it is shown: of quiz mode, or of a lecture's scene."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.timeline.snapshot import Snapshot

from .called import reference

Answer = Literal["up", "down", "same"]
"""Up: positive, above, rising. Down: negative, below, falling. Same: neither."""

Way = Literal["direction", "choices", "number", "cell"]
"""How a question is answered: by an `Answer`, by one of several choices, by typing a number, or by
going to a cell."""


class Question(NamedTuple):
    """A question about a number that is about to be shown."""

    what: str
    """The number's name: a cell, or the error."""
    text: str
    up: str
    """The answer `up` in words."""
    down: str
    same: str
    hidden: frozenset[str]
    """The variables whose values would give the answer away."""
    error_hidden: bool
    """True when the mean absolute error would give it away."""
    answer: Answer | None
    """The correct answer; None if the number is nan, or if the verdict waits."""
    waits: bool = False
    """True if the answer can be changed until the scene's answer is shown."""
    way: Way = "direction"
    choices: tuple[str, ...] = ()
    given: str = ""
    """The answer so far, in words."""

    @property
    def takes_arrows(self) -> bool:
        """True when up and down answer."""
        return self.way in ("direction", "choices")

    @property
    def takes_enter(self) -> bool:
        """True when enter answers."""
        return not self.takes_arrows

    def says(self, answer: Answer) -> str:
        """Return an answer in words."""
        return {"up": self.up, "down": self.down, "same": self.same}[answer]


def ask_step(snapshot: Snapshot, cursor: Cursor) -> Question | None:
    """Ask about the cursor's cell of the variable just assigned; None for the input.

    The snapshot already holds the result. The question is whether an output is above or below 0.5,
    whether a weight rises or falls, or whether another number is positive or negative.
    """
    experiment, step = snapshot.experiment, snapshot.step
    way = experiment.script.step(step).way
    value = snapshot.value(step)
    if value is None or step in experiment.script.roles.aliases:
        return None
    cell = cursor.cell(step, experiment.dimensions)
    name, number = reference(step, cell), float(value.array[cell])
    hidden, error_hidden = frozenset({step}), step == experiment.script.error
    if way == "forward":
        text, words, number = f"Is {name} above 0.5?", ("above", "below", "0.5"), number - 0.5
    elif way == "update":
        text, words = f"Does {name} rise or fall?", ("it rises", "it falls", "it stays")
        number -= float(snapshot.current.start[step][cell])
    else:
        text, words = f"Is {name} positive or negative?", ("positive", "negative", "zero")
    return Question(name, text, *words, hidden, error_hidden, direction(number))


def ask_iteration(before: Snapshot, after: Snapshot) -> Question | None:
    """Ask whether the error rises between two snapshots; None unless both have an error.

    Every variable that the iteration assigns is hidden: any of them would give the answer away.
    """
    if before.error is None or after.error is None or before.error[1] == after.error[1]:
        return None
    names = frozenset(after.experiment.script.names) - {*after.experiment.script.roles.aliases}
    return ask_error(before.error[0], after.error, names)


def ask_error(before: float, after: tuple[float, int], hidden: frozenset[str]) -> Question:
    """Ask whether the error rises to that of an iteration."""
    text = f"Does the error of iteration {after[1]:,} rise?"
    words = ("it rises", "it falls", "it stays")
    return Question("the error", text, *words, hidden, True, direction(after[0] - before))


def direction(change: float) -> Answer | None:
    """Return the correct answer for a change, or for a number above or below zero."""
    if math.isnan(change):
        return None
    return "up" if change > 0 else "down" if change < 0 else "same"
