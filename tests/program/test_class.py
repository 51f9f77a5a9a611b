"""A class in real terminals of three sizes, over a real socket."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from helpers.terminal import terminal

PAGE_DOWN, BACKSPACE = "\x1b[6~", "\x7f"


def test_who_follows_in_a_terminal_of_another_size_sees_the_same_numbers() -> None:
    name = f"test{os.getpid()}"
    with terminal("follow", name, size=(100, 30)) as early:
        early.wait_for("waiting for the class to begin")
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
