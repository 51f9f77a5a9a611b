"""When a script's process is copied again, by a clock and a count of pages that the test sets."""

from __future__ import annotations

from socket import socketpair
from types import SimpleNamespace

import pytest

from tinynet_tui.engine import forking
from tinynet_tui.engine.forking import DEAR, LONGEST, Copier
from tinynet_tui.engine.written_files import WrittenFiles

SPACING, TOOK, FAULT = 0.05, 0.002, 1e-5
"""The seconds between copies at least, for a copy, and to part with a page."""


class Machine:
    """Shows the time, and how many pages the process has parted with."""

    now, worked, parted = 1000.0, 0.0, 0

    def fork(self) -> int:
        self.now += 10 * TOOK  # others work as well
        self.worked += TOOK
        return 1 << 22  # in the process that goes on; there is no such other one

    def usage(self, _: int) -> SimpleNamespace:
        return SimpleNamespace(ru_minflt=self.parted, ru_maxrss=1)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(forking, "perf_counter", lambda: machine.now)
    monkeypatch.setattr(forking, "thread_time", lambda: machine.worked)
    monkeypatch.setattr(forking, "fork", machine.fork)
    monkeypatch.setattr(forking, "getrusage", machine.usage)
    monkeypatch.setattr(forking, "_written", lambda _: FAULT)
    monkeypatch.setattr(forking, "obstacle", lambda *_: "")
    return machine


@pytest.fixture
def copier(machine: Machine) -> Copier:
    copier = Copier(SPACING, WrittenFiles(-1, leaves=False))
    ours, theirs = socketpair()
    with ours, theirs:
        copier.copy(ours, {})
    return copier


def due_after(copier: Copier, machine: Machine) -> float:
    """Return after how many seconds a copy is due."""
    begun = machine.now
    while not copier.due:
        machine.now += 0.001
    return machine.now - begun


def test_a_copy_is_due_when_it_has_run_many_times_as_long(copier: Copier, machine: Machine) -> None:
    assert due_after(copier, machine) == pytest.approx(max(SPACING, DEAR * TOOK), abs=0.002)


def test_pages_that_are_shared_no_more_delay_the_next_copy(
    copier: Copier, machine: Machine
) -> None:
    machine.parted = 300
    expected = DEAR * (TOOK + 300 * FAULT)
    assert due_after(copier, machine) == pytest.approx(expected, abs=0.002)


def test_however_many_they_are_there_is_a_copy_soon(copier: Copier, machine: Machine) -> None:
    machine.parted = 1 << 20
    assert due_after(copier, machine) == pytest.approx(DEAR * TOOK + LONGEST, abs=0.002)
