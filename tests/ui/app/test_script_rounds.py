"""`N` and `B` on the screen of a script with a loop inside its loop."""

from __future__ import annotations

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened
from tinynet_tui.engine.engine import Where


async def test_in_an_inner_loop_n_goes_to_the_next_round_and_the_last_line_says_so() -> None:
    async with opened(SCRIPTS / "samples_outer.py") as trainer:
        plan = trainer.frame.plan
        assert plan is not None
        first = next(number for number, step in enumerate(plan.steps) if step.inside)
        while trainer.frame.line != first:
            assert "N B iteration" in trainer.lines[-1]
            await trainer.typed("n")
        begin = trainer.where
        assert "N B next round" in trainer.lines[-1]
        await trainer.typed("n", "N")
        second = trainer.where
        assert trainer.frame.line == first
        assert second.iteration == begin.iteration
        assert second.step > begin.step + 1
        await trainer.typed("n", "B")
        assert trainer.where == second
        await trainer.typed("B")
        assert trainer.where == begin
        await trainer.press("N", "N", "B")  # one after the other, however quickly
        await trainer.rest()
        assert trainer.where == second
        while trainer.frame.in_inner_loop and trainer.where.iteration == begin.iteration:
            await trainer.typed("N")
        assert trainer.where > second


async def test_outside_an_inner_loop_n_is_an_iteration() -> None:
    async with opened(SCRIPTS / "samples_outer.py") as trainer:
        await trainer.go("3:1")
        assert not trainer.frame.in_inner_loop
        step = trainer.where.step
        await trainer.typed("N")
        assert trainer.where == Where(4, step)
        await trainer.typed("B", "B")
        assert trainer.where == Where(2, step)


async def test_the_help_says_it() -> None:
    async with opened(SCRIPTS / "samples_outer.py", size=(100, 40)) as trainer:
        await trainer.press("?")
        await trainer.shows("in a loop inside the loop, go to its next")
