"""`W` goes to what mattered most for the explained number, `backspace` goes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.class_network import TEXT
from helpers.lectures import lecture_of, opened_lecture
from helpers.script_trainer import opened as opened_script
from helpers.trainer import Trainer, running
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.trainer_app import TrainerApp

WAY = (
    ("syn1[3,0]", Position(254, 3), "largest term l1[1,3] × syn1[3,0], +1.29"),
    (
        "syn1[3,0]",
        Position(253, 8),
        "iteration 253 raised syn1[3,0] most: +0.0158, 0.9 % of +1.79 so far",
    ),
    ("l2_delta[1,0]", Position(253, 5), "example 1 gave most: l1[1,3] × l2_delta[1,0]"),
    ("l2_error[1,0]", Position(253, 4), "l2_delta[1,0] = l2_error[1,0] × slope(l2[1,0])"),
)
CELL = ("l2", Cursor(example=1))


def is_at(trainer: Trainer, ref: str, position: Position, words: str) -> bool:
    """True when a number is explained at a position, and the last line says why."""
    main = trainer.main
    frame, view = main.frame, main.view
    if frame is None or view is None or frame.job:
        return False
    row, column = main.cursor.cell(view.subject, view.experiment.dimensions)
    found = f"{view.subject}[{row},{column}]"
    return (found, frame.snapshot.position) == (ref, position) and words in trainer.lines[-1]


@pytest.mark.parametrize("kiosk", [False, True])
async def test_one_key_hops_and_backspace_goes_back(kiosk: bool) -> None:
    app = TrainerApp(Experiment(), at=Position(254, 3), cell=CELL, kiosk=kiosk)
    async with running(app) as trainer:
        await trainer.until(lambda: app.main.frame and not app.main.frame.job)
        for one in WAY:
            await trainer.press("W")
            await trainer.until(lambda one=one: is_at(trainer, *one))
        await trainer.press("W")
        await trainer.shows("l2_error[1,0] = y[1,0] - l2[1,0] = ")
        for one in reversed(WAY[:-1]):
            await trainer.press("backspace")
            await trainer.until(lambda one=one: is_at(trainer, *one))
        await trainer.press("backspace")
        await trainer.until(lambda: is_at(trainer, "l2[1,0]", Position(254, 3), "back at l2[1,0]"))
        await trainer.press("backspace")
        await trainer.shows("there is no hop to go back")


async def test_keys_typed_at_once_all_hop() -> None:
    async with running(TrainerApp(Experiment(), at=Position(254, 3), cell=CELL)) as trainer:
        await trainer.until(lambda: trainer.main.frame and not trainer.main.frame.job)
        await trainer.press("W", "W", "W", "W")
        await trainer.until(lambda: is_at(trainer, *WAY[-1]))


SCENE = """\
    # One
    at: 254:l1_error
    cell: l1_error[2,0]

    A scene.
"""


async def test_in_a_lecture_backspace_returns_to_the_scene_after_the_last_hop() -> None:
    async with opened_lecture(lecture_of(SCENE)) as it:
        trainer = Trainer(it.app, it.pilot)
        await it.press("W")
        await it.until(
            lambda: is_at(trainer, "syn1[0,0]", Position(254, 6), "l1_error[2,0] = l2_delta[2,0] ×")
        )
        await it.press("N", "backspace")
        await it.until(lambda: is_at(trainer, "l1_error[2,0]", Position(254, 6), "back at"))
        await it.press("N")
        await it.until(lambda: it.main.frame and it.main.frame.snapshot.position == (255, 6))
        await it.press("backspace")
        await it.until(lambda: it.main.frame and it.main.frame.snapshot.position == (254, 6))


SMALL = """\
import numpy as np
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.array([[-0.3], [0.4]])
b = np.zeros(1)
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w) - b))
    error = y - out
    w += 0.5 * X.T.dot(error)
    b += 0.5 * error.mean(axis=0)
"""


async def test_a_script_hops_from_pane_to_pane(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SMALL, encoding="utf-8")
    async with opened_script(path, size=(120, 40)) as it:
        await it.typed("g")
        await it.press(*"40:out", "enter")
        await it.until(lambda: it.where == (40, 1) and not it.frame.job)
        subjects = []
        for hops in (1, 2, 3):
            await it.press("W")
            await it.until(lambda hops=hops: it.frame.hops == hops and not it.frame.job)
            hop = it.frame.hop
            assert hop is not None and hop.place is not None
            await it.until(lambda hop=hop: it.main.explained_place() == hop.place)
            subjects.append(hop.place.label)
            await it.shows("backspace goes back")
        assert subjects[0] in ("w", "b") and subjects[:2] == [subjects[0]] * 2
        assert subjects[2] == "error"
        await it.press("backspace", "backspace", "backspace")
        await it.until(lambda: it.where == (40, 1) and it.frame.hops == 0)
        await it.shows("back at out[0,0]")


async def test_the_trail_goes_through_the_line_of_a_method(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    async with opened_script(mine) as it:
        await it.press("W")
        await it.shows("net.h[0,0] = tanh(x)", "largest term X[0,1] × W1[1,0]", " net.W1[1,0] ")


async def test_the_trail_ends_at_a_method_with_a_loop(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    line = "        self.h = np.tanh(X @ self.W1 + self.b1)\n"
    assert line in TEXT
    loop = f"        for _ in range(1):\n    {line}"
    mine.write_text(TEXT.replace(line, loop))
    async with opened_script(mine) as it:
        await it.press("W")
        await it.shows("of forward computes net.h[0,0]; W does not look inside: the end")
