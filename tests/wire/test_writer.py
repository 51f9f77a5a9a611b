"""The writer: never waited for, whatever the terminal does, and it knows when nobody is there."""

from __future__ import annotations

import os
import select
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from helpers.waiting import DEADLINE, Patience, seconds_here
from tinynet_tui.wire.writer import CHUNK, CONGESTED, Writer

MUCH = "x" * 500_000
"""More than any terminal or pipe takes from a writer whom nobody reads."""

Ends = tuple[int, int]


@contextmanager
def closing(ends: Ends) -> Iterator[Ends]:
    try:
        yield ends
    finally:
        for end in ends:
            with suppress(OSError):
                os.close(end)


def pseudo_terminal() -> Ends:
    reader, terminal = os.openpty()
    tty.setraw(terminal)
    return reader, terminal


def patient_pipe() -> Ends:
    return os.pipe()


def hasty_pipe() -> Ends:
    """A pipe that never blocks: as a terminal whose other users have made it so."""
    reader, pipe = os.pipe()
    os.set_blocking(pipe, False)
    return reader, pipe


EVERYWHERE = pytest.mark.parametrize("make", [pseudo_terminal, patient_pipe, hasty_pipe])


def wait_until(condition: Callable[[], object]) -> None:
    patience = Patience()
    while not condition():
        patience.check("waited in vain")
        time.sleep(0.005)


def read_until(reader: int, end: bytes) -> bytes:
    """What arrives until these bytes have."""
    patience = Patience()
    data = b""
    while not data.endswith(end):
        patience.check(f"in vain for {end!r} after {len(data)} bytes")
        if select.select([reader], [], [], 0.05)[0]:
            data += os.read(reader, 1 << 16)
    return data


@EVERYWHERE
def test_all_arrives_in_order(make: Callable[[], Ends]) -> None:
    with closing(make()) as (reader, file_number):
        writer = Writer(file_number)
        writer.write("before the start, ")
        writer.start()
        texts = [f"{number} ╭─►∂ " for number in range(20_000)]
        for text in texts:
            writer.write(text)
        writer.write("end")
        data = read_until(reader, b"end").decode()
        assert data == "before the start, " + "".join(texts) + "end"
        assert writer.stop(DEADLINE)
        assert writer.pending == 0


@EVERYWHERE
def test_when_nobody_reads_nobody_waits(make: Callable[[], Ends]) -> None:
    drained: list[bool] = []
    with closing(make()) as (reader, file_number):
        writer = Writer(file_number, drained=lambda: drained.append(writer.congested))
        writer.start()
        begun = time.monotonic()
        writer.write(MUCH)
        assert time.monotonic() - begun < seconds_here(1)
        assert writer.congested
        assert not drained
        writer.write("end")
        read_until(reader, b"end")
        wait_until(lambda: not writer.pending)
        assert drained == [False]
        assert writer.stop(DEADLINE)


def test_a_little_is_no_congestion() -> None:
    drained: list[None] = []
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(terminal, drained=lambda: drained.append(None))
        writer.write("x" * CONGESTED)
        assert not writer.congested
        writer.write("y")
        assert writer.congested
        writer.start()
        read_until(reader, b"y")
        wait_until(lambda: drained)
        writer.write("z")
        read_until(reader, b"z")
        assert writer.stop(DEADLINE)
        assert drained == [None]


def test_the_terminal_that_it_shares_blocks_as_before() -> None:
    with closing(pseudo_terminal()) as (_, terminal):
        writer = Writer(terminal)
        writer.start()
        writer.write(MUCH)
        wait_until(lambda: writer.pending < len(MUCH))
        assert os.get_blocking(terminal)


@pytest.mark.parametrize("lost", ["terminal", "pipe", "file"])
def test_it_says_once_that_nobody_is_there_and_drops_everything(lost: str) -> None:
    said: list[str] = []
    with closing(patient_pipe() if lost == "pipe" else pseudo_terminal()) as (reader, file_number):
        writer = Writer(file_number, gone=lambda: said.append(threading.current_thread().name))
        writer.write(MUCH)
        os.close(file_number if lost == "file" else reader)
        writer.start()
        wait_until(lambda: said)
        assert said == ["writer"]
        writer.write(MUCH)
        assert writer.pending == 0
        assert writer.stop(DEADLINE)
        assert said == ["writer"]


def test_it_says_so_too_while_it_waits_for_a_reader() -> None:
    said: list[None] = []
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(terminal, gone=lambda: said.append(None))
        writer.start()
        writer.write(MUCH)
        wait_until(lambda: writer.pending < len(MUCH))
        os.close(reader)
        wait_until(lambda: said)


def test_what_it_finds_out_after_the_end_is_not_told() -> None:
    said: list[str] = []
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(
            terminal, drained=lambda: said.append("drained"), gone=lambda: said.append("gone")
        )
        writer.start()
        writer.write(MUCH)
        assert not writer.stop(0.0)
        os.close(reader)
        assert writer.stop(DEADLINE)
        assert said == []


def test_stopping_is_bounded_and_what_is_pending_can_give_way_to_something_else() -> None:
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(terminal)
        writer.start()
        writer.write(MUCH)
        begun = time.monotonic()
        assert not writer.stop(0.1)
        assert time.monotonic() - begun < seconds_here(1)
        writer.discard()
        termios.tcflush(terminal, termios.TCOFLUSH)
        writer.write("instead")
        assert writer.stop(DEADLINE)
        assert len(read_until(reader, b"instead")) < 10 * CHUNK


def test_one_that_was_never_started_stops() -> None:
    with closing(pseudo_terminal()) as (_, terminal):
        assert Writer(terminal).stop(0.0)
