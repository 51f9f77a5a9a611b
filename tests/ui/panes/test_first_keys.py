"""The first time, the last line says which keys to press; the first key or click ends that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from helpers.lectures import lecture_of, opened_lecture
from helpers.panes import text_of, view_at
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app import launch
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.panes.status import KeyLine
from tinynet_tui.worker.speed import AUTO

HINT = " n runs the next line · space plays · ? help"


def first_line(view_options: dict[str, Any], width: int, *, ascii: bool = False) -> str:
    line = KeyLine(last_line(), id="keys")
    line.first_time = True
    view = replace(view_at(0, 1, **view_options), ascii=ascii)
    return text_of(line.rows(view, width, 1)[0]).rstrip()


def test_it_fits_in_one_line_or_the_usual_keys_stay() -> None:
    for width in range(40, 200):
        text = first_line({}, width)
        assert len(text) <= width
        full = f" paused  auto  {HINT}"
        if width >= len(full):
            assert text == full
        elif width >= len(HINT):
            assert text == HINT
        else:
            assert text.endswith("? help  q quit")


def test_in_ascii_it_is_ascii() -> None:
    assert first_line({}, 80, ascii=True).endswith(" n runs the next line | space plays | ? help")
    assert first_line({}, 80, ascii=True).isascii()


@pytest.mark.parametrize("frame", [{"playing": True}, {"job": "going to 9:l1_error"}])
def test_it_is_true_or_it_is_not_there(frame: dict[str, Any]) -> None:
    assert HINT not in first_line(frame, 120)


async def gone(trainer: Trainer) -> None:
    await trainer.until(lambda: "runs the next line" not in trainer.text)
    assert " ? help  q quit" in trainer.lines[-1]
    await trainer.press("home")
    await trainer.rests_at(0, 1)
    assert "runs the next line" not in trainer.text


@pytest.mark.parametrize("key", ["n", "left", "tab", "x"])
async def test_any_key_ends_it_for_good(key: str) -> None:
    async with opened(first_time=True) as trainer:
        await trainer.shows(HINT)
        await trainer.press(key)
        await gone(trainer)


async def test_a_click_ends_it_for_good() -> None:
    async with opened(first_time=True) as trainer:
        await trainer.shows(HINT)
        await trainer.pilot.click("#layer1", offset=(3, 2))
        await gone(trainer)


@pytest.mark.parametrize("word", ["n", "runs", "line"])
async def test_its_keys_can_be_clicked(word: str) -> None:
    async with opened(first_time=True) as trainer:
        await trainer.shows(HINT)
        x = trainer.lines[-1].index(f" {word} ") + 1
        await trainer.pilot.click("#keys", offset=(x, 0))
        await trainer.rests_at(0, 2)
        await gone(trainer)


async def test_a_click_on_help_opens_it() -> None:
    async with opened(first_time=True) as trainer:
        await trainer.shows(HINT)
        await trainer.pilot.click("#keys", offset=(trainer.lines[-1].index("? help") + 3, 0))
        await trainer.until(lambda: trainer.app.screen is not trainer.main)


async def test_the_mouse_moving_or_the_terminal_resized_does_not_end_it() -> None:
    async with opened(first_time=True) as trainer:
        await trainer.shows(HINT)
        await trainer.pilot.hover("#layer1")
        await trainer.pilot.resize_terminal(100, 30)
        trainer.app.post_message(events.AppFocus())
        await trainer.settles()
        assert HINT in trainer.lines[-1]


async def test_it_has_the_keys_of_the_settings() -> None:
    keys = {"play": "f5", "help": "f9"}
    async with opened(first_time=True, settings=Settings(keys=keys)) as trainer:
        await trainer.shows(" n runs the next line · f5 plays · f9 help")


async def test_it_costs_the_panes_no_row() -> None:
    async with opened(first_time=True) as first, opened() as usual:
        await first.settles()
        await usual.settles()
        assert first.lines[:-1] == usual.lines[:-1]


async def test_a_lecture_does_not_show_it() -> None:
    async with opened_lecture(lecture_of("One\n\n# A\n\nText\n")) as lecturer:
        assert "runs the next line" not in lecturer.text


@pytest.mark.parametrize(
    ("kiosk", "saved", "first"),
    [(False, None, False), (False, False, True), (False, True, False), (True, None, True)],
)
def test_it_is_the_first_time_while_no_session_is_saved_and_always_in_a_kiosk(
    kiosk: bool,
    saved: bool | None,
    first: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "left.json"
    if saved:
        path.write_text("{}")
    apps: list[TrainerApp] = []

    def run(app: TrainerApp, _: Path | None) -> int:
        apps.append(app)
        return 0

    monkeypatch.setattr(launch, "run", run)
    launch.open_trainer(
        Experiment(),
        iterations=60_000,
        speed=AUTO,
        at=Position(),
        cell=None,
        play=False,
        settings=Settings(),
        resume_path=None if saved is None else path,
        kiosk=kiosk,
    )
    assert [app.main.keys.first_time for app in apps] == [first]
