"""The scripts that a lecturer shows: which of them run here, and why others do not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tinynet_tui.classroom.follower import Follower
from tinynet_tui.classroom.shared import Shared, digest
from tinynet_tui.collection import collection
from tinynet_tui.collection.fitted import Fitted
from tinynet_tui.engine.refusal import Refusal, printable
from tinynet_tui.engine.source import decoded
from tinynet_tui.lab import lab
from tinynet_tui.lecture.shared_script import SharedScript, read

from .class_memory import ClassMemory

GOES_ON = "The class goes on when the lecturer goes on."
PREFIX = "tinynet-tui-"

Key = tuple[str, str]
"""The digest of a script's text, and the expression that the lecturer has chosen for its error."""


class Led(NamedTuple):
    """A script that the lecturer shows."""

    screen: SharedScript
    text: str
    """The text that would run here."""

    @property
    def is_ours(self) -> bool:
        """True for a script of this program."""
        return bool(self.screen.text)

    @property
    def is_other(self) -> bool:
        """True when it has another text there than here."""
        return self.is_ours and digest(self.text) != self.screen.text

    @property
    def key(self) -> Key:
        """What is run: whatever else is shared cannot run anything."""
        return digest(self.text), self.screen.choice.error or ""

    @property
    def name(self) -> str:
        return printable(self.screen.script)

    @property
    def lines(self) -> list[str]:
        """The lines that would run, in printable characters."""
        try:
            text = decoded(self.text.encode())  # a file may name another encoding
        except Refusal:  # then it does not run
            text = self.text
        text = text.removesuffix("\n")
        return [printable(line.expandtabs(8)) for line in text.split("\n")]


class ClassScripts:
    """What is known of them while a class is followed."""

    def __init__(self, follower: Follower, *, kiosk: bool = False) -> None:
        self.follower, self._kiosk = follower, kiosk
        self.memory = ClassMemory()
        self._answers: dict[Key, bool] = {}
        """Whether a script of the lecturer's own may run."""
        self._refused: dict[Key, str] = {}
        """Why one cannot be opened."""

    def read(self, settings: str, state: Shared) -> Led:
        """Read which script is shown; ValueError or KeyError if it cannot be read."""
        screen = read(settings)
        if screen.text:
            one = lab.find(screen.script) or collection.find(screen.script)
            assert one is not None  # `read` has looked
            return Led(screen, one.text)
        return Led(screen, self.follower.text(dict(state.files)[screen.script]))

    def needs_yes(self, led: Led) -> bool:
        """True when it runs only after a yes."""
        return not self._never(led) and self._is_foreign(led)

    def asks(self, led: Led) -> bool:
        """True when that has not been answered."""
        return self.needs_yes(led) and led.key not in self._answers

    def answer(self, led: Led, yes: bool | None) -> None:
        """Note whether it may run; None to be asked again."""
        if yes is None:
            self._answers.pop(led.key, None)
        else:
            self._answers[led.key] = yes

    def refuse(self, led: Led, why: str) -> None:
        """Note that it cannot be opened here."""
        self._refused[led.key] = why

    def runs(self, led: Led) -> bool:
        """True when it may run, and does."""
        return not self.why_not(led)

    def why_not(self, led: Led, key: str = "backspace") -> str:
        """Return why it does not run here, as the text of a scene; "" if it does.

        The key asks again.
        """
        if never := self._never(led):
            return f"{never} {GOES_ON}"
        if not self._is_foreign(led) or self._answers.get(led.key):
            return ""
        if led.key in self._answers:
            return (
                f"The lecturer shows a script of their own, {led.name}. You have said no, so it "
                f"does not run here. {GOES_ON} The key {key} asks again."
            )
        return (
            f"The lecturer shows a script of their own, {led.name}. It runs here only if you "
            "say so."
        )

    def _is_foreign(self, led: Led) -> bool:
        """True when the lecturer has written something that would run."""
        return not led.is_ours or bool(led.screen.choice.error)

    def _never(self, led: Led) -> str:
        """Return why it cannot run, whatever is answered."""
        if self._kiosk:
            return "The lecturer shows a script. A kiosk runs none."
        if not hasattr(os, "fork"):
            return "The lecturer shows a script, which this system cannot run step by step."
        if led.is_other:
            return (
                f"The lecturer shows our script {led.name}, which is another one in this version "
                "of tinynet-tui: update the older one."
            )
        if why := self._refused.get(led.key):
            return f"The lecturer shows a script, {led.name}, which cannot be run here. {why}."
        return ""


@contextmanager
def folder_with(led: Led) -> Iterator[tuple[Path, Fitted | None]]:
    """Keep the script's text in a folder of its own; yield its file, and what is run in it."""
    if led.is_ours:
        one = collection.find(led.screen.script)
        path = lab.path_of(led.screen.script, Path())
        yield path, Fitted(led.text.encode(), one.marked) if one is not None else None
        return
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        path = Path(folder, led.screen.script)
        path.write_bytes(led.text.encode())
        yield path, None
