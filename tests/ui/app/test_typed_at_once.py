"""Keys typed faster than the screen answers do what they do typed one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from helpers import script_trainer, trainer
from helpers.lectures import opened_lecture, written
from helpers.three_scenes import THREE
from helpers.typed import assert_same, at_once, send
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.files import load
from tinynet_tui.ui.app import key_queue

SCRIPT = """\
import numpy as np
np.random.seed(4)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w0 = 2 * np.random.random((3, 4)) - 1
w1 = 2 * np.random.random((4, 1)) - 1
for i in range(200):
    l1 = 1 / (1 + np.exp(-X @ w0))
    out = 1 / (1 + np.exp(-l1 @ w1))
    error = y - out
    d = error * out * (1 - out)
    d1 = d @ w1.T * l1 * (1 - l1)
    w1 += 3 * l1.T @ d
    w0 += 3 * X.T @ d1
    if i % 50 == 0:
        print(i, np.mean(np.abs(error)))
"""
BOTH = [
    "g '50:{w} enter enter up up up enter",
    "N N x n f right h",
    "g '40 enter W backspace w escape c escape",
    "3 L L h v a '5 tab '7",
    "escape escape 2 left up enter '1 enter",
    "t n up 0 t e up enter , 4 1 m up m tab",
    "o down down right escape y escape s escape :'edit enter 'x '3 enter z b",
    "g '-3 enter u escape comma n X r N enter escape",
]
"""What is typed in one burst, one after the other in the same app; `{w}` are weights."""
PIECES = [
    *("n", "N", "b", "B", "g '50:{w} enter", "g '30 enter", "g '-2 enter", "enter '5 enter"),
    *("enter up up enter", "enter escape", "enter up escape", "x", "f", "h", "W", "backspace"),
    *("c escape", "w escape", "w pagedown escape", "s escape", "a '5", "a '7 tab '2"),
    *("a right up a", "o escape", "o down right escape", "u escape", "e escape", "e up enter"),
    *(":'edit enter 'x", "1", "2", "3", "4", "2 left up", "3 L L", "3 h v", "3 d right"),
    *("2 enter escape", "m", "m up", "tab", "shift+tab enter escape", "up", "down", "left"),
    *("right", "up up up", "comma", "full_stop", "comma n", "z", "Z", "X", "t", "t n up"),
    *("home", "end", "? escape", "l", "y escape", "r", "escape", "0"),
]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, escape and q wait as long as all other keys."""
    monkeypatch.setattr(key_queue, "PATIENCE", 1000.0)


@asynccontextmanager
async def two(kind: str, folder: Path) -> AsyncIterator[tuple[Any, Any]]:
    """Open the trainer twice: with the built-in network, or with a script."""
    async with AsyncExitStack() as stack:
        apps: list[Any] = []
        for name in ("slow", "quick"):
            path = folder / name / "mine.py"
            path.parent.mkdir()
            path.write_text(SCRIPT)
            entered: Any = trainer.opened() if kind == "network" else script_trainer.opened(path)
            apps.append(await stack.enter_async_context(entered))
        yield apps[0], apps[1]


@pytest.mark.parametrize(("kind", "weights"), [("network", "syn1"), ("script", "w1")])
async def test_a_burst_does_what_its_keys_do_one_by_one(
    kind: str, weights: str, tmp_path: Path
) -> None:
    async with two(kind, tmp_path) as (slow, quick):
        for words in BOTH:
            await assert_same(slow, quick, words.format(w=weights))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("kind", "weights"), [("network", "syn1"), ("script", "w1")])
async def test_any_burst_does_what_its_keys_do_one_by_one(
    kind: str, weights: str, seed: int, tmp_path: Path
) -> None:
    random = Random(seed)
    async with two(kind, tmp_path) as (slow, quick):
        for _ in range(8):
            pieces = random.choices(PIECES, k=random.randint(2, 5))
            await assert_same(slow, quick, " ".join(pieces).format(w=weights))


async def test_a_switch_typed_just_before_is_inserted_into_the_lecture(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, THREE), path=path) as it:
        await at_once(it, "g '10:l1 enter x i")
        await it.until(lambda: it.lecture_app.index == 1)
    scene = load(path).scenes[1]
    assert scene.position == Position(10, 2)
    assert [(edit.target, edit.value) for edit in scene.experiment.edits] == [("l1[:,0]", "off")]


async def test_a_key_typed_after_a_long_job_waits_for_its_end() -> None:
    async with trainer.opened(fps=1e-3) as it:
        await at_once(it, "g '20000:syn1 enter enter '0.5 enter")
        [edit] = it.frame.experiment.edits
        assert edit.at == Position(20_000, 8)


async def test_commands_do_not_wait_for_the_screen() -> None:
    async with trainer.opened() as it:
        it.app.worker.wake = None  # nothing is shown any more
        send(it, "n n N b + - z end n")
        await it.until(lambda: it.app.worker._sent == 9)
        assert queue_of(it).rests


@pytest.mark.parametrize(("key", "leaves"), [("q", True), ("escape", False)])
async def test_the_ways_out_do_not_wait_for_ever(
    key: str, leaves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with trainer.opened() as it:
        it.app.worker.wake = None  # no answer comes
        send(it, "n enter tab")
        await it.until(it.app.frames.keys_wait)
        monkeypatch.setattr(key_queue, "PATIENCE", 0.0)
        send(it, key)
        await it.until(lambda: it.app.ending if leaves else queue_of(it).rests)
        assert it.app.ending == leaves
        assert it.app.screen is it.main or leaves


async def test_a_key_typed_while_a_job_is_shown_does_not_wait_for_its_end() -> None:
    async with trainer.opened() as it:
        send(it, "g '9999999 enter")
        await it.until(lambda: it.frame.job)
        await at_once(it, "+ enter '0.5 enter")
        [edit] = it.frame.experiment.edits
        assert 0 < edit.at.iteration < 9_999_999


async def test_escape_ends_a_job_that_is_shown() -> None:
    async with trainer.opened() as it:
        send(it, "g '9999999 enter")
        await it.until(lambda: it.frame.job)
        await at_once(it, "escape")
        assert 0 < it.position.iteration < 9_999_999


def queue_of(it: trainer.Trainer) -> key_queue.KeyQueue:
    return it.app.key_order.queue
