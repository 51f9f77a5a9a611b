"""A script opens beside a run with other settings, and where a condition comes true."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_session import script_session
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.worker.commands import GoWhere, Move, Play
from tinynet_tui.worker.scripts import other_run
from tinynet_tui.worker.scripts.commands import Beside, Put, Return, Stand
from tinynet_tui.worker.scripts.opening import Opening
from tinynet_tui.worker.scripts.session import ScriptSession

SCRIPT = """\
import numpy as np
np.random.seed(1)
w = np.random.random((2, 1))
rate = 0.5
while True:
    error = 1 - w
    w += rate * error
    print(np.mean(np.abs(error)))
"""
ENDS = SCRIPT.replace("while True", "for n in range(40)")
OTHER = Choice(seed=3, lets={"rate": 0.25})


def settle(session: ScriptSession) -> None:
    while session.has_job:
        session.go_on()


def runs(session: ScriptSession) -> list[tuple[str, int]]:
    """Return the settings of the past runs, and how long they are."""
    past = session.frame().runs
    return [(", ".join([*run.experiment.words.values()][:2]), run.length) for run in past]


def test_the_other_run_is_a_past_run_when_the_script_has_opened(tmp_path: Path) -> None:
    opening = Opening("7:w", beside=OTHER)
    with script_session(tmp_path / "mine.py", ENDS, opening) as session:
        assert session.frame().job == "running the script to compare with · 0"
        assert session.frame().opened_at is None
        settle(session)
        frame = session.frame()
        assert frame.where == frame.opened_at == Where(7, 2)
        assert runs(session) == [("seed 3, rate 0.25", 40)]
        (run,) = frame.runs
    with script_session(
        tmp_path / "other.py", ENDS.replace("(1)", "(3)").replace("0.5", "0.25")
    ) as s:
        s.obey(0, GoWhere("45"))
        settle(s)
        assert s.frame().history.latest(40) == run.history.latest(40)


def test_a_loop_that_does_not_end_is_run_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_run, "MOST", 300)
    with script_session(tmp_path / "mine.py", SCRIPT, Opening(beside=OTHER)) as session:
        settle(session)
        assert runs(session) == [("seed 3, rate 0.25", 300)]
        assert session.frame().opened_at == Where(0, 1)


def test_what_is_typed_waits_for_the_other_run(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", ENDS, Opening("7:w", beside=OTHER)) as session:
        for command in (Move("iteration", False), Put("w[0,0]", 2.0), Return(), Return()):
            session.obey(0, command)
        settle(session)
        frame = session.frame()
        assert frame.where == frame.opened_at == Where(7, 2)
        assert [edit.text for edit in frame.edits] == ["w[0,0]=2@8:2"]
        assert runs(session)[0] == ("seed 3, rate 0.25", 40)


def test_playing_on_ends_it_and_keeps_what_came(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", SCRIPT, Opening("7:w", beside=OTHER)) as session:
        for _ in range(4):
            session.go_on()
        session.obey(0, Play(False))
        settle(session)
        ((words, length),) = runs(session)
        assert words == "seed 3, rate 0.25"
        assert 0 < length < other_run.MOST
        assert session.frame().cut_at == length
        assert session.frame().where == Where(7, 2)
        session.obey(0, Beside(OTHER, cut_at=length - 1))
        settle(session)
        assert runs(session) == [("seed 3, rate 0.25", length - 1)]
        assert session.frame().cut_at == length - 1


def test_settings_that_the_script_does_not_have_are_said(tmp_path: Path) -> None:
    opening = Opening("7:w", beside=Choice(lets={"speed": 1.0}))
    with script_session(tmp_path / "mine.py", ENDS, opening) as session:
        settle(session)
        assert not runs(session)
        frame = session.frame()
        assert frame.where == frame.opened_at == Where(7, 2)
        assert frame.note.startswith("there is no run to compare with: 'speed' is not one of its")


def test_another_scene_begins_with_no_other_past_runs(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", ENDS) as session:
        session.obey(0, GoWhere("9:w"))
        settle(session)
        session.obey(0, GoWhere("3:w"))
        settle(session)
        session.obey(0, Put("w[0,0]", 2.0))
        settle(session)
        assert len(runs(session)) == 1
        session.obey(0, Stand((), "3:2"))
        session.obey(0, Beside(OTHER))
        for at in ("5:1", "6:1", "4:2"):
            session.obey(0, Stand((), at))
        assert session.frame().waiting == 1
        settle(session)
        assert runs(session) == [("seed 3, rate 0.25", 40)]
        assert (session.frame().where, session.frame().edits) == (Where(4, 2), ())
        session.obey(0, Beside(None))
        assert not runs(session)


def test_a_condition_is_gone_on_to_after_a_key_has_stopped_it(tmp_path: Path) -> None:
    with script_session(tmp_path / "mine.py", ENDS, Opening(until="error < 0.001")) as session:
        assert session.frame().until
        session.obey(0, GoWhere("2:w"))
        settle(session)
        assert session.frame().where == Where(2, 2)
        assert session.frame().opened_at is None
        session.obey(0, Return())
        settle(session)
        there = session.frame().opened_at
        assert there == session.frame().where
        assert there is not None
        assert there.iteration > 2
        session.obey(0, GoWhere("end"))
        session.obey(0, Return())
        settle(session)
        assert session.frame().where == there


def test_a_condition_that_is_wrong_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="until: the loop has no variable 'v'"),
        script_session(tmp_path / "mine.py", ENDS, Opening(until="v[0,0] < 1")),
    ):
        pass
