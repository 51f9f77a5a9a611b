"""What all dialogs do."""

from __future__ import annotations

import pytest

from helpers.running_app import picture
from helpers.trainer import opened
from tinynet_tui.ui.dialogs import dialog


@pytest.mark.parametrize("keys", [("question_mark",), ("g",), ("o", "question_mark")])
@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_screen_behind_is_as_textual_shows_it(
    keys: tuple[str, ...], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shown() -> list[list[tuple[str, str]]]:
        async with opened(size=size) as trainer:
            await trainer.press(*keys)
            await trainer.until(lambda: trainer.app.screen is not trainer.main)
            await trainer.settles()
            return picture(trainer)

    ours = await shown()
    monkeypatch.setattr(dialog, "behind", lambda one: one)
    assert ours == await shown()
