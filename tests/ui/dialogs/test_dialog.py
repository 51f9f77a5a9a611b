"""What all dialogs do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened as opened_script
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


def first_column(lines: Sequence[str]) -> set[str]:
    """The characters beside the left frame of the dialog on a screen."""
    top = next(row for row, line in enumerate(lines) if "╭─ " in line)
    left = lines[top].index("╭─ ")
    end = next(row for row in range(top, len(lines)) if lines[row][left] == "╰")
    return {line[left + 1] for line in lines[top + 1 : end]}


@pytest.mark.parametrize("key", ["question_mark", "g", "o", "u", "e", "s", "w", "c", "y"])
async def test_text_stands_clear_of_the_frame(key: str) -> None:
    async with opened() as trainer:
        await trainer.press("n", key)
        await trainer.shows("╭─ ")
        await trainer.settles()
        assert first_column(trainer.lines) <= {" ", "►"}


@pytest.mark.slow
async def test_text_stands_clear_of_the_frame_in_a_scripts_dialogs() -> None:
    async with opened_script(SCRIPTS / "mistakes" / "wrong_layer.py") as it:
        await it.go("50:3")
        for key in "ewc":
            await it.press(key)
            await it.shows("╭─ ")
            await it.settles()
            assert first_column(it.lines) == {" "}, it.text
            await it.press("escape")
            await it.until(lambda: it.app.screen is it.main)
