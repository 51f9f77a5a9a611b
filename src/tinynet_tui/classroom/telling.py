"""What one who attends a class tells the lecturer: whatever has changed, but not too often."""

from __future__ import annotations

from collections import deque
from time import monotonic

from tinynet_tui.support.waker import Waker

from .cue import Drive
from .lines import line
from .messages import Answer, Away, Name, Score

PAUSE = 0.25
"""The seconds between two words about being away, and between two answers."""


class Telling:
    """What is to be told; it is set by another thread than the one that sends it."""

    def __init__(self, waker: Waker) -> None:
        """`waker` wakes the thread that sends it."""
        self._waker = waker
        self._away = self._told_away = False
        self._answer: Answer | None = None
        self._told_answer: Answer | None = None
        self._name = self._told_name = ""
        self._score = self._told_score = ""
        self._told_at = 0.0
        self._drives: deque[Drive] = deque()

    def set_away(self, away: bool) -> None:
        """Tell the lecturer in time."""
        self._away = away
        self._waker.wake()

    def set_answer(self, answer: Answer | None) -> None:
        """Tell the lecturer in time."""
        self._answer = answer
        self._waker.wake()

    def set_name(self, name: str) -> None:
        """Tell the lecturer in time, if they ask for names."""
        self._name = name
        self._waker.wake()

    def set_score(self, score: str) -> None:
        """Tell the lecturer in time, with the name."""
        if score != self._score:
            self._score = score
            self._waker.wake()

    def drive(self, drive: Drive) -> None:
        """Tell the lecturer at once what a speaker asks for."""
        self._drives.append(drive)
        self._waker.wake()

    def begin(self) -> None:
        """Begin with a lecturer who has been told nothing yet."""
        self._drives.clear()
        self._told_away, self._told_answer = False, None
        self._told_name = self._told_score = ""

    def lines(self, asks_name: bool) -> tuple[bytes, float | None]:
        """Return what is to be sent now, and the seconds until there is more, if there will be."""
        told, now = b"", monotonic()
        while self._drives:
            told += line(self._drives.popleft())
        away, answer, name = self._away, self._answer, self._name if asks_name else ""
        score = self._score if name else ""
        known = self._told_away, self._told_answer, self._told_name, self._told_score
        if (away, answer, name, score) == known:
            return told, None
        # A score changes only as an answer is shown, and may be the last that is heard.
        if now < self._told_at + PAUSE and score == self._told_score:
            return told, self._told_at + PAUSE - now
        if away != self._told_away:
            told += line(Away(away))
        if answer is not None and answer != self._told_answer:
            told += line(answer)
        if name != self._told_name:
            told += line(Name(name))
        if score != self._told_score:
            told += line(Score(score))
        self._told_away, self._told_answer = away, answer
        self._told_name, self._told_score = name, score
        self._told_at = now
        return told, None
