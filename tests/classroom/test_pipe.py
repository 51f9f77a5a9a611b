"""A class followed through a process: on another host, or in a kiosk."""

from __future__ import annotations

import os
import select
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.classroom import (
    CLASS,
    PipeLink,
    WatchedFollower,
    WatchedLecturer,
    at,
    is_dropped,
    short_folder,
)
from tinynet_tui.classroom import links, pipe, places
from tinynet_tui.classroom.conversation import Conversation
from tinynet_tui.classroom.lines import line, read
from tinynet_tui.classroom.messages import (
    PIPES,
    VERSION,
    Declined,
    Over,
    Piped,
    Seen,
    Waiting,
    Welcome,
)
from tinynet_tui.classroom.places import account, own
from tinynet_tui.classroom.shared import ClassError, digest
from tinynet_tui.classroom.sources import Helper, Source, Ssh
from tinynet_tui.classroom.texts import Texts

TEXT = "".join(f"{number},0.5,1\n" for number in range(1_000))


@pytest.fixture
def far(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], WatchedFollower]:
    """Make followers on another host, whose pipe is a thread here."""

    def connect(source: Source, pinned: str, *, first: bool) -> object:
        return PipeLink(pinned or source.name, folder)

    monkeypatch.setattr(links, "connect", connect)
    return lambda name: WatchedFollower(Ssh("host", name))


Far = Callable[[str], WatchedFollower]


def test_it_follows_as_on_this_host(folder: Path, far: Far) -> None:
    with WatchedLecturer(folder) as lecturer, far(CLASS) as follower:
        lecturer.wait_for(here=1)
        for iteration in range(20):
            state = at(iteration, lecture=digest(TEXT))
            lecturer.show(state, TEXT)
            assert follower.wait_for_state(state).lecturer == account(own())
        follower.set_away(True)
        lecturer.wait_for(here=0, away=1)
        follower.close()
        lecturer.wait_for(here=0)


def test_the_pipe_waits_and_comes_back(folder: Path, far: Far) -> None:
    with far("") as follower:
        follower.wait_for_status("waiting")
        for turn in range(2):
            with WatchedLecturer(folder) as lecturer:
                lecturer.show(at(turn))
                follower.wait_for_state(at(turn))
            follower.wait_for_status("over")


def test_several_classes_are_told_at_the_start(folder: Path, far: Far) -> None:
    with (
        WatchedLecturer(folder, "one"),
        WatchedLecturer(folder, "two"),
        pytest.raises(ClassError, match=r"^there are 2 classes, choose one: "),
    ):
        far("").start()


def test_a_lecturer_cannot_speak_for_the_pipe(folder: Path, far: Far) -> None:
    link, place = places.listen(CLASS, folder)
    link.settimeout(60)
    with far(CLASS) as follower:
        accepted, _ = link.accept()
        accepted.sendall(b'!{"do":"whose","account":"ada","name":"xor"}\n')
        assert is_dropped(accepted)
        assert follower.take() is None or follower.news.lecturer != "ada"
        link.close()
        places.remove(place)


def test_nonsense_of_the_lecturer_ends_that_connection_only(folder: Path, far: Far) -> None:
    link, _place = places.listen(CLASS, folder)
    link.settimeout(60)
    with far(CLASS) as follower:
        accepted, _ = link.accept()
        accepted.sendall(line(Welcome(VERSION)) + b'{"do":"bow"}\n{"do":"over"}\n')
        assert is_dropped(accepted)
        follower.wait_for_status("lost")
        link.close()
        with WatchedLecturer(folder) as lecturer:
            lecturer.show(at(1))
            follower.wait_for_state(at(1))


def test_a_far_follower_who_does_not_read_gets_the_newest_later(folder: Path) -> None:
    link = PipeLink(CLASS, folder)
    conversation = Conversation(Texts(), far=True)
    with WatchedLecturer(folder) as lecturer:
        os.write(link.writes, b"too early\n")
        read_until(link.reads, b"whose")
        os.write(link.writes, b"meant for another\n" + conversation.greeting())
        lecturer.wait_for(here=1)
        for iteration in range(999):
            lecturer.show(at(iteration))
        answers = hear(conversation, read_until(link.reads, b"change"))
        lecturer.show(at(999))
        os.write(link.writes, answers)
        hear(conversation, read_until(link.reads, b"change"))
        assert conversation.state == at(999)
    link.close()
    assert link.statuses == [0]


