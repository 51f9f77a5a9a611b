"""What all dialogs do."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.trainer import opened
from tinynet_tui.ui.dialogs import dialog
from tinynet_tui.wire.compositor import painted


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        (("question_mark",), (200, 60)),
        (("g",), (80, 24)),
        (("o", "question_mark"), (80, 24)),
        (("o", "question_mark"), (200, 60)),
    ],
)
async def test_the_screen_behind_is_as_textual_shows_it(
    keys: tuple[str, ...], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shown() -> list[tuple[Any, ...]]:
        async with opened(size=size) as trainer:
            await trainer.press(*keys)
            await trainer.until(lambda: trainer.app.screen is not trainer.main)
            await trainer.settles()
            updates: list[object] = []
            monkeypatch.setattr(trainer.app, "_display", lambda _, update: updates.append(update))
            trainer.app.screen.refresh()
            await trainer.until(lambda: updates)
            rows = painted(updates[-1])
            assert rows is not None
            return [
                (x, y, *[(segment.text, str(segment.style)) for segment in segments])
                for x, y, segments in rows
            ]

    ours = await shown()
    assert any("seed 1" in text for _, _, *texts in ours for text, _ in texts)
    monkeypatch.setattr(dialog, "behind", lambda one: one)
    assert ours == await shown()
