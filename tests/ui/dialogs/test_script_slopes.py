"""`c` on a script: the check of its slopes, and going to where an update parts from them."""

from __future__ import annotations

import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened

MISTAKES = SCRIPTS / "mistakes"


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_enter_goes_to_where_they_part(size: tuple[int, int]) -> None:
    async with opened(MISTAKES / "wrong_layer.py", size=size) as it:
        await it.go("2:3")
        await it.press("c")
        await it.shows("check of the slopes")
        await it.shows("The first difference from the slope is in l1_delta (line 28).")
        await it.shows("does not follow")
        await it.press("enter")
        await it.shows("step 7", "l1_delta[0,0]")
        assert it.frame.where == (0, 7)


async def test_esc_returns_to_the_same_numbers() -> None:
    async with opened(MISTAKES / "right.py") as it:
        await it.go("2:3")
        before = {name: value.digest for name, value in it.frame.values.items()}
        await it.press("c")
        await it.shows("syn0 and syn1 follow the slope")
        await it.press("escape")
        await it.shows("step 3")
        assert it.frame.where == (2, 3)
        assert {name: value.digest for name, value in it.frame.values.items()} == before
        await it.press("n")
        await it.shows("step 4")


async def test_what_cannot_be_said_is_said() -> None:
    async with opened(SCRIPTS / "matrix_class.py") as it:
        await it.press("c")
        await it.shows("It cannot be said: it computes with np.matrix.")
