"""Dialogs come and go, and nothing is kept of them."""

from __future__ import annotations

import gc

import pytest
from textual._styles_cache import StylesCache
from textual.screen import Screen

from tinynet_tui.net.experiment import Experiment
from tinynet_tui.ui.app import TrainerApp

TIMES = 10


def alive(kind: type) -> int:
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


@pytest.mark.parametrize("key", ["g", "o", "question_mark", "colon"])
async def test_what_dialogs_have_painted_is_freed_when_they_are_closed(key: str) -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:

        async def open_and_close() -> None:
            await pilot.press(key)
            assert len(app.screen_stack) == 2
            await pilot.press("escape")
            assert len(app.screen_stack) == 1

        await open_and_close()
        lines, screens = alive(StylesCache), alive(Screen)
        for _ in range(TIMES):
            await open_and_close()
        # The last one may still be on its way out.
        assert alive(StylesCache) < lines + TIMES
        assert alive(Screen) < screens + TIMES / 2
