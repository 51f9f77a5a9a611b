"""The files that a script writes belong to the run that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.script_session import script_session
from tinynet_tui.worker.commands import GoWhere, Restart
from tinynet_tui.worker.scripts.session import ScriptSession

TEXT = """import numpy as np
np.random.seed(1)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.randn(3, 1)
log = open("log", "w")
mine = open("app", "a")
for n in range(24):
    o = 1 / (1 + np.exp(-X @ w))
    w += X.T @ (y - o)
    log.write(f"{n}\\n")
    mine.write(f"{n}\\n")
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app").write_text("before\n")
    return tmp_path


@contextmanager
def opened(folder: Path) -> Iterator[ScriptSession]:
    with script_session(folder / "mine.py", TEXT) as session:
        go(session, "12:1")
        yield session


def go(session: ScriptSession, place: str) -> None:
    session.obey(0, GoWhere(place))
    while session.has_job:
        session.go_on()


def holds(folder: Path, count: int) -> bool:
    lines = "".join(f"{n}\n" for n in range(count))
    return (folder / "log").read_text() == lines and (
        folder / "app"
    ).read_text() == f"before\n{lines}"


def test_they_stay_as_far_as_it_came(folder: Path) -> None:
    with opened(folder) as session:
        go(session, "3:1")
    assert holds(folder, 12)


def test_another_run_begins_them_anew(folder: Path) -> None:
    with opened(folder) as session:
        session.obey(1, Restart(reseed=False))
        go(session, "5:1")
    assert holds(folder, 5)


@pytest.mark.parametrize("mistake", ["log.write(3)\n", "for\n"])
def test_a_run_that_does_not_begin_leaves_them(folder: Path, mistake: str) -> None:
    with opened(folder) as session:
        text = TEXT.replace("mine = ", f"{mistake}open('other', 'w')\nmine = ")
        (folder / "mine.py").write_text(text)
        session.obey(1, Restart(reseed=False))
        assert "the old run stays" in session.frame().note
        go(session, "14:1")
    assert holds(folder, 14)
    assert not (folder / "other").exists()
