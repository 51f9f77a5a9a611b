"""What one learner answers in a lecture, and how it went; nothing of it is kept."""

from __future__ import annotations

from hashlib import sha256

from .answers import There, Verdict, Write, grade, said
from .scene import Scene

SHORT = 8
"""The length of a question's short name."""
MOST_KEPT = 100


class Replies:
    """The answers to the scenes' questions: changeable until the right ones are shown."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._verdicts: dict[tuple[str, str], Verdict] = {}
        """The last one on each question."""
        self._shown: set[tuple[str, str]] = set()
        self._recalled: dict[str, bool] = {}
        """Whether earlier answers were right, by the short names of their questions."""

    def forget(self) -> None:
        """Forget all answers."""
        self._given.clear()
        self._verdicts.clear()
        self._shown.clear()
        self._recalled.clear()

    def enter(self, scene: Scene) -> None:
        """Ask a scene's question anew: a scene is the same however one came to it."""
        self._given.pop(_key(scene), None)
        self._shown.discard(_key(scene))

    def given(self, scene: Scene) -> str:
        """Return the answer so far; "" if there is none."""
        return self._given.get(_key(scene), "")

    def give(self, scene: Scene, answer: str) -> None:
        """Take an answer in its one form, unless the right one has been shown."""
        if not self.is_shown(scene):
            self._given[_key(scene)] = answer

    def is_shown(self, scene: Scene) -> bool:
        return _key(scene) in self._shown

    def show(self, scene: Scene, there: There, write: Write | None) -> None:
        """Grade the answer at the scene's position; from now on it cannot be changed."""
        ask, answer = scene.ask, self.given(scene)
        if ask is None or self.is_shown(scene):
            return
        self._shown.add(_key(scene))
        if answer:
            self._verdicts[_key(scene)] = grade(ask, answer, there, write)

    def verdict(self, scene: Scene) -> str:
        """Return how it went, in a sentence; "" if nothing was answered, or nothing is shown."""
        ask, answer = scene.ask, self.given(scene)
        if ask is None or not answer or not self.is_shown(scene):
            return ""
        right, text = self._verdicts[_key(scene)]
        return f"Right: {text}." if right else f"Not {said(ask, answer)}: {text}."

    @property
    def score(self) -> str:
        """How many of the answers were right: `7 of 9 right`; "" before the first."""
        right = self._right
        return f"{sum(right.values())} of {len(right)} right" if right else ""

    @property
    def _right(self) -> dict[str, bool]:
        """Whether the last answer to each question, by its short name, was right."""
        given = {_short(key): verdict.right for key, verdict in self._verdicts.items()}
        return self._recalled | given

    @property
    def kept(self) -> str:
        """What `recall` takes: the questions, and whether they were answered right."""
        right = [*self._right.items()][-MOST_KEPT:]
        return "".join(f"{name}{'+' if is_right else '-'}" for name, is_right in right)

    def recall(self, kept: str) -> None:
        """Take over what was answered in a trainer that has ended."""
        names = [kept[at : at + SHORT + 1] for at in range(0, len(kept), SHORT + 1)]
        self._recalled = {name[:SHORT]: name[SHORT:] == "+" for name in names}


def _short(key: tuple[str, str]) -> str:
    """Return a short name of a question."""
    return sha256("\0".join(key).encode(errors="replace")).hexdigest()[:SHORT]


def _key(scene: Scene) -> tuple[str, str]:
    """Return what tells a scene from the others, also after one has been inserted."""
    return scene.title, "" if scene.ask is None else scene.ask.text
