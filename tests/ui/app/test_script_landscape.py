"""View 5 of a script: the error over two of its weights is what its own lines make of them."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Engine
from tinynet_tui.network.array import Array
from tinynet_tui.ui.panes.script.landscape import ScriptLandscape
from tinynet_tui.worker.scripts.commands import Watch, Weights


def the_landscape(it: ScriptTrainer) -> ScriptLandscape:
    assert isinstance(it.main.drawing, ScriptLandscape)
    return it.main.drawing


def is_known(it: ScriptTrainer) -> bool:
    reply, wanted = it.frame.reply, the_landscape(it).wanted_weights
    return (
        reply is not None
        and reply.errors is not None
        and isinstance(reply.watch, Watch)
        and wanted is not None
        and wanted.is_like(reply.watch.weights)
        and reply.where == it.where
    )


def errors_of(it: ScriptTrainer) -> tuple[Weights, np.ndarray]:
    reply, wanted = it.frame.reply, the_landscape(it).wanted_weights
    assert reply is not None and reply.errors is not None and wanted is not None
    return wanted, reply.errors.outputs[:, 0]


def error_of(X: Array, y: Array, a: Array, b: Array, cells: tuple[str, ...], point: Array) -> float:
    """Return the error of the eleven lines with other weights, by NumPy."""
    for cell, value in zip(cells, point, strict=True):
        row, column = (int(one) for one in cell[2:-1].split(","))
        (a if cell[0] == "a" else b)[row, column] = value
    hidden = 1 / (1 + np.exp(-(X @ a)))
    return float(abs(y - 1 / (1 + np.exp(-(hidden @ b)))).mean())


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_errors_are_those_of_the_scripts_lines(size: tuple[int, int]) -> None:
    async with opened(SCRIPTS / "eleven_lines.py", size=size) as it:
        await it.go("900")
        await it.typed("5")
        for keys in ((), ("right",), ("down", "up"), ("N", "b")):
            await it.typed(*keys)
            await it.until(lambda: is_known(it))
            wanted, found = errors_of(it)
            X, y, a, b = (it.frame.values[name].array for name in ("seen", "want", "a", "b"))
            assert X is not None and y is not None and a is not None and b is not None
            a, b = a.copy(), b.copy()
            error = partial(error_of, X, y, a, b, wanted.cells)
            assert error(wanted.points[0]) == pytest.approx(found[0], rel=1e-9)
            rows, columns = wanted.grid
            plane = wanted.points.reshape(rows, columns, 2)
            for row, column in ((rows // 2, columns // 2), (rows - 1, columns - 1)):
                near = [  # on a slow computer, neighbours share an error
                    error(plane[row - up, column - left]) for up in range(6) for left in range(6)
                ]
                assert np.isclose(near, found[row * columns + column], rtol=1e-9).any()
            assert it.frame.error is not None
        await it.go("900")
        await it.until(lambda: is_known(it))
        _, found = errors_of(it)
        assert it.frame.error is not None
        assert found[-1] == pytest.approx(it.frame.error[0], rel=1e-9)
        await it.shows("◆ error 0.023895")


async def test_the_arrows_choose_weights_and_the_path_is_where_the_run_was_shown() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.typed("5")
        await it.until(lambda: is_known(it))
        await it.shows("error over a[0,0] (across) and b[0,0] (up)", "◆ error")
        for position in ("20", "100", "900"):
            await it.go(position)
        await it.shows("○ start  • seen")
        await it.typed("right", "down")
        await it.shows("error over a[0,1] (across) and b[1,0] (up)")
        assert it.main.view is not None and it.main.view.subject.label == "b"
        await it.typed("1", "5")
        await it.shows("error over a[0,1] (across) and b[1,0] (up)")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dropout", "No landscape here: the output depends on random numbers."),
        ("samples_outer", "error over W[0,0] (across) and V[0,0] (up)"),
        ("class_train_think", "(across) and self.synaptic_weights[1,0] (up)"),
        ("deep_list_of_weights", "error over W[0][0,0] (across) and W[1][0,0] (up)"),
        ("biases_flat", "error over"),
        ("softmax", "error over A[0,0] (across)"),
        ("integer_weights", "landscape"),
    ],
)
async def test_scripts_of_many_manners_have_one_or_say_why_not(name: str, text: str) -> None:
    async with opened(SCRIPTS / f"{name}.py", size=(200, 60)) as it:
        await it.go("3")
        await it.typed("5")
        await it.shows(text)


async def test_the_quiz_hides_it_and_nothing_of_the_run_changes() -> None:
    async with opened(SCRIPTS / "eleven_lines.py") as it:
        await it.go("50:2")
        await it.typed("5", "t", "n")
        await it.until(lambda: it.main.quiz.asked is not None)
        await it.shows("the landscape would show the answer")
        await it.typed("0")
        await it.shows("error over")
        await it.go("200")
        weights = it.frame.values["a"].array
    path = SCRIPTS / "eleven_lines.py"
    with Engine(str(path), path.read_bytes()) as engine:
        straight = engine.stand(200).values["a"].array
        assert weights is not None and straight is not None
        old = engine.stand(200, 3).values["a"].array
        assert old is not None and weights.tobytes() == old.tobytes()
