"""One follower or speaker's terminal as the lecturer has it, without the connection.

Lines in, lines out, in bounds.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from time import monotonic

from .changes import NOTHING, lines
from .cue import Cue, Drive, changes
from .lines import Lines, Nonsense, OtherVersion, line, read
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
    Seen,
    Want,
    Welcome,
)
from .people import Person, cleaned
from .shared import GRACE, Shared
from .texts import Texts, part

GREETING = 10.0
"""The seconds within which somebody who connects has said what they are."""
PATIENCE = 60.0
"""The seconds in which a follower takes nothing before they are dropped; they may come back."""
BURST, PER_SECOND = 400, 50
"""How many messages a follower may send at once, and in the long run."""
MOST_WANTS = 2
MOST_DRIVEN = 32
"""How many keys of speakers wait at most; others are lost."""


class Board:
    """What all seats show: the latest state, and texts. Lines are made once for all seats."""

    def __init__(
        self, texts: Texts, *, names: bool = False, now: Callable[[], float] = monotonic
    ) -> None:
        self.names = names
        """True when followers are asked for their names."""
        self.session = os.urandom(16).hex()
        self.state = NOTHING
        self.number = 0
        """How many states there were."""
        self.question = 0
        """How many questions there were; a scene that is entered again asks anew."""
        self.texts = texts
        self._now, self._shown_at = now, 0.0
        self._lines: dict[int, bytes] = {}
        self.cue = Cue()
        """What speakers' terminals show."""
        self.cues = 0
        """How many there were."""
        self.driven: deque[Drive] = deque()
        """What speakers ask for."""

    def prompt(self, cue: Cue) -> None:
        """Make a cue the latest."""
        self.cue = cue
        self.cues += 1

    def show(self, state: Shared) -> None:
        """Make a state the latest."""
        before, asked = self.state, (self.state.scene, self.state.lecture)
        if (state.scene, state.lecture) != asked or (before.shown and not state.shown):
            self.question += 1
        if state.shown and not before.shown:
            self._shown_at = self._now()
        self.state = state
        self.number += 1
        self._lines.clear()

    def takes(self, answer: Answer) -> bool:
        """True while an answer is one to the present question."""
        state = self.state
        here = (state.scene, state.lecture) == (answer.scene, answer.question)
        return here and (not state.shown or self._now() < self._shown_at + GRACE)

    def lines(self, seen: int, before: Shared) -> bytes:
        """Return the lines that lead to the latest state from an earlier one."""
        if seen not in self._lines:
            self._lines[seen] = lines(before, self.state, self.number)
        return self._lines[seen]


class Seat:
    """What a follower has said and was told."""

    def __init__(
        self, board: Board, now: Callable[[], float] = monotonic, *, may_speak: bool = False
    ) -> None:
        """`may_speak` tells whether the kernel says that it is of the lecturer's own account."""
        self.away = False
        self.speaks = False
        """True for a speaker's terminal."""
        self._may_speak = may_speak
        self.is_taken = False
        """True once its follower has been welcomed."""
        self.who = ""
        """Which follower it is, as they say; "" if they do not."""
        self.name = ""
        """What they call themselves, cleaned; "" if they do not."""
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
            self._outgoing += line(Welcome(VERSION, self._board.session, self._board.names))
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
        return Person(self.name, self.answer, self.away)

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
