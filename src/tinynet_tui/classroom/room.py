"""The thread of a class: lets followers in, shows them the latest state, drops who is in the way.

It waits for nobody, wakes only when something is to be done, and rests when others keep it busy.
"""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from time import monotonic

from tinynet_tui.support.waker import Waker

from . import places
from .board import Board
from .cue import Cue, Drive
from .lines import Nonsense
from .people import Answers
from .seat import Seat
from .shared import ClassError, Shared
from .texts import Texts
from .waking import REST, Turn

MOST_FOLLOWERS = 500
AT_ONCE = 1 << 14
"""The bytes that are read from a follower in one go."""
PER_TURN = 1 << 16
"""The bytes that a follower is given before the next one's turn."""
BUFFERED = 1 << 15
"""The bytes that the system keeps for a follower: little, so that no old states lie there."""
PAUSE = 1.0
"""The seconds in which nobody is let in after that has failed: too many files are open."""
LOOK = 5.0
"""The seconds between two looks whether the socket is still there."""


class Chair:
    """A follower's connection and seat."""

    def __init__(self, link: socket.socket, uid: int, board: Board) -> None:
        self.link, self.uid = link, uid
        self.seat = Seat(board, may_speak=uid == places.own(), uid=uid)
        self.writes = False
        """True while it is waited until the connection takes more."""


