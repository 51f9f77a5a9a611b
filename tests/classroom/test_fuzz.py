"""Random, broken, hostile and slow talk does nothing to either side, nor to anybody else."""

from __future__ import annotations

import json
import random
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from helpers.classroom import CLASS, Pair, WatchedLecturer, at, local, stranger, texts_of
from helpers.waiting import DEADLINE
from tinynet_tui.classroom import places
from tinynet_tui.classroom.board import Board
from tinynet_tui.classroom.changes import NOTHING
from tinynet_tui.classroom.cue import KEYS, MOST_TOLD, TEXTS, Cue, Stands, Told
from tinynet_tui.classroom.fields import PART
from tinynet_tui.classroom.lines import CHECKS, Lines, Nonsense, line, read
from tinynet_tui.classroom.messages import (
    FOLLOWERS,
    LECTURERS,
    PIPES,
    SPEAKERS,
    TO_SPEAKERS,
    VERSION,
    Answer,
    Change,
    Hello,
    Message,
    Part,
    Want,
    Welcome,
)
from tinynet_tui.classroom.people import MOST_IN_NAME
from tinynet_tui.classroom.seat import MOST_DRIVEN, Seat
from tinynet_tui.classroom.shared import MOST_IN_ANSWER, MOST_SETTINGS, digest
from tinynet_tui.classroom.speaker import SpeakerTalk
from tinynet_tui.classroom.texts import Texts

MANY = 40_000
TEXT = "x,y\n" * 900
NAME = digest(TEXT)
WORDS = ["", "at: 3:1", "\x1b[2J", "\ud800", "‮", NAME, "a" * 900, "'; rm -rf /", "../../etc"]
FIELDS = sorted({name for checks in CHECKS.values() for name in checks})


