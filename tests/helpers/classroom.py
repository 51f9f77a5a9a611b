"""Lecturers and followers that tests wait for, and a class without sockets."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import Self

from tinynet_tui.classroom import pipe, places
from tinynet_tui.classroom.board import Board
from tinynet_tui.classroom.conversation import Conversation
from tinynet_tui.classroom.cue import Cue, Drive
from tinynet_tui.classroom.follower import Attending, Follower, News
from tinynet_tui.classroom.lecturer import Lecturer
from tinynet_tui.classroom.lines import line
from tinynet_tui.classroom.messages import VERSION, Hello, Message
from tinynet_tui.classroom.news import State
from tinynet_tui.classroom.seat import Seat
from tinynet_tui.classroom.shared import Shared, digest
from tinynet_tui.classroom.sources import Local, Source
from tinynet_tui.classroom.speaker import Speaker
from tinynet_tui.classroom.texts import Texts

from .waiting import DEADLINE

CLASS = "xor"
SETTINGS = "dataset: xor\nhidden: 4\nseed: 1\nat: {}:3\ncell: l1_error[2,0]\nlight: l1_error"


@contextmanager
def short_folder() -> Iterator[Path]:
    """Make a folder with a path short enough for sockets in it."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def at(iteration: int, **more: object) -> Shared:
    """Return a state as a lecturer shows it."""
    return Shared(SETTINGS.format(iteration))._replace(**more)  # type: ignore[arg-type]


def texts_of(*texts: str) -> dict[str, str]:
    """Return texts by their digests."""
    return {digest(text): text for text in texts}


class Waits:
    """Is woken by a thread, and waits until something is true."""

    def __init__(self) -> None:
        self._woken = Condition()
        self.count = 0

    def wake(self) -> None:
        with self._woken:
            self.count += 1
            self._woken.notify_all()

    def until(self, is_true: Callable[[], object]) -> None:
        with self._woken:
            assert self._woken.wait_for(is_true, DEADLINE), "waited in vain"


class WatchedLecturer(Lecturer):
    """A lecturer of whom a test waits until followers are here or away."""

    def __init__(self, folder: Path, name: str = CLASS, *, names: bool = False) -> None:
        self.waits = Waits()
        super().__init__(name, wake=self.waits.wake, folder=folder, names=names)

    def __enter__(self) -> WatchedLecturer:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def show(self, state: Shared, *texts: str) -> None:
        self.publish(state, texts_of(*texts))

    def answers(self, scene: int, question: str) -> Counter[str]:
        """Return how many gave which answer."""
        return Counter(one.answer for one in self.people(scene, question) if one.answer)

    def wait_for_people(self, scene: int, question: str, *people: tuple[str, str, bool]) -> None:
        self.waits.until(lambda: [one[:3] for one in self.people(scene, question)] == [*people])

    def wait_for(self, here: int, away: int = 0, speakers: int = 0) -> None:
        counts = (here, away, speakers)
        self.waits.until(lambda: (self.here, self.away, self.speakers) == counts)

    def wait_for_key(self) -> Drive:
        """Wait until a speaker drives."""
        found: list[Drive] = []

        def has_come() -> bool:
            drive = self.driven()
            found.extend([drive] if drive else [])
            return bool(found)

        self.waits.until(has_come)
        return found[0]


class Watched(Attending[State]):
    """Somebody in a class of whom a test waits for news."""

    def __init__(self, source: Source) -> None:
        self.waits = Waits()
        self.news: News[State] = News(None, "", "waiting")
        self.seen: list[News[State]] = []
        super().__init__(source, wake=self.waits.wake)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _has(self, is_it: Callable[[News[State]], object]) -> bool:
        news = self.take()
        if news is not None:
            self.news = news
            self.seen.append(news)
        return bool(is_it(self.news))

    def wait_for(self, is_it: Callable[[News[State]], object]) -> News[State]:
        self.waits.until(lambda: self._has(is_it))
        return self.news

    def wait_for_state(self, state: State) -> News[State]:
        return self.wait_for(lambda news: (news.state, news.status) == (state, "following"))

    def wait_for_status(self, status: str) -> News[State]:
        return self.wait_for(lambda news: news.status == status)


class WatchedFollower(Watched[Shared], Follower):
    """One who follows."""

    def __init__(self, source: Source, *, guest: bool = False) -> None:
        super().__init__(source)
        self._guest = guest


class WatchedSpeaker(Watched[Cue], Speaker):
    """A speaker's terminal."""


def local(folder: Path, name: str = CLASS, *, guest: bool = False) -> WatchedFollower:
    """Return a follower on this host."""
    return WatchedFollower(Local(name, folder), guest=guest)


def speaker(folder: Path, name: str = CLASS) -> WatchedSpeaker:
    """Return a speaker's terminal."""
    return WatchedSpeaker(Local(name, folder, is_own=True))


def stranger(folder: Path, *said: Message | bytes, name: str = CLASS) -> socket.socket:
    """Connect to a class and say something, whatever it is."""
    found = places.connect(name, folder)
    assert found is not None
    found.link.settimeout(DEADLINE)
    for one in said:
        found.link.sendall(one if isinstance(one, bytes) else line(one))
    return found.link


def is_dropped(link: socket.socket) -> bool:
    """Read until the other side ends the connection."""
    try:
        while link.recv(1 << 16):
            pass
    except ConnectionError:
        pass
    return True


class Pair:
    """A seat and a conversation without sockets: what is said goes when a test lets it."""

    def __init__(
        self,
        *,
        far: bool = False,
        now: Callable[[], float] = lambda: 0.0,
        names: bool = False,
    ) -> None:
        self.board = Board(Texts(), names=names, now=now)
        self.seat = Seat(self.board, now)
        self.texts = Texts()
        self.conversation = Conversation(self.texts, far, now)
        self.sent: list[bytes] = []
        """What the lecturer has sent, line by line."""
        self._up = self.conversation.greeting()

    def show(self, state: Shared, texts: Mapping[str, str] | None = None) -> None:
        for text in (texts or {}).values():
            self.board.texts.add(text, state.digests)
        self.board.show(state)

    def up(self) -> None:
        """Let what the follower said arrive."""
        said, self._up = self._up, b""
        self.seat.receive(said)

    def down(self) -> bool:
        """Let what the lecturer says next arrive; False if that is nothing."""
        data = self.seat.outgoing()
        self.seat.sent(len(data))
        for one in data.splitlines():
            self.sent.append(one)
            self._up += self.conversation.receive(one)
        return bool(data)

    def run(self) -> None:
        """Let all arrive until nobody says any more."""
        self.up()
        while self.down() or self._up:
            self.up()


GREETING = Hello(VERSION, far=False)


class PipeLink:
    """A pipe in a thread instead of a process."""

    is_piped = True
    place = None
    complaints = None
    why = ""

    def __init__(self, name: str, folder: Path) -> None:
        theirs, self.writes = os.pipe()
        self.reads, their_output = os.pipe()
        for number in (self.reads, self.writes):
            os.set_blocking(number, False)
        self.statuses: list[int] = []

        def run() -> None:
            self.statuses.append(pipe.run(name, folder, theirs, their_output))
            os.close(theirs)
            os.close(their_output)

        self._thread = Thread(target=run, daemon=True)
        self._thread.start()

    def read(self) -> bytes:
        return os.read(self.reads, 4096)

    def write(self, data: bytes) -> int:
        return os.write(self.writes, data)

    def hear(self) -> bool:
        return False

    def close(self) -> None:
        os.close(self.writes)
        self._thread.join(DEADLINE)
        os.close(self.reads)
        assert not self._thread.is_alive()
