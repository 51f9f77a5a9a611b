"""What a lecturer says to a follower: states, and the texts that they name."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from .changes import NOTHING, changed, checked
from .lines import Nonsense, line
from .messages import LECTURERS, VERSION, Change, Hello, Message, Missing, Part, Seen
from .shared import MOST_TEXTS, Shared
from .talk import Talk
from .texts import Arriving, Texts


class Conversation(Talk[Shared]):
    """A follower's side; a state counts once all its texts are here."""

    def __init__(
        self,
        texts: Texts,
        far: bool,
        now: Callable[[], float] = monotonic,
        *,
        who: str = "",
        guest: bool = False,
    ) -> None:
        """`who` tells this follower from all others, if the lecturer is to know.

        A `guest` shares the account with others.
        """
        super().__init__(Hello(VERSION, far, who, guest=guest), LECTURERS)
        self._texts, self._far, self._now = texts, far, now
        self._draft = self._newest = NOTHING
        self._number = 0
        self._goes_on = False
        self._arriving: Arriving | None = None

    def _take(self, message: Message) -> bytes:
        if isinstance(message, Change):
            return self._change(message)
        if isinstance(message, Part | Missing):
            return self._take_part(message)
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

    def _take_part(self, message: Part | Missing) -> bytes:
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
