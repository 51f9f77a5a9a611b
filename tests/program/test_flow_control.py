"""One frame in flight, in a real terminal that answers late, never, or too much."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from helpers.program import FLAT_OUT, fills
from helpers.terminal import ALTERNATE_SCREEN, PROBE, RECOVERY, terminal

PAGE_DOWN = "\x1b[6~"


@pytest.mark.quick
def test_answers_that_were_lost_are_made_good() -> None:
    with terminal() as it:
        it.wait_for("paused", "┤")
        it.answers = False
        it.send("N")
        it.wait_until(lambda: RECOVERY in it.received, "the other question, in vain, too")
        it.answers = True
        it.send("?")
        it.wait_for("esc closes")


def test_nothing_is_sent_while_a_frame_is_in_flight_and_then_what_is_current() -> None:
    with terminal(*FLAT_OUT) as it:
        it.wait_for("playing", "┤")
        it.answers = False
        it.wait_for_quiet()
        before, probes = len(it.received), it.received.count(PROBE)
        it.send("+" * 3 + "l")
        it.wait_for_quiet()
        assert it.received[before:].replace(RECOVERY, b"") == b""
        shown = it.number_after("iteration")
        it.answers = True
        it.send("\x1b[1;1R" * it.unanswered)
        it.wait_until(lambda: it.received.count(PROBE) >= probes + 2, "more frames")
        assert it.number_after("iteration") > shown


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_a_terminal_that_answers_nothing_is_drawn_on_all_the_same(size: tuple[int, int]) -> None:
    with terminal("--play", size=size, answers=False) as it:
        it.wait_until(lambda: it.number_after("iteration") > 8, "training")
        it.send(" ")
        it.wait_for("paused", "┤")
        it.send("N" * 5 + "?")
        it.wait_for("esc closes")
        it.send("?")
        it.wait_until(lambda: "esc closes" not in it.text and fills(it, *size), "a whole screen")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


@pytest.mark.parametrize("keys", ["n" * 12 + "2", "o\x1b?\x1b3hv4", "u\x1bg254\r\te\x1bmmww"])
def test_what_stands_there_is_what_would_be_painted_anew(keys: str) -> None:
    with terminal(changes={"COLORTERM": None}) as it:
        it.wait_for("paused", "┤")
        for key in keys:
            it.send(key)
            it.wait_for_quiet(0.15)
        it.wait_for_quiet()
        before, text = len(it.received), it.screen.text
        buffer = [[it.screen.buffer[y][x] for x in range(80)] for y in range(24)]
        it.screen.erase_in_display(2)
        it.signal(signal.SIGWINCH)
        it.wait_until(lambda: it.screen.text == text, "the same screen")
        it.wait_for_quiet()
        assert len(it.received) - before > 2000
        after = [[it.screen.buffer[y][x] for x in range(80)] for y in range(24)]
        seen = [
            (cell, now)
            for row, rows in zip(buffer, after, strict=True)
            for cell, now in zip(row, rows, strict=True)
            if cell != now and not (cell.data == now.data == " " and cell.bg == now.bg)
        ]
        assert seen == []


PATIENT = """
import sys
from tinynet_tui.wire import driver

driver.ANSWER_SECONDS = 20  # the machine that tests it may be slow
from tinynet_tui.cli.main import main

sys.exit(main())
"""
KEPT = """
"$0" -c "$1" --play --speed max
IFS= read -r line
echo "then came ${#line} characters"
"""
"""A shell in which the program runs, and what it then finds typed."""


def test_an_answer_that_comes_when_it_has_been_quit_is_not_left_for_the_shell() -> None:
    shell = ["/bin/sh", "-c", KEPT, sys.executable, PATIENT]
    with terminal(program=shell) as it:
        it.wait_for("playing", "┤")
        it.answers = False
        it.wait_for_quiet()
        it.send("q")
        it.wait_for_quiet(0.2)  # as long as the way to the terminal and back
        it.send("\x1b[12;34R" * it.unanswered)
        it.wait_until(lambda: dict(it.switches).get(ALTERNATE_SCREEN) is False, "its end")
        it.send("\n")
        it.wait_for("then came")
        assert "then came 0 characters" in it.text


def test_a_class_goes_on_though_the_lecturers_terminal_takes_nothing() -> None:
    name = f"stands{os.getpid()}"
    with (
        terminal("lecture", "--lead", name) as leads,
        terminal("follow", name) as follows,
        terminal("speaker", name) as hers,
    ):
        leads.wait_for("1/19", "1 here")
        hers.wait_for(" 1/19 ")
        leads.answers = False
        hers.send("g#2\r")
        follows.wait_for("2/19 ")
        hers.send(PAGE_DOWN)
        hers.wait_for("the answer is shown")
        hers.send(PAGE_DOWN)
        follows.wait_for("3/19 ")
        hers.send("g#7\rg254:l1_error\r")
        follows.wait_for("7/19 ", "iteration 254 ", "step 6/9")
