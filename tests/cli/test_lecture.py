"""The command `lecture`, as one types it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path

import pytest

from helpers.project import ROOT
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.lecture import files


def typed(*words: str, folder: Path) -> tuple[int, str, str]:
    """Run `tinynet-tui lecture` in a folder; return its status and what it writes."""
    done = subprocess.run(
        [sys.executable, "-m", "tinynet_tui", "lecture", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        stdin=subprocess.DEVNULL,
        env=environment({"PYTHONUTF8": "1"}),
    )
    return done.returncode, done.stdout, done.stderr


def complaint(*words: str, folder: Path) -> str:
    """What it says about what it refuses."""
    status, out, err = typed(*words, folder=folder)
    assert (status, out) == (2, "")
    assert err.startswith("tinynet-tui: ")
    assert err.count("\n") == 1
    return err.removeprefix("tinynet-tui: ").removesuffix("\n")


def test_a_new_lecture_is_right_and_is_never_overwritten(tmp_path: Path) -> None:
    status, out, err = typed("--new", "mine.md", folder=tmp_path)
    assert (status, err) == (0, "")
    assert out == "mine.md: an example to start from; tinynet-tui lecture FILE shows it\n"
    assert (tmp_path / "mine.md").read_text() == files.packaged(files.EXAMPLE)
    assert typed("--check", "mine.md", folder=tmp_path) == (0, "3 scenes, no mistakes\n", "")
    (tmp_path / "mine.md").write_text("precious")
    assert complaint("--new", "mine.md", folder=tmp_path) == (
        "mine.md: already exists; it was not changed"
    )
    assert (tmp_path / "mine.md").read_text() == "precious"


def test_check_asks_the_run_which_answer_is_right(tmp_path: Path) -> None:
    scene = "# One\nat: 0:l2\nanswer: sign of l2_delta[0,0]\n\n? Which?\n= So.\n"
    (tmp_path / "mine.md").write_text(scene)
    status, out, err = typed("--check", "mine.md", folder=tmp_path)
    assert (status, err) == (1, "")
    assert out == (
        "mine.md:3: answer: l2_delta[0,0] has no value at 0:l2: ask for it at a later position\n"
    )


def test_check_lists_every_mistake_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# One\nat: x\n\n{y}\n\n# Two\nlight: laier 1\n")
    status, out, err = typed("--check", "mine.md", folder=tmp_path)
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "mine.md:2: at: 'x' is not a position, such as 254 or 254:l2_error",
        "mine.md:4: {y}: not a value: write error, squares, iteration, step, seed, alpha, "
        "hidden or a cell such as l2[0,0]",
        "mine.md:7: light: there is no pane 'laier 1': did you mean layer 1?",
    ]
    (tmp_path / "mine.md").write_text("# One\n")
    assert typed("mine.md", "--check", folder=tmp_path) == (0, "1 scene, no mistakes\n", "")


def test_check_runs_what_a_scene_expects(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# One\nat: 254\nexpect: error < 0.01\n")
    assert typed("--check", "mine.md", folder=tmp_path) == (
        1,
        "mine.md:3: expect: error < 0.01: it is 0.306698733\n",
        "",
    )


@pytest.mark.slow
def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "binary.md").write_bytes(b"# One\n\n\0\xff\n")
    (tmp_path / "broken.md").write_text("# One\nat: x\n")
    os.mkfifo(tmp_path / "pipe")
    for option in ([], ["--check"], ["--notes"]):
        for name, reason in [
            ("binary.md", "binary.md:3: not a text file: a NUL byte"),
            ("none.md", "none.md: No such file or directory"),
            (".", ".: is a directory"),
            ("pipe", "pipe: is not a regular file"),
        ]:
            assert complaint(*option, name, folder=tmp_path) == reason
    reason = "broken.md:2: at: 'x' is not a position, such as 254 or 254:l2_error"
    assert complaint("broken.md", folder=tmp_path) == reason
    assert complaint("--notes", "broken.md", folder=tmp_path) == reason
    assert "No such file" in complaint("--new", "none/mine.md", folder=tmp_path)


def test_notes_are_printed_scene_by_scene(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(
        "Mine\n# One\nat: 254:l1_error\nminutes: 1\n\ntext\n\nNotes:\nfirst\n\n  second\n# Two\n"
    )
    assert typed("--notes", "mine.md", folder=tmp_path) == (
        0,
        "Mine (1 minute)\n\n1/2 One (1 minute)\n    at 254:l1_error\n    first\n\n      second\n\n"
        "2/2 Two\n    at 0:l0\n\n",
        "",
    )
    status, out, err = typed("--notes", folder=tmp_path)
    assert (status, err) == (0, "")
    for number, scene in enumerate(files.built_in().scenes, 1):
        assert (
            f"{number}/19 {scene.title} ({scene.minutes:g} minute{'s' * (scene.minutes > 1)})\n"
            in out
        )
        assert all(note in out for note in scene.notes)


SMALL = (
    "Mine\n# One\nat: 254:l1_error\ncell: l1_error[2,0]\n\ntext\n\n? Which?\n= So.\n"
    "# Two\n\nnothing is computed here\n# Three\nat: 254:l1_error\ncell: l1_error[2,0]\n"
)


def test_a_handout_is_written_without_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(SMALL)
    words, done = ("mine.md", "--handout", "home.html"), "home.html: 3 scenes to take home\n"
    assert typed(*words, folder=tmp_path) == (0, done, "")
    page = (tmp_path / "home.html").read_text()
    assert "<title>Mine</title>" in page and page.index("Answers") < page.index("So.")
    (tmp_path / "home.html").write_text(page.replace("</html>", "old"))
    assert typed(*words, folder=tmp_path) == (0, done, "")  # a handout may be written anew
    assert (tmp_path / "home.html").read_text() == page  # the same bytes


def test_a_handout_replaces_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(SMALL)
    assert complaint("mine.md", "--handout", "mine.md", folder=tmp_path) == (
        "mine.md: already exists and is no handout; it was not changed"
    )
    assert complaint("mine.md", "--handout", "none/home.html", folder=tmp_path) == (
        "none/home.html: there is no folder none"
    )
    (tmp_path / "own.md").write_text("# One\nscript: own.py\n")
    assert complaint("own.md", "--handout", "home.html", folder=tmp_path) == (
        "--handout runs own.py; add --scripts if it may"
    )
    assert (tmp_path / "mine.md").read_text() == SMALL


def test_worksheets_have_a_name_and_their_key_on_a_page_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(SMALL)
    status, out, err = typed("mine.md", "--worksheets", folder=tmp_path)
    assert (status, err) == (0, "")
    sheet, key = out.split("\f\nAnswers\n")
    assert sheet.startswith("Mine\n\n1. One\nName: ____")
    assert " _._____ (1)\n" in sheet
    assert "-0.0458" not in sheet and "2. Two" not in sheet and "3. Three" not in sheet
    assert key.startswith("\n1. One\nl1_error (4×4)\n") and "(1) -0.04579\n" in key
    (tmp_path / "none.md").write_text("# One\n\ntext\n")
    assert typed("none.md", "--worksheets", folder=tmp_path) == (
        0,
        "",
        "tinynet-tui: no scene computes a number of the built-in network, so there is no "
        "worksheet\n",
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--check"], "--check needs a file: tinynet-tui lecture --check FILE"),
        (["--new"], "--new needs a file: tinynet-tui lecture --new FILE"),
        (["a.md", "b.md"], "lecture takes one file, and 'b.md' is a second one"),
        (["--chek", "a.md"], "unknown option '--chek' for lecture; did you mean --check?"),
        (["--check", "--new", "a.md"], "--new: not allowed with argument --check"),
        (["--scene", "0"], "--scene: the lecture has no scene 0; its scenes are 1 to 19"),
        (["--scene", "20"], "--scene: the lecture has no scene 20; its scenes are 1 to 19"),
        ([""], "FILE: the name is empty"),
        (["--fps", "x"], "--fps: 'x' is not a whole number"),
    ],
)
def test_usage_errors_are_one_line(words: list[str], reason: str, tmp_path: Path) -> None:
    assert complaint(*words, folder=tmp_path) == reason


def test_a_lecture_needs_a_terminal(tmp_path: Path) -> None:
    assert complaint(folder=tmp_path).startswith("it shows a network learning and needs a terminal")


def test_the_help_fits_into_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lecture", "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "usage: tinynet-tui lecture [FILE] [options]"
    assert max(map(len, lines)) <= 80


def test_the_lectures_are_in_what_is_installed(tmp_path: Path) -> None:
    folder = resources.files("tinynet_tui.lecture")
    assert all(folder.joinpath(name).is_file() for name in (files.BUILT_IN, files.EXAMPLE))
    hatchling = pytest.importorskip("hatchling.builders.wheel")
    wheel = next(hatchling.WheelBuilder(str(ROOT)).build(directory=str(tmp_path)))
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"tinynet_tui/lecture/{name}" for name in (files.BUILT_IN, files.EXAMPLE)} <= {*names}


def test_a_lecture_in_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(files.packaged(files.EXAMPLE))
    with terminal("lecture", str(path), "--no-mouse") as it:
        it.wait_for("1/3 The first scene", "iteration 254 ", "╔►l1_error", "more ╯")
        it.send("\x1b[6~")
        it.wait_for("pgdn: answer")
        it.send("\x1b[6~")
        it.wait_for("= It is syn1[0,0], -0.93")
        it.send("\x1b[6~")
        it.wait_for("2/3 The curve", "iteration 1,000 ", "╔ error")
        it.send("n")
        it.wait_for("step 5/9")
        it.send("i")
        it.wait_for("3/4 Iteration 1,000, l2_delta", "inserted as scene 3 of mine.md")
        it.send("b\x7f")
        it.wait_for("step 5/9", "3/4")
        it.send("\x1b[5~")
        it.wait_for("2/4 The curve", "step 4/9")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
    assert "\n# Iteration 1,000, l2_delta\nat: 1000:l2_delta\nlight: graph\n" in path.read_text()
