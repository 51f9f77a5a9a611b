"""Speaker's terminals: shown what nobody else is, of the lecturer's own account only."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.classroom import (
    CLASS,
    GREETING,
    PipeLink,
    WatchedLecturer,
    at,
    is_dropped,
    local,
    speaker,
    stranger,
)
from tinynet_tui.classroom import places
from tinynet_tui.classroom.board import Board
from tinynet_tui.classroom.cue import (
    CUT,
    MOST_SAID,
    MOST_TOLD,
    TEXTS,
    Cue,
    Drive,
    Stands,
    Told,
    changes,
    in_bounds,
    where,
)
from tinynet_tui.classroom.fields import PART
from tinynet_tui.classroom.lines import Nonsense, line
from tinynet_tui.classroom.messages import (
    VERSION,
    Answer,
    Away,
    Full,
    Hello,
    Message,
    Over,
    Refused,
    Seen,
    Want,
    Welcome,
)
from tinynet_tui.classroom.places import own
from tinynet_tui.classroom.seat import BURST, MOST_DRIVEN, Seat
from tinynet_tui.classroom.shared import MOST_ANSWERS, ClassError, digest
from tinynet_tui.classroom.speaker import SpeakerTalk
from tinynet_tui.classroom.texts import Texts

ANSWERED = (("positive", 3, False), ("negative", 25, True))
CUE = Cue(
    Stands(2, 18, 1_800_000_000, (600, 900, 2_700), 28, 3, False, False, True, ANSWERED),
    title="Who is to blame?",
    notes="Let them guess the sign first.\n" * 100,
    question="Which weight carried that back?",
    answer="syn1[0,0], -0.9255.",
    next_title="The step back",
    next_text="é" * PART,
    said="",
)
SPEAKS = Hello(VERSION, far=False, speaks=True)


def seated(board: Board) -> tuple[Seat, SpeakerTalk]:
    """Return a speaker's seat, and the terminal that it talks with."""
    seat, prompting = Seat(board, lambda: 0.0, may_speak=True), SpeakerTalk()
    seat.receive(prompting.greeting())
    return seat, prompting


def hear(seat: Seat, prompting: SpeakerTalk) -> int:
    """Let all arrive; return how many bytes that were."""
    many = 0
    while data := seat.outgoing():
        seat.sent(len(data))
        many += len(data)
        for one in data.splitlines():
            assert prompting.receive(one) == b""
    return many


# What is said, without sockets.


def test_cues_arrive_one_by_one_and_only_what_has_changed() -> None:
    board = Board(Texts())
    seat, prompting = seated(board)
    hear(seat, prompting)
    assert prompting.state is None and prompting.is_welcome
    for cue in (CUE, CUE._replace(notes="", said="x" * PART), Cue(), CUE):
        board.prompt(cue)
        hear(seat, prompting)
        assert prompting.state == cue
    board.prompt(CUE._replace(stands=CUE.stands._replace(here=29)))
    assert hear(seat, prompting) < 300
    assert prompting.state and prompting.state.stands.here == 29
    assert seat.deadline is None


def test_who_reads_nothing_gets_the_newest_cue_at_once() -> None:
    board = Board(Texts())
    seat, prompting = seated(board)
    for count in range(99):
        board.prompt(CUE._replace(title=f"{count}"))
    hear(seat, prompting)
    once = sum(len(line(one)) for one in changes(Cue(), board.cue))
    for count in range(99):
        board.prompt(CUE._replace(title=f"{count}"))
    assert hear(seat, prompting) < once
    assert prompting.state == board.cue


def test_a_cue_counts_when_it_is_whole() -> None:
    prompting = SpeakerTalk()
    prompting.receive(line(Welcome(VERSION))[:-1])
    *told, stands = changes(Cue(), CUE)
    for one in told:
        prompting.receive(line(one)[:-1])
        assert prompting.state is None
    prompting.receive(line(stands)[:-1])
    assert prompting.state == CUE


def test_a_speaker_is_neither_here_nor_away_and_sees_no_state() -> None:
    board = Board(Texts())
    seat, prompting = seated(board)
    board.show(at(1))
    hear(seat, prompting)
    assert (seat.counts_as, seat.answer) == ("speaks", "")


