"""Closed dialogs are freed, with nothing lost; so is what was measured of texts that are gone."""

from __future__ import annotations

import asyncio
import gc
from types import MethodType

import pytest
from rich.cells import cached_cell_len, cell_len
from textual._styles_cache import StylesCache
from textual.dom import DOMNode
from textual.screen import Screen

from helpers.trainer import opened
from tinynet_tui.wire.textual_private import MOST_TEXTS, forget_texts

TIMES = 10


def alive(kind: type) -> int:
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


@pytest.mark.parametrize("key", ["g", "o", "question_mark", "colon"])
async def test_a_closed_dialog_and_its_painted_lines_are_freed(key: str) -> None:
    async with opened() as trainer:

        def is_open(wanted: bool) -> bool:
            return (len(trainer.app.screen_stack) > 1) == wanted

        async def open_and_close() -> None:
            await trainer.press(key)
            await trainer.until(is_open, True)
            await trainer.press("escape")
            await trainer.until(is_open, False)

        await open_and_close()
        lines, screens = alive(StylesCache), alive(Screen)
        for _ in range(TIMES):
            await open_and_close()
        # The last dialog may still be closing.
        await trainer.until(lambda: alive(StylesCache) < lines + TIMES)
        await trainer.until(lambda: alive(Screen) < screens + TIMES / 2)


async def test_what_was_to_be_called_after_a_refresh_is_called_though_the_dialog_closes() -> None:
    async with opened() as trainer:
        app, called = trainer.app, list[int]()
        for turns in range(8):
            await trainer.press("question_mark")
            await trainer.until(lambda: len(app.screen_stack) == 2)
            app.call_after_refresh(called.append, turns)
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await trainer.until(lambda: not app.screen_stack[1:])
        await trainer.until(lambda: called == [*range(8)])


async def test_what_a_closed_dialog_was_to_do_itself_is_dropped() -> None:
    async with opened() as trainer:
        app = trainer.app
        await trainer.press("question_mark")
        await trainer.until(lambda: len(app.screen_stack) == 2)
        dialog, main, called = app.screen, trainer.main, list[DOMNode | str]()
        for owner in (dialog, dialog.children[0], main):
            dialog._invoke_later(MethodType(called.append, owner), dialog)
        app.pop_screen()
        main.call_after_refresh(called.append, "later")
        await trainer.until(lambda: "later" in called)
        assert called == [main, "later"]


def test_the_widths_of_texts_that_run_by_are_not_kept_for_ever() -> None:
    for number in range(5_000):
        assert cell_len(f"{number:,}") == len(f"{number:,}")
        forget_texts()
        assert cached_cell_len.cache_info().currsize <= MOST_TEXTS
    forget_texts()
    assert cached_cell_len.cache_info().currsize > 0  # a few are kept
