"""The help: the ten first keys, finding words in it and in the manual."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from helpers.manual_pages import written
from helpers.terminal import terminal
from helpers.trainer import Trainer, opened
from tinynet_tui.manual import pages
from tinynet_tui.settings.settings import Settings, check
from tinynet_tui.ui.dialogs.find import Find, Hits
from tinynet_tui.ui.dialogs.help import FIRST, HEADINGS, LOOK, MARKS, RUN, HelpScreen, key_sections
from tinynet_tui.ui.dialogs.manual_page import ManualPage
from tinynet_tui.ui.keys.settings_file import known
from tinynet_tui.ui.keys.table import KEYS, help_lines

SIZES = [(80, 24), (40, 12), (200, 60)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pages, "FOLDER", written(tmp_path))
    return tmp_path


async def find(trainer: Trainer, text: str = "") -> Find:
    """Open the help, then the search, and type."""
    await trainer.press("question_mark")
    await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
    await trainer.press("slash")
    await trainer.until(lambda: isinstance(trainer.app.screen, Find))
    screen = trainer.app.screen
    assert isinstance(screen, Find)
    await trainer.press(*("space" if char == " " else char for char in text))
    await trainer.until(lambda: screen.query_one(Input).value == text)
    return screen


# The ten keys.


def test_ten_keys_come_first_and_no_key_is_missing() -> None:
    sections = dict(key_sections(KEYS))
    assert [*sections] == [*HEADINGS]
    first = [name for name, _ in sections[HEADINGS[0]]]
    assert first == ["n", "b", "N", "space, p", "+", "-", "arrows", "g", "?, f1", "q"]
    lines = [line for lines in sections.values() for line in lines]
    assert sorted(lines) == sorted(help_lines(KEYS))


def test_the_marks_say_what_to_do_where_the_font_lacks_them() -> None:
    said = dict(MARKS)
    assert "--ascii" in said["boxes"] and "ascii = true" in said["boxes"]
    assert check("ascii = true", known()).ascii


def test_every_action_that_the_help_sorts_is_one() -> None:
    actions = {name for key in KEYS for name in (key.action, key.action.split("(")[0])}
    assert {*FIRST, *RUN, *LOOK} <= actions


async def test_the_ten_keys_are_on_the_first_page_of_a_small_terminal() -> None:
    async with opened(size=(80, 24)) as trainer:
        await trainer.press("question_mark")
        await trainer.shows(HEADINGS[0], "space, p", "quit", "/ finds words · esc closes")


# Finding.


@pytest.mark.parametrize("size", SIZES)
async def test_words_are_found_in_the_help_and_enter_goes_to_the_line(
    size: tuple[int, int],
) -> None:
    async with opened(size=size) as trainer:
        await find(trainer, "recompute")
        await trainer.shows("help: marks", "≈  too few decimals")
        await trainer.press("enter")
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.shows("≈ ", "too few decimals")
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)


@pytest.mark.parametrize("size", SIZES)
async def test_words_are_found_in_the_manual_and_enter_opens_the_page_there(
    size: tuple[int, int],
) -> None:
    async with opened(size=size) as trainer:
        await find(trainer, "zebra")
        await trainer.shows("guests: For guests: The end", "A zebra stands here.")
        await trainer.press("enter")
        await trainer.until(lambda: isinstance(trainer.app.screen, ManualPage))
        await trainer.shows("─ For guests ─", "A zebra stands here.", "esc goes back")
        await trainer.press("home")
        await trainer.shows("A guest sees the trainer")
        await trainer.press("escape")
        await trainer.until(lambda: isinstance(trainer.app.screen, Find))
        await trainer.shows("zebra ")
        await trainer.press("escape", "escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)


async def test_it_opens_where_the_word_is_in_a_long_block() -> None:
    async with opened(size=(40, 12)) as trainer:
        trainer.app.push_screen(ManualPage(pages.read("guests"), 3, "saves"))
        await trainer.shows("nothing: a guest saves")
        column = trainer.app.screen.query_one("#manual")
        await trainer.until(lambda: column.scroll_y > 0)


async def test_with_nothing_typed_the_pages_are_listed() -> None:
    async with opened() as trainer:
        await find(trainer)
        await trainer.shows("alpha: The learning rate", "For everybody who changes alpha.")
        await trainer.press("down", "enter")
        await trainer.until(lambda: isinstance(trainer.app.screen, ManualPage))
        await trainer.shows("A guest sees the trainer and nothing else.")


async def test_what_is_found_follows_what_is_typed() -> None:
    async with opened() as trainer:
        screen = await find(trainer, "guest save")
        await trainer.until(lambda: len(screen.query_one(Hits).options) == 1)
        await trainer.press("z")
        await trainer.shows("nothing found")
        await trainer.press("enter", "down", "pageup")
        assert trainer.app.screen is screen
        await trainer.press(*["backspace"] * 6)
        await trainer.until(lambda: len(screen.query_one(Hits).options) > 2)
        assert "nothing found" not in trainer.text


async def test_enter_acts_on_everything_typed_before_it() -> None:
    async with opened() as trainer:
        await find(trainer)
        for key in (*"zebra", "enter"):
            trainer.app.simulate_key(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, ManualPage))
        await trainer.shows("A zebra stands here.")


async def test_keys_typed_into_it_do_not_reach_the_run() -> None:
    async with opened() as trainer:
        await find(trainer, "nNq?/ b")
        await trainer.press("escape", "escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert trainer.position.iteration == 0
        await trainer.press("n")
        await trainer.rests_at(0, 2)


async def test_a_click_opens_what_is_clicked() -> None:
    async with opened() as trainer:
        await find(trainer, "zebra")
        await trainer.shows("A zebra stands here.")
        await trainer.pilot.click(Hits, offset=(5, 2))
        await trainer.until(lambda: isinstance(trainer.app.screen, ManualPage))


async def test_in_ascii_everything_is() -> None:
    async with opened(settings=Settings(ascii=True), size=(40, 12)) as trainer:
        await trainer.press("question_mark")
        await trainer.shows("/ finds words | esc closes")
        assert trainer.text.isascii()
        await trainer.press("slash", *"rises")
        await trainer.shows("alpha: The learning rate")
        assert trainer.text.isascii()
        await trainer.press("down", "enter")
        await trainer.until(lambda: isinstance(trainer.app.screen, ManualPage))
        await trainer.shows("rises - ")
        assert trainer.text.isascii()


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (20, 6)])
async def test_all_of_it_opens_however_small_the_terminal_is(size: tuple[int, int]) -> None:
    async with opened() as trainer:
        await find(trainer, "guest")
        await trainer.pilot.resize_terminal(*size)
        await trainer.press("down", "pagedown", "pageup", "enter")
        await trainer.pilot.resize_terminal(80, 24)
        await trainer.press("space", "escape", "escape", "escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)


KIOSK = """
import sys
from pathlib import Path
from tinynet_tui.cli.main import main
from tinynet_tui.manual import pages
pages.FOLDER = Path({0!r})
sys.path.append({0!r})  # so that its files are the program's
sys.exit(main())
"""


def test_a_guest_reads_the_manual_in_a_kiosk(folder: Path) -> None:
    program = [sys.executable, "-c", KIOSK.format(str(folder))]
    with terminal("--kiosk", program=program) as it:
        it.wait_for("paused")
        it.send("?/zebra")
        it.wait_for("A zebra stands here.")
        it.send("\r")
        it.wait_for("For guests", "esc goes back")
        it.send("\x03")
        assert it.wait_for_end() == 0


async def test_of_a_large_paste_the_beginning_is_searched() -> None:
    async with opened() as trainer:
        screen = await find(trainer)
        trainer.app.post_message(Paste("zebra " * 3500))
        await trainer.until(lambda: "zebra" in screen.query_one(Input).value)
        assert len(screen.query_one(Input).value) == 200


def test_repeated_words_are_looked_for_once() -> None:
    assert len(pages.words("zebra Zebra xor " * 1000)) == 2
