"""What the class answered to the question whose answer is shown; kept in a file if there is one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from tinynet_tui.classroom.people import Person
from tinynet_tui.classroom.shared import GRACE, MOST_ANSWERS
from tinynet_tui.lecture.results import Asked, Given, Results
from tinynet_tui.lecture.tally import most_common
from tinynet_tui.lecture.totals import Totals
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.files import FileError
from tinynet_tui.ui.screen.scene_question import SceneQuestion

Answers = tuple[tuple[tuple[str, int], ...], int]
"""The most frequent answers, each with how many gave it, and how many gave others."""


class ShownAnswers:
    """Counts the answers once the right one is shown, and a moment longer: some are on their way.

    Then they are written.
    """

    def __init__(self, results: Results | None, totals: Totals, *, names: bool) -> None:
        """`names` tells whether the class was asked for names."""
        self._results, self._names = results, names
        self.totals = totals
        """How many answers of each person were right; of nobody, unless there are names."""
        self._posed: SceneQuestion | None = None
        self._of = 0
        """The index of the scene that asks."""
        self._asked: Asked | None = None
        self._until = 0.0
        self._people: tuple[Person, ...] = ()
        self._is_due = False
        self.failed = ""
        """Why the answers could not be written, for now."""

    @property
    def wait(self) -> float | None:
        """The seconds until answers are written; None if there are none to write."""
        return max(0.0, self._until - time.monotonic()) if self._is_due else None

    def see(
        self, posed: SceneQuestion | None, index: int, people: Callable[[], tuple[Person, ...]]
    ) -> Answers:
        """Take note of a scene's question; return what is shown of the answers to it."""
        if posed is None or not posed.is_shown:
            self.finish()
            self._posed = None
            return (), 0
        if self._posed is None or self._of != index:
            self.finish()
            self._posed, self._of, self._is_due = posed, index, True
            now = datetime.now().astimezone()
            self._asked = Asked(now, index + 1, posed.title, posed.asks, posed.right_in_full)
            self._until = time.monotonic() + GRACE
            self._people = people()
        elif time.monotonic() < self._until:
            later = people()
            if _given(later) >= _given(self._people):  # otherwise somebody has left
                self._people = later
        else:
            self.finish()
        counts = self._posed.counted((one.answer, 1) for one in self._people if one.answer)
        shown = most_common(counts, MOST_ANSWERS)
        return shown, counts.total() - sum(count for _, count in shown)

    def finish(self) -> None:
        """Write the answers that are not written yet."""
        if not self._is_due or self._posed is None or self._asked is None:
            return
        self._is_due = False
        if self._names:
            self.totals.add(self._asked, self._graded(self._posed))
        if self._results is not None:
            given = self._by_name(self._posed) if self._names else self._by_answer(self._posed)
            try:
                self._results.add(self._asked, given)
                self.failed = ""
            except FileError as error:
                self.failed = f"results not written: {error}"

    def close(self, *, is_over: bool = False) -> None:
        """Write what is left and say where it is; if that fails, say so on standard error.

        If the class is over, the total of each person is written, too.
        """
        self.finish()
        if self._results is None:
            return
        try:
            if is_over and (totals := self.totals.by_name()):
                self._results.add_totals(datetime.now().astimezone(), totals)
            if not self._results.is_complete:
                self._results.write()
            print(self._results.summary())
        except FileError as error:
            complain(f"results not written: {error}")

    def _by_answer(self, posed: SceneQuestion) -> Sequence[Given]:
        answers = Counter(one.answer for one in self._people if one.answer)
        return [Given(one.said, one.is_right, one.given) for one in posed.tally(answers.items())]

    def _by_name(self, posed: SceneQuestion) -> Sequence[Given]:
        """Return a row for each who answered; those without a name last."""
        rows = [given for _, given in self._graded(posed)]
        return sorted(rows, key=lambda row: (not row.name, row.name.casefold(), row.answer))

    def _graded(self, posed: SceneQuestion) -> list[tuple[str, Given]]:
        """Return who answered, with what."""
        return [
            (one.who, Given(row.said, row.is_right, name=one.name))
            for one in self._people
            for row in posed.tally([(one.answer, 1)])
            if row.given
        ]


def _given(people: Sequence[Person]) -> int:
    """Return how many have answered."""
    return sum(bool(one.answer) for one in people)
