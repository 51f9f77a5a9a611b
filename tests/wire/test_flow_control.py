"""One frame in flight: the next is sent once the terminal has shown that the last one arrived."""

from __future__ import annotations

import signal
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.program import FLAT_OUT, fills
from helpers.terminal import ALTERNATE_SCREEN, PROBE, RECOVERY, terminal
from tinynet_tui.wire.flow_control import LONGEST, PATIENCE, Flow


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_next_frame_waits_for_the_answer() -> None:
    flow = Flow(Clock())
    assert flow.ready
    assert flow.sent() == "\x1b[6n"
    assert not flow.ready
    flow.arrived()
    assert flow.ready


def test_flow_waits_for_an_answer_however_long_the_link_stalls() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    flow.arrived()
    flow.sent()
    clock.now += 3600
    assert not flow.ready


def test_flow_does_not_wait_for_a_terminal_that_never_answers() -> None:
    flow = Flow(Clock())
    flow.sent()
    flow.stop_waiting_for_first_answer()
    assert flow.ready
    flow.sent()
    assert flow.ready


def test_flow_waits_for_answers_once_a_late_one_has_come() -> None:
    flow = Flow(Clock())
    flow.sent()
    flow.stop_waiting_for_first_answer()
    flow.sent()
    flow.arrived()
    assert not flow.ready  # the second has not been answered
    flow.arrived()
    assert flow.ready


def test_a_lost_answer_is_replaced_by_one_to_the_other_question() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    flow.arrived()
    assert flow.ask_again(typed=False) == ""
    flow.sent()
    clock.now += PATIENCE / 2
    assert flow.ask_again(typed=False) == ""
    clock.now += PATIENCE
    assert flow.ask_again(typed=False) == RECOVERY.decode()
    assert flow.ask_again(typed=False) == ""
    assert not flow.ready
    flow.recovered()
    assert flow.ready


def test_after_a_stall_only_one_frame_is_in_flight() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    clock.now += PATIENCE
    assert flow.ask_again(typed=False)
    flow.arrived()
    flow.sent()
    flow.recovered()  # the question came before that frame
    assert not flow.ready
    flow.arrived()
    assert flow.ready


def test_a_link_that_may_be_dead_is_asked_ever_more_rarely_until_something_is_typed() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    asked = []
    for _ in range(100):
        clock.now += 1
        if flow.ask_again(typed=False):
            asked.append(clock.now)
    assert asked == [2, 6, 14, 30, 62]


def test_flow_does_not_wait_for_a_terminal_in_use_that_stops_answering() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    flow.arrived()
    flow.sent()
    for _ in range(int(LONGEST)):
        clock.now += 1
        flow.ask_again(typed=True)
        assert not flow.ready
    clock.now += 1
    flow.ask_again(typed=True)
    assert flow.ready
    flow.sent()
    assert flow.ready
    flow.arrived()
    flow.arrived()
    flow.sent()
    assert not flow.ready


def test_a_slow_link_rests_for_as_long_as_the_last_frame_took() -> None:
    clock = Clock()
    flow = Flow(clock)
    for seconds in (0.01, 0.2, 0.1):
        flow.sent()
        clock.now += seconds
        flow.arrived()
        assert flow.rest == pytest.approx(seconds)
        clock.now += seconds
        assert flow.rest == pytest.approx(0)


def test_after_a_stall_it_does_not_rest() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    clock.now += 40
    flow.arrived()
    assert flow.rest == 0


@given(st.lists(st.sampled_from(["sent", "arrived", "stop_waiting_for_first_answer", "forget"])))
def test_unexpected_answers_change_nothing(acts: list[str]) -> None:
    flow = Flow(Clock())
    for act in [*acts, "arrived", "arrived", "forget"]:
        getattr(flow, act)()
    assert flow.ready
    flow.arrived()
    flow.sent()
    assert not flow.ready
    flow.arrived()
    assert flow.ready


# In a terminal.


def test_the_screen_goes_on_after_a_lost_answer() -> None:
    with terminal() as it:
        it.wait_for("paused", "┤")
        it.answers = False
        it.send("N")
        it.wait_until(lambda: RECOVERY in it.received, "the other question")
        it.answers = True
        it.send("?")
        it.wait_for("esc closes")


def test_nothing_is_sent_while_a_frame_is_in_flight_and_then_the_current_screen() -> None:
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
def test_a_terminal_that_never_answers_is_drawn_on_all_the_same(size: tuple[int, int]) -> None:
    with terminal("--play", size=size, answers=False) as it:
        it.wait_for("iteration 9 ")
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
def test_the_screen_is_what_a_full_repaint_would_show(keys: str) -> None:
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

driver.ANSWER_SECONDS = 20  # the machine may be slow
from tinynet_tui.cli.main import main

sys.exit(main())
"""
KEPT = """
"$0" -c "$1" --play --speed max
IFS= read -r line
echo "then came ${#line} characters"
"""
"""A shell in which the program runs; it then prints the length of what was typed."""


def test_an_answer_that_comes_after_quitting_is_not_left_for_the_shell() -> None:
    shell = ["/bin/sh", "-c", KEPT, sys.executable, PATIENT]
    with terminal(program=shell) as it:
        it.wait_for("playing", "┤")
        it.answers = False
        it.wait_for_quiet()
        it.send("q")
        it.wait_for_quiet(0.2)  # the time of a round trip to the terminal
        it.send("\x1b[12;34R" * it.unanswered)
        it.wait_until(lambda: dict(it.switches).get(ALTERNATE_SCREEN) is False, "its end")
        it.send("\n")
        it.wait_for("then came")
        assert "then came 0 characters" in it.text
