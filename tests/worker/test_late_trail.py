"""What was before a position is shown a moment later if a slow machine does not know it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_session import script_session
from tinynet_tui.engine import engine, travel
from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.commands import GoWhere
from tinynet_tui.worker.scripts.session import ScriptSession

TEXT = """\
import numpy as np
X = np.array([[1.0, 2.0]])
w = np.array([[0.5], [0.25]])
for i in range(3000):
    out = X @ w
    error = out - 1
    w -= 0.1 * X.T @ error
"""


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (engine, travel):
        monkeypatch.setattr(module, "QUICK", 0.0)


def go(session: ScriptSession, text: str) -> None:
    session.obey(0, GoWhere(text))
    while session.has_job:
        session.go_on()


def test_a_frame_does_not_wait_for_what_was_before_and_the_next_one_has_it(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", TEXT) as session:
        go(session, "2000:error")
        assert [one.where for one in session.frame().trail] == [Where(2000, 2)]
        assert session.seconds_left == 0
        assert session.go_on()
        found = session.frame()
        assert found.where == Where(2000, 2)
        assert [one.where for one in found.trail[:3]] == [
            Where(2000, 2),
            Where(2000, 1),
            Where(2000, 0),
        ]
        assert session.seconds_left  # there is no more to be done
        go(session, "2000:w")
        assert session.frame().where == Where(2000, 3)


def test_a_way_that_takes_longer_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinynet_tui.worker.scripts.script.MOMENT", 0.0)
    with script_session(tmp_path / "mine.py", TEXT) as session:
        go(session, "2000:error")
        assert [one.where for one in session.frame().trail] == [Where(2000, 2)]
        assert session.seconds_left
