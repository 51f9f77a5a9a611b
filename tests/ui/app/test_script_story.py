"""`w` tells the story of a number of a script."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened
from tinynet_tui.engine.engine import Where
from tinynet_tui.ui.dialogs.script_story import ScriptStory, told
from tinynet_tui.worker.scripts.story import Telling

SMALL = """\
import numpy as np
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.array([[-0.3], [0.4]])
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += 0.5 * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""


def saved(folder: Path, text: str = SMALL) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


def alone() -> list[float]:
    found: list[float] = []
    scope: dict[str, object] = {"print": lambda *_: found.append(float(scope["w"][1, 0]))}  # type: ignore[index]
    exec(SMALL, scope)
    return found


async def test_a_number_is_read_over_the_iterations_so_far(tmp_path: Path) -> None:
    truth = alone()
    sign = next(at for at, one in enumerate(truth) if one < 0)
    async with opened(saved(tmp_path), size=(100, 40)) as it:
        await it.typed("w")
        await it.shows("no iteration is finished yet")
        await it.go("100")
        await it.go("30:w")
        await it.press("down")
        await it.press("w")
        await it.until(lambda: isinstance(it.app.screen, ScriptStory))
        await it.shows("w[1,0] at the end of each iteration", "◆ is this iteration")
        story = it.app.screen._story  # type: ignore[attr-defined]
        assert {*story.points} < {*enumerate(truth)}
        assert [story.points[0][0], story.points[-1][0]] == [0, 49]
        assert story.signs == [(sign, truth[sign])]
        assert story.lowest == (int(np.argmin(truth)), min(truth))
        words = " ".join(text for _, text in told(story))
        assert all(word in words for word in ("first", "last", "changes its sign", "lowest"))
        at = next(at for at, (line, _) in enumerate(told(story)) if line == sign)
        it.app.screen.list.highlighted = at  # type: ignore[attr-defined]
        await it.press("enter")
        await it.rest()
        assert it.where == Where(sign, 4)
        await it.shows(repr(truth[sign]))


async def test_an_iteration_that_is_finished_belongs_to_the_story(tmp_path: Path) -> None:
    truth = alone()
    async with opened(saved(tmp_path), size=(100, 40)) as it:
        for position, last in (("9:1", 8), ("9:last", 9), ("49:last", 49)):
            await it.go(position)
            await it.go(f"{position.partition(':')[0]}:w")
            await it.press("down", "w")
            await it.until(lambda: isinstance(it.app.screen, ScriptStory))
            story = it.app.screen._story  # type: ignore[attr-defined]
            assert story.points[-1] == (last, truth[last])
            await it.press("escape")
            await it.until(lambda: it.app.screen is it.main)
            await it.typed("home")


async def test_given_numbers_have_no_story(tmp_path: Path) -> None:
    async with opened(saved(tmp_path)) as it:
        await it.typed("N")
        while it.main.variable != "X":
            await it.typed("tab")
        await it.typed("w")
        await it.shows("X is given: the loop does not change it")


async def test_reading_is_interrupted_by_any_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Telling, "is_over", False)  # however quick the machine is
    text = SMALL.replace("range(50)", "range(2000000)").replace("    print", "    if 0: print")
    async with opened(saved(tmp_path, text)) as it:
        await it.go("20000")
        there = it.where
        await it.typed("n")
        await it.press("w")
        await it.until(lambda: it.frame.job.startswith("reading"))
        await it.press("escape")
        await it.rest()
        assert it.app.screen is it.main
        await it.typed("b")
        assert it.where == there


@pytest.mark.parametrize(
    "name",
    [
        *(
            "class_train_think",
            "layer_objects",
            "dict_params",
            "function_in_place",
            "momentum_params",
        ),
        *("samples_outer", "py2_print", "while_error", "two_trainings", "alphas_seed_inside"),
    ],
)
async def test_stories_in_scripts_of_every_manner(name: str) -> None:
    async with opened(SCRIPTS / f"{name}.py", size=(100, 40)) as it:
        await it.go("20:last")
        await it.typed("b")
        await it.press("w")
        await it.until(lambda: isinstance(it.app.screen, ScriptStory) or it.main.keys.note)
        if isinstance(it.app.screen, ScriptStory):
            story = it.app.screen._story
            assert [at for at, _ in story.points] == [*range(21)]
        else:
            assert "is no number" in it.main.keys.note
