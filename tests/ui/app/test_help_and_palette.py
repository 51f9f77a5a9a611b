"""Help and palette, and every key from the palette, on the running app."""

from __future__ import annotations

from unittest import mock

import pytest
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.widgets import Input

from helpers.running_app import EFFECTS, choose, focused, state
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.dialogs.help import MARKS, HelpScreen
from tinynet_tui.ui.dialogs.palette import Palette
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import KEYS, title

WORKING = {
    *("n", "N", "space", "p", "plus", "minus", "r", "R", "l", "m"),
    *("up", "down", "left", "right", "tab", "shift+tab", "escape"),
    *("question_mark", "f1", "colon", "ctrl+p", "q", "ctrl+c", "t", "0", "w", "c"),
}
"""The keys that work from the first version on."""


ALLOTTED = WORKING | {
    *("b", "B", "g", "home", "end", "enter", "w", "c", "t", "u", "e", "comma", "full_stop", "d"),
    *(
        "pageup",
        "pagedown",
        "backspace",
        "f",
        "x",
        "X",
        "W",
        "z",
        "Z",
        "o",
        "a",
        "1",
        "2",
        "3",
        "4",
        "5",
        "y",
        "s",
    ),
    *("h", "v", "shift+up", "shift+down", "shift+left", "shift+right", "ctrl+z"),
    *("H", "J", "K", "L"),
}
"""These and the ones that are kept for something."""


BOUND = {key for binding in KEYS for key in binding.key.split(",")}


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_help_explains_every_key_and_pane(key: str) -> None:
    async with opened(size=(80, 200)) as trainer:
        await trainer.press(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.shows("keys", "panes", "esc closes", MARKS[-1][0])
        box = trainer.app.screen.query_one("#help").region
        lines = [line[box.x + 1 : box.right - 1] for line in trainer.lines[box.y : box.bottom]]
        words = " ".join(" ".join(lines).split())
        for binding in KEYS:
            keys, does = displays(binding), binding.tooltip
            if binding.id in ("up", "down", "left", "right"):
                keys, does = "arrows", "move the cursor"
            elif str(binding.id).startswith("cross."):
                keys, does = "shift+arrows, H J K L", "on the map: move the cross-hair"
            assert f" {keys} {does}" in words, binding
        for pane in trainer.main.every_pane:
            assert pane.help
            assert f"{pane.caption} {pane.help}" in words


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q", "n", "space", "p"])
async def test_the_help_is_closed_and_nothing_else_happens(key: str) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press("question_mark")
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.press(key)
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert state(trainer) == before
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


async def test_the_help_jumps_and_does_not_glide() -> None:
    async with opened() as trainer:
        await trainer.press("question_mark")
        await trainer.shows("esc closes")
        column = trainer.app.screen.query_one("#help")
        places: list[float] = []
        trainer.app.watch(column, "scroll_y", lambda place: places.append(place), init=False)
        await trainer.press("pagedown")
        await trainer.until(
            lambda: column.scroll_y > 0 and column.scroll_y == column.scroll_target_y
        )
        assert len(places) == 1


async def test_keys_typed_over_the_help_do_not_reach_the_run() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press("question_mark")
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.press("N", "+", "-", "-", "r", "R", "l", "m", "down", "right", "tab")
        assert isinstance(trainer.app.screen, HelpScreen)
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}
        assert focused(trainer) is None


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_keys_typed_into_the_palette_do_not_reach_the_run(key: str) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, CommandPalette))
        await trainer.press(*"nNpr+-RlmqB")
        await trainer.until(lambda: trainer.app.screen.query_one(Input).value == "nNpr+-RlmqB")
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


async def test_enter_means_nothing_to_a_palette_that_a_click_closes_meanwhile() -> None:
    async with opened() as trainer:
        await trainer.press("colon")
        palette = trainer.app.screen
        assert isinstance(palette, Palette)

        async def close(*_: object) -> None:
            if palette.is_current:
                await palette.dismiss()

        with mock.patch("tinynet_tui.ui.dialogs.palette.messages_have_come", close):
            trainer.pilot.app.simulate_key("enter")
            await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)


@pytest.mark.parametrize("late", ["_gather_commands", "_show_busy", "_list_visible"])
async def test_a_search_may_outlive_its_palette(late: str) -> None:
    async with opened() as trainer:
        await trainer.press("colon")
        palette = trainer.app.screen
        assert isinstance(palette, Palette)
        await palette.query("*").remove()  # as it is while it closes
        if late == "_gather_commands":
            await palette._gather_commands("play").wait()
        else:
            setattr(palette, late, not getattr(palette, late))
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)


async def test_themes_are_chosen_from_the_same_palette() -> None:
    async with opened() as trainer:
        await trainer.press("colon", *"theme", "enter")
        await trainer.shows("Search for themes", "ansi-dark")
        assert isinstance(trainer.app.screen, Palette)
        assert all(cell_len(line) == len(line) for line in trainer.lines)


def commands_of(trainer: Trainer) -> dict[str, str]:
    """The title of each key's command in the palette, by the key's id."""
    commands = list(trainer.app.get_system_commands(trainer.app.screen))
    return {
        binding.id or "": command.title
        for binding in KEYS
        for command in commands
        if title(binding) == command.title
    }


@pytest.mark.parametrize("id", EFFECTS)
async def test_every_command_of_the_palette_does_what_its_key_does(id: str) -> None:
    cell = ("l1_error", Cursor(1, 1, 1, 0))
    async with opened(at=Position(3, 6), cell=cell) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.until(lambda: trainer.main.graph.ready)
        await choose(trainer, commands_of(trainer)[id])
        await trainer.until(lambda: EFFECTS[id](trainer))


async def test_the_palette_has_every_action_and_the_themes() -> None:
    async with opened() as trainer:
        commands = [c.title for c in trainer.app.get_system_commands(trainer.app.screen)]
        assert len(set(commands)) == len(commands)
        missing = {binding.id for binding in KEYS} - set(commands_of(trainer))
        assert missing <= {"palette", "leave", "quit.always"}
        await choose(trainer, "theme")
        await trainer.shows("Search for themes")


def test_keys_have_a_name_and_say_what_they_do() -> None:
    assert WORKING <= BOUND <= ALLOTTED
    assert all(binding.id and binding.tooltip and binding.description for binding in KEYS)
    assert len({binding.id for binding in KEYS}) == len(KEYS)
    assert len(BOUND) == sum(len(binding.key.split(",")) for binding in KEYS)


async def test_keys_that_do_nothing_yet_do_nothing() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press(*sorted(ALLOTTED - BOUND))
        assert trainer.app.screen is trainer.main
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}
