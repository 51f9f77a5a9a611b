"""`,` and `.` find every event of a script, also where not all are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from helpers.script_session import script_session
from tinynet_tui.engine.engine import Where
from tinynet_tui.worker.commands import GoWhere, Jump, Move, Play
from tinynet_tui.worker.scripts import happening_log
from tinynet_tui.worker.scripts.commands import Put
from tinynet_tui.worker.scripts.session import ScriptSession

SCRIPT = """\
import numpy as np
np.random.seed(2)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = 2 * np.random.random((3, 1)) - 1
for i in range(150):
    out = 1 / (1 + np.exp(-X @ w))
    error = y - out
    if i % 3 == 0:
        w += 1.5 * np.random.randn(3, 1)
    w += 0.5 * X.T @ (error * out * (1 - out))
"""
"""In many of its iterations a weight turns, predictions cross, and the error rises."""


@contextmanager
def opened(path: Path, kept: int = happening_log.MOST) -> Iterator[ScriptSession]:
    """Open the script; so many events of a kind are kept."""
    with (
        mock.patch.object(happening_log, "MOST", kept),
        script_session(path, SCRIPT) as session,
    ):
        yield session


def settle(session: ScriptSession) -> None:
    while session.has_job:
        session.go_on()


def go(session: ScriptSession, where: str) -> None:
    session.obey(0, GoWhere(where))
    settle(session)


def walked(session: ScriptSession, start: str, *, back: bool) -> list[tuple[Where, str]]:
    """Return where the events are, one after the other, and what is said there."""
    go(session, start)
    found: list[tuple[Where, str]] = []
    while True:
        session.obey(0, Jump(back))
        settle(session)
        frame = session.frame()
        if frame.note.startswith("no event"):
            assert frame.note == f"no event {'before this' if back else 'after this so far'}"
            return found
        found.append((frame.where, frame.note))


def test_both_ways_lead_to_all_events_however_many_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "all.py") as whole, opened(tmp_path / "few.py", 9) as few:
        for session in (whole, few):
            go(session, "30:out")
        there = walked(whole, "start", back=False)
        assert len(there) > 12
        assert walked(few, "start", back=False) == there
        assert walked(few, "30:out", back=True) == walked(whole, "30:out", back=True)
        told = few.frame().happenings
        assert told is not None and told.more and len(told) < len(there)
        for session in (whole, few):  # events before an edit stay, those after it are others
            go(session, "16:error")
            session.obey(0, Put("w[0,0]", 2.0))
            settle(session)
            go(session, "20:last")
        after = walked(whole, "start", back=False)
        assert after != there and walked(few, "start", back=False) == after


def test_a_search_says_what_it_does_and_play_ends_it(tmp_path: Path) -> None:
    with opened(tmp_path / "few.py", 3) as session:
        go(session, "120")
        session.obey(0, Jump(back=True))
        assert session.frame().job.startswith("looking for the previous event")
        session._is_unseen = False  # as after a Frame
        session.obey(0, Play())
        frame = session.frame()
        assert (frame.job, frame.playing, frame.where.iteration) == ("", False, 120)
        assert session.script.engine.again is None


def test_what_is_typed_during_a_search_waits_for_it(tmp_path: Path) -> None:
    with opened(tmp_path / "few.py", 3) as session:
        go(session, "120")
        session.obey(0, Jump(back=True))
        session._is_unseen = False
        session.obey(0, Move())
        settle(session)
        there = session.frame().where
        go(session, "120")
        session.obey(0, Jump(back=True))
        settle(session)
        session.obey(0, Move())
        settle(session)
        assert session.frame().where == there
