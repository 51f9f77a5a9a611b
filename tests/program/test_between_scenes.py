"""Between a scene of the network and one with a script, the shell is not seen."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from helpers.terminal import Terminal, terminal

LECTURE = """\
# The network
at: 3:l1

The first text.

# Momentum
script: momentum
at: 5:l1

The second text.

# Again
at: 4:l1

The third text.
"""
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
DIES = """\
import os
from tinynet_tui.ui.app import script_lecture_app as module

def dies(*args, **options):
    {how}

module.ScriptLectureApp.__init__ = dies
from tinynet_tui.cli.main import main
raise SystemExit(main())
"""


@pytest.fixture
def lecture(tmp_path: Path) -> str:
    path = tmp_path / "talk.md"
    path.write_text(LECTURE)
    return str(path)


def switches(it: Terminal) -> tuple[int, int]:
    """How often the alternate screen was entered, and left."""
    return it.received.count(ENTERED), it.received.count(LEFT)


def test_the_screen_is_kept_from_scene_to_scene(lecture: str) -> None:
    with terminal("lecture", lecture, "--no-mouse") as it:
        it.wait_for("1/3 The network", "The first text.")
        it.send("\x1b[6~")
        it.wait_for("2/3 Momentum", "The second text.")
        it.send("\x1b[6~")
        it.wait_for("3/3 Again", "The third text.")
        assert "momentum" not in it.screen.text
        assert switches(it) == (1, 0)
        it.send("q")
        assert it.wait_for_end() == 0
        assert switches(it) == (1, 1)
        it.assert_restored()


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("os.kill(os.getpid(), 15)", 128 + signal.SIGTERM),
        ("raise KeyboardInterrupt", None),
        ("raise MemoryError", 1),
    ],
)
def test_whatever_ends_it_between_two_scenes_gives_the_terminal_back(
    lecture: str, how: str, status: int | None
) -> None:
    program = (sys.executable, "-c", DIES.format(how=how))
    with terminal("lecture", lecture, "--no-mouse", program=program) as it:
        it.wait_for("1/3 The network", "The first text.")
        it.send("\x1b[6~")
        ended = it.wait_for_end()
        assert status is None or ended == status
        assert switches(it) == (1, 1)
        it.assert_restored()
