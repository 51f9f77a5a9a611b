"""A class in real terminals of three sizes, over a real socket."""

from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from helpers.questions import NUMBER, SIGN
from helpers.terminal import STATE, terminal

PAGE_DOWN, BACKSPACE = "\x1b[6~", "\x7f"
CLEAR_LINE, ESCAPE = "\x15", "\x1b"


def test_who_follows_in_a_terminal_of_another_size_sees_the_same_numbers() -> None:
    name = f"test{os.getpid()}"
    with terminal("follow", name, size=(100, 30)) as early:
        early.wait_for(f"waiting for {name}")
        with terminal("lecture", "--lead", name, size=(120, 40)) as leads:
            leads.wait_for("1 here", "1/19")
            early.wait_for("1/19", "'s lecture")
            with terminal("follow", name, "--kiosk", "--ascii") as late:
                late.wait_for("1/19", "'s lecture")
                leads.wait_for("2 here")
                leads.send("g254:l1_error\r")
                for it in (leads, early, late):  # a lecturer's screen comes first
                    it.wait_for("iteration 254 ", "0.30669", "step 6/9")
                late.send("b")
                late.wait_for("away from the lecturer (scene 1) | backspace rejoins")
                leads.wait_for("1 here · 1 away")
                leads.send(PAGE_DOWN * 2)
                leads.wait_for("2/19")
                early.wait_for("2/19")
                late.wait_for("(scene 2)", "1/19")
                late.send(BACKSPACE)
                late.wait_for("2/19", "'s lecture")
                leads.wait_for("2 here ")
                leads.signal(signal.SIGKILL)
                for it in (early, late):
                    it.wait_for("the lecturer is gone")
                with terminal("--lead", name, "--at", "30") as again:
                    again.wait_for("iteration 30 ")
                    for it in (early, late):
                        it.wait_for("iteration 30 ", "0.49165", "following")
                    again.send("q")
                    again.wait_for("end the lecture for everybody? y")
                    again.send("y")
                    assert again.wait_for_end() == 0
                for it in (early, late):
                    it.wait_for("the class is over")
                    it.send("q")
                    assert it.wait_for_end() == 0
                    it.assert_restored()


def test_the_speakers_terminal_drives_and_all_follow() -> None:
    name = f"speaks{os.getpid()}"
    with terminal("speaker", name) as hers:
        hers.wait_for("Waiting for your class to begin.")
        with (
            terminal("lecture", "--lead", name, size=(120, 40)) as leads,
            terminal("follow", name, size=(100, 30)) as follows,
        ):
            hers.wait_for(" 1/19 ", " 1 here  ", "next · 2/19 ", "the answer is hidden")
            follows.wait_for("1/19", "'s lecture")
            hers.send("g#2\r")
            for it in (leads, follows, hers):
                it.wait_for("2/19")
            hers.send(PAGE_DOWN)
            hers.wait_for("the answer is shown")
            hers.send(PAGE_DOWN)
            for it in (leads, follows, hers):
                it.wait_for("3/19")
            with terminal("speaker", name, "--ascii", size=(40, 15)) as other:
                other.wait_for("3/19", "+ notes -")
                other.send("q")
                assert other.wait_for_end() == 0
                other.assert_restored()
            leads.wait_for("1 here")
            leads.signal(signal.SIGKILL)
            hers.wait_for("Your lecture has broken off.", "3/19")
            with terminal("--lead", name) as again:
                hers.wait_for("This class has no lecture")
                again.send("q")
                again.wait_for("end the lecture for everybody? y")
                again.send("y")
                assert again.wait_for_end() == 0
            assert hers.wait_for_end() == 0
            hers.assert_restored()
            assert "The class is over, after 0:" in hers.text


SCENES = """\
# The network

Text.

# Momentum
script: momentum

Text.

# The network again

Text.
"""


