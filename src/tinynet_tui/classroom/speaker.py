"""A speaker's terminal's side of a connection, and the thread that has it."""

from __future__ import annotations

from typing import Literal

from .cue import Cue, Drive, changed
from .follower import Attending
from .following import Talk
from .messages import (
    TO_SPEAKERS,
    VERSION,
    Full,
    Hello,
    Nonsense,
    OtherVersion,
    Over,
    Refused,
    Stands,
    Told,
    Welcome,
    line,
    read,
)


class Prompting:
    """What the lecturer said to a speaker's terminal, without the connection."""

    def __init__(self) -> None:
        self.state: Cue | None = None
        """The latest cue that is whole."""
        self.end: Literal["", "over", "full", "version"] = ""
        """Why the lecturer ends the connection."""
        self.is_welcome = False
        self.session, self.asks_name = "", False
        self._draft = Cue()

    def greeting(self) -> bytes:
        """Return what a speaker's terminal says first."""
        return line(Hello(VERSION, far=False, speaks=True))

    def receive(self, data: bytes) -> bytes:
        """Take a line; return the lines to answer, which are none. Raises Nonsense."""
        try:
            message = read(data, TO_SPEAKERS)
        except OtherVersion:
            self.end = "version"
            return b""
        if isinstance(message, Full | Refused):
            self.end = "full" if isinstance(message, Full) else "version"
        elif isinstance(message, Welcome) != (not self.is_welcome):
            raise Nonsense("not the first line, or it again")
        elif isinstance(message, Welcome):
            self.is_welcome = True
        elif isinstance(message, Over):
            self.end = "over"
        elif isinstance(message, Told | Stands):
            draft = changed(self._draft, message)
            if draft is None:
                raise Nonsense("a part of a text that cannot be there")
            self._draft = draft
            if isinstance(message, Stands):
                self.state = draft
        return b""


class Speaker(Attending[Cue]):
    """A thread that attends a class of this account as a speaker's terminal."""

    def drive(self, key: str, where: str = "") -> None:
        """Do something to the lecture, or nothing while there is no lecturer.

        `key` is one of `cue.KEYS`; `where` comes from `cue.where`.
        """
        if self._following is not None:
            self._following.say(Drive(key, where))

    def _talk(self, far: bool) -> Talk[Cue]:
        return Prompting()
