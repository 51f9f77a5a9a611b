"""`y` in real terminals: what reaches the clipboard, outside of tmux and inside."""

from __future__ import annotations

import re
import shlex
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.terminal import PROGRAM, Tmux, terminal

COMMAND = "tinynet-tui --seed 3 --set 'syn0[0,1]=0.5@100:l0' --at 254:l1_error --cell 'syn0[0,1]'"
OPTIONS = shlex.split(COMMAND)[1:]
OUTSIDE = {"TMUX": None}
TITLE = "the command that opens these numbers"


def clipboard(received: bytes | bytearray) -> list[str]:
    """What a terminal was told to put into its clipboard."""
    found = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", received)
    return [b64decode(text).decode() for text in found]


@pytest.fixture
def needs_tmux() -> None:
    needed("tmux", "tmux")


@pytest.fixture
def tmux(needs_tmux: None, tmp_path: Path) -> Iterator[Tmux]:
    """The program in tmux, as it is without a configuration."""
    server = Tmux(tmp_path, f"{shlex.join([*PROGRAM, *OPTIONS])}; cat")
    try:
        server.wait_for("paused", "seed 3", "iteration 254 ")
        yield server
    finally:
        server.run("kill-server")


def test_y_sends_the_command_as_osc_52() -> None:
    with terminal(*OPTIONS, changes=OUTSIDE) as shown:
        shown.wait_for("paused", "iteration 254 ")
        assert clipboard(shown.received) == []
        shown.send("y")
        shown.wait_for(
            TITLE,
            "tinynet-tui --seed 3",
            "--cell 'syn0[0,1]'",
            "sent to the clipboard",
            "and hold shift",
        )
        assert clipboard(shown.received) == [COMMAND]
        assert "copied" not in shown.text, "nobody knows"
        shown.send("q")
        shown.wait_until(lambda: TITLE not in shown.text, "the page to close")
        shown.send("q")
        assert shown.wait_for_end() == 0


@pytest.mark.slow
def test_what_was_copied_opens_the_same_screen() -> None:
    with terminal(*OPTIONS, changes=OUTSIDE) as first:
        first.wait_for("paused", "iteration 254 ", "┤", "◆")
        first.send("y")
        first.wait_until(lambda: clipboard(first.received), "the command")
        first.send("y")
        first.wait_until(lambda: TITLE not in first.text, "the page to close")
        (command,) = clipboard(first.received)
        seen = first.text
    with terminal(*shlex.split(command)[1:], changes=OUTSIDE) as second:
        second.wait_until(lambda: second.text == seen, "the same screen")


def test_tmux_takes_the_command_into_its_buffer(tmux: Tmux) -> None:
    tmux.run("send-keys", "y")
    tmux.wait_for(TITLE, "in tmux's buffer")
    assert tmux.run("show-buffer") == COMMAND


@pytest.mark.slow
def test_tmux_sends_it_on_to_the_terminal_around_it(tmux: Tmux, tmp_path: Path) -> None:
    changes = {"TMUX": None, "TMUX_TMPDIR": str(tmp_path)}
    attach = ("tmux", "-f", "/dev/null", "attach-session")
    with terminal(program=attach, changes=changes) as around:
        around.wait_for("paused", "iteration 254 ")
        around.send("y")
        around.wait_for(TITLE)
        around.wait_until(lambda: clipboard(around.received), "the clipboard")
        assert set(clipboard(around.received)) == {COMMAND}


@pytest.mark.slow
def test_a_tmux_that_cannot_is_asked_to_let_it_pass(tmp_path: Path) -> None:
    """As before 3.2, or where its command is not found."""
    encoded = b64encode(COMMAND.encode()).decode()
    changes = {"TMUX": f"{tmp_path}/none,1,0", "PATH": str(tmp_path)}
    with terminal(*OPTIONS, changes=changes) as shown:
        shown.wait_for("paused", "iteration 254 ")
        shown.send("y")
        shown.wait_until(
            lambda: f"\x1bPtmux;\x1b\x1b]52;c;{encoded}\a\x1b\\".encode() in shown.received,
            "the sequence",
        )
        shown.wait_until(lambda: TITLE in shown.text, "the page")


@pytest.mark.slow
def test_a_tmux_that_lets_it_pass(tmux: Tmux, tmp_path: Path) -> None:
    """The sequence that an older tmux is given does reach the terminal around it."""
    changes = {"TMUX": None, "TMUX_TMPDIR": str(tmp_path)}
    fake = tmp_path / "tmux"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    tmux.run("set-option", "-g", "allow-passthrough", "on")
    program = shlex.join([*PROGRAM, *OPTIONS])
    tmux.run("new-window", f"PATH={tmp_path}:$PATH {program}; cat")
    with terminal(program=("tmux", "attach-session"), changes=changes) as around:
        around.wait_for("paused", "iteration 254 ")
        around.send("y")
        around.wait_for(TITLE, "if tmux lets it pass")
        around.wait_until(lambda: clipboard(around.received), "the clipboard")
        assert set(clipboard(around.received)) == {COMMAND}
