"""GNU screen inside a terminal with true colours."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.needs import needed
from helpers.shell_job import CTRL_Z, PROMPT
from helpers.terminal import PROGRAM, Terminal, environment, terminal
from helpers.waiting import DEADLINE


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """A shell in screen."""
    screen = needed("screen", "screen")
    folder = tmp_path / "s"  # screen wants it private
    folder.mkdir(mode=0o700)
    changes = {
        **{"TMUX": None, "PS1": PROMPT, "ENV": "/dev/null", "HISTFILE": "/dev/null"},
        **{"SCREENDIR": str(folder), "SCREENRC": "/dev/null"},
    }
    try:
        program = (screen, "-S", "tinynet-test", "bash", "--norc", "--noprofile", "-i")
        with terminal(program=program, changes=changes) as it:
            it.wait_for(PROMPT)
            yield it
    finally:
        subprocess.run(
            [screen, "-S", "tinynet-test", "-X", "quit"],
            env=environment(changes),
            stdout=subprocess.DEVNULL,
            timeout=DEADLINE,
        )


def test_it_has_256_colours_and_leaves_an_empty_screen(shell: Terminal) -> None:
    it = shell
    it.send(f"{shlex.join([*PROGRAM, '--at', '254'])}; echo answer$((6*7))\n")
    it.wait_for("iteration 254 ", "? help")
    it.wait_for_quiet()
    cells = [it.screen.buffer[2][x] for x in range(10, 34)]
    colours = {cell.fg for cell in cells if cell.data != " "}  # a blank's is not seen
    assert colours == {"87afd7", "ffaf5f"}, "blue and orange"
    it.send("?")
    it.wait_for("esc closes")
    it.wait_for_quiet()
    it.send("\x1b")  # which no other key has to follow
    it.wait_until(lambda: "esc closes" not in it.text, "the help to close")
    it.send("q")
    it.wait_for("answer42")
    it.wait_for_quiet()
    assert not set("╭│╰┤") & set(it.text)
    assert all(it.screen.buffer[y][x].bg == "default" for y in range(24) for x in range(80))


def test_suspended_in_screen_nothing_painted_is_left(shell: Terminal) -> None:
    it = shell
    it.send(f"{shlex.join(PROGRAM)}\n")
    it.wait_for("iteration 0 ", "? help")
    it.wait_for_quiet()
    it.send(CTRL_Z)
    it.wait_until(lambda: "Stopped" in it.text, "the shell")
    it.wait_for_quiet()
    assert not set("╭│╰┤") & set(it.text)
    it.send("fg\n")
    it.wait_for("iteration 0 ", "? help", "╭")
    it.send("q")
    it.wait_until(lambda: "╭" not in it.text, "the shell")
