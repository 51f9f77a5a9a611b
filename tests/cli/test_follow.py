"""`follow` and `--lead`: what is refused, in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.terminal import terminal
from tinynet_tui.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["follow", "a", "b"], "follow takes one class, and 'b' is a second one"),
        (["follow", "-x"], "unknown option '-x' for follow"),
        (["follow", "a b"], "follow: class 'a b': only letters"),
        (["follow", "ssh://-oProxyCommand=x/a"], "follow: host '-oProxyCommand=x': not a host"),
        (["follow", "--pipe", "ssh://host/a"], "--pipe takes the name of a class on this machine"),
        (["speaker", "a", "b"], "speaker takes one class, and 'b' is a second one"),
        (["speaker", "a b"], "speaker: class 'a b': only letters"),
        (["speaker", "ada/x"], "speaker: 'ada/x' is no class of yours on this machine; if you"),
        (["speaker", "ssh://host"], "run `ssh -t HOST tinynet-tui speaker` there"),
        (["speaker", "--pipe"], "unknown option '--pipe' for speaker"),
        (["follow", "--lead"], "unknown option '--lead' for follow"),
        (["lecture", "--lead", "mine.md"], "--lead: 'mine.md' is a file, which comes before"),
        (["lecture", "--lead", "--check", "x.md"], "--lead shows the lecture to a class"),
        (["lecture", "--notes", "--lead", "x"], "--lead shows the lecture to a class"),
        (["--lead", ""], "--lead: the name of the class is empty"),
        (["lecture", "--lead="], "--lead: the name of the class is empty"),
        (["--lead", "--names"], "--names belongs to lecture"),
        (["lecture", "--names"], "--names is about a class: it needs --lead"),
        (["lecture", "--results", "a.csv"], "--results is about a class: it needs --lead"),
        (["--lead", "--results", "a.csv"], "--results belongs to lecture"),
        (["--script", "momentum", "--lead="], "--lead: the name of the class is empty"),
        (["--lead", "x.py"], "--lead: 'x.py' is a file, which comes before --lead"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(words: list[str], why: str, capsys: Capture) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert why in " ".join(error.split())
    assert error.startswith("tinynet-tui: ")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--lead", "--kiosk"], "a guest in a kiosk cannot lead a class"),
        (["lecture", "--kiosk", "--lead", "x"], "a guest in a kiosk cannot lead a class"),
        (["serve", "--lead", "x"], "a guest in a kiosk cannot lead a class"),
        (["serve", "lecture", "--lead"], "a guest in a kiosk cannot lead a class"),
        (["speaker", "--kiosk"], "speaker: a guest in a kiosk has no speaker's terminal"),
        (["follow", "--kiosk", "ssh://host/a"], "--kiosk follows a class on this machine only"),
        (["--lead", "a/b"], "--lead: class 'a/b': write a name without /"),
        (["--lead", "../x"], "--lead: class '../x': write a name without /"),
    ],
)
def test_what_nobody_may_is_refused_in_a_terminal(words: list[str], why: str) -> None:
    with terminal(*words) as it:
        assert it.wait_for_end() == 2
        assert why in " ".join(it.text.split())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/a.csv", "--results: {}: there is no folder "),
        ("mine.md", "--results: {}: already exists and has no results of a class; it was not"),
        (".", "--results: {}: is a directory"),
    ],
)
def test_results_that_cannot_be_kept_are_refused_before_the_lecture_opens(
    name: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / "mine.md").write_text("# One\n")
    path, lead = tmp_path / name, f"results{os.getpid()}"
    with terminal("lecture", "--lead", lead, "--results", str(path), size=(240, 24)) as it:
        assert it.wait_for_end() == 2
        assert why.format(path) in " ".join(it.text.split())
    assert (tmp_path / "mine.md").read_text() == "# One\n"
