"""`tinynet-tui lab`: the printed list, what is opened, and what is refused in a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.waiting import DEADLINE
from tinynet_tui.cli import main as cli
from tinynet_tui.cli.collected import ToOpen, ours
from tinynet_tui.cli.lab import lab
from tinynet_tui.cli.reports import explain_parser
from tinynet_tui.cli.script import script_parser
from tinynet_tui.cli.script_reports import explain_script_parser
from tinynet_tui.export.last_session import counts_path
from tinynet_tui.lab.counts import Count, Counts
from tinynet_tui.lab.lab import FOLDER, LAB

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.mark.parametrize("words", [["lab"], ["lab", "--list"]])
def test_the_list_is_one_screen(words: list[str], capfd: Capture) -> None:
    Counts(counts_path()).keep("slow", Count(1, 0, True))
    assert cli.main(words) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines[:-1])) <= 80
    for one, line in zip(LAB, lines, strict=False):
        assert line.split()[:2] == [str(one.number), one.name]
        assert one.title in line
    assert lines[11].endswith("It takes its time               found, 1 wrong guess")
    assert "One line of each is wrong." in lines[-2] and lines[-1] == str(FOLDER)


def test_a_name_or_a_number_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("almost", "17", "lab/almost"):
        found = lab([word, "--ascii"])
        assert isinstance(found, ToOpen)
        assert (found.name, found.choosing, found.options.ascii) == ("lab/almost", False, True)
    monkeypatch.setattr("tinynet_tui.cli.lab.is_terminal", lambda _: True)
    Counts(counts_path()).keep("all-zeros", Count(found=True))
    found = lab([])
    assert isinstance(found, ToOpen) and (found.name, found.choosing) == ("lab/worse", True)


def test_script_takes_it_as_it_stands() -> None:
    own = ours(script_parser(is_ours=True).read(["--script", "lab/deep"]))
    assert own.visit is not None and own.visit.bug is LAB[-1]
    assert own.text.data == LAB[-1].path.read_bytes() and not own.text.marked
    assert own.command == ("tinynet-tui", "--script", "lab/deep")


@pytest.mark.parametrize(
    ("words", "differ"),
    [
        ("--at 3", False),
        ("--hidden 4", False),
        ("--hidden 3", True),
        ("--seed 2", True),
        ("--set syn0[0,1]=0.5@1:1", True),
    ],
)
def test_a_commentary_says_when_its_numbers_differ(words: str, differ: bool) -> None:
    own = ours(script_parser(is_ours=True).read(["--script", "tanh", *words.split()]))
    assert own.greeting.startswith("tanh in the hidden layer\nTwo lines differ")
    assert own.greeting.endswith("\nWith your options the numbers differ.") == differ


def test_explain_takes_ours_with_hidden_neurons() -> None:
    parser = explain_script_parser(explain_parser, is_ours=True)
    options = parser.read(["--script", "tanh", "--hidden", "3"])
    assert (options.script, options.hidden) == ("tanh", 3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("lab unheard-of", "there is no script 'unheard-of'; `tinynet-tui lab --list` lists them"),
        ("lab almos", "did you mean almost?"),
        ("lab 21", "there is no script '21'"),
        ("lab deep slow", "lab opens one script, and 'slow' is a second one"),
        ("lab deep --list", "--list prints the whole list, not 'deep'"),
        ("lab --hidden 3", "unknown option '--hidden' for lab"),
        ("train --script lab/deep --hidden 3", "--hidden: a script of the lab stays as it is"),
        ("train --script lab/dep", "--script: there is no 'lab/dep'; did you mean lab/deep?"),
        ("train --script lab/zzz", "`tinynet-tui lab` lists the scripts"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(words: str, message: str, capfd: Capture) -> None:
    assert cli.main(words.split()) == 2
    text = capfd.readouterr().err
    assert message in text and text.count("\n") == 1


def test_a_kiosk_opens_none() -> None:
    command = [sys.executable, "-m", "tinynet_tui", "lab", "deep", "--kiosk"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE)
    assert done.returncode == 2
    assert done.stderr == "tinynet-tui: --kiosk opens the built-in network only, not a script\n"
