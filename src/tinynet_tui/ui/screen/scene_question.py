"""What a lecture's scene asks, as a question on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.quiz import Answer, Question
from tinynet_tui.lecture.answers import (
    ScriptThere,
    There,
    Write,
    exists,
    grade,
    read_answer,
    said,
)
from tinynet_tui.lecture.asking import ERROR, QUANTITIES, Ask, variable
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.tally import Counts, Row, tally, valid

_SIGNS: dict[Answer, str] = {"up": "+", "down": "-", "same": "0"}


class SceneQuestion:
    """The question of a scene; its answer can be changed until the right one is shown."""

    def __init__(self, scene: Scene, replies: Replies, write: Write | None) -> None:
        """Ask nothing until the run is at the scene's position; `write` writes numbers."""
        self.scene, self._replies, self._write = scene, replies, write
        self._there: There | None = None
        """The run at the scene's position, once it has been there."""
        self._is_there = False

    def see(self, there: There | None) -> None:
        """Take note of the run at the scene's position; None while it rests elsewhere."""
        ask = self.scene.ask
        self._is_there = ask is not None and there is not None and exists(ask, there)
        if self._is_there:
            self._there = there

    @property
    def question(self) -> Question | None:
        """The question with the answer so far; None elsewhere, or once the answer is shown."""
        ask, there = self.scene.ask, self._there
        if ask is None or there is None or not self._is_there or self.is_shown:
            return None
        given = self._replies.given(self.scene)
        return Question(
            what=_what(ask),
            text=ask.question,
            up="positive",
            down="negative",
            same="zero",
            hidden=frozenset() if ask.kind == "cell" else _hidden(ask, there),
            error_hidden=ask.kind != "cell" and _hides_error(ask, there),
            answer=None,
            waits=True,
            way="direction" if ask.kind == "sign" else ask.kind,
            choices=ask.choices,
            given=said(ask, given) if given else "",
        )

    # Answering.

    def turn(self, given: Answer) -> None:
        """Answer with a sign, or go up or down through the choices."""
        ask = self.scene.ask
        if ask is not None and ask.kind == "sign":
            self._replies.give(self.scene, _SIGNS[given])
        elif ask is not None and ask.kind == "choices" and given != "same":
            before, last = self._replies.given(self.scene), len(ask.choices) - 1
            by = 1 if given == "down" else -1
            first = 0 if by > 0 else last
            at = ask.choices.index(before) + by if before else first
            self._replies.give(self.scene, ask.choices[min(max(at, 0), last)])

    def give(self, text: str) -> None:
        """Answer with a number as it is typed; raises ValueError."""
        if self.scene.ask is not None:
            answer = read_answer(self.scene.ask, text, self._experiment)
            self._replies.give(self.scene, answer)

    @property
    def array(self) -> str:
        """The array of which a cell, or the number of which, is asked for."""
        return "" if self.scene.ask is None else self.scene.ask.name

    @property
    def _experiment(self) -> Experiment | None:
        return None if self.scene.script else self.scene.experiment

    # The right answer.

    @property
    def is_shown(self) -> bool:
        return self._replies.is_shown(self.scene)

    def show(self) -> None:
        """Grade the answer, if the run has been at the scene's position."""
        if self._there is not None:
            self._replies.show(self.scene, self._there, self._write)

    @property
    def right(self) -> str:
        """What is right, in words; "" if the run has not been there."""
        ask, there = self.scene.ask, self._there
        return "" if ask is None or there is None else grade(ask, "", there, self._write).text

    @property
    def right_in_full(self) -> str:
        """The same with all digits that a number on its own has."""
        ask, there = self.scene.ask, self._there
        return "" if ask is None or there is None else grade(ask, "", there).text

    @property
    def given(self) -> str:
        """The answer so far, in its one form; "" if there is none."""
        return self._replies.given(self.scene)

    def counted(self, counts: Counts) -> Counter[str]:
        """Return how many of a class gave which answer, without what is no answer."""
        ask = self.scene.ask
        return Counter() if ask is None else valid(ask, counts, self._experiment)

    def tally(self, counts: Counts) -> Sequence[Row]:
        """Return what a class answered, once the run has been at the scene's position."""
        ask, there = self.scene.ask, self._there
        return () if ask is None or there is None else tally(ask, counts, there)

    @property
    def asks(self) -> str:
        """What is asked, in a sentence."""
        return "" if self.scene.ask is None else self.scene.ask.question

    @property
    def title(self) -> str:
        """The scene's title."""
        return self.scene.title

    @property
    def verdict(self) -> str:
        """How it went; "" if nothing was answered."""
        return self._replies.verdict(self.scene)


def _what(ask: Ask) -> str:
    return f"which cell of {ask.name}" if ask.kind == "cell" else ask.called


def _hidden(ask: Ask, there: There) -> frozenset[str]:
    if isinstance(there, ScriptThere):
        return there.of_error if ask.name == ERROR else frozenset({variable(ask.name)})
    error = there.experiment.script.error
    return frozenset({error} if ask.name in QUANTITIES else {ask.name})


def _hides_error(ask: Ask, there: There) -> bool:
    if isinstance(there, ScriptThere):
        return ask.name == ERROR or variable(ask.name) in there.of_error
    return ask.name in (*QUANTITIES, there.experiment.script.error)
