"""The built-in lecture: the keys that its texts name show what they say."""

from __future__ import annotations

import re

import pytest

from helpers.lectures import opened_lecture
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.scene import LiveValue, Scene
from tinynet_tui.ui.panes.error_graph.plot import Axes

LECTURE = built_in()
SCENES = LECTURE.scenes


async def test_the_numbers_to_compare_with_stay_while_the_error_rises() -> None:
    async with opened_lecture(LECTURE, first=14) as it:
        await it.shows("error 0.499900")
        await it.press(*"NNNNN")
        await it.rests_at(5, 4)
        await it.shows("error 0.500402", "here it is 0.506459.")
        assert "begins at 0.562533, the error in the top line at 0.499900. Press N" in it.said


async def test_nine_lines_are_an_iteration_and_backspace_returns() -> None:
    async with opened_lecture(LECTURE) as it:
        for number in range(1, 9):
            await it.press("n")
            await it.rests_at(0, number + 1)
        await it.press("n")
        await it.rests_at(1, 1)
        await it.press("backspace")
        await it.rests_at(0, 1)


async def test_r_takes_the_next_seed_and_shift_r_keeps_it() -> None:
    async with opened_lecture(LECTURE, first=3) as it:
        for key, seed in (("r", 2), ("R", 2), ("r", 3), ("backspace", 1)):
            await it.press(key)
            await it.until(lambda seed=seed: it.frame.snapshot.experiment.seed == seed)
            weights = Experiment(seed=seed).initial_weights()[0]
            await it.shows(f"seed {seed} ", f" {weights[0, 0]:+.2f} "[1:])
            await it.shows(f"them. Here it is {seed}.")


async def test_three_shows_the_examples_as_corners() -> None:
    async with opened_lecture(LECTURE, first=2) as it:
        await it.page_to_answer()
        assert "Press 3: no straight line separates ● and ◆ from ○ and ◊." in it.said
        await it.press("3")
        await it.shows("● ○ target 1, 0   ◆ ◊ wrong")
        corners = [re.findall("[●◆○◊]", line) for line in it.lines[2:-12]]
        assert [found for found in corners if found] == [["◆", "◊"], ["○", "●"]]


async def test_pagedown_plays_until_all_four_outputs_are_on_the_correct_side() -> None:
    async with opened_lecture(LECTURE, first=8) as it:
        await it.shows("pgdn: play")
        await it.press("pagedown")
        await it.rests_at(254, 9)
        await it.shows("iteration 254 of 255", "pgdn: answer")
        await it.page_to_answer()
        assert "Example 3: its output falls below 0.5 at iteration 254," in it.said


async def test_pagedown_plays_on_until_10_000() -> None:
    async with opened_lecture(LECTURE, first=15) as it:
        await it.press("pagedown")
        await it.until(lambda: it.frame.playing)
        assert it.frame.speed.name == "auto"
        await it.press(*"+" * 9)
        await it.rests_at(10_000, 9)
        await it.shows("pgdn: more")


async def test_the_run_that_is_stuck_has_ours_beside_it() -> None:
    async with opened_lecture(LECTURE, first=16) as it:
        await it.shows("seed 911", "·· seed 1")
        for row, output, target in ((2, "0.00", 0), (3, "0.50", 1), (4, "1.00", 1), (5, "0.50", 0)):
            assert re.search(rf"{output} +{target} │$", it.lines[row])


async def test_the_output_that_is_not_quite_zero_is_shown_by_a_click_and_m() -> None:
    async with opened_lecture(LECTURE, first=12) as it:
        pane = next(pane for pane in it.main.forward if pane.id == "layer1")
        await it.pilot.click(pane, offset=(3, 2))
        await it.until(lambda: it.main.focused is pane)
        await it.press("m")
        await it.shows("0.00050328")
        assert any("click on layer 1 and press m. It is 0.00050328." in n for n in it.scene.notes)


async def test_a_weight_that_goes_down_has_its_mark() -> None:
    async with opened_lecture(LECTURE, first=13) as it:
        await it.shows("-4.97▼")


async def test_l_twice_is_the_linear_axis_and_once_more_the_first() -> None:
    async with opened_lecture(LECTURE, first=15) as it:
        assert it.main.graph.axes is Axes.LOG
        await it.press("l", "l")
        await it.until(lambda: it.main.graph.axes is Axes.LINEAR)
        await it.press("l")
        await it.until(lambda: it.main.graph.axes is Axes.LOG)


async def test_in_the_last_scene_m_shows_that_no_output_is_exactly_0_or_1() -> None:
    async with opened_lecture(LECTURE, first=18) as it:
        await it.shows("0.00", "1.00")
        await it.press("m")
        values = it.frame.snapshot.current.values
        for output, error in zip(values["l2"][:, 0], values["l2_error"][:, 0], strict=True):
            assert 0 < output < 1
            await it.shows(f"{error:+.8f}")


async def test_in_the_last_scene_another_seed_is_trained() -> None:
    async with opened_lecture(LECTURE, first=18) as it:
        await it.page_to_answer()
        for key in re.findall(r"\b(r|space)\b", it.said):
            await it.press(key)
        await it.until(lambda: it.frame.playing)
        assert it.frame.snapshot.experiment.seed == 2
        await it.shows("fell from 0.4964 to 0.0032.")  # which was said of seed 1


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
def test_an_answer_stays_true_when_the_run_moves(scene: Scene) -> None:
    live = {piece.name for part in scene.answer for piece in part if isinstance(piece, LiveValue)}
    assert live <= {"error"}  # which the top line shows, too


async def test_in_the_last_scene_space_twice_goes_on() -> None:
    async with opened_lecture(LECTURE, first=18) as it:
        assert any("press space twice" in note for note in it.scene.notes)
        await it.press("space")
        await it.rests_at(59_999, 9)
        await it.press("space")
        await it.until(lambda: it.position.iteration >= 60_000)
        assert it.frame.goal == 120_000
        await it.press("pageup")
        await it.stands(SCENES[17])
        assert it.frame.goal == 60_000  # as that scene says
