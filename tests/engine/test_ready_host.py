"""A host that is started before a script is opened is taken by it, and ends if it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.waiting import DEADLINE
from tinynet_tui.engine import keeper, ready_host
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice

TEXT = b"""
import os
import numpy as np
X, y, w = np.eye(2), np.ones((2, 1)), np.zeros((2, 1))
print(os.getppid(), os.getcwd())
for i in range(3):
    error = y - X.dot(w)
    w += 0.1 * X.T.dot(error)
"""


@pytest.fixture(autouse=True)
def as_users_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "start", ready_host.start)


def prepared() -> ready_host.Host:
    """Return a host that waits; pytest changes the environment between a fixture and a test."""
    ready_host.prepare()
    return ready_host._ready[-1]


def parent_and_folder() -> list[str]:
    with Engine("it.py", TEXT, Choice()) as engine:
        engine.run_to(3)
        assert engine.length == 3
        return engine.out.until(10000).decode().split()


def test_a_script_takes_the_host_that_is_ready() -> None:
    waiting = prepared()
    assert parent_and_folder() == [str(waiting.process.pid), str(Path.cwd())]
    assert not ready_host._ready


def test_in_another_folder_it_takes_a_new_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    waiting = prepared()
    monkeypatch.chdir(tmp_path)
    parent, folder = parent_and_folder()
    assert parent != str(waiting.process.pid)
    assert folder == str(tmp_path)
    assert waiting.process.poll() == 0


def test_a_host_that_nobody_takes_ends_with_the_trainer() -> None:
    waiting = prepared()
    ready_host._ready.clear()
    waiting.orders.close()
    assert waiting.process.wait(DEADLINE) == 0