def hear(conversation: Conversation, said: bytes) -> bytes:
    assert said.count(b"change") == 1
    return b"".join(map(conversation.receive, said.splitlines()))


def read_until(reads: int, sign: bytes, data: bytes = b"") -> bytes:
    while sign not in data or not data.endswith(b"\n"):
        assert select.select([reads], [], [], 60)[0]
        data += os.read(reads, 4096)
    return data


def test_what_the_pipe_says_itself(folder: Path) -> None:
    pipe = PipeLink("a b", folder)
    said = read_until(pipe.reads, b"declined")
    told = [read(one[1:], PIPES) for one in said.splitlines()]
    assert told[0] == Piped(VERSION) and isinstance(told[1], Declined)
    pipe.close()
    assert pipe.statuses == [2]
    pipe = PipeLink(CLASS, folder)
    said = read_until(pipe.reads, b"waiting")
    assert [read(one[1:], PIPES) for one in said.splitlines()] == [Piped(VERSION), Waiting()]
    pipe.close()
    assert pipe.statuses == [0]


def test_an_endless_line_ends_the_pipe(folder: Path) -> None:
    pipe = PipeLink(CLASS, folder)
    read_until(pipe.reads, b"waiting")
    os.set_blocking(pipe.writes, True)
    os.write(pipe.writes, b"x" * 9_000)
    assert select.select([pipe.reads], [], [], 60)[0]
    assert os.read(pipe.reads, 99) == b""
    pipe.close()
    assert pipe.statuses == [2]


def test_a_helper_is_a_process(folder: Path) -> None:
    with WatchedLecturer(folder) as lecturer, WatchedFollower(Helper("", folder)) as follower:
        lecturer.wait_for(here=1)
        lecturer.show(at(1))
        assert follower.wait_for_state(at(1)).lecturer == account(own())


SSH = """#!{python}
import os, sys
*options, host, command = sys.argv[1:]
open({log!r}, "a").write(repr(sys.argv[1:]) + chr(10))
print("Welcome to this host", flush=True)
if host == "unknown":
    sys.exit("ssh: Could not resolve hostname unknown: Name or service not known")
if "BatchMode=yes" in options and os.path.exists({denies!r}):
    sys.exit("Permission denied")
module = ["-P", "-m", "tinynet_tui.classroom.pipe"]
os.execv({python!r}, [{python!r}, *module, command.split()[-1], {folder!r}])
"""


@pytest.fixture
def ssh(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put an `ssh` of our own into the path, and return the folder of its log."""
    with short_folder() as made:
        text = SSH.format(
            python=sys.executable,
            log=str(made / "log"),
            denies=str(made / "denies"),
            folder=str(folder),
        )
        (made / "ssh").write_text(text)
        (made / "ssh").chmod(0o755)
        monkeypatch.setenv("PATH", f"{made}:{os.environ['PATH']}")
        yield made


def test_ssh_is_the_users_own(folder: Path, ssh: Path) -> None:
    source = Ssh("ada@host:2222", CLASS)
    with WatchedLecturer(folder) as lecturer, WatchedFollower(source) as follower:
        lecturer.show(at(1))
        assert follower.wait_for_state(at(1)).lecturer == account(own())
        [command] = (ssh / "log").read_text().splitlines()
        assert command == repr(source.command(asks=True)[1:])


def test_a_host_that_cannot_be_reached_is_told_at_the_start(ssh: Path) -> None:
    with pytest.raises(ClassError, match=r"^ssh: Could not resolve hostname unknown: "):
        WatchedFollower(Ssh("unknown", CLASS)).start()


def test_without_ssh_there_is_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClassError, match=r"^ssh: No such file or directory$"):
        WatchedFollower(Ssh("host", CLASS)).start()


def test_what_the_lecturer_says_last_arrives_though_the_follower_still_speaks() -> None:
    link, lecturers = socket.socketpair()
    link.setblocking(False)
    lecturers.sendall(line(Over()))
    lecturers.close()
    told = pipe._Pipe("", None, 0, 1)
    told._found = places.Found(link, places.Place("ada", CLASS, places.own(), Path("class")))
    told._up, told._down = line(Seen(1)), b""
    told._talk()
    assert told._down == line(Over())
    told._down = b""
    told._talk()
    assert told._found is None
