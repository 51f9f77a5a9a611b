"""`,` and `.` find every event of a script, also where not all are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from helpers.script_session import script_session
from tinynet_tui.engine import talk
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


def both_ways(session: ScriptSession) -> tuple[list[tuple[Where, str]], ...]:
    """Return what is found forwards and backwards, and forwards after an edit."""
    go(session, "30:out")
    there = walked(session, "start", back=False)
    back = walked(session, "30:out", back=True)
    told = session.frame().happenings
    assert told is not None and bool(told.more) == (len(told) < len(there))
    go(session, "16:error")
    session.obey(0, Put("w[0,0]", 2.0))
    settle(session)
    go(session, "20:last")  # events before an edit stay, those after it are others
    return there, back, walked(session, "start", back=False)


def test_both_ways_lead_to_all_events_however_many_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "all.py") as whole:
        there, back, after = both_ways(whole)
    assert len(there) > 12 and back == there[::-1] and after != there
    with opened(tmp_path / "few.py", 9) as few:
        assert both_ways(few) == (there, back, after)


def test_a_search_from_a_copy_passes_over_nothing(tmp_path: Path) -> None:
    """Where a copy was left, not all that had happened before had been told."""
    with (
        mock.patch.object(talk, "SPACING", 1e9),  # none is left because time has passed
        opened(tmp_path / "few.py", 9) as session,
    ):
        go(session, "32:out")
        go(session, "30:out")  # on the way back to it, a copy is left at 28
        assert 28 in [copy.where.iteration for copy in session.script.engine._copies._all]
        found = [where.iteration for where, _ in walked(session, "29:out", back=True)]
    assert found[:3] == [27, 26, 25]


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
