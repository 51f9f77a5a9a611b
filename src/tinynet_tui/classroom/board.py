"""What all seats of a class show, and what they know together."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from time import monotonic

from .changes import NOTHING, lines
from .cue import Cue, Drive
from .memory import Memory
from .messages import Answer
from .shared import GRACE, Shared
from .texts import Texts


class Board:
    """What all seats show: the latest state, and texts. Lines are made once for all seats."""

    def __init__(
        self, texts: Texts, *, names: bool = False, now: Callable[[], float] = monotonic
    ) -> None:
        self.names = names
        """True when followers are asked for their names."""
        self.memory = Memory()
        self.session = os.urandom(16).hex()
        self.state = NOTHING
        self.number = 0
        """How many states there were."""
        self.question = 0
        """How many questions there were; a scene that is entered again asks anew."""
        self.texts = texts
        self._now, self._shown_at = now, 0.0
        self._lines: dict[int, bytes] = {}
        self.cue = Cue()
        """What speakers' terminals show."""
        self.cues = 0
        """How many there were."""
        self.driven: deque[Drive] = deque()
        """What speakers ask for."""

    def prompt(self, cue: Cue) -> None:
        """Make a cue the latest."""
        self.cue = cue
        self.cues += 1

    def show(self, state: Shared) -> None:
        """Make a state the latest."""
        before, asked = self.state, (self.state.scene, self.state.lecture)
        if (state.scene, state.lecture) != asked or (before.shown and not state.shown):
            self.question += 1
        if state.shown and not before.shown:
            self._shown_at = self._now()
        self.state = state
        self.number += 1
        self._lines.clear()

    def takes(self, answer: Answer) -> bool:
        """True while an answer is one to the present question."""
        state = self.state
        here = (state.scene, state.lecture) == (answer.scene, answer.question)
        return here and (not state.shown or self._now() < self._shown_at + GRACE)

    def lines(self, seen: int, before: Shared) -> bytes:
        """Return the lines that lead to the latest state from an earlier one."""
        if seen not in self._lines:
            self._lines[seen] = lines(before, self.state, self.number)
        return self._lines[seen]
