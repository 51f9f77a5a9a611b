"""The README's five minutes: its six items, typed at 80×24 one after the other."""

from __future__ import annotations

import re

from helpers.pages import README_PAGE
from helpers.trainer import Trainer, opened

FIVE = README_PAGE.text.split("## Five minutes\n")[1].split("\n## ")[0]
ITEMS = re.findall(r"^\d\. (.*)$", FIVE, re.M)


def outputs(it: Trainer) -> str:
    """The column of outputs beside the targets."""
    return "\n".join(line[-13:] for line in it.lines[2:6])


async def test_what_the_six_items_promise_is_what_happens() -> None:
    async with opened() as it:
        run, ask, learn, go, change, other = ITEMS

        assert "`n`" in run and "`N`" in run and "`b`" in run and "`(0)`" in run
        await it.shows("paused", "iteration 0 ")
        await it.press("n", "n", "n")
        await it.shows("step 4/9", "►l2_error = y", "•layer 2")
        await it.press("N")
        await it.shows("iteration 1 ", "step 4/9", "(0)")
        await it.press("b")
        await it.shows("step 3/9")

        assert "arrow keys" in ask and "each row is an example" in ask
        await it.shows("l2[0,0]", "╰example╯", "input × hidden╯")
        await it.press("down")
        await it.shows("l2[1,0]")
        await it.press("left")  # at the edge of the pane
        await it.shows("syn1[")

        assert "`space`" in learn and "`+`" in learn and "`-`" in learn
        await it.press("space")
        await it.shows("playing")
        await it.press("plus", "minus")
        await it.until(lambda: it.position.iteration > 520)
        await it.press("space")
        await it.shows("paused")

        assert "Press `home`" in go
        await it.press("home")
        await it.shows("iteration 0 ")
        assert "`g`, type `254`, press `enter`" in go
        await it.press("g", *"254", "enter")
        await it.shows("iteration 254 ", "paused")
        assert "`◆` marks where you are" in go
        await it.shows("◆")

        assert "a number in `synapse 1`" in change and "`enter`" in change
        await it.shows(" syn1[")
        assert "`↑`" in change and "`z`" in change
        before = outputs(it)
        await it.press("enter", "up", "up", "up")
        await it.until(lambda: outputs(it) != before)
        await it.press("enter")
        await it.shows("1 ")
        await it.press("z")
        await it.until(lambda: outputs(it) == before)

        assert "`r`" in other and "`?`" in other and "`q`" in other
        await it.press("r")
        await it.shows("seed 2")
        await it.press("question_mark")
        await it.until(lambda: it.app.screen is not it.main)
        assert "`esc` closes it" in other
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
