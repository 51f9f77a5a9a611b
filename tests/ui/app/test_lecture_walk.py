"""A scene looks the same however one came to it, and what it switched on ends with it."""

from __future__ import annotations

import random

import pytest

from helpers.lectures import Lecturer, lecture_of, opened_lecture
from tinynet_tui.ui.panes.views import LANDSCAPE

SCENES = """\
    Many kinds
    # Numbers
    at: 254:l1_error
    cell: l1_error[2,0]
    light: l1_error

    It is {l1_error[2,0]}.

    ...

    More.

    # Network
    view: network
    at: 20

    ? What?
    = That.

    # Map
    view: map
    until: error < 0.2
    light: layer 2

    A map.

    # Past runs
    view: runs
    at: 300
    compare: seed 3

    Two runs.

    # Landscape
    view: landscape
    at: 30

    A landscape.

    # Graph
    at: 200
    light: graph
    compare: alpha 10
    play: 100

    A graph.

    # Quiz
    at: 3:l1
    predict: on
    hidden: 2

    A quiz.

    # Preset
    preset: stuck
    cell: l1[0,0]
    light: curve

    Stuck.
    """

KEYS = (
    *("n", "N", "b", "B", "space", "home", "end", "comma", "t", "x", "z", "r", "R", "l", "m"),
    *("1", "2", "3", "4", "5", "d", "h", "v", "a", "tab", "up", "down", "left", "right", "escape"),
    *("shift+left", "shift+up", "f", "W", "enter", "g", "w"),
)


async def entered(it: Lecturer, index: int) -> list[str]:
    """Go to a scene through `g`, and return its screen once it rests."""
    await it.press("escape", "escape")
    await it.until(lambda: it.app.screen is it.main)
    await it.press("g", "number_sign", str(index + 1), "enter")
    await it.until(lambda: it.lecture_app.index == index and it.app.screen is it.main)
    return await settled(it)


async def settled(it: Lecturer) -> list[str]:
    await it.stands(it.scene)
    await it.until(lambda: it.main.graph.ready and it.main.text.begun)
    if it.main.shown == LANDSCAPE:
        await it.until(lambda: it.main.landscape.is_up_to_date)
    await it.settles()
    return it.lines


@pytest.mark.parametrize("seed", [0, pytest.param(3, marks=pytest.mark.slow)])
async def test_a_scene_looks_the_same_after_any_walk(seed: int) -> None:
    lecture, choose = lecture_of(SCENES), random.Random(seed)
    wanted: dict[int, list[str]] = {}
    async with opened_lecture(lecture) as it:
        for _ in range(10):
            typed = choose.choices(KEYS, k=choose.randrange(8))
            await it.press(*typed)
            index = choose.randrange(len(lecture.scenes))
            seen = await entered(it, index)
            if index not in wanted:
                async with opened_lecture(lecture, first=index) as other:
                    wanted[index] = await settled(other)
            assert seen == wanted[index], (index, typed)
