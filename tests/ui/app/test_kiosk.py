"""A kiosk gives a guest the trainer, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from textual.app import App

from helpers.trainer import Trainer, running
from tinynet_tui.lecture.files import EXAMPLE, built_in, packaged
from tinynet_tui.ui.app.lecture_app import LectureApp


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guest's folder, in which the program is started, with data and a lecture in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("data.csv",):
        (tmp_path / name).write_text("0,1,1\n1,0,0\n")
    (tmp_path / "lecture.txt").write_text(packaged(EXAMPLE))
    return tmp_path


# What is there to choose from, and what Textual has besides.


@asynccontextmanager
async def offering(*, kiosk: bool) -> AsyncIterator[tuple[Trainer, str]]:
    """A lecture, and all that its palette and its help offer."""
    app = LectureApp(built_in(), path=Path("lecture.txt"), kiosk=kiosk)
    async with running(app) as trainer:
        commands = "\n".join(command.title for command in app.get_system_commands(app.screen))
        explained = "\n".join(line for _, lines in app.help_sections() for _, line in lines)
        yield trainer, f"{commands}\n{explained}"


@pytest.mark.parametrize("kiosk", [True, False])
async def test_only_a_kiosk_says_nothing_of_what_it_has_not(kiosk: bool) -> None:
    async with offering(kiosk=kiosk) as (trainer, offered):
        for words in ("save a script", "insert this screen"):
            assert offered.count(words) == (0 if kiosk else 2)
        assert offered.count("copy the command") == 2
        await trainer.press("o")
        await trainer.shows("circle:points")
        assert ("FILE.csv" in trainer.text) == (not kiosk)


ACTIONS = (
    *("screenshot('x.svg')", "toggle('kiosk')", "simulate_key('s')", "save", "insert"),
    *("app.suspend_process", "app.screenshot('x.svg')", "app.push_screen('x')", "app.bell"),
)


@pytest.mark.parametrize("action", ACTIONS)
async def test_no_other_action_does_anything(action: str) -> None:
    async with offering(kiosk=True) as (trainer, _):
        assert not await trainer.app.run_action(action)
        assert trainer.app.kiosk
        assert trainer.app.screen is trainer.main


WAYS: dict[str, Callable[[App[int]], object]] = {
    "save_screenshot": lambda app: app.save_screenshot("x.svg"),
    "deliver_screenshot": lambda app: app.deliver_screenshot("x.svg"),
    "deliver_text": lambda app: app.deliver_text(StringIO("x"), save_filename="x"),
    "deliver_binary": lambda app: app.deliver_binary(BytesIO(b"x"), save_filename="x"),
    "open_url": lambda app: app.open_url("file:///etc/passwd"),
    "suspend": lambda app: app.suspend().__enter__(),
    "suspend_process": lambda app: app.action_suspend_process(),
}


@pytest.mark.parametrize("way", WAYS)
async def test_textuals_ways_to_the_machine_are_closed(way: str) -> None:
    async with offering(kiosk=True) as (trainer, _):
        with pytest.raises(PermissionError, match="not in a kiosk"):
            WAYS[way](trainer.app)


async def test_without_a_kiosk_they_are_open(folder: Path) -> None:
    async with offering(kiosk=False) as (trainer, _):
        await trainer.app.run_action(f"screenshot('x.svg', {str(folder)!r})")
        assert trainer.app.save_screenshot("y.svg", str(folder)) in [*map(str, folder.iterdir())]
        await trainer.until((folder / "x.svg").exists)
