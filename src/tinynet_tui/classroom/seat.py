"""One follower or speaker's terminal as the lecturer has it, without the connection.

Lines in, lines out, in bounds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

from .board import Board
from .changes import NOTHING
from .cue import Cue, Drive, changes
from .lines import Lines, Nonsense, OtherVersion, line, read
from .memory import NOBODY, Known
from .messages import (
    FOLLOWERS,
    SPEAKERS,
    VERSION,
    Answer,
    Away,
    Full,
    Hello,
    Name,
    Over,
    Part,
    Refused,
    Score,
    Seen,
    Want,
    Welcome,
)
from .people import Person, cleaned
from .texts import part

GREETING = 10.0
"""The seconds within which somebody who connects has said what they are."""
PATIENCE = 60.0
"""The seconds in which a follower takes nothing before they are dropped; they may come back."""
BURST, PER_SECOND = 400, 50
"""How many messages a follower may send at once, and in the long run."""
MOST_WANTS = 2
MOST_DRIVEN = 32
"""How many keys of speakers wait at most; others are lost."""


class Seat:
    """What a follower has said and was told."""

    def __init__(
        self,
        board: Board,
        now: Callable[[], float] = monotonic,
        *,
        may_speak: bool = False,
        uid: int | None = None,
    ) -> None:
        """`may_speak` tells whether the kernel says that it is of the lecturer's own account.

        `uid` is the account that the kernel tells, if it is to be known again.
        """
        self.away = False
        self.speaks = False
        """True for a speaker's terminal."""
        self._may_speak = may_speak
        self.is_taken = False
        """True once its follower has been welcomed."""
        self.who = ""
        """Which follower it is, as they say; "" if they do not."""
        self._first = ""
        """Which one it was when they came first, if it is known."""
        self.name = ""
        """What they call themselves, cleaned; "" if they do not."""
        self._score = ""
        """Which questions they have answered right and wrong, as they say."""
        self._uid, self._is_known = uid, False
        self.leaves = False
        """True when the connection ends after what is still to be sent."""
        self._board, self._now = board, now
        self._answer, self._question = "", 0
        self._early: Answer | None = None
        """An answer from before the first state: who led was lost, and leads again."""
        self._lines = Lines()
        self._wants: deque[Want] = deque()
        self._state, self._number = NOTHING, 0
        self._cue, self._cues = Cue(), 0
        self._far, self._unseen = False, False
        self._allowed, self._since = float(BURST), now()
        self._outgoing = b""
        self._stuck_since: float | None = now()

    def receive(self, data: bytes) -> None:
        """Take what the follower sent; Nonsense if that ends the connection."""
        for one in self._lines.feed(data):
            self._pay()
            if self.leaves:
                continue
            try:
                self._obey(read(one, SPEAKERS if self.speaks else FOLLOWERS))
            except OtherVersion:
                self._outgoing += line(Refused(VERSION))
                self.leaves = True

    def _pay(self) -> None:
        now = self._now()
        earned = (now - self._since) * PER_SECOND
        self._allowed = min(BURST, self._allowed + earned) - 1
        self._since = now
        if self._allowed < 0:
            raise Nonsense("too many messages")

    def _obey(self, message: object) -> None:
        if isinstance(message, Hello) != (not self.is_taken):
            raise Nonsense("not the first line, or it again")
        if isinstance(message, Hello):
            if message.speaks and not self._may_speak:
                raise Nonsense("not the lecturer's own account")
            self.is_taken, self._far, self.speaks = True, message.far, message.speaks
            self.who = message.who
            known = self._enter(guest=message.guest)
            board, told = self._board, (known.name, known.score)
            self._outgoing += line(Welcome(VERSION, board.session, board.names, *told))
            self._stuck_since = None
        elif isinstance(message, Drive):
            if len(self._board.driven) < MOST_DRIVEN:
                self._board.driven.append(message)
        elif isinstance(message, Away):
            self.away = message.away
        elif isinstance(message, Name):
            if not self._board.names:
                raise Nonsense("a name that nobody asked for")
            self.name = cleaned(message.name)
            self._keep()
        elif isinstance(message, Score):
            if not self._board.names:
                raise Nonsense("a score that nobody asked for")
            self._score = message.score
            self._keep()
        elif isinstance(message, Answer):
            self._take(message)
        elif isinstance(message, Want):
            if len(self._wants) == MOST_WANTS:
                raise Nonsense("asks for too much at once")
            self._wants.append(message)
        elif isinstance(message, Seen):
            if not self._unseen or message.number != self._number:
                raise Nonsense("has seen what was not shown")
            self._unseen, self._stuck_since = False, None
            self._allowed += 1  # each was asked for

    def _enter(self, *, guest: bool) -> Known:
        """Return what is known of who comes back from an account of their own."""
        if self._uid is None or guest or self.speaks or not (self.who and self._board.names):
            return NOBODY
        self._is_known = True
        known = self._board.memory.enter(self._uid, self.who)
        self.name, self._score, self._first = known.name, known.score, known.who or self.who
        return known

    def _keep(self) -> None:
        if self._is_known and self._uid is not None:
            self._board.memory.keep(self._uid, Known(self.name, self._score, self._first))

    def leave(self) -> None:
        """Take note that the connection has ended."""
        if self._is_known and self._uid is not None:
            self._board.memory.leave(self._uid, self.who)

    def _take(self, answer: Answer) -> None:
        if not self._board.number:
            self._early = answer
        elif self._board.takes(answer):
            self._answer, self._question = answer.answer, self._board.question

    def outgoing(self) -> bytes:
        """Return what is to be sent now; `sent` tells how much of it has gone.

        What is to come is made only when all before has gone: the latest state, and then parts of
        texts.
        """
        if not self._outgoing and self.is_taken and not self.leaves:
            if self.speaks:
                self._outgoing = self._prompt()
            elif self._number != self._board.number and not self._unseen:
                self._outgoing = self._board.lines(self._number, self._state)
                self._state, self._number = self._board.state, self._board.number
                self._unseen = self._far
                if self._early is not None:
                    self._take(self._early)
                    self._early = None
            elif self._wants:
                self._outgoing = self._parts(self._wants.popleft())
        return self._outgoing

    def _prompt(self) -> bytes:
        """Return the lines that lead to the latest cue, if there is a new one."""
        board = self._board
        if self._cues == board.cues:
            return b""
        before, self._cue, self._cues = self._cue, board.cue, board.cues
        return b"".join(map(line, changes(before, board.cue)))

    def _parts(self, want: Want) -> bytes:
        """Return the first part that is wanted; the others wait behind the next state."""
        text = self._board.texts.get(want.digest)
        answer = part(text, want.digest, want.first)
        if want.many > 1 and isinstance(answer, Part) and answer.at + 1 < answer.of:
            self._wants.appendleft(want._replace(first=want.first + 1, many=want.many - 1))
        return line(answer)

    def sent(self, count: int) -> None:
        """Tell how many bytes have gone; 0 when the connection takes none."""
        self._outgoing = self._outgoing[count:]
        if not self.is_taken:
            return
        if not (self._outgoing or self._unseen):
            self._stuck_since = None
        elif count or self._stuck_since is None:
            self._stuck_since = self._now()

    def turn_away(self) -> None:
        """Say that there is no room."""
        self._outgoing += line(Full())
        self.leaves = True

    def say_over(self) -> None:
        """Say that the class is over."""
        if self.is_taken:
            self._outgoing += line(Over())
        self.leaves = True

    @property
    def stands(self) -> Person:
        """How the follower is counted, once they are welcomed."""
        return Person(self.name, self.answer, self.away, self._first or self.who)

    @property
    def counts_as(self) -> str:
        """`here`, `away`, `speaks`, or "" for somebody who has not been welcomed."""
        if not self.is_taken:
            return ""
        if self.speaks:
            return "speaks"
        return "away" if self.away else "here"

    @property
    def answer(self) -> str:
        """The answer to the present question; "" if there is none."""
        is_here = self.is_taken and self._question == self._board.question
        return self._answer if is_here else ""

    @property
    def deadline(self) -> float | None:
        """When the follower is dropped if nothing goes on until then."""
        if self._stuck_since is None:
            return None
        return self._stuck_since + (PATIENCE if self.is_taken else GREETING)
