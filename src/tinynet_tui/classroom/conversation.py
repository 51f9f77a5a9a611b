"""A follower's side of a connection, without the connection: lines in, lines out."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Literal

from .changes import NOTHING, changed, checked
from .messages import (
    LECTURERS,
    VERSION,
    Change,
    Full,
    Hello,
    Missing,
    Nonsense,
    OtherVersion,
    Over,
    Part,
    Refused,
    Seen,
    Welcome,
    line,
    read,
)
from .shared import MOST_TEXTS, Shared
from .texts import Arriving, Texts


class Conversation:
    """What the lecturer said, and what to answer."""

    def __init__(
        self, texts: Texts, far: bool, now: Callable[[], float] = monotonic, *, who: str = ""
    ) -> None:
        """`who` tells this follower from all others, if the lecturer is to know."""
        self.state: Shared | None = None
        """The latest state of which all texts are here."""
        self.end: Literal["", "over", "full", "version"] = ""
        """Why the lecturer ends the connection."""
        self.is_welcome = False
        self.session = ""
        """Which session of the class it is, as the lecturer says."""
        self.asks_name = False
        """True when the lecturer asks for names."""
        self._texts, self._far, self._now, self._who = texts, far, now, who
        self._draft = self._newest = NOTHING
        self._number = 0
        self._goes_on = False
        self._arriving: Arriving | None = None

    def greeting(self) -> bytes:
        """Return what a follower says first."""
        return line(Hello(VERSION, self._far, self._who))

    def receive(self, data: bytes) -> bytes:
        """Take a line; return the lines to answer. Raises Nonsense."""
        try:
            message = read(data, LECTURERS)
        except OtherVersion:
            self.end = "version"
            return b""
        if isinstance(message, Full | Refused):
            self.end = "full" if isinstance(message, Full) else "version"
        elif isinstance(message, Welcome) != (not self.is_welcome):
            raise Nonsense("not the first line, or it again")
        elif isinstance(message, Welcome):
            self.is_welcome = True
            self.session, self.asks_name = message.session, message.names
        elif isinstance(message, Over):
            self.end = "over"
        elif isinstance(message, Change):
            return self._change(message)
        elif isinstance(message, Part | Missing):
            return self._take(message)
        return b""

    def _change(self, change: Change) -> bytes:
        if change.number < self._number or (change.number == self._number) != self._goes_on:
            raise Nonsense("a state that is not new")
        self._number, self._goes_on = change.number, change.more
        self._draft = changed(self._draft, change)
        if change.more:
            return b""
        self._newest = checked(self._draft)
        answer = line(Seen(change.number)) if self._far else b""
        return answer + self._next()

    def _take(self, message: Part | Missing) -> bytes:
        arriving = self._arriving
        if arriving is None or message.digest != arriving.name:
            raise Nonsense("a text that was not wanted")
        if isinstance(message, Missing):
            self._arriving = None  # another state is on its way
            return b""
        text = arriving.take(message)
        if text is not None:
            self._texts.add(text, self._used)
            self._arriving = None
            if self._texts.size(self._newest.digests) > MOST_TEXTS:
                raise Nonsense("the texts are too long")
        elif not arriving.is_answered:
            return b""
        return self._next()

    @property
    def _used(self) -> frozenset[str]:
        return self._newest.digests | (self.state.digests if self.state else frozenset())

    def _next(self) -> bytes:
        """Ask for the next parts if texts are missing; else the newest state is the latest."""
        missing = self._texts.missing(self._newest.digests)
        if not missing:
            self.state = self._newest
        arriving = self._arriving
        if arriving is not None and not arriving.is_answered:
            return b""
        if arriving is None or arriving.name not in missing:
            arriving = Arriving(missing[0], self._now) if missing else None
        self._arriving = arriving
        return line(arriving.want()) if arriving else b""
