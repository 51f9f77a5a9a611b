"""One frame in flight: the next is sent when the terminal has shown that the last one arrived."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terminal import RECOVERY
from tinynet_tui.wire.flow_control import LONGEST, PATIENCE, Flow


class Clock:
    """A clock that is set by hand."""

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


def test_an_answer_is_waited_for_however_long_the_link_stalls() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    flow.arrived()
    flow.sent()
    clock.now += 3600
    assert not flow.ready


def test_a_terminal_that_never_answers_is_not_waited_for() -> None:
    flow = Flow(Clock())
    flow.sent()
    flow.introduce()
    assert flow.ready
    flow.sent()
    assert flow.ready


def test_if_it_answers_late_it_is_waited_for_from_then_on() -> None:
    flow = Flow(Clock())
    flow.sent()
    flow.introduce()
    flow.sent()
    flow.arrived()
    assert not flow.ready  # the second has not been answered
    flow.arrived()
    assert flow.ready


def test_an_answer_that_was_lost_is_made_good_by_another_one() -> None:
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


def test_after_a_stall_there_is_one_frame_in_flight_as_before() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    clock.now += PATIENCE
    assert flow.ask_again(typed=False)
    flow.arrived()
    flow.sent()
    flow.recovered()  # as was asked before that frame
    assert not flow.ready
    flow.arrived()
    assert flow.ready


def test_a_link_that_may_be_dead_is_asked_ever_more_seldom_until_something_is_typed() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    asked = []
    for _ in range(100):
        clock.now += 1
        if flow.ask_again(typed=False):
            asked.append(clock.now)
    assert asked == [2, 6, 14, 30, 62]


def test_a_terminal_on_which_one_types_and_that_answers_no_more_is_not_waited_for() -> None:
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


def test_a_slow_link_rests_for_as_long_as_a_frame_was_on_it() -> None:
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


@given(st.lists(st.sampled_from(["sent", "arrived", "introduce", "forget"])))
def test_answers_that_nobody_asked_for_change_nothing(acts: list[str]) -> None:
    flow = Flow(Clock())
    for act in [*acts, "arrived", "arrived", "forget"]:
        getattr(flow, act)()
    assert flow.ready
    flow.arrived()
    flow.sent()
    assert not flow.ready
    flow.arrived()
    assert flow.ready
