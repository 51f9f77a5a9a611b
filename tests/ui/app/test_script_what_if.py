"""What-if for a script: inputs of one's own, followed along the run."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Where

SIZES = [(80, 24), (200, 60)]


def weights(it: ScriptTrainer, name: str) -> np.ndarray:
    array = it.frame.values[name].array
    assert array is not None
    return array


def shown(it: ScriptTrainer, name: str) -> float:
    """Return the output on the screen."""
    line = next(line for line in it.lines if f"│ {name}  " in line)
    return float(line.partition(f"│ {name}  ")[2].split()[0])


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


@pytest.mark.parametrize("size", SIZES)
async def test_inputs_of_ones_own_are_followed_both_ways(size: tuple[int, int]) -> None:
    async with opened(SCRIPTS / "eleven_lines.py", size=size) as it:
        await it.go("254")
        await it.typed("a")
        await it.until(lambda: "what-if · example 0" in it.text)
        await it.typed("5", "right", ".", "2", "5")
        await it.until(lambda: "not a training example" in it.text)
        seen = np.array([5, 0.25, 1])

        def expected() -> float:
            return float(sigmoid(sigmoid(seen @ weights(it, "a")) @ weights(it, "b"))[0])

        for keys in ((), ("N",), ("B", "B"), ("n", "n", "n")):
            await it.typed(*keys)
            await it.until(lambda: abs(shown(it, "o") - expected()) < 1e-6)
        await it.press("space")
        await it.until(lambda: it.where.iteration > 254)
        await it.press("space")
        await it.until(lambda: not it.frame.playing)
        await it.until(lambda: abs(shown(it, "o") - expected()) < 1e-6)


async def test_for_an_example_its_target_is_told() -> None:
    async with opened(SCRIPTS / "function_returns_weights.py") as it:
        await it.go("100")
        await it.typed("a")
        await it.until(lambda: "what-if · example 0 · target 0" in it.text)
        await it.until(lambda: "k2[0]  0." in it.text)
        await it.typed("right", "up")
        await it.until(lambda: "example 1 · target 1" in it.text)
        await it.typed("right", "right", "right")
        await it.until(lambda: "k2[1]  0." in it.text)


@pytest.mark.parametrize("name", ["dropout", "comprehension_locals"])
async def test_where_it_does_not_work_it_says_why(name: str) -> None:
    async with opened(SCRIPTS / f"{name}.py") as it:
        await it.typed("a")
        await it.until(lambda: "No what-if here" in it.text)
        await it.typed("8", "right", "n")
        assert it.where != Where(0, 1)
        await it.typed("escape")
        await it.until(lambda: "No what-if here" not in it.text)
        await it.until(lambda: it.frame.reply is None)


async def test_it_closes_as_it_opened() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.typed("a")
        await it.until(lambda: "what-if" in it.text)
        await it.typed("a")
        await it.until(lambda: "what-if" not in it.text)
        await it.typed("a", "m")
        await it.until(lambda: "what-if" in it.text)
        await it.typed("m", "escape")
        await it.until(lambda: "what-if" not in it.text)


async def test_escape_closes_it_before_what_is_split_below_it() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.typed("3", "d")
        await it.until(lambda: it.main.map is not None and it.main.map.split)
        await it.typed("a")
        await it.until(lambda: "what-if" in it.text)
        await it.typed("escape")
        await it.until(lambda: "what-if" not in it.text)
        shown = it.main.map
        assert shown is not None and shown.split
        await it.typed("escape")
        await it.until(lambda: not shown.split)


async def test_it_begins_with_the_example_under_the_cursor() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.go("20:o")
        await it.typed("down", "down")
        await it.typed("a")
        await it.until(lambda: "what-if · example 2 · target 1" in it.text)


async def test_it_says_with_which_weights_it_computes() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.go("3:1")
        await it.typed("a")
        await it.shows("with the weights after step 1.")
        await it.go("3:last")
        step = it.where.step
        await it.until(lambda: f"with the weights after step {step}: a and b have" in whole(it))
        assert "changed since o was computed" in whole(it)


def whole(it: ScriptTrainer) -> str:
    """Return the text of the pane at the bottom right, on one line."""
    return " ".join(" ".join(line.split("││")[-1].strip("│ ") for line in it.lines).split())


async def test_tab_goes_through_the_inputs_then_to_the_next_pane() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.go("50")
        await it.typed("a")
        await it.until(lambda: it.main.what_if is not None and bool(it.main.what_if.entry.inputs))
        pane = it.main.what_if
        assert pane is not None
        for at in (1, 2):
            await it.typed("tab")
            assert (it.main.focused, pane.entry.at) == (pane, at)
        await it.typed("tab")
        assert it.main.focused is not pane and it.main.what_if is pane
        await it.typed("shift+tab")
        assert (it.main.focused, pane.entry.at) == (pane, 2)