def test_what_a_speaker_asks_for_while_apps_change_is_not_lost(tmp_path: Path) -> None:
    name, lecture = f"hops{os.getpid()}", tmp_path / "mine.md"
    lecture.write_text(SCENES)
    with terminal("lecture", str(lecture), "--lead", name) as leads:
        leads.wait_for("1/3 The network", "0 here")
        with terminal("speaker", name) as hers:
            hers.wait_for(" 1/3 The network ")
            hers.send("g#2\rg20\r")
            leads.wait_for("2/3 Momentum", "iteration 20 ")
            hers.send("g#3\rg30\r")
            leads.wait_for("3/3 The network again", "iteration 30 ")
            hers.send("\x1b[5~" * 2 + PAGE_DOWN + "g40\r")
            leads.wait_for("2/3 Momentum", "iteration 40 ")


def test_from_ones_own_computer_it_runs_ones_own_ssh(tmp_path: Path) -> None:
    name = f"far{os.getpid()}"
    programs = {
        "ssh": 'for last; do :; done\nexec /bin/sh -c "$last"',
        "tinynet-tui": f'exec "{sys.executable}" -m tinynet_tui "$@"',
    }
    for program, text in programs.items():
        (tmp_path / program).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / program).chmod(0o755)
    changes = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    with (
        terminal("--lead", name, "--at", "254") as leads,
        terminal("follow", f"ssh://ada@far.example/{name}", changes=changes) as far,
    ):
        leads.wait_for("1 here")
        far.wait_for("iteration 254 ", "following")
        leads.send("N")
        leads.wait_for("iteration 255 ")
        far.wait_for("iteration 255 ")
        far.send("n")
        far.wait_for("away from the lecturer · backspace rejoins")
        far.send("q")
        assert far.wait_for_end() == 0
        leads.wait_for("0 here")


@pytest.mark.slow
def test_answers_and_names_are_in_the_file_also_after_the_lecturer_is_killed(
    tmp_path: Path,
) -> None:
    name, path, lecture = f"kept{os.getpid()}", tmp_path / "kept.csv", tmp_path / "mine.md"
    lecture.write_text(SIGN + NUMBER)
    lead = ("lecture", str(lecture), "--lead", name, "--names", "--results", str(path))
    with terminal("follow", name) as ada, terminal("follow", name, "--kiosk") as guest:
        with terminal(*lead) as leads:
            for it in (ada, guest):
                it.wait_for("the lecturer asks for your name", "esc: anonymous")
            ada.send(f"{CLEAR_LINE}=Ada \u202e\u0301L.\r")
            ada.wait_for("the lecturer sees your name: =Ada L.")
            guest.send(ESCAPE)
            for it, key, said in ((ada, "-", "negative"), (guest, "+", "positive")):
                it.wait_for("? Which sign arrives?")
                it.send(key)
                it.wait_for(f"your answer: {said} ")
            leads.wait_for("answered 2 of 2")
            assert path.read_text(encoding="utf-8-sig").count("\n") == 1
            leads.send(PAGE_DOWN)
            for it in (leads, ada, guest):
                it.wait_for("positive 1 ", "negative 1 ", "right")
            leads.wait_until(lambda: path.read_text().count("\n") == 3, "written")
            leads.send(PAGE_DOWN)
            leads.wait_for("2/2 Number")
            ada.wait_for("2/2 Number")
            leads.signal(signal.SIGKILL)
            ada.wait_for("gone")
        totals = Path(STATE, "tinynet-tui", f"totals-{name}.json")
        assert stat.S_IMODE(totals.stat().st_mode) == 0o600
        with terminal(*lead) as leads:
            leads.wait_for("2/2 Number", "back in scene 2 · answered 0 of 2")
            asked = ("2/2 Number", "iteration 254 ", "type a number")  # anew, and the run is there
            ada.wait_until(
                lambda: "gone" not in ada.text and all(it in ada.text for it in asked), "a question"
            )
            ada.send("\r")
            ada.wait_for("it can be changed until the answer is shown")
            ada.send("0.3\r")
            leads.wait_for("answered 1 of 2")
            leads.send(PAGE_DOWN)
            ada.wait_for("Right: the error", "the end: 2 of 2 right")
            leads.send("q")
            leads.wait_for("end the lecture for everybody? y")
            leads.send("y")
            assert leads.wait_for_end() == 0
        ada.wait_for("the class is over · 2 of 2 right")
        guest.wait_for("the class is over · 0 of 1 right")
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert head == "time,scene,title,question,right answer,name,answer,right"
    ends = ["'=Ada L.,negative,yes", ",positive,no", "'=Ada L.,0.3,yes"]
    scenes = ['1,Sign,"Is l1_error[2,0] positive', '1,Sign,"Is', "2,Number,What is the error?"]
    *answers, total = lines
    for line, scene, end in zip(answers, scenes, ends, strict=True):
        assert line.split(",", 1)[1].startswith(scene) and line.endswith(f",{end}")
    assert total.endswith(",,total,,,'=Ada L.,2 of 2 right,")
    assert not totals.exists()


