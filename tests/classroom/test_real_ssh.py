"""A class followed through a real sshd and ssh, on lines that are slow or break."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from helpers.classroom import CLASS, WatchedFollower, WatchedLecturer, at
from helpers.slow_link import SlowLink, slow_link
from helpers.ssh import serving
from helpers.waiting import seconds_here
from tinynet_tui.classroom.places import account, own
from tinynet_tui.classroom.shared import ClassError, digest
from tinynet_tui.classroom.sources import Ssh

pytestmark = pytest.mark.slow

TEXT = "".join(f"{number},0.5,1\n" for number in range(300))
Reach = Callable[..., SlowLink]


@pytest.fixture
def reach(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reach]:
    """Start a server and a line to it; `ssh` in the path finds both, as a user's settings would."""
    pipe = shlex.join(
        [sys.executable, "-P", "-m", "tinynet_tui.classroom.pipe", CLASS, str(folder)]
    )
    with ExitStack() as open_now:

        def start(rate: float | None = None) -> SlowLink:
            server = open_now.enter_context(serving(tmp_path, f"ForceCommand {pipe}\n"))
            link = open_now.enter_context(slow_link(server.port, rate))
            *client, _ = server.client(options=(), port=link.port)
            (folder / "ssh").write_text(f'#!/bin/sh\nexec {shlex.join(map(str, client))} "$@"\n')
            (folder / "ssh").chmod(0o755)
            monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
            return link

        yield start


@contextmanager
def class_of(folder: Path) -> Iterator[tuple[WatchedLecturer, WatchedFollower]]:
    with WatchedLecturer(folder) as lecturer, WatchedFollower(Ssh("host", CLASS)) as follower:
        lecturer.wait_for(here=1)
        yield lecturer, follower


def test_a_line_that_breaks_is_made_again(folder: Path, reach: Reach) -> None:
    link = reach()
    with class_of(folder) as (lecturer, follower):
        lecturer.show(at(1, lecture=digest(TEXT)), TEXT)
        assert follower.wait_for_state(at(1, lecture=digest(TEXT))).lecturer == account(own())
        follower.set_away(True)
        lecturer.wait_for(here=0, away=1)
        link.cut()
        follower.wait_for_status("lost")
        lecturer.show(at(2))
        follower.wait_for_state(at(2))
        lecturer.wait_for(here=0, away=1)
        follower.close()
        lecturer.wait_for(here=0)


def test_a_slow_line_is_up_to_date_a_second_after_it_rests(folder: Path, reach: Reach) -> None:
    reach(2_000)
    with class_of(folder) as (lecturer, follower):
        for iteration in range(150):
            lecturer.show(at(iteration))
            time.sleep(1 / 30)
        begun = time.monotonic()
        follower.wait_for_state(at(149))
        assert time.monotonic() - begun < seconds_here(1.0)


def test_who_is_not_let_in_is_told(reach: Reach, tmp_path: Path) -> None:
    reach()
    (tmp_path / "authorized_keys").write_text("")
    with pytest.raises(ClassError, match="Permission denied"):
        WatchedFollower(Ssh("host", CLASS)).start()