@pytest.mark.parametrize(
    "said",
    [
        Away(True),
        Seen(1),
        Want(digest("x"), 0, 1),
        Answer(0, digest("x"), "+"),
        SPEAKS,
        GREETING,
        Stands(),
    ],
)
def test_a_speaker_says_nothing_else(said: Message) -> None:
    seat, _ = seated(Board(Texts()))
    with pytest.raises(Nonsense):
        seat.receive(line(said))


def test_nobody_drives_before_the_greeting_nor_as_a_follower() -> None:
    greetings: list[list[Message]] = [[], [GREETING]]
    for said in greetings:
        board = Board(Texts())
        seat = Seat(board, may_speak=True)
        with pytest.raises(Nonsense):
            seat.receive(b"".join(line(one) for one in [*said, Drive("page")]))
        assert not board.driven


def test_only_the_lecturers_own_account_speaks() -> None:
    with pytest.raises(Nonsense):
        Seat(Board(Texts())).receive(line(SPEAKS))


def test_keys_that_nobody_takes_are_lost() -> None:
    board = Board(Texts())
    seat, _ = seated(board)
    seat.receive(line(Drive("page")) * (BURST - 1))
    assert len(board.driven) == MOST_DRIVEN
    with pytest.raises(Nonsense):
        seat.receive(line(Drive("page")))


@pytest.mark.parametrize(
    "said",
    [
        [Told("notes", 0, "")],
        [Welcome(VERSION), Welcome(VERSION)],
        [Welcome(VERSION), Told("notes", 1, "")],
        [Welcome(VERSION), Told("notes", 0, "ab"), Told("notes", 3, "d")],
        [
            Welcome(VERSION),
            *(Told("notes", at, "x" * PART) for at in range(0, MOST_TOLD + 1, PART)),
        ],
        [Welcome(VERSION), Hello(VERSION, False)],
    ],
)
def test_a_lecturer_who_talks_nonsense_is_found_out(said: list[Message]) -> None:
    prompting = SpeakerTalk()
    for one in said[:-1]:
        prompting.receive(line(one)[:-1])
    with pytest.raises(Nonsense):
        prompting.receive(line(said[-1])[:-1])


@pytest.mark.parametrize(
    ("said", "end"),
    [
        (line(Full())[:-1], "full"),
        (line(Refused(VERSION))[:-1], "version"),
        (b'{"do":"welcome","version":7,"x":1}', "version"),
    ],
)
def test_the_lecturer_ends_it(said: bytes, end: str) -> None:
    prompting = SpeakerTalk()
    assert prompting.receive(said) == b""
    assert prompting.end == end


def test_what_is_out_of_bounds_is_cut() -> None:
    answers = (("x\n" * 99, 10**9, True),) * (MOST_ANSWERS + 1)
    cue = Cue(Stands(answers=answers), *("a\x1b[2J\tb\n" * 9_000 for _ in TEXTS))
    cut = in_bounds(cue)
    assert all(len(text) == MOST_TOLD and text.endswith(CUT) for text in cut[1:])
    assert cut.notes.startswith("a[2J\tb\na")
    assert len(cut.stands.answers) == MOST_ANSWERS
    assert all(len(said) == MOST_SAID and "\n" not in said for said, _, _ in cut.stands.answers)
    board = Board(Texts())
    seat, prompting = seated(board)
    board.prompt(cut)
    hear(seat, prompting)
    assert prompting.state == cut == in_bounds(cut)
    assert in_bounds(CUE) == CUE


def test_where_to_go_is_one_short_line() -> None:
    assert where("  #5\t\n ") == "#5"
    for text in ("x" * 201, "\x1b[2J"):
        with pytest.raises(ValueError, match=r"^write one line of at most 200 characters$"):
            where(text)


# Over sockets.


def test_a_speakers_terminal_shows_and_drives(folder: Path) -> None:
    with speaker(folder, "") as hers, WatchedLecturer(folder) as lecturer:
        lecturer.prompt(CUE)
        hers.wait_for_state(CUE)
        lecturer.wait_for(here=0, speakers=1)
        for drive in (Drive("page"), Drive("go", "#5"), Drive("blank")):
            hers.drive(*drive)
            assert lecturer.wait_for_key() == drive
        with speaker(folder) as other, local(folder) as follower:
            lecturer.wait_for(here=1, speakers=2)
            other.wait_for_state(CUE)
            lecturer.show(at(1))
            assert follower.wait_for_state(at(1)).state == at(1)
        lecturer.wait_for(here=0, speakers=1)


