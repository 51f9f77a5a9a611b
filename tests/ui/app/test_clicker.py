"""A lecture given with a clicker, and scenes that open in another view."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.lectures import Lecturer, lecture_of, opened_lecture, written
from tinynet_tui.lecture import scene
from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.keys.table import in_lecture
from tinynet_tui.ui.panes.views import HIDDEN, MAP, NUMBERS, VIEWS

TWO = """\
    # One
    at: 20
    view: map

    The first.

    ? Why?
    = Because.

    # Two
    at: 20

    The second.
    """


@pytest.mark.parametrize("key", ["?", "g", "o", "e", "enter", "colon", "s", "w", "u"])
async def test_paging_closes_the_dialog_and_pages(key: str) -> None:
    async with opened_lecture(lecture_of(TWO)) as it:
        await it.press("escape", {"?": "question_mark"}.get(key, key))
        await it.until(lambda: it.app.screen is not it.main)
        position = it.position
        await it.press("pagedown")
        await it.until(lambda: it.app.screen is it.main and it.main.text.answered)
        await it.press(key if key != "?" else "f1", "pagedown")
        await it.until(lambda: it.lecture_app.index == 1)
        assert it.app.screen is it.main
        assert it.position == position and not it.frame.snapshot.experiment.edits


@pytest.mark.parametrize("back", ["pagedown", "pageup", "b", "q", "space", "full_stop", "escape"])
@pytest.mark.parametrize(("clicker", "key"), [(False, "full_stop"), (True, "b"), (True, "f6")])
async def test_the_screen_is_blank_until_the_next_key(clicker: bool, key: str, back: str) -> None:
    async with opened_lecture(lecture_of(TWO), settings=Settings(clicker=clicker)) as it:
        before = it.lines
        await it.press(key)
        await it.until(lambda: isinstance(it.app.screen, Blank))
        await it.until(lambda: not it.text.strip())
        await it.press(back)
        await it.until(lambda: it.lines == before)
        assert it.lecture_app.index == 0 and not it.main.text.answered
        assert it.position.iteration == 20


async def test_without_the_setting_b_goes_back_and_the_events_have_other_keys() -> None:
    async with opened_lecture(lecture_of(TWO)) as it:
        await it.press("greater_than_sign")
        await it.shows("event")
        await it.press("backspace")
        await it.rests_at(20, 4)
        await it.press("b")
        await it.rests_at(20, 3)


def test_keys_that_the_settings_give_away_are_not_moved() -> None:
    keymap = in_lecture({"play": "full_stop,b", "event.next": "E"}, clicker=True)
    assert keymap == {
        "play": "full_stop,b",
        "scene.blank": "f6",
        "back.line": "j",
        "event.previous": "comma,less_than_sign",
        "event.next": "E",
    }


async def test_each_scene_has_its_view_however_one_came_to_it() -> None:
    async with opened_lecture(lecture_of(TWO)) as it:
        assert it.main.shown == MAP
        await it.shows("map · input 0", "1/2 One", "The first.")
        await it.press("d")
        await it.shows("what each hidden neuron sees")
        await it.press("2", "backspace")
        await it.shows("map · input 0")
        await it.press("pagedown", "pagedown")
        await it.until(lambda: it.lecture_app.index == 1 and it.main.shown == NUMBERS)
        await it.press("pageup", "pageup")
        await it.until(lambda: it.lecture_app.index == 0 and it.main.shown == MAP)
        await it.shows("map · input 0")


async def test_an_inserted_scene_keeps_the_view(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    async with opened_lecture(written(path, TWO), path=path) as it:
        await it.press("2", "i")
        await it.until(lambda: it.lecture_app.index == 1)
        assert it.main.shown == "network"
    assert "\nview: network\n" in path.read_text()


def test_the_views_are_those_of_the_screen_and_others_are_mistakes() -> None:
    assert {NUMBERS, *VIEWS, HIDDEN} == {*scene.VIEWS}
    (mistake,) = check("# One\nview: maps\n\nText.\n").mistakes
    assert (mistake.line, mistake.message) == (
        2,
        "view: there is no view 'maps': did you mean map?",
    )


async def test_another_seed_in_a_scene_has_the_run_before_behind_it() -> None:
    async with opened_lecture(built_in(), first=15) as it:
        await it.until(lambda: it.main.graph.ready)
        await it.press("r")
        await it.shows("·· seed 1")
        await it.press("backspace")
        await it.stands(it.scene)
        await it.until(lambda: "·· seed" not in it.text)


async def test_a_scene_looks_the_same_however_one_came_to_it() -> None:
    lecture = built_in()
    scenes = range(len(lecture.scenes))
    opened = []
    for index in scenes:
        async with opened_lecture(lecture, first=index) as it:
            opened.append(await settled(it))
    async with opened_lecture(lecture) as it:
        for index in scenes[1:]:
            await it.page_to_answer()
            await it.press("pagedown")
            await it.until(lambda index=index: it.lines == opened[index])
        for index in scenes[-2::-1]:
            await it.press("pageup")
            await it.until(lambda index=index: it.lines == opened[index])


async def settled(it: Lecturer) -> list[str]:
    """The screen of a scene as soon as it does not change any more."""
    await it.stands(it.scene)
    await it.until(lambda: it.main.graph.ready and it.main.text.begun)
    same: list[list[str]] = []
    while len(same) < 5:
        same = [*(one for one in same if one == it.lines), it.lines]
        await it.pilot.pause(0.05)
    return same[-1]
