"""`g` in a script, with a number: the run goes to its step, and the cursor to the number."""

from __future__ import annotations

import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened

ELEVEN = SCRIPTS / "eleven_lines.py"


@pytest.mark.parametrize(
    ("text", "where", "label"),
    [
        ("3:h[2,5]", (3, 1), "h[2,5]"),
        ("a[1,2]", (5, 6), "a[1,2]"),
        ("+1 : od[3,0]", (6, 3), "od[3,0]"),
        ("want[2,0]", (5, 4), "want[2,0]"),
    ],
)
async def test_a_number_is_gone_to(text: str, where: tuple[int, int], label: str) -> None:
    async with opened(ELEVEN) as it:
        await it.go("5:4")
        await it.go(text)
        await it.shows(f"╭ {label} ")
        assert it.where == where


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("h[4,0]", "h is 4×6: its last cell is h[3,5]"),
        ("h[0]", "h is 4×6: its last cell is h[3,5]"),
        ("7:want[2,0]", "the loop does not assign 'want'"),
        ("nix[0,0]", "the loop does not assign 'nix'"),
    ],
)
async def test_a_number_that_is_not_there_is_told(text: str, words: str) -> None:
    async with opened(ELEVEN) as it:
        await it.go("5:4")
        await it.go(text)
        await it.shows(words, "╭─ go to ")
        assert it.where == (5, 4)


async def test_the_next_step_explains_what_it_writes() -> None:
    async with opened(ELEVEN) as it:
        await it.go("2:h[2,3]")
        await it.shows("╭ h[2,3] ")
        await it.typed("n")
        await it.shows("╭ o[")
