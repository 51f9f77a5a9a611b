"""The README's five minutes: its six items, typed at 80×24 one after the other."""

from __future__ import annotations

import re

from helpers.pages import README_PAGE
from helpers.trainer import Trainer, opened

FIVE = README_PAGE.text.split("## Five minutes\n")[1].split("\n## ")[0]
ITEMS = re.findall(r"^\d\. (.*)$", FIVE, re.M)


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    names = {" ": "space", "<": "less_than_sign", ".": "full_stop", ":": "colon"}
    return [names.get(character, character) for character in text]


def outputs(it: Trainer) -> str:
    """The column of outputs beside the targets."""
    return "\n".join(line[-13:] for line in it.lines[2:6])


async def test_what_the_six_items_promise_is_what_happens() -> None:
    async with opened() as it:
        run, ask, learn, go, change, other = ITEMS

        assert "`n`" in run and "`b`" in run and "`iteration 1`" in run and "`(0)`" in run
        await it.shows("paused", "iteration 0 ")
        await it.press("n")
        await it.shows("step 2/9", "►l1 = sigmoid")
        await it.press("b")
        await it.shows("step 1/9")
        await it.press(*"nnnnnnnnn")
        await it.shows("iteration 1 ", "(0)")

        assert "arrow keys" in ask and "`esc`" in ask
        await it.shows("l0[0,0]")
        await it.press("down", "right")
        await it.shows("l0[1,1]")
        await it.press("right", "right")  # at the edge of the pane
        await it.shows("syn0[")
        await it.press("escape")
        await it.shows("l0[")

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
        assert "`u`, type `error < 0.1`, press `enter`" in go and "iteration 498" in go
        await it.press("u", *typed("error < 0.1"), "enter")
        await it.shows("iteration 498 ")
        assert "`g`, type `254`, press `enter`" in go
        await it.press("g", *typed("254"), "enter")
        await it.shows("iteration 254 ", "paused")

        assert "`enter`" in change and "`↑`" in change and "`z`" in change
        before = outputs(it)
        await it.press("enter", "up", "up", "up")
        await it.until(lambda: outputs(it) != before)
        await it.press("enter")
        await it.shows("1 ")
        await it.press("z")
        await it.until(lambda: outputs(it) == before)

        assert "`r`" in other and "`a`" in other and "`?`" in other and "`q`" in other
        await it.press("r")
        await it.shows("seed 2")
        await it.press("n", "n", "a")
        await it.shows("l0", "choose")
        await it.press("a")
        await it.until(lambda: "choose" not in it.text)
        await it.press("question_mark")
        await it.until(lambda: it.app.screen is not it.main)