class Talker:
    """Makes up messages by a seed: right ones, wrong ones, and what is none."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def value(self, depth: int = 2) -> object:
        some = self._random
        kinds: list[Callable[[], object]] = [
            lambda: some.choice(WORDS),
            lambda: some.choice([0, 1, 2, 3, 7, -1, 1.5, 2**31, 2**53, 10**30, True, False, None]),
            lambda: [self.value(depth - 1) for _ in range(some.randrange(4))] if depth else [],
            lambda: {some.choice(FIELDS): self.value(depth - 1)} if depth else {},
            lambda: [some.randrange(9), some.randrange(9), some.choice(WORDS)],
            lambda: [[some.choice(WORDS), NAME]],
        ]
        return some.choice(kinds)()

    def likely(self, name: str) -> object:
        """Return a value that a field may well have."""
        some = self._random
        likely: dict[str, Callable[[], object]] = {
            "version": lambda: VERSION,
            "digest": lambda: NAME,
            "number": lambda: some.randrange(40),
            "at": lambda: some.randrange(3),
            "of": lambda: 5,
            "first": lambda: some.randrange(4),
            "many": lambda: some.randrange(1, 9),
            "text": lambda: TEXT[:PART],
            "settings": lambda: [some.randrange(9), some.randrange(9), "at: 4\n"],
            "files": lambda: [["own.csv", NAME]],
            "lecture": lambda: some.choice(["", NAME]),
            "answers": lambda: [
                [some.choice(["+", "0.12", "2,0"]), some.randrange(1, 30), True][
                    : some.choice([2, 3])
                ]
            ],
            "part": lambda: TEXT[: some.choice([0, 9, PART])],
            "key": lambda: some.choice(KEYS),
            "where": lambda: some.choice(["", "#5", "254:l1_error"]),
            "planned": lambda: [0, 300, 2_700],
            "answer": lambda: some.choice(["+", "-", "0.5", "2,0", "x" * 24]),
            "question": lambda: NAME,
            "scene": lambda: some.choice([0, 0, 1]),
            "who": lambda: some.choice(["", "0f" * 16]),
            "session": lambda: "0f" * 16,
            "score": lambda: some.choice(["", "0123abcd+", "0123abcd+" * 101, "0123abcd"]),
            "name": lambda: some.choice([*TEXTS, *WORDS, "Ada", "e" + "\u0301" * 90]),
            "others": lambda: some.randrange(30),
            "cut_at": lambda: some.randrange(-1, 30),
            "playing": lambda: some.choice(["", "auto"]),
        }
        return likely.get(name, lambda: some.choice([True, False, 0, 5]))()

    def line(self, kinds: tuple[type[Message], ...]) -> bytes:
        some = self._random
        kind = some.choice(kinds)
        required = CHECKS[kind].keys() - kind._field_defaults.keys()
        names = [one for one in CHECKS[kind] if one in required or some.random() < 0.4]
        said: dict[str, object] = {"do": kind.__name__.lower()}
        for name in names:
            said[name] = self.likely(name) if some.random() < 0.95 else self.value()
        if some.random() < 0.02:
            said[some.choice(FIELDS)] = self.value()
        data = json.dumps(said, ensure_ascii=some.random() < 0.5).encode(errors="surrogatepass")
        if some.random() < 0.03:
            data = self._broken(data)
        return data

    def _broken(self, data: bytes) -> bytes:
        some = self._random
        at = some.randrange(len(data) + 1)
        inserted = some.choice(
            [
                b"",
                b"\x00",
                b"\xff",
                b"[" * 2_000,
                b"!",
                b'"',
                b"\r",
                b" " * 9_000,
                some.randbytes(9),
            ]
        )
        return data[:at] + inserted + data[at + some.randrange(4) :]


def talk_to_lecturer(seed: int, many: int) -> int:
    """Say so much to seats, a new one after each nonsense; return how often that was."""
    talker, nonsense = Talker(seed), 0
    now = [0.0]

    def new() -> Pair:
        pair = Pair(now=lambda: now[0], names=True)
        pair.show(at(1, lecture=NAME), texts_of(TEXT))
        pair.up()
        return pair

    pair = new()
    for count in range(many):
        now[0] += 0.01
        try:
            pair.seat.receive(talker.line(FOLLOWERS[1:]) + b"\n")
            for _ in range(3):
                said = pair.seat.outgoing()
                assert len(pair.seat.answer) <= MOST_IN_ANSWER
                assert len(pair.seat.name) <= MOST_IN_NAME and pair.seat.name.isprintable()
                assert len(said) < 2 * MOST_SETTINGS
                pair.seat.sent(len(said) if count % 3 else min(len(said), 7))
        except Nonsense:
            nonsense += 1
            pair = new()
    return nonsense


def talk_to_follower(seed: int, many: int) -> int:
    """Say so much to conversations, a new one after each nonsense; return how often that was."""
    talker, nonsense = Talker(seed), 0

    def new() -> Pair:
        pair = Pair()
        pair.conversation.receive(line(Welcome(VERSION))[:-1])
        return pair

    pair = new()
    for _ in range(many):
        try:
            answer = pair.conversation.receive(talker.line((Change, Part) * 9 + LECTURERS))
            assert len(answer) < 300
            state = pair.conversation.state or NOTHING
            assert (
                "\x1b" not in f"{state.settings}{state.answers}"
                and len(state.settings) <= MOST_SETTINGS
            )
            if pair.conversation.end:
                pair = new()
        except Nonsense:
            nonsense += 1
            pair = new()
    return nonsense


def talk_as_speaker(seed: int, many: int) -> int:
    """Have speakers say so much to seats, and seats to them; return how often it was nonsense."""
    talker, nonsense = Talker(seed), 0

    def new() -> tuple[Seat, SpeakerTalk]:
        seat, prompting = Seat(Board(Texts()), lambda: 0.0, may_speak=True), SpeakerTalk()
        seat.receive(prompting.greeting())
        prompting.receive(line(Welcome(VERSION))[:-1])
        return seat, prompting

    seat, prompting = new()
    for count in range(many):
        try:
            if count % 3:
                kinds = (*(Told, Stands) * 9, *TO_SPEAKERS)
                assert prompting.receive(talker.line(kinds)) == b""
                cue = prompting.state or Cue()
                assert all(len(text) <= MOST_TOLD and "\x1b" not in text for text in cue[1:])
                assert "\x1b" not in str(cue.stands)
            else:
                seat.receive(talker.line((*SPEAKERS * 9, *FOLLOWERS)) + b"\n")
                assert len(seat._board.driven) <= MOST_DRIVEN and not seat.answer
            if prompting.end:
                seat, prompting = new()
        except Nonsense:
            nonsense += 1
            seat, prompting = new()
    return nonsense


def talk_to_reader(seed: int, many: int) -> int:
    """Have bytes cut into lines and read; return how often it was nonsense."""
    talker, nonsense, lines = Talker(seed), 0, Lines()
    kinds = (*FOLLOWERS, *SPEAKERS, *LECTURERS, *TO_SPEAKERS, *PIPES)
    for _ in range(many):
        try:
            for one in lines.feed(talker.line(kinds) + b"\n"):
                message = read(one, kinds)
                assert read(line(message)[:-1].removeprefix(b"!"), kinds) == message
        except Nonsense:
            nonsense += 1
            lines = Lines()
    return nonsense


TALKS = [talk_to_lecturer, talk_to_follower, talk_as_speaker, talk_to_reader]


@pytest.mark.parametrize("talk", TALKS)
def test_nonsense_is_nothing_but_nonsense(talk: Callable[[int, int], int]) -> None:
    assert 20 < talk(1, 600) < 580


@pytest.mark.slow
@pytest.mark.parametrize("talk", TALKS)
def test_much_nonsense_is_nothing_but_nonsense(talk: Callable[[int, int], int]) -> None:
    assert talk(2, MANY) < MANY


def hostile(folder: Path, seed: int, until: threading.Event) -> None:
    """Connect again and again, and say what is hostile: too much, too long, too slowly."""
    talker, some = Talker(seed), random.Random(seed)
    endless: list[Callable[[], Iterator[bytes]]] = [
        lambda: (talker.line((*FOLLOWERS, *SPEAKERS)) + b"\n" for _ in range(50)),
        lambda: (b"x" * 4_000 for _ in range(10)),
        lambda: (line(Want(NAME, 0, 32)) for _ in range(3)),
        lambda: (line(Want(NAME, 0, 1)) for _ in range(600)),
        lambda: (b'{"do":"away","away":true}\n' * 50 for _ in range(100)),
        lambda: (line(Answer(0, NAME, f"{count}")) * 9 for count in range(40)),
        lambda: (b"{" for _ in range(5)),
        lambda: iter(()),
    ]
    while not until.is_set():
        with suppress(OSError, AssertionError), stranger(folder) as link:
            link.settimeout(1)
            if some.random() < 0.8:
                far, speaks = some.random() < 0.5, some.random() < 0.2
                link.sendall(line(Hello(VERSION, far, speaks=speaks)))
            for one in some.choice(endless)():
                link.sendall(one)
                if some.random() < 0.1:
                    link.recv(some.choice([1, 1 << 16]))


def class_among_hostile(folder: Path, seconds: float) -> tuple[int, float]:
    """Lead a class while others are hostile; return how many states one followed, and the slowest.

    Every state has a text, so that the follower asks for something each time.
    """
    over = threading.Event()
    threads = [
        threading.Thread(target=hostile, args=(folder, seed, over), daemon=True)
        for seed in range(4)
    ]
    slowest, count, end = 0.0, 0, time.monotonic() + seconds
    with WatchedLecturer(folder) as lecturer, local(folder) as follower:
        lecturer.show(at(0))
        for thread in threads:
            thread.start()
        try:
            while time.monotonic() < end or count < 20:
                count += 1
                text = f"{count}\n"
                state = at(count, lecture=digest(text))
                begun = time.monotonic()
                lecturer.show(state, text)
                follower.wait_for_state(state)
                slowest = max(slowest, time.monotonic() - begun)
        finally:
            over.set()
            for thread in threads:
                thread.join(DEADLINE)
        lecturer.wait_for(here=1)
    return count, slowest


def test_hostile_followers_disturb_nobody(folder: Path) -> None:
    class_among_hostile(folder, 0.5)


@pytest.mark.slow
def test_hostile_followers_disturb_nobody_for_long(folder: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    class_among_hostile(folder, 8.0)
    if sys.platform == "linux":  # where it is in KB
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def hostile_lecturer(listening: socket.socket, seed: int, many: int) -> None:
    """Let one in after the other, and say what is hostile."""
    talker, some = Talker(seed), random.Random(seed)
    for _ in range(many):
        link, _ = listening.accept()
        with suppress(OSError), link:
            link.settimeout(1)
            link.sendall(line(Welcome(VERSION)))
            kind = some.randrange(4)
            for number in range(1, some.randrange(2, 300)):
                if kind == 0:
                    link.sendall(talker.line((Change, Part)) + b"\n")
                elif kind == 1:
                    link.sendall(b"x" * 1_000)
                elif kind == 2:
                    link.sendall(line(Change(number, scene=number)))
                else:
                    link.sendall(line(Change(number, more=True, settings=(0, 0, "x" * 800))))
                if some.random() < 0.1 and number > 1:
                    link.settimeout(0.001)
                    with suppress(TimeoutError):
                        link.recv(999)


@pytest.mark.parametrize("seed", range(3))
def test_a_hostile_lecturer_does_nothing_to_a_follower(seed: int, folder: Path) -> None:
    link, place = places.listen(CLASS, folder)
    link.settimeout(DEADLINE)
    with local(folder) as follower:
        hostile_lecturer(link, seed, 8)
        link.close()
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(1))
            follower.wait_for_state(at(1))
            assert place.path.exists()
