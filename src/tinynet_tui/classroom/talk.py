"""One's side of a connection with a lecturer, without the connection: lines in, lines out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, Literal

from .lines import Nonsense, OtherVersion, line, read
from .memory import NOBODY, Known
from .messages import Full, Hello, Message, Over, Refused, Welcome
from .news import State
from .people import cleaned


class Talk(Generic[State]):
    """What the lecturer said, and what to answer."""

    def __init__(self, hello: Hello, kinds: Collection[type[Message]]) -> None:
        """`hello` is said first; `kinds` are the messages that the lecturer may send."""
        self.state: State | None = None
        """The latest one that is whole."""
        self.end: Literal["", "over", "full", "version"] = ""
        """Why the lecturer ends the connection."""
        self.is_welcome = False
        self.session = ""
        """Which session of the class it is, as the lecturer says."""
        self.asks_name = False
        """True when the lecturer asks for names."""
        self.known = NOBODY
        """What the lecturer's trainer knows of this account."""
        self._hello, self._kinds = hello, kinds

    def greeting(self) -> bytes:
        """Return what is said first."""
        return line(self._hello)

    def receive(self, data: bytes) -> bytes:
        """Take a line; return the lines to answer. Raises Nonsense."""
        try:
            message = read(data, self._kinds)
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
            self.known = Known(cleaned(message.name), message.score)
        elif isinstance(message, Over):
            self.end = "over"
        else:
            return self._take(message)
        return b""

    def _take(self, message: Message) -> bytes:
        """Take what comes after the welcome; return the lines to answer. Raises Nonsense."""
        raise NotImplementedError
