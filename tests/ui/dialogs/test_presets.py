"""The list of presets in the app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from helpers.terminal import terminal
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.presets import PRESETS, Preset
from tinynet_tui.ui.dialogs.presets import PresetsScreen, Titles

TITLES = [preset.title for preset in PRESETS]


@asynccontextmanager
async def listed(
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[Trainer, list[Preset]]]:
    """Open the list; what is chosen in it."""
    chosen: list[Preset] = []
    async with opened(size=size) as trainer:
        trainer.app.push_screen(PresetsScreen(chosen.append, PRESETS))
        await trainer.shows("presets", "enter opens it")
        yield trainer, chosen


def flowing(trainer: Trainer) -> str:
    """What stands in the list and below it, without its lines and frame."""
    return " ".join(trainer.text.replace("│", " ").split())


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (200, 60)])
async def test_every_title_comes_with_its_whole_commentary(size: tuple[int, int]) -> None:
    async with listed(size) as (trainer, _):
        for preset in PRESETS:
            whole = f"{preset.name}: {preset.settings} {preset.commentary}"
            if size[0] <= 80:
                await trainer.until(lambda whole=whole: whole in flowing(trainer))
            else:  # beside it stands the main screen
                await trainer.shows(preset.settings, preset.commentary.split()[-1])
            await trainer.shows(preset.title)
            await trainer.press("down")


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6), (39, 11)])
async def test_it_opens_and_closes_however_small_the_terminal_is(size: tuple[int, int]) -> None:
    chosen: list[Preset] = []
    async with opened() as trainer:
        trainer.app.push_screen(PresetsScreen(chosen.append, PRESETS))
        await trainer.shows("enter opens it")
        await trainer.pilot.resize_terminal(*size)
        await trainer.press("down", "pagedown", "pageup", "home", "down", "enter")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert [preset.name for preset in chosen] == [PRESETS[1].name]


async def test_all_titles_are_seen_in_a_high_terminal() -> None:
    async with listed((100, 30)) as (trainer, _):
        await trainer.shows(*TITLES)


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("", PRESETS[0].name),
        ("down down", PRESETS[2].name),
        ("end", PRESETS[-1].name),
        ("pagedown pagedown", PRESETS[-1].name),
        ("end pageup pageup", PRESETS[0].name),
        ("end home", PRESETS[0].name),
        ("down down down up", PRESETS[2].name),
    ],
)
async def test_enter_opens_what_is_under_the_cursor(keys: str, name: str) -> None:
    async with listed() as (trainer, chosen):
        # Not waiting in between: what is typed behind enter is meant for the main screen.
        await trainer.press(*keys.split(), "enter", "n")
        await trainer.rests_at(0, 2)
        assert trainer.app.screen is trainer.main
        assert [preset.name for preset in chosen] == [name]


async def test_a_click_opens() -> None:
    async with listed() as (trainer, chosen):
        await trainer.until(lambda: trainer.app.screen.query_one(Titles).size.height > 3)
        await trainer.pilot.click(Titles, offset=(3, 2))
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert chosen == [PRESETS[2]]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_it_closes_without_opening_anything(key: str) -> None:
    async with listed() as (trainer, chosen):
        await trainer.press("down", key)
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert chosen == []


async def test_the_cursor_is_seen_without_colours() -> None:
    async with listed() as (trainer, _):
        await trainer.press("down")
        await trainer.shows(PRESETS[1].settings)
        strips = trainer.app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip]
        (row,) = (segment for segment in segments if PRESETS[1].title in segment.text)
        assert row.style is not None and row.style.bold
        (other,) = (segment for segment in segments if PRESETS[0].title in segment.text)
        assert other.style is not None and not other.style.bold


@pytest.mark.slow
def test_what_is_said_of_a_preset_goes_with_the_first_key() -> None:
    with terminal("--preset", "stuck") as it:
        it.wait_for("Two examples that cancel", "stuck at 200,000.")
        it.send("b")
        it.wait_for("step 7/9")
        it.wait_until(lambda: "Two examples that cancel" not in it.text, "the greeting is gone")
        it.send("q")
        assert it.wait_for_end() == 0