def test_a_follower_who_is_killed_and_comes_back_has_name_and_score_again(tmp_path: Path) -> None:
    name, lecture = f"back{os.getpid()}", tmp_path / "mine.md"
    lecture.write_text(SIGN + NUMBER)
    with terminal("lecture", str(lecture), "--lead", name, "--names") as leads:
        with terminal("follow", name) as ada:
            ada.wait_for("the lecturer asks for your name", "esc: anonymous")
            ada.send(f"{CLEAR_LINE}Ada\r")
            ada.wait_for("the lecturer sees your name: Ada", "? Which sign arrives?")
            ada.send("-")
            leads.wait_for("answered 1 of 1")
            leads.send(PAGE_DOWN)
            for it in (leads, ada):
                it.wait_for("negative 1 ", "right")
            leads.send(PAGE_DOWN)
            leads.wait_for("2/2 Number")
            ada.wait_for("2/2 Number", "type a number")
            ada.send("\r")
            ada.wait_for("it can be changed until the answer is shown")
            ada.send("0.9\r")
            leads.wait_for("answered 1 of 1")
            ada.signal(signal.SIGKILL)
        leads.wait_until(lambda: "answered" not in leads.text, "nobody here")
        with terminal("follow", name) as ada:
            ada.wait_for("the lecturer sees your name: Ada", "type a number")
            ada.send("\r")
            ada.wait_for("it can be changed until the answer is shown")
            ada.send("0.3\r")
            leads.wait_for("answered 1 of 1")
            leads.send(PAGE_DOWN)
            ada.wait_for("Right: the error", "the end: 2 of 2 right")


OWN = """\
import numpy as np
X, y = np.array([[0, 1], [1, 1]]), np.array([[0], [1]])
w = np.array([[-0.5], [0.5]])
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += 0.5 * X.T.dot(error)
"""


def test_a_script_of_the_lecturers_own_runs_where_somebody_says_yes(tmp_path: Path) -> None:
    name = f"own{os.getpid()}"
    path = tmp_path / "bayes.py"
    path.write_text(OWN)
    with (
        terminal(str(path), "--at", "5:w", "--lead", name) as leads,
        terminal("follow", name, size=(100, 30)) as yes,
        terminal("follow", name) as no,
        terminal("follow", name, "--kiosk") as guest,
    ):
        leads.wait_for("iteration 5 ", "3 here")
        for it in (yes, no):
            it.wait_for("run it here?", "bayes.py, 7 lines")
        guest.wait_for("A kiosk", "runs none")
        yes.send("v")
        yes.wait_for("w += 0.5 * X.T.dot(error)")
        yes.send("v")
        yes.wait_for("view it")
        yes.send("yy")
        no.send("n")
        no.wait_for("You have said no")
        yes.wait_for("bayes.py", "iteration 5 ", "following")
        leads.send("N")
        leads.wait_for("iteration 6 ")
        yes.wait_for("iteration 6 ")
        yes.send("B")
        yes.wait_for("away from the lecturer · backspace rejoins", "iteration 5 ")
        leads.wait_for("2 here · 1 away")
        yes.send(BACKSPACE)
        yes.wait_for("iteration 6 ", "following")
        leads.send("qy")
        assert leads.wait_for_end() == 0
        for it in (yes, no, guest):
            it.wait_for("the class is over")
            it.send("q")
            assert it.wait_for_end() == 0
            it.assert_restored()
