"""The story of a number of a script: its values over the iterations so far."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.timeline.weight_course import spread

from .script import Script

POINTS = 144
"""The iterations whose values are kept, evenly spaced on a log axis."""
MOST_SIGNS = 100
"""Of more changes of sign, the first are kept."""


@dataclass
class Story:
    """What has become of a number, at the end of each iteration."""

    target: str
    points: list[tuple[int, float]] = field(default_factory=list)
    signs: list[tuple[int, float]] = field(default_factory=list)
    """Where it has another sign than before, and its value."""
    changes: int = 0
    """How often it has changed its sign."""
    lowest: tuple[int, float] | None = None
    highest: tuple[int, float] | None = None
    lost: int | None = None
    """The first iteration after which it was infinite or nan, after it had been a number."""


class Telling:
    """Runs the iterations so far again, and notes what has become of a number."""

    def __init__(self, target: str, script: Script, last: int) -> None:
        """Tell of the iterations before `last`."""
        self._script, self._last = script, last
        self.story = Story(target)
        self._wanted = spread(last - 1, POINTS) if last else []
        self._next = 0
        """The next iteration to note."""
        self._sign = 0.0
        self._begun = False

    @property
    def words(self) -> str:
        done = self._next / max(1, self._last)
        return f"reading {self.story.target} over {self._last:,} iterations {done:3.0%}"

    @property
    def is_over(self) -> bool:
        return self._next >= self._last

    def begin(self) -> None:
        """Go to the first iteration, the first time."""
        if not self._begun:
            self._begun = True
            self._script.engine.trace(self.story.target)
            self._script.run_to(0)

    @property
    def room(self) -> int:
        """How many iterations are still to be run."""
        return self._last - self._script.engine.where.iteration

    def look(self) -> None:
        """Note the numbers that have come."""
        traced = self._script.engine.traced
        for first, numbers in traced:
            new = numbers[max(0, self._next - first) : self._last - first]
            if len(new):
                self._note(new)
        traced.clear()

    def _note(self, new: Array) -> None:
        begin, story = self._next, self.story
        self._next += len(new)
        for at in self._wanted[np.searchsorted(self._wanted, begin) :]:
            if at >= self._next:
                break
            story.points.append((at, float(new[at - begin])))
        finite = np.isfinite(new)
        if (story.lost is None and story.lowest is not None) or finite.any():
            after = (
                np.flatnonzero(~finite)
                if story.lowest
                else np.flatnonzero(~finite & (np.arange(len(new)) > finite.argmax()))
            )
            if story.lost is None and len(after):
                story.lost = begin + int(after[0])
        known = np.flatnonzero(finite)
        if not len(known):
            return
        low, high = (int(known[pick(new[known])]) for pick in (np.argmin, np.argmax))
        if story.lowest is None or new[low] < story.lowest[1]:
            story.lowest = (begin + low, float(new[low]))
        if story.highest is None or new[high] > story.highest[1]:
            story.highest = (begin + high, float(new[high]))
        self._note_signs(new, begin)

    def _note_signs(self, new: Array, begin: int) -> None:
        story = self.story
        signed = np.flatnonzero(np.isfinite(new) & (new != 0))
        if not len(signed):
            return
        signs = np.sign(new[signed])
        before = np.concatenate([[self._sign], signs[:-1]])
        for at in signed[signs * before < 0].tolist():
            story.changes += 1
            if len(story.signs) < MOST_SIGNS:
                story.signs.append((begin + at, float(new[at])))
        self._sign = math.copysign(1.0, signs[-1])

    def end(self) -> None:
        """Trace nothing more."""
        self._script.engine.trace()
