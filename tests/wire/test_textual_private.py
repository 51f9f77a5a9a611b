"""Closed dialogs are freed."""

from __future__ import annotations

import gc

import pytest
from textual._styles_cache import StylesCache
from textual.screen import Screen

from helpers.trainer import opened

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
