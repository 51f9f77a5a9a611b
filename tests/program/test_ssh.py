"""The program over OpenSSH, with a real server on loopback: used, resized, and cut off."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from helpers.program import ENDS, FLAT_OUT, LIMIT, TITLES, fills
from helpers.slow_link import SlowLink, slow_link
from helpers.ssh import PALETTE, TRUE_COLOUR, Server, serving
from helpers.terminal import Terminal, terminal
from helpers.waiting import DEADLINE, seconds_here

STEADY = ("--play", "--speed", "1000")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("sshd")) as running:
        yield running


# How it is used.


def test_it_steps_plays_and_is_resized(server: Server) -> None:
    with terminal(program=server.client("tinynet-tui")) as it:
        it.wait_for("iteration 0", "seed 1", "paused", "┤", *TITLES)
        it.send("n")
        it.wait_for("step 2/9", "l1[0,0]")
        it.send("N")
        it.wait_for("iteration 1 ", "step 2/9")
        it.send(" ")
        it.wait_until(lambda: it.number_after("iteration") > 3, "training")
        for columns, rows in [(120, 40), (80, 24)]:
            it.resize(columns, rows)
            it.wait_until(partial(fills, it, columns, rows), "frames to all edges")
        it.send(" ")
        it.wait_for("paused")
        it.wait_for_quiet()
        assert it.read(1.0) == b""


@pytest.mark.parametrize("how", ["q", "ctrl+c"])
def test_it_ends_with_its_status_and_the_local_terminal_restored(server: Server, how: str) -> None:
    end, status = ENDS[how]
    with terminal(program=server.client("tinynet-tui", *FLAT_OUT)) as it:
        it.wait_for("playing")
        begun = time.monotonic()
        end(it)
        assert it.wait_for_end() == status
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.assert_restored()
        assert it.text.strip() == ""


def test_its_complaints_and_results_come_through(server: Server) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        client = server.client(*command, options=())
        return subprocess.run(client, capture_output=True, text=True, timeout=DEADLINE)

    without = run("tinynet-tui")
    assert (without.returncode, without.stdout) == (2, "")
    assert without.stderr.count("\n") == 1 and "needs a terminal" in without.stderr
    trained = run("tinynet-tui", "train", "--iterations", "10001")
    assert "Error: 0.00858452565325" in trained.stdout
    assert (trained.returncode, trained.stderr) == (0, "")


# Colours.


def test_it_has_256_colours_without_colorterm(server: Server) -> None:
    with terminal(program=server.client("tinynet-tui")) as it:
        it.wait_for("? help")
        assert PALETTE in it.received and TRUE_COLOUR not in it.received


# The connection drops.


@contextmanager
def session(
    server: Server,
    folder: Path,
    *arguments: str,
    port: int | None = None,
    options: tuple[str, ...] = (),
) -> Iterator[tuple[Terminal, int, Callable[[], float]]]:
    """The program over SSH, the process id of its sshd session, and a function that awaits its end.

    The program holds a pipe open, which closes when it ends, for whatever reason.
    """
    pipe = folder / "alive"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def wait_for_end() -> float:
        begun = time.monotonic()
        assert select.select([reader], [], [], DEADLINE)[0], "the program goes on"
        assert os.read(reader, 1) == b""
        return time.monotonic() - begun

    words = f"exec 3>{pipe}; echo $PPID >&3; exec tinynet-tui {' '.join(arguments)}"
    client = server.client(words, options=("-t", *options), port=port)
    try:
        with terminal(program=client) as it:
            it.wait_for("iteration", "? help")
            yield it, int(os.read(reader, 20)), wait_for_end
    finally:
        os.close(reader)


def kill_client(it: Terminal, session: int, link: SlowLink) -> None:
    it.signal(signal.SIGKILL)


def freeze_client_and_end_session(it: Terminal, session: int, link: SlowLink) -> None:
    it.signal(signal.SIGSTOP)
    os.kill(session, signal.SIGKILL)


def cut_link(it: Terminal, session: int, link: SlowLink) -> None:
    link.cut()


@pytest.mark.parametrize("drop", [kill_client, freeze_client_and_end_session, cut_link])
@pytest.mark.parametrize("arguments", [(), FLAT_OUT], ids=["paused", "playing flat out"])
def test_it_ends_in_time_when_the_connection_drops(
    server: Server,
    tmp_path: Path,
    arguments: tuple[str, ...],
    drop: Callable[[Terminal, int, SlowLink], None],
) -> None:
    with (
        slow_link(server.port) as link,
        session(server, tmp_path, *arguments, port=link.port) as (it, process, wait_for_end),
    ):
        drop(it, process, link)
        assert wait_for_end() < seconds_here(LIMIT)


def test_a_session_that_was_cut_off_can_be_resumed(server: Server, tmp_path: Path) -> None:
    words = ("--seed", "3", "--at", "254:l1_error")
    with (
        slow_link(server.port) as link,
        session(server, tmp_path, *words, port=link.port) as (it, _, wait_for_end),
    ):
        it.send("N")
        it.wait_for("iteration 255 ")
        link.cut()
        wait_for_end()
    with terminal(program=server.client("tinynet-tui", "--resume")) as it:
        it.wait_for("iteration 255 ", "seed 3", "►l1_error", "paused")


def test_both_ends_give_up_a_dead_link_after_a_configured_time(tmp_path: Path) -> None:
    # The sshd of OpenSSH 9.2 asks for a sign of life only while the program writes nothing.
    soon = ("-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=1")
    with (
        serving(tmp_path, "ClientAliveInterval 1\nClientAliveCountMax 1\n") as server,
        slow_link(server.port) as link,
        session(server, tmp_path, *STEADY, port=link.port, options=soon) as (it, _, wait_for_end),
    ):
        # Far enough to have seen an answer; a terminal without answers is written to for ever.
        it.wait_until(lambda: it.number_after("iteration") > 2000, "training")
        link.stall()
        wait_for_end()
        assert it.wait_for_end() == 255


def test_a_link_that_stalls_stops_neither_training_nor_the_screen(
    server: Server, tmp_path: Path
) -> None:
    with (
        slow_link(server.port, rate=20_000) as link,
        session(server, tmp_path, *STEADY, port=link.port) as (it, _, _),
    ):
        it.wait_until(lambda: it.number_after("iteration") > 0, "training")
        before = it.number_after("iteration")
        link.stall()
        it.wait_for_quiet(2.0)
        link.go_on()
        it.send(" ")
        it.wait_for("paused")
        assert it.number_after("iteration") > before + 1000
        it.wait_until(partial(fills, it, 80, 24), "a whole screen")