class Room:
    """All that the thread has.

    `here`, `away`, `answers`, `speakers` and `driven` are for other threads to read.
    """

    def __init__(
        self,
        found: places.Found,
        texts: Texts,
        waker: Waker,
        next_state: Callable[[], tuple[Shared | None, Cue | None]],
        wake: Callable[[], None],
        *,
        names: bool = False,
    ) -> None:
        self.here = self.away = self.speakers = 0
        self.answers = Answers()
        self.is_ending = False
        self._door, self._place = found
        self._identity = places.identity(self._place)
        self._looks_at = monotonic() + LOOK
        self._waker, self._next_state, self._wake = waker, next_state, wake
        self._board = Board(texts, names=names)
        self._chairs: set[Chair] = set()
        self._waiting: set[Chair] = set()
        """Those who are dropped if they go on like that."""
        self._door_opens: float | None = None
        self._has_changed = False
        self._selector = DefaultSelector()

    def driven(self) -> Drive | None:
        """Return what a speaker asked for first, once."""
        return self._board.driven.popleft() if self._board.driven else None

    def run(self) -> None:
        """Serve until the class ends."""
        self._selector.register(self._waker, EVENT_READ)
        self._selector.register(self._door, EVENT_READ)
        turn = Turn()
        try:
            while not self.is_ending:
                events = self._selector.select(self._timeout())
                self._show()
                turn.begin()
                for key, mask in events:
                    self._serve(key.fileobj, key.data, mask)
                    if turn.is_over:
                        self._tell()
                        if self._waker.wait(REST):
                            self._show()
                        turn.begin()
                    if self.is_ending:
                        break
                self._drop_late()
                self._look_after_door()
                self._tell()
        finally:
            self._end()

    def _serve(self, of: object, chair: Chair | None, mask: int) -> None:
        """Do what an event asks for."""
        if of is self._door:
            self._let_in()
        elif chair is not None and chair in self._chairs:
            if mask & EVENT_READ:
                self._read(chair)
            if chair in self._chairs:
                self._write(chair)

    def _show(self) -> None:
        """Give the latest state to all, if it is new."""
        self._waker.clear()
        state, cue = self._next_state()
        has_news = False
        if cue is not None and cue != self._board.cue:
            self._board.prompt(cue)
            has_news = True
        if state is not None and state != self._board.state:
            self._board.show(state)
            self._has_changed = has_news = True
        for chair in [*self._chairs] if has_news else []:
            if not chair.writes:
                self._write(chair)

    def _let_in(self) -> None:
        try:
            link, _ = self._door.accept()
        except BlockingIOError:
            return
        except OSError:
            self._selector.unregister(self._door)
            self._door_opens = monotonic() + PAUSE
            return
        try:
            link.setblocking(False)
            link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFERED)
            chair = Chair(link, places.peer(link), self._board)
        except OSError:
            link.close()
            return
        if len(self._chairs) >= MOST_FOLLOWERS and not self._makes_room(chair.uid):
            chair.seat.turn_away()
            with suppress(OSError):
                link.send(chair.seat.outgoing())
            link.close()
            return
        self._chairs.add(chair)
        self._waiting.add(chair)
        self._selector.register(link, EVENT_READ, chair)

    def _makes_room(self, uid: int) -> bool:
        """Drop one of the account that has the most seats; False if it is this one."""
        most = Counter(chair.uid for chair in self._chairs).most_common(1)[0][0]
        if most == uid:
            return False
        self._drop(next(chair for chair in self._chairs if chair.uid == most))
        return True

    def _read(self, chair: Chair) -> None:
        before, was_taken = chair.seat.stands, chair.seat.is_taken
        try:
            data = chair.link.recv(AT_ONCE)
            if not data:
                self._drop(chair)
            else:
                chair.seat.receive(data)
        except BlockingIOError:
            pass
        except (OSError, Nonsense):
            self._drop(chair)
        if chair.seat.is_taken and not was_taken:
            self._has_changed = True
            self._clear_seats_of(chair)
        self._has_changed |= chair.seat.stands != before or bool(self._board.driven)

    def _clear_seats_of(self, chair: Chair) -> None:
        """Drop the other connections of who has connected again: everybody counts once."""
        one = chair.uid, chair.seat.who
        for other in list(self._chairs):
            if other is not chair and chair.seat.who and (other.uid, other.seat.who) == one:
                self._drop(other)

    def _write(self, chair: Chair) -> None:
        """Send what the connection takes of what is to be sent."""
        seat, given = chair.seat, 0
        try:
            while (data := seat.outgoing()) and given < PER_TURN:
                count = chair.link.send(data)
                seat.sent(count)
                given += count
        except BlockingIOError:
            seat.sent(0)
        except OSError:
            self._drop(chair)
            return
        writes = bool(data)
        if seat.leaves and not writes:
            self._drop(chair)
            return
        if writes != chair.writes:
            chair.writes = writes
            events = EVENT_READ | (EVENT_WRITE if writes else 0)
            self._selector.modify(chair.link, events, chair)
        if seat.deadline is None:
            self._waiting.discard(chair)
        else:
            self._waiting.add(chair)

    def _drop(self, chair: Chair) -> None:
        self._has_changed = True
        self._chairs.discard(chair)
        self._waiting.discard(chair)
        self._selector.unregister(chair.link)
        chair.link.close()
        chair.seat.leave()

    def _drop_late(self) -> None:
        """Drop who has taken nothing for too long, and let people in again."""
        now = monotonic()
        for chair in list(self._waiting):
            if (deadline := chair.seat.deadline) is not None and deadline <= now:
                self._drop(chair)
        if self._door_opens is not None and self._door_opens <= now:
            self._door_opens = None
            self._selector.register(self._door, EVENT_READ)

    def _look_after_door(self) -> None:
        """Make the socket anew if somebody has cleared it away: nobody could find the class."""
        if (now := monotonic()) < self._looks_at:
            return
        self._looks_at = now + LOOK
        if self._is_in_place:
            return
        with suppress(ClassError):  # perhaps next time
            door, self._place = places.listen(self._place.name, self._place.path.parent.parent)
            if self._door_opens is None:
                self._selector.unregister(self._door)
                self._selector.register(door, EVENT_READ)
            self._door.close()
            self._door, self._identity = door, places.identity(self._place)

    @property
    def _is_in_place(self) -> bool:
        """True while the class's socket lies where it is looked for."""
        return self._identity is not None and places.identity(self._place) == self._identity

    def _timeout(self) -> float:
        """Return for how long nothing is to be done unless somebody says something."""
        deadlines: Iterable[float | None] = (chair.seat.deadline for chair in self._waiting)
        due = [one for one in (*deadlines, self._door_opens, self._looks_at) if one is not None]
        return max(0.0, min(due) - monotonic())

    def _tell(self) -> None:
        """Count who is here and away, and the answers; tell if that has changed."""
        if not self._has_changed:
            return
        self._has_changed = False
        count = Counter(chair.seat.counts_as for chair in self._chairs)
        here, away, speakers = count["here"], count["away"], count["speaks"]
        seats = (chair.seat for chair in self._chairs if chair.seat.counts_as in ("here", "away"))
        people = tuple(sorted(seat.stands for seat in seats))
        answers = Answers(self._board.state.scene, self._board.state.lecture, people)
        before = self.here, self.away, self.speakers, self.answers
        if self._board.driven or (here, away, speakers, answers) != before:
            self.here, self.away, self.speakers, self.answers = here, away, speakers, answers
            with suppress(RuntimeError):  # the screen may just be closing
                self._wake()

    def _end(self) -> None:
        """Say that the class is over, and close everything."""
        self._show()
        for chair in self._chairs:
            chair.seat.say_over()
            with suppress(OSError):
                chair.link.send(chair.seat.outgoing())
            chair.link.close()
        self._door.close()
        self._selector.close()
        if self._is_in_place:
            places.remove(self._place)
