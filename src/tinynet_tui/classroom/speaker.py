"""A speaker's terminal's side of a connection, and the thread that has it."""

from __future__ import annotations

from .cue import Cue, Drive, Stands, Told, changed
from .follower import Attending
from .lines import Nonsense
from .messages import TO_SPEAKERS, VERSION, Hello, Message
from .talk import Talk


class SpeakerTalk(Talk[Cue]):
    """What the lecturer said to a speaker's terminal; there is nothing to answer."""

    def __init__(self) -> None:
        super().__init__(Hello(VERSION, far=False, speaks=True), TO_SPEAKERS)
        self._draft = Cue()

    def _take(self, message: Message) -> bytes:
        if isinstance(message, Told | Stands):
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
            self._following.drive(Drive(key, where))

    def _talk(self, far: bool) -> Talk[Cue]:
        return SpeakerTalk()
