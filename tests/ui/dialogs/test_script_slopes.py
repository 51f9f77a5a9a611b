"""`c` on a script: the check of its slopes, and going to where an update parts from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.class_network import TEXT
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
        assert it.frame.reached == 2
        await it.press("n")
        await it.shows("step 4")
        assert it.frame.reached == 2  # not as far as the check has run it
        await it.typed("4")
        error, at = it.frame.error or (0, 0)
        assert at == 2
        await it.shows(f" 2  {error:.6f}  under way")


async def test_what_cannot_be_said_is_said() -> None:
    async with opened(SCRIPTS / "matrix_class.py") as it:
        await it.press("c")
        await it.shows("It cannot be said: it computes with np.matrix.")


async def test_a_line_within_a_method_leads_to_the_weight_that_it_spoils(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    async with opened(mine) as it:
        await it.press("c")
        await it.shows(
            "19  d_z = d_h * (1 - self.h)", "Line 19 of backward is run within step 3 (line 39)."
        )
        await it.press("enter")
        await it.rest()
        await it.shows("╭ net.W1[0,0] ", "line 19 of backward is run within step 3: d_z =")
        assert it.where == (0, 3)
        assert it.main.aimed is not None  # the next steps are followed again
        await it.typed("n")
        assert it.main.variable != "net.W1"


async def test_enter_on_a_row_goes_to_its_weight(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(TEXT)
    async with opened(mine) as it:
        await it.press("c")
        await it.shows("check of the slopes")
        await it.press("down", "down", "enter")
        await it.shows("step 3", "net.b1[0]")
