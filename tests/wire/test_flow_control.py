"""One frame in flight: the next is sent once the terminal has shown that the last one arrived."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terminal import RECOVERY
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
        assert flow.seconds_left == pytest.approx(seconds)
        clock.now += seconds
        assert flow.seconds_left == pytest.approx(0)


def test_after_a_stall_it_does_not_rest() -> None:
    clock = Clock()
    flow = Flow(clock)
    flow.sent()
    clock.now += 40
    flow.arrived()
    assert flow.seconds_left == 0


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
