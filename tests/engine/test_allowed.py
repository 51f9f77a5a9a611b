"""The time that a process is allowed does not pass while it waits for a processor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from helpers.program import ON_LINUX
from helpers.waiting import Patience
from tinynet_tui.engine import allowed
from tinynet_tui.engine.allowed import Allowed, waited


@pytest.fixture
def starved() -> Iterator[int]:
    """A process that shares one processor with another one."""
    [one, *_] = os.sched_getaffinity(0)
    work = f"import os; os.sched_setaffinity(0, [{one}])\nwhile True: pass"
    with ExitStack() as stack:
        both = [stack.enter_context(subprocess.Popen([sys.executable, "-c", work])) for _ in "ab"]
        yield both[0].pid
        for process in both:
            process.kill()


@ON_LINUX
def test_it_is_known_how_long_a_process_has_waited(starved: int) -> None:
    patience, before = Patience(), waited(starved)
    while waited(starved) < before + 0.1:
        patience.check("it does not wait")


def test_of_a_process_that_has_ended_it_is_not() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert waited(process.pid) == 0.0


def test_seconds_pass_only_while_it_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now, waits = 100.0, 7.0
    monkeypatch.setattr(allowed, "monotonic", lambda: now)
    monkeypatch.setattr(allowed, "waited", lambda _: waits)
    one = Allowed(1, 2.0)
    now, waits = 105.0, 9.9
    assert one.are_over
    waits = 10.1
    assert not one.are_over
    now = 105.2
    assert one.are_over
    waits = 0.0  # it has ended
    assert one.are_over
