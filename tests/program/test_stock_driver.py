"""The program with a driver of Textual's own, in a terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from codecs import getincrementaldecoder

import pytest

from helpers.program import fills, opened
from helpers.terminal import environment, terminal
from helpers.waiting import DEADLINE
from tinynet_tui.support.sandbox import WEB_DRIVER

pytestmark = pytest.mark.quick

LINUX: dict[str, str | None] = {"TEXTUAL_DRIVER": "textual.drivers.linux_driver:LinuxDriver"}


def test_it_steps_plays_is_resized_and_quits() -> None:
    with opened(changes=LINUX) as it:
        it.send("n")
        it.wait_for("step 2/9")
        it.send(" ")
        it.wait_for("playing")
        it.send(" ")
        it.wait_for("paused")
        it.resize(200, 60)
        it.wait_until(lambda: fills(it, 200, 60), "a new layout")
        it.send("q")
        assert it.wait_for_end() == 0


@pytest.mark.parametrize(
    ("changes", "forbidden"),
    [
        ({"NO_COLOR": "1"}, r"\x1b\[[\d;]*\b(3[0-7]|4[0-7]|38|48)[;m]"),
        ({"COLORTERM": None, "TERM": "xterm-256color"}, r"\x1b\[[\d;]*[34]8;2;"),
        ({"COLORTERM": "truecolor", "STY": "1.x"}, r"\x1b\[[\d;]*[34]8;2;"),
        ({"LC_ALL": "C"}, r"[^\x00-\x7f]"),
    ],
)
def test_it_sends_only_what_the_terminal_can_show(
    changes: dict[str, str | None], forbidden: str
) -> None:
    with terminal(changes=LINUX | changes) as it:
        it.wait_for("iteration", "paused", "? help")
        it.send("n3")
        it.wait_for("example 0:")
        received = getincrementaldecoder("utf-8")().decode(it.received)  # the end may be cut
    drawn = received[received.index("tinynet") :]
    assert not re.search(forbidden, drawn)


@pytest.mark.parametrize(
    ("driver", "complaint"),
    [
        ("no:such", "TEXTUAL_DRIVER: 'no:such' is not a driver of Textual's, as MODULE:CLASS"),
        (str(LINUX["TEXTUAL_DRIVER"]), "it shows a network learning and needs a terminal"),
        (WEB_DRIVER, "TEXTUAL_DRIVER is that of a web page; `tinynet-tui serve` opens one"),
    ],
)
@pytest.mark.parametrize("command", [(), ("lecture",)])
def test_what_it_cannot_be_shown_by_is_said_in_a_line(
    driver: str, complaint: str, command: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tinynet_tui", *command],
        env=environment({"TEXTUAL_DRIVER": driver}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tinynet-tui: {complaint}") and done.stderr.count("\n") == 1
