"""Quiz mode with a script: a step hides its result and asks, and nothing gives it away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.values import Value
from tinynet_tui.training.error_history import ErrorHistory

SMALL = """\
import numpy as np
np.random.seed(1)
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.array([[-0.3], [0.4]])
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += 0.5 * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""


NAMES = (
    *("flat_long_names", "class_train_think", "layer_objects", "dict_params", "biases_flat"),
    *("momentum_params", "function_in_place", "samples_outer", "softmax", "eleven_lines"),
    *("copies_and_views", "history_grows", "py2_print", "targets_1d", "dropout", "walrus"),
)
QUICK = {"flat_long_names", "layer_objects"}
CASES = [
    pytest.param(name, size, marks=[pytest.mark.slow] * (name not in QUICK))
    for name in NAMES
    for size in ((80, 24), (200, 60))
]


def saved(folder: Path) -> Path:
    path = folder / "mine.py"
    path.write_text(SMALL)
    return path


def other(value: Value) -> Value:
    """Return a value of the same form with other numbers of the other sign."""
    if value.array is None:
        return replace(value, parts=tuple(map(other, value.parts)))
    array = value.array
    if array.dtype.kind == "f":
        array = 0.9375 - 3 * array
    return replace(value, array=array, all="other", text=f"{value.text}?")


async def gives_nothing_away(it: ScriptTrainer) -> None:
    """Check that the screen is the same for another answer."""
    asked, frame = it.main.quiz.asked, it.frame
    assert asked is not None
    await it.settles()
    before = it.lines
    hidden = asked.hidden
    values = {name: other(one) if name in hidden else one for name, one in frame.values.items()}
    changed = replace(frame, values=values, printed=frame.printed + "77.7\n")
    if asked.error_hidden and frame.error is not None:
        history = ErrorHistory()
        history.append(np.append(frame.history.columns(frame.error[1])[0], 77.7))
        error = (77.7, frame.error[1])
        changed = replace(changed, error=error, history=history, reached=history.length)
    if frame.reply is not None:
        answer = replace(frame.reply.answer, outputs=1 - frame.reply.answer.outputs)
        changed = replace(changed, reply=replace(frame.reply, answer=answer))
    await it.main.show(changed)
    assert it.main.quiz.asked is asked
    await it.settles()
    assert it.lines == before
    await it.main.show(frame)


async def test_questions_and_verdicts(tmp_path: Path) -> None:
    async with opened(saved(tmp_path)) as it:
        await it.typed("t", "n")
        await it.shows("Is error[0,0] positive or negative?", "positive")
        assert it.frame.values["error"].array is not None
        await it.press("up")
        await it.shows("error[0,0]: no, negative")
        await it.typed("n")
        await it.shows("Does w[0,0] rise or fall?")
        await it.press("plus")
        await it.shows("w[0,0]: correct, it rises")
        await it.typed("n", "n")
        await it.shows("Is out[0,0] above 0.5?")
        await it.press("down")
        await it.shows("out[0,0]: no, above")
        await it.typed("n", "n", "n")
        await it.shows("Does w[0,0] rise or fall?")
        where = it.where
        await it.typed("n")  # shows it
        assert it.where == where
        assert it.main.quiz.asked is None
        await it.typed("N")
        await it.shows("Does the error of iteration 2 rise?")
        await it.press("minus")
        await it.shows("the error: correct, it falls")
        await it.typed("t", "n")
        assert it.main.quiz.asked is None


@pytest.mark.parametrize(("name", "size"), CASES)
async def test_no_answer_is_on_the_screen(name: str, size: tuple[int, int]) -> None:
    asked = 0
    async with opened(SCRIPTS / f"{name}.py", size=size) as it:
        await it.typed("t")
        for key in "nnnnnnnnNN":
            await it.typed(key)
            if it.main.quiz.asked is not None:
                asked += 1
                await gives_nothing_away(it)
                await it.press("0")
    assert asked


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@pytest.mark.parametrize("view", ["a", "2", "3"])
async def test_no_answer_is_in_another_view(view: str, size: tuple[int, int]) -> None:
    async with opened(SCRIPTS / "eleven_lines.py", size=size) as it:
        await it.typed("t", view)
        await it.until(lambda: it.frame.reply is not None)
        asked = 0
        for key in "nnnnnnnN":
            await it.typed(key)
            if it.main.quiz.asked is not None:
                asked += 1
                assert it.main.quiz.asked.text in it.text
                await gives_nothing_away(it)
                await it.press("0")
                await it.until(lambda: it.main.quiz.asked is None)
        assert asked
