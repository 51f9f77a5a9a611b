"""`u` runs a script until something comes true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpers.class_network import TEXT
from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Where

SMALL = """\
import numpy as np
np.random.seed(1)
alpha = 0.5
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.array([[-0.3], [0.4]])
loss = 1.0
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += alpha * X.T.dot(error)
    loss = float(np.mean(error ** 2))
    print(np.mean(np.abs(error)))
"""


def alone(iterations: int) -> dict[str, list[float]]:
    """Return some numbers at the end of each iteration, as Python computes them."""
    found: dict[str, list[float]] = {"error": [], "loss": [], "w0": [], "w1": []}

    def note(*_: object) -> None:
        found["error"].append(float(np.abs(scope["error"]).mean()))  # type: ignore[call-overload]
        found["loss"].append(scope["loss"])  # type: ignore[arg-type]
        for at in (0, 1):
            found[f"w{at}"].append(float(scope["w"][at, 0]))  # type: ignore[index]

    scope: dict[str, object] = {"print": note}
    exec(SMALL, scope)
    return {name: numbers[:iterations] for name, numbers in found.items()}


async def until(it: ScriptTrainer, text: str) -> None:
    await it.press("u")
    await it.shows("run until")
    it.app.screen.query_one("PromptInput").value = text  # type: ignore[attr-defined]
    await it.press("enter")
    await it.rest()


def saved(folder: Path, text: str = SMALL) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


async def test_it_runs_until_each_kind_of_condition(tmp_path: Path) -> None:
    truth = alone(50)
    below = next(at for at, one in enumerate(truth["error"]) if one < 0.2)
    small = next(at for at, one in enumerate(truth["loss"]) if one < 0.03)
    above = next(at for at, one in enumerate(truth["w0"]) if one > 2)
    sign = next(at for at, one in enumerate(truth["w1"]) if one < 0)
    async with opened(saved(tmp_path)) as it:
        await until(it, "error < 0.2")
        assert it.where == Where(below, 2)
        await it.shows("the error is below 0.2")
        await it.typed("home")
        await until(it, "loss < 0.03")
        assert it.where == Where(small, 4)
        await it.typed("home")
        await until(it, "w[0,0] > 2")
        assert it.where == Where(above, 3)
        await it.shows("w[0,0] is above 2")
        await it.typed("home")
        await until(it, "w[1,0]")
        assert it.where == Where(sign, 3)
        await it.shows("w[1,0] has changed its sign")
        await it.typed("home")
        await until(it, "weight")
        assert it.where == Where(0, 3)
        await until(it, "weight")
        assert it.where == Where(sign, 3)
        await until(it, "40")
        assert it.where.iteration == 40
        await until(it, "error < 0.2")
        assert it.where.iteration == 40
        await it.shows("the error is below 0.2 already")
        await until(it, "error rises")
        await it.shows("the error did not rise: the loop ends after 50 iterations")
        assert it.where.iteration == 49


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w", ""),
        ("w > 2", "w has many numbers; name one: w[0,0] > 2"),
        ("w[3,0]", "w is 2×1: its last cell is w[1,0]"),
        ("w[0]", "w is 2×1: its last cell is w[1,0]"),
        ("los < 1", "the loop has no variable 'los'; did you mean loss?"),
        ("right >= 0.9", "a script knows no right; try error < 0.1"),
        ("error < -1", "it is never negative"),
        ("nothing at all", "is not a condition such as error < 0.1"),
        ("loss[0] > 1", "loss is number: [0] is no cell of it"),
    ],
)
async def test_what_is_not_possible_is_said_in_one_line(
    tmp_path: Path, text: str, said: str
) -> None:
    async with opened(saved(tmp_path), size=(120, 30)) as it:
        await it.press("u")
        await it.shows("run until")
        it.app.screen.query_one("PromptInput").value = text  # type: ignore[attr-defined]
        await it.press("enter")
        if said:
            await it.shows(said)
        else:
            await it.rest()
            assert it.where == Where(0, 3)


async def test_an_exception_ends_it_too() -> None:
    async with opened(SCRIPTS / "bad" / "raises_broadcast.py", size=(120, 30)) as it:
        await until(it, "500")
        await it.typed("home")
        await until(it, "error > 1000")
        await it.shows("the error was not above 1000: 7:l2_delta raised ValueError")
        assert it.frame.raised is not None


@pytest.mark.parametrize("key", ["n", "space", "b", "escape"])
async def test_moving_keys_stop_it(tmp_path: Path, key: str) -> None:
    path = saved(tmp_path, SMALL.replace("range(50)", "range(100000000)"))
    async with opened(path) as it:
        await it.press("u")
        await it.shows("run until")
        it.app.screen.query_one("PromptInput").value = "loss < 0"  # type: ignore[attr-defined]
        await it.press("enter")
        await it.until(lambda: it.frame.until)
        await it.shows("running until loss is below 0")
        await it.press(key)
        await it.rest()
        assert not it.frame.until
        assert it.where.iteration > 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("class_train_think", "self.synaptic_weights[1,0]"),
        ("function_in_place", "weight"),
        ("layer_objects", "weight"),
        ("momentum_params", "weight"),
        ("dict_params", "weight"),
        ("samples_outer", "weight"),
        ("py2_print", "weight"),
        ("while_error", "error < 0.1"),
        ("nested_functions", "weight"),
        ("biases_row", "weight"),
    ],
)
async def test_it_runs_in_scripts_of_every_manner(name: str, text: str) -> None:
    async with opened(SCRIPTS / f"{name}.py") as it:
        await until(it, text)
        assert "changed its sign" in it.frame.note or "error" in it.frame.note


async def test_at_the_end_of_the_loop_only_the_way_back_is_offered(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT.replace("range(300)", "range(3)"))
    async with opened(mine) as it:
        await it.press("plus", "plus", "space")
        await it.until(lambda: it.frame.finished)
        await it.rest()
        await it.shows("b step back")
        await it.typed("b")
        await it.shows("n b step")
