"""The thread of one who attends a class: connects, answers, waits, comes back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import Event
from time import monotonic, sleep
from typing import Generic

from tinynet_tui.support.waker import Waker

from . import links, places
from .cue import Drive
from .lines import HANG_UP, MARK, Lines, Nonsense, OtherVersion, read
from .memory import NOBODY
from .messages import PIPES, Declined, Piped, Whose
from .news import News, State, Status
from .shared import ClassError
from .sources import Local, Source, Ssh
from .talk import Talk
from .telling import Telling
from .waking import REST, Turn

LOOK = 1.0
"""The seconds between two looks for a class."""
FULL = 5.0
"""The seconds between two tries to get into one that is full."""
LONGEST_PAUSE = 30.0
"""The most seconds between two tries to reach another host."""
MOST_OUTGOING = 1 << 16
OLD = "another version of tinynet-tui: update the older one"


class Following(Generic[State]):
    """What the thread knows; `run` is the thread."""

    def __init__(
        self,
        source: Source,
        talk: Callable[[bool], Talk[State]],
        tell: Callable[[News[State]], None],
    ) -> None:
        """`talk` begins to talk with a lecturer, over a line that may be slow or not."""
        self.answered = Event()
        """Set once another process has said how the class stands, or has ended."""
        self._waker = Waker()
        self.telling = Telling(self._waker)
        """What the lecturer is to be told."""
        self._source = source
        self._talk, self._tell = talk, tell
        self._is_closing = False
        self._state: State | None = None
        self._session, self._asks_name, self._known = "", False, NOBODY
        self._lecturer = self._pinned = ""
        self._status: Status = "waiting"
        self._has_said = False
        self._conversation: Talk[State] | None = None
        self._outgoing = b""
        self._has_ended = False
        self._pause = LOOK

    def drive(self, drive: Drive) -> None:
        """Tell the lecturer what a speaker asks for; nothing if there is no lecturer now."""
        if self._conversation is not None:
            self.telling.drive(drive)

    def stop(self) -> None:
        """End the thread soon."""
        self._is_closing = True
        self._waker.wake()

    def close(self) -> None:
        """Free what the thread had; call it when the thread has ended."""
        self._waker.close()

    def run(self, link: links.Link | None) -> None:
        """Follow until it is stopped or refused."""
        is_first = True
        try:
            while True:
                if link is not None:
                    self._attend(link)
                    link.close()
                    if is_first and link.is_piped and not self.answered.is_set():
                        self._say("refused", link.why or "the other host does not answer")
                elif self._status == "waiting":
                    self._say("waiting", self._awaited())
                self.answered.set()
                is_first = False
                if self._status == "refused" or self._is_closing or not self._waits():
                    return
                link = self._connect()
        finally:
            self.answered.set()

    def _awaited(self) -> str:
        """Return which class is waited for, if that has a name, and which others there are."""
        source, name = self._source, self._source.name
        if not name or (isinstance(source, Local) and source.is_own):
            return ""
        others = places.living(source.folder) if isinstance(source, Local) else []
        there = f"there {'is' if len(others) == 1 else 'are'} {', '.join(others)}"
        return f"waiting for {name}; {there}" if others else f"waiting for {name} to begin"

    def _waits(self) -> bool:
        """Wait until it is time to look for the class again; False if it is stopped meanwhile."""
        until = monotonic() + self._pause
        while not self._is_closing and self._waker.wait(until - monotonic()):
            self._waker.clear()
        if isinstance(self._source, Ssh):
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        else:
            self._pause = LOOK
        return not self._is_closing

    def _connect(self) -> links.Link | None:
        try:
            return links.connect(self._source, self._pinned, first=False)
        except ClassError as error:
            self._say("refused", str(error))
            return None

    def _attend(self, link: links.Link) -> None:
        """Talk over a connection until it ends."""
        lines, turn = Lines(), Turn()
        self._outgoing, self._has_ended = b"", False
        if link.place is not None:
            place = link.place
            self._begin(place.account, f"{place.uid}/{place.name}", far=False)
        with DefaultSelector() as selector:
            selector.register(self._waker, EVENT_READ)
            selector.register(link.reads, EVENT_READ)
            if link.complaints is not None:
                selector.register(link.complaints, EVENT_READ)
            try:
                while not (self._has_ended or self._is_closing):
                    timeout = self._tell_class()
                    self._write(link, selector)
                    ready = {key.fd for key, _ in selector.select(timeout)}
                    turn.begin()
                    if self._waker.fileno() in ready:
                        self._waker.clear()
                    if link.complaints in ready and not link.hear():
                        selector.unregister(link.complaints)
                    if link.reads in ready:
                        self._read(link, lines)
                    if turn.is_over:
                        sleep(REST)
            except (OSError, Nonsense):
                pass
        self._leave(link.why)

    def _write(self, link: links.Link, selector: DefaultSelector) -> None:
        """Send what can be sent, and have it told when more can."""
        try:
            while self._outgoing:
                self._outgoing = self._outgoing[link.write(self._outgoing) :]
        except BlockingIOError:
            if len(self._outgoing) > MOST_OUTGOING:
                raise Nonsense("does not read") from None
        except OSError:
            self._outgoing = b""  # what was said last is still to be read
        events = EVENT_WRITE if self._outgoing else 0
        if link.writes == link.reads:
            selector.modify(link.reads, EVENT_READ | events)
        elif events and link.writes not in selector.get_map():
            selector.register(link.writes, events)
        elif not events and link.writes in selector.get_map():
            selector.unregister(link.writes)

    def _read(self, link: links.Link, lines: Lines) -> None:
        try:
            data = link.read()
        except BlockingIOError:
            return
        if not data:
            self._has_ended = True
        for one in lines.feed(data):
            if self._has_ended:
                return
            if one.startswith(MARK) and link.is_piped:
                self._notice(one[len(MARK) :])
            elif self._conversation is not None:
                self._hear(self._conversation, one, link.is_piped)

    def _notice(self, data: bytes) -> None:
        """Take what the process says that is connected with the class, or is not."""
        try:
            notice = read(data, PIPES)
        except OtherVersion:
            self._say("refused", f"the other host has {OLD}")
            self._has_ended = True
            return
        self._pause = LOOK
        if isinstance(notice, Whose):
            pinned = f"{notice.account}/{notice.name}"
            self._begin(notice.account, pinned, far=isinstance(self._source, Ssh))
        elif isinstance(notice, Declined):
            self._say("refused", notice.why)
            self._has_ended = True
        elif not isinstance(notice, Piped):
            self._leave("")
        if not isinstance(notice, Piped):
            self.answered.set()

    def _hear(self, conversation: Talk[State], data: bytes, is_piped: bool) -> None:
        """Take what the lecturer says."""
        try:
            self._outgoing += conversation.receive(data)
        except Nonsense:
            self._hang_up(is_piped)
            self._leave("")
            return
        if conversation.end:
            self._hang_up(is_piped)
            self._conversation = None
            if conversation.end == "over":
                self._say("over")
            elif conversation.end == "full":
                self._pause = FULL
                self._say(self._status, "the class is full")
            else:
                self._say("refused", f"the lecturer has {OLD}")
                self._has_ended = True
        elif conversation.is_welcome:
            self._asks_name, self._known = conversation.asks_name, conversation.known
            if conversation.state is not None:
                self._state, self._session = conversation.state, conversation.session
            self._say("following")

    def _hang_up(self, is_piped: bool) -> None:
        """End the connection with the lecturer, but not the one with a process."""
        if is_piped:
            self._outgoing += HANG_UP
        else:
            self._has_ended = True

    def _begin(self, account: str, pinned: str, *, far: bool) -> None:
        """Begin to talk with a lecturer; no other one of the same name is followed later."""
        self._lecturer = account
        with suppress(ClassError):  # an account's name may be one that cannot be asked for
            self._pinned = "/".join(places.parse(pinned))
        self.telling.begin()
        self._conversation = self._talk(far)
        self._outgoing += self._conversation.greeting()

    def _leave(self, why: str) -> None:
        """Note that there is no lecturer now."""
        self._conversation = None
        status: Status = "lost" if self._status == "following" else self._status
        if status != "refused" and (status != self._status or why or not self._has_said):
            self._say(status, why)

    def _tell_class(self) -> float | None:
        """Tell the lecturer what has changed; return when to try again if it is too soon."""
        if self._conversation is None or not self._conversation.is_welcome:
            return None
        told, wait = self.telling.lines(self._conversation.asks_name)
        self._outgoing += told
        return wait

    def _say(self, status: Status, why: str = "") -> None:
        self._status, self._has_said = status, True
        told = self._session, self._asks_name, self._known
        self._tell(News(self._state, self._lecturer, status, why, *told))