def test_it_waits_for_the_lecturer_and_finds_them_again(folder: Path) -> None:
    with speaker(folder, "") as hers:
        hers.drive("page")  # to nobody
        for turn in range(2):
            with WatchedLecturer(folder) as lecturer:
                lecturer.prompt(CUE._replace(title=f"{turn}"))
                hers.wait_for_state(CUE._replace(title=f"{turn}"))
                assert lecturer.driven() is None
            hers.wait_for_status("over")
            hers.drive("page")


def test_a_follower_is_never_told_what_a_speaker_is(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, speaker(folder) as hers:
        with stranger(folder, GREETING, Away(True)) as link:
            lecturer.wait_for(here=0, away=1, speakers=1)
            lecturer.prompt(CUE)
            hers.wait_for_state(CUE)
            lecturer.show(at(1))
            got = b""
            while b"change" not in got:
                got += link.recv(4096)
            assert b"told" not in got and b"stands" not in got and b"guess" not in got
            link.sendall(line(Drive("page")))
            assert is_dropped(link)
        lecturer.wait_for(here=0, speakers=1)
        assert lecturer.driven() is None


def test_another_account_is_no_speaker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WatchedLecturer(folder) as lecturer, speaker(folder) as hers:
        lecturer.prompt(CUE)
        hers.wait_for_state(CUE)
        link = stranger(folder)
        monkeypatch.setattr(places, "peer", lambda link: own() + 1)
        link.close()
        [place] = places.places(folder)
        with places._plain_socket() as link:
            link.setblocking(True)
            link.connect(str(place.path))
            link.sendall(line(SPEAKS))
            assert link.recv(99) == b"", "not even a welcome"
        with places._plain_socket() as link:
            link.setblocking(True)
            link.connect(str(place.path))
            link.sendall(line(GREETING))
            assert link.recv(99).startswith(b'{"do":"welcome"')
            lecturer.wait_for(here=1, speakers=1)


def test_a_class_of_another_account_is_not_looked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WatchedLecturer(folder):
        found = places.connect(CLASS, folder, uid=own())
        assert found is not None
        found.link.close()
        assert places.connect(CLASS, folder, uid=own() + 1) is None
        monkeypatch.setattr(places, "own", lambda: own_before + 1)
        with speaker(folder, "") as hers:
            hers.wait_for_status("waiting")


own_before = own()


def test_of_several_classes_one_is_chosen(folder: Path) -> None:
    with (
        WatchedLecturer(folder, "one"),
        WatchedLecturer(folder, "two"),
        pytest.raises(ClassError, match=r"^there are 2 classes, choose one: "),
    ):
        speaker(folder, "").start()


@pytest.fixture
def pipe(folder: Path) -> Iterator[PipeLink]:
    link = PipeLink(CLASS, folder)
    yield link
    link.close()


@pytest.mark.parametrize(
    "greeting",
    [
        line(SPEAKS),
        b'{"do":"hello","version":%d,"far":false,"speaks":false,"speaks":true}\n' % VERSION,
        b'{"do":"hello","version":%d,"far":true,"speaks":\\u0074rue}\n' % VERSION,
        b'{"do":"hello","version":99,"speaks":true}\n',
    ],
)
def test_nobody_speaks_through_a_pipe(folder: Path, pipe: PipeLink, greeting: bytes) -> None:
    with WatchedLecturer(folder) as lecturer:
        got = b""
        while b"whose" not in got:
            assert select.select([pipe.reads], [], [], 60)[0]
            got += os.read(pipe.reads, 4096)
        os.write(pipe.writes, greeting + line(Drive("page")) + line(GREETING))
        lecturer.wait_for(here=1)
        assert (lecturer.speakers, lecturer.driven()) == (0, None)


def test_the_end_is_told(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, stranger(folder, SPEAKS) as link:
        lecturer.wait_for(here=0, speakers=1)
        lecturer.end()
        got = b""
        while data := link.recv(4096):
            got += data
        assert got.endswith(line(Over()))
