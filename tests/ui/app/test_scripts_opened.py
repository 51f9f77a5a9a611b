"""Every script opens on the screen and is walked both ways; no bad one brings the trainer down."""

from __future__ import annotations

import time

import pytest

from helpers.manners import Manner, table
from helpers.script_trainer import ScriptTrainer, opened
from helpers.waiting import DEADLINE, Patience, seconds_here
from tinynet_tui.engine import talk
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.refusal import Refusal

SIZES = ((80, 24), (200, 60))
QUICK = {"class_train_think", "dict_params", "latin1", "layer_objects", "py2_tabs_mixed"}
GOOD = [
    pytest.param(one, size, id=f"{name}-{size[0]}", marks=[pytest.mark.slow] * (name not in QUICK))
    for name, one in table("scripts").items()
    for size in SIZES
]
BAD = [one for one in table("bad").values() if one.name != "endless_prologue"]
ENDLESS = (
    "endless_statement",
    "endless_in_c",
    "catches_everything",
    "prints_without_end",
    "sleeps",
)
SLOW_BAD = {"allocates_without_end", "history_without_end", "prints_100_mb"}


class Seen:
    """What was shown at each position; it is the same whenever one comes back."""

    def __init__(self, it: ScriptTrainer) -> None:
        self._it = it
        self._at: dict[Where, object] = {}

    async def after(self, *keys: str) -> None:
        for key in keys:
            await self._it.typed(key)
            self.look()

    def look(self) -> None:
        frame = self._it.frame
        values = {
            name: (value.text, value.shape, value.digest, value.parts == () and _bytes(value.array))
            for name, value in frame.values.items()
        }
        assert self._at.setdefault(frame.where, (values, frame.printed)) == (values, frame.printed)


def in_round(it: ScriptTrainer) -> bool:
    """True where `B` may have led to a round of an inner loop, or to the step before it."""
    plan = it.frame.plan
    return plan is not None and plan.has_inner_loops and it.where.iteration == 0


def _bytes(array: object) -> bytes:
    return array.tobytes() if hasattr(array, "tobytes") else b""


@pytest.mark.parametrize(("manner", "size"), GOOD)
async def test_every_good_script_is_walked_both_ways(manner: Manner, size: tuple[int, int]) -> None:
    async with opened(manner.path, size=size) as it:
        assert it.where == Where(0, 1)
        seen = Seen(it)
        seen.look()
        await seen.after("n", "n", "N", "N", "b", "b", "B", "n", "home", "n", "n", "B")
        assert it.where == Where(0, 1) or in_round(it)
        there = min(20, manner.iterations // 2)
        await it.go(f"{there}")
        seen.look()
        assert it.where.iteration == there
        await seen.after("b", "n", "B", "N", "end")
        await it.go(f"{manner.iterations + 5}")
        seen.look()
        last = it.where
        assert last.iteration == manner.iterations - 1
        assert it.frame.finished
        await seen.after("b", "b", "n", "n", "B", "N", "home", "end")
        assert it.where == last


@pytest.mark.parametrize(
    "manner",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name in SLOW_BAD))
        for one in BAD
        if one.name not in ENDLESS
    ],
)
async def test_a_bad_script_is_refused_in_a_line_or_survived(manner: Manner) -> None:
    patience = Patience()
    if manner.outcome == "refused":
        with pytest.raises(Refusal) as refused:
            async with opened(manner.path):
                pass
        assert "\n" not in refused.value.reason
        if manner.line is not None:
            assert refused.value.line is not None
        return
    async with opened(manner.path) as it:
        await it.typed("n", "n", "N", "N", "N", "b", "B", "end")
        for there in ("7", "30"):
            await it.go(there)
        if manner.outcome == "raises" and manner.iteration is not None:
            assert it.where.iteration == manner.iteration
            raised = it.frame.raised
            assert raised is not None
            assert (raised.at or raised.line) == manner.line
            assert raised.type in it.lines[-1]
            here = it.where
            await it.typed("b", "n")
            assert it.where == here
            await it.typed("home", "end")
            assert it.where == here
        await it.typed("n", "b", "b", "N", "home", "end")
        patience.check("it takes too long")


@pytest.mark.parametrize("name", ENDLESS)
async def test_what_never_ends_is_cut_off_by_a_key(name: str) -> None:
    async with opened(table("bad")[name].path) as it:
        await it.typed("N", "N")
        patience = Patience()
        while True:  # until the key comes while the statement runs, not before it
            await it.press("g", "7", "enter")
            await it.shows("going to 7")
            await it.settles()
            await it.typed("escape")
            assert it.where.iteration == 2
            if name == "prints_without_end" or "did not end, and was cut off" in it.frame.note:
                break
            patience.check("it is never cut off")
        await it.typed("n", "b")
        assert it.where == Where(2, 1)
        assert not it.frame.note


async def test_lines_before_the_loop_that_never_end_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(talk, "PATIENCE", 1000.0)  # of who goes on, not of who leaves
    async with opened(table("bad")["endless_prologue"].path, rests=False) as it:
        await it.shows("running the lines before the loop", "while")
        begun = time.monotonic()
    assert time.monotonic() - begun < seconds_here(2)
    assert it.app.worker.stop(DEADLINE)
