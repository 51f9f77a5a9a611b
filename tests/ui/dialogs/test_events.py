"""Running until, the list of events, the way from one to the next, and their marks on the graph."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from helpers.restless import RESTLESS
from helpers.trainer import Trainer, opened
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.events.event import KINDS, Kind
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.dialogs.events import EventList, EventsScreen
from tinynet_tui.ui.dialogs.run_until import ConditionSuggester, RunUntil, offers
from tinynet_tui.ui.panes.error_graph import plot
from tinynet_tui.ui.panes.error_graph.event_row import MARKS, event_row
from tinynet_tui.ui.panes.error_graph.plot import Axes

L1, L2, COMPARE, SYN0 = 2, 3, 4, 9


async def type_in(trainer: Trainer, text: str) -> None:
    await trainer.press("u")
    await trainer.until(lambda: isinstance(trainer.app.screen, RunUntil))
    await trainer.press(*("space" if char == " " else char for char in text), "enter")


# Run until.


@pytest.mark.parametrize(
    ("text", "place", "note"),
    [
        ("500", (500, COMPARE), "paused"),
        ("error < 0.1", (498, COMPARE), "the error is below 0.1"),
        ("syn0[2,2]", (112, SYN0), "syn0[2,2] turns positive"),
        ("example 3", (254, L2), "example 3 is on the correct side of 0.5"),
        ("error rises", (999, SYN0), "the error did not rise by iteration 1,000"),
    ],
)
async def test_u_runs_until(text: str, place: tuple[int, int], note: str) -> None:
    async with opened(iterations=1000) as trainer:
        await type_in(trainer, text)
        await trainer.rests_at(*place)
        await trainer.shows(note)
        assert trainer.app.screen is trainer.main


async def test_nothing_need_be_typed() -> None:
    async with opened(at=Position(100, COMPARE)) as trainer:
        await trainer.rests_at(100, COMPARE)
        await trainer.press("u", "down", "down", "down")
        await trainer.shows("►error rises")
        await trainer.press("up", "up", "up")
        await trainer.shows("►example 3", "example 3 crosses to the correct side of 0.5")
        await trainer.press("enter")
        await trainer.rests_at(254, L2)


async def test_a_click_chooses() -> None:
    async with opened() as trainer:
        await trainer.press("u")
        await trainer.until(lambda: isinstance(trainer.app.screen, RunUntil))
        await trainer.until(lambda: trainer.app.screen.query_one("#offers").size.height == 7)
        await trainer.pilot.click("#offers", offset=(3, 5))
        await trainer.shows("►weight")
        await trainer.press("enter")
        await trainer.rests_at(18, SYN0)


async def test_what_is_wrong_is_said_in_the_dialog() -> None:
    async with opened() as trainer:
        await type_in(trainer, "soon")
        await trainer.shows("'soon' is not a condition")
        await trainer.press("backspace")
        await trainer.until(lambda: "is not a condition" not in trainer.text)
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert trainer.position == Position()


@pytest.mark.parametrize("key", ["space", "p", "escape"])
async def test_it_is_broken_off(key: str) -> None:
    async with opened(iterations=10**9) as trainer:
        await type_in(trainer, "error rises")
        await trainer.shows("running until the error rises", "space stop")
        await trainer.until(lambda: trainer.position.iteration > 1000)
        await trainer.press(key)
        await trainer.until(lambda: not trainer.frame.job)
        assert not trainer.frame.playing
        await trainer.shows("stopped: the error did not rise by iteration")


async def test_the_cursor_goes_through_what_happened() -> None:
    async with opened() as trainer:
        await type_in(trainer, "weight")
        await trainer.rests_at(18, SYN0)
        await trainer.shows("syn0[2,1] now")
        assert trainer.main.cursor == Cursor(input=2, hidden=1)
        await trainer.press("full_stop")
        await trainer.shows("no later event yet: run further")
        await trainer.press("n")
        await trainer.rests_at(19, 1)
        assert trainer.main.pinned is None


def test_what_is_offered_can_be_read_and_is_not_true_already() -> None:
    for experiment in (Experiment(), Experiment(dataset=COPY_FIRST, hidden=0), RESTLESS):
        timeline = Timeline(experiment)
        for iterations in (0, 1, 60, 700):
            if iterations:
                timeline.advance(iterations)
            for step in (1, len(experiment.script.steps)):
                timeline.stand_at(step)
                snapshot = timeline.snapshot()
                listed = offers(snapshot, Cursor(input=1))
                assert len(listed) <= 7
                for offer in listed:
                    condition = parse(offer.text, experiment)
                    assert condition.text == offer.text
                    assert condition.already(snapshot) == ""


def test_an_example_without_a_right_side_is_not_offered() -> None:
    experiment = Experiment(dataset=Dataset.of("half", XOR.X, [0.5, 0.5, 0.5, 0.5]))
    assert offers(Timeline(experiment).snapshot(), Cursor())[-1].text == "example"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("er", "error < 0.1"), ("error r", "error rises"), ("W", "weight"), ("x", None), ("", None)],
)
async def test_a_condition_is_completed(typed: str, completed: str | None) -> None:
    listed = offers(Timeline(Experiment()).snapshot(), Cursor())
    suggester = ConditionSuggester([offer.text for offer in listed])
    assert await suggester.get_suggestion(typed) == completed


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (200, 60)])
async def test_the_dialog_shows_all_it_offers_at_every_size(size: tuple[int, int]) -> None:
    async with opened(size=size) as trainer:
        await trainer.press("u")
        await trainer.shows("run until", "error rises", "syn1[0,0]", "example")
        assert trainer.app.screen.query_one(Input).has_focus


# From event to event.


async def test_comma_and_full_stop_go_from_event_to_event() -> None:
    async with opened(at=Position(260, COMPARE)) as trainer:
        await trainer.rests_at(260, COMPARE)
        await trainer.press("comma")
        await trainer.rests_at(254, L2)
        await trainer.shows("example 3 crosses to the correct side of 0.5")
        assert trainer.main.cursor.example == 3
        await trainer.press("comma", "comma", "comma")
        await trainer.rests_at(58, L2)
        await trainer.press("comma", "comma")
        await trainer.shows("no earlier event")
        await trainer.rests_at(18, SYN0)
        await trainer.press("full_stop")
        await trainer.rests_at(58, L2)


async def test_after_the_last_event_it_says_what_to_do() -> None:
    async with opened() as trainer:
        await trainer.press("full_stop")
        await trainer.shows("no later event yet: run further")


# The list.


def the_list(trainer: Trainer) -> EventList:
    assert isinstance(trainer.app.screen, EventsScreen)
    return trainer.app.screen.query_one(EventList)


async def test_e_lists_what_has_happened_and_enter_goes_there() -> None:
    async with opened(at=Position(300, COMPARE)) as trainer:
        await trainer.rests_at(300, COMPARE)
        await trainer.press("e")
        await trainer.shows(
            "events so far",
            "18:syn0       syn0[2,1] turns negative",
            "58:l2         example 1 crosses to the correct side of 0.5",
            "254:l2        example 3 crosses to the correct side of 0.5",
            "►300:l2_error  here",
            "[all 7] predictions 2  weights 5  rises 0",
        )
        await trainer.press("up", "up", "up")
        await trainer.press("enter")
        await trainer.rests_at(254, L2)
        await trainer.shows("example 3 crosses to the correct side of 0.5", "l2[3,0]")
        await trainer.press("e")
        await trainer.shows("►254:l2")
        await trainer.press("home", "enter")
        await trainer.rests_at(18, SYN0)


async def test_the_list_can_be_of_one_kind() -> None:
    async with opened(at=Position(300, COMPARE)) as trainer:
        await trainer.rests_at(300, COMPARE)
        await trainer.press("e", "right")
        await trainer.shows("[predictions 2]")
        assert "syn0[2,1]" not in "\n".join(trainer.lines[12:])
        await trainer.press("home", "enter")
        await trainer.rests_at(58, L2)


async def test_a_line_of_the_list_that_is_cut_says_so() -> None:
    async with opened(at=Position(300, COMPARE), size=(50, 24)) as trainer:
        await trainer.rests_at(300, COMPARE)
        await trainer.press("e")
        await trainer.shows(" example 1 crosses to the correct…│", "syn0[2,1] turns negative ")


@pytest.mark.parametrize("key", ["escape", "e", "q"])
async def test_the_list_is_closed_and_nothing_else_happens(key: str) -> None:
    async with opened(at=Position(300, COMPARE)) as trainer:
        await trainer.rests_at(300, COMPARE)
        await trainer.press("e", "home")
        await trainer.shows("events so far")
        await trainer.press(key)
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert trainer.position == Position(300, COMPARE)


async def test_before_anything_has_happened_the_list_says_so() -> None:
    async with opened() as trainer:
        await trainer.press("e")
        await trainer.shows("►0:l0", "here", "[all 0]")
        await trainer.press("down", "pagedown", "up", "pageup", "end", "enter")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert trainer.position == Position()


async def test_a_list_of_thousands_makes_only_what_is_seen() -> None:
    async with opened(RESTLESS, at=Position(9000, COMPARE)) as trainer:
        await trainer.rests_at(9000, COMPARE)
        await trainer.press("e")
        await trainer.shows("here", " more")
        listed = the_list(trainer)
        assert len(listed) > 8000
        await trainer.press("home")
        await trainer.until(lambda: listed.scroll_offset.y == 0)
        for _ in range(10):
            await trainer.press("pagedown")
        place = listed.position(listed.cursor)
        await trainer.press("enter")
        await trainer.rests_at(place.iteration, place.step)


# The marks on the graph.


@given(
    st.lists(st.tuples(st.integers(0, 70_000), st.sampled_from(KINDS)), max_size=30),
    st.sampled_from(list(Axes)),
    st.integers(16, 120),
)
def test_every_event_is_marked_in_its_column(
    events: list[tuple[int, Kind]], axes: Axes, width: int
) -> None:
    line = "0.25┤" + " " * (width - 5)
    row = event_row(events, line, axes=axes, iterations=60_000)
    text = "".join(part for part, _ in row)
    assert len(text) == width
    inside = [(at, kind) for at, kind in events if at <= 60_000]
    cells = {plot.column(axes, at, 60_000, 2 * (width - 5)) // 2 + 5: kind for at, kind in inside}
    assert {at for at, char in enumerate(text) if char != " "} == set(cells)
    assert set(text) <= {" ", *MARKS.values()}
    if any(kind == "divergence" for _, kind in inside):
        assert MARKS["divergence"] in text


async def test_the_graph_marks_events() -> None:
    async with opened(at=Position(2000, COMPARE)) as trainer:
        await trainer.rests_at(2000, COMPARE)
        await trainer.shows("±  • ± •±  ±")
        await trainer.press("l")
        await trainer.until(lambda: trainer.main.graph.axes is Axes.LOG_LOG)
        await trainer.shows("±  • ± •±  ±")


async def test_much_that_happens_is_one_row_of_marks() -> None:
    async with opened(RESTLESS, at=Position(5000, COMPARE)) as trainer:
        await trainer.rests_at(5000, COMPARE)
        await trainer.until(lambda: sum("••••••••" in line for line in trainer.lines) == 1)
        assert np.isfinite(trainer.frame.snapshot.error or (np.nan,)).all()
