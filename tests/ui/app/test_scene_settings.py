"""Scenes that play, ask and compare on the running app, and the ways to go to a scene."""

from __future__ import annotations

import pytest

from helpers.lectures import lecture_of, opened_lecture
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.worker.speed import AUTO, by_name

SCENES = """\
    # Plays
    at: 20
    play: 3

    A run.

    ? What?
    = That.

    # Asks
    at: 254:l2
    predict: on

    A quiz.

    # Compares
    at: 20
    light: graph
    compare: seed 3, alpha 10

    Two runs.

    # Rests
    at: 20

    The end.
    """


async def test_the_first_pagedown_plays_and_the_speed_ends_with_the_scene() -> None:
    async with opened_lecture(lecture_of(SCENES)) as it:
        await it.shows("pgdn: play", "paused  auto")
        await it.press("pagedown")
        await it.shows("playing  3 iterations/s", "pgdn: answer")
        assert not it.main.text.answered
        await it.until(lambda: it.position.iteration > 20)
        await it.press("pagedown")
        await it.shows("= That.")
        assert it.frame.playing
        await it.press("backspace")
        await it.rests_at(20, 4)
        assert it.frame.speed == AUTO and it.main.text.plays
        await it.press("pagedown", "pagedown")
        await it.until(lambda: it.lecture_app.index == 1)
        await it.stands(it.scene)
        assert it.frame.speed == AUTO


async def test_a_speed_that_one_chose_stays() -> None:
    async with opened_lecture(lecture_of(SCENES)) as it:
        await it.press("plus")
        await it.until(lambda: it.frame.speed != AUTO)
        chosen = it.frame.speed
        await it.press("pagedown")
        await it.until(lambda: it.frame.playing)
        assert it.frame.speed == by_name("3")
        await it.press("g", "number_sign", "4", "enter")
        await it.until(lambda: it.lecture_app.index == 3)
        await it.until(lambda: it.frame.speed == chosen)


async def test_a_scene_that_asks_begins_in_quiz_mode_which_ends_with_it() -> None:
    async with opened_lecture(lecture_of(SCENES), first=1) as it:
        assert it.main.quiz.on
        await it.press("n")
        await it.until(lambda: it.main.quiz.asked is not None)
        await it.press("pagedown")
        await it.until(lambda: it.lecture_app.index == 2)
        assert not it.main.quiz.on and it.main.quiz.asked is None
        await it.press("t", "pageup")
        await it.until(lambda: it.lecture_app.index == 1)
        assert it.main.quiz.on


@pytest.mark.parametrize("first", [0, 2])
async def test_another_run_is_dotted_in_the_graph(first: int) -> None:
    async with opened_lecture(lecture_of(SCENES), first=first) as it:
        if first == 0:
            await it.press("r", "g", "number_sign", "3", "enter")
            await it.until(lambda: it.lecture_app.index == 2)
        await it.until(lambda: it.main.graph.ready)
        await it.stands(it.scene)
        await it.shows("·· seed 3 alpha 10")
        (run,) = it.frame.runs
        assert run.experiment == Experiment(alpha=10, seed=3)
        assert run.length == 60_000
        await it.press("pagedown")
        await it.until(lambda: it.lecture_app.index == 3)
        await it.stands(it.scene)
        assert it.main.view is not None
        assert it.main.view.behind is None


async def test_g_goes_to_a_scene_by_its_number() -> None:
    async with opened_lecture(lecture_of(SCENES)) as it:
        await it.press("g")
        await it.shows("254   #4   254:l1_error")
        await it.press("number_sign", "9", "enter")
        await it.shows("there is no scene 9: the scenes are #1 to #4")
        await it.press("backspace", "2", "enter")
        await it.until(lambda: it.lecture_app.index == 1 and it.app.screen is it.main)
        await it.stands(it.scene)
        await it.press("g", *"7", "enter")
        await it.rests_at(7, 4)
        assert it.lecture_app.index == 1


async def test_the_palette_lists_the_titles_of_the_scenes() -> None:
    async with opened_lecture(lecture_of(SCENES)) as it:
        assert isinstance(it.app, LectureApp)
        titles = [command.title for command in it.app.get_system_commands(it.app.screen)]
        assert [title for title in titles if title.startswith("scene ")][-4:] == [
            "scene 1: Plays",
            "scene 2: Asks",
            "scene 3: Compares",
            "scene 4: Rests",
        ]
        await it.press("colon", *"compares", "enter")
        await it.until(lambda: it.lecture_app.index == 2 and it.app.screen is it.main)
