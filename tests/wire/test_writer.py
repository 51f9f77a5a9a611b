"""The writer: nobody waits for it, and it notices when the terminal is gone."""

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
"""More than any terminal or pipe buffers when nobody reads."""

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


def blocking_pipe() -> Ends:
    return os.pipe()


def non_blocking_pipe() -> Ends:
    """A non-blocking pipe, like a terminal that another user has made non-blocking."""
    reader, pipe = os.pipe()
    os.set_blocking(pipe, False)
    return reader, pipe


EVERYWHERE = pytest.mark.parametrize("make", [pseudo_terminal, blocking_pipe, non_blocking_pipe])


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
def test_writing_does_not_wait_when_nobody_reads(make: Callable[[], Ends]) -> None:
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


def test_little_output_is_no_congestion() -> None:
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


def test_the_shared_terminal_stays_blocking() -> None:
    with closing(pseudo_terminal()) as (_, terminal):
        writer = Writer(terminal)
        writer.start()
        writer.write(MUCH)
        wait_until(lambda: writer.pending < len(MUCH))
        assert os.get_blocking(terminal)


@pytest.mark.parametrize("lost", ["terminal", "pipe", "file"])
def test_a_lost_terminal_is_reported_once_and_everything_is_dropped(lost: str) -> None:
    reported: list[str] = []
    with closing(blocking_pipe() if lost == "pipe" else pseudo_terminal()) as (reader, file_number):
        writer = Writer(file_number, gone=lambda: reported.append(threading.current_thread().name))
        writer.write(MUCH)
        os.close(file_number if lost == "file" else reader)
        writer.start()
        wait_until(lambda: reported)
        assert reported == ["writer"]
        writer.write(MUCH)
        assert writer.pending == 0
        assert writer.stop(DEADLINE)
        assert reported == ["writer"]


def test_a_terminal_lost_while_waiting_for_a_reader_is_reported() -> None:
    reported: list[None] = []
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(terminal, gone=lambda: reported.append(None))
        writer.start()
        writer.write(MUCH)
        wait_until(lambda: writer.pending < len(MUCH))
        os.close(reader)
        wait_until(lambda: reported)


def test_nothing_is_reported_after_stopping() -> None:
    reported: list[str] = []
    with closing(pseudo_terminal()) as (reader, terminal):
        writer = Writer(
            terminal,
            drained=lambda: reported.append("drained"),
            gone=lambda: reported.append("gone"),
        )
        writer.start()
        writer.write(MUCH)
        assert not writer.stop(0.0)
        os.close(reader)
        assert writer.stop(DEADLINE)
        assert reported == []


def test_stopping_takes_bounded_time_and_pending_output_can_be_replaced() -> None:
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


def test_a_writer_that_was_never_started_stops() -> None:
    with closing(pseudo_terminal()) as (_, terminal):
        assert Writer(terminal).stop(0.0)
