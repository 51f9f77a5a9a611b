"""What nobody does on purpose, and what must not bring the trainer down."""

from __future__ import annotations

import asyncio
import sys

import numpy as np
import pexpect
import pytest
from textual.widgets import Input

from tinynet_tui.commands import Step
from tinynet_tui.net.experiment import Experiment, Position
from tinynet_tui.ui.app import TrainerApp
from tinynet_tui.ui.goto import GoTo
from tinynet_tui.ui.help import HelpScreen
from tinynet_tui.ui.numbers import Scale, Style

DEADLINE = 20


@pytest.mark.parametrize("value", [5e-324, 1e-323, 2.2e-308, 1e-300, 1.7e308])
def test_the_smallest_and_largest_numbers_there_are_fit_a_cell(value: float) -> None:
    for style in (Style(), Style(zero=False), Style(signed=False)):
        scale = Scale.fitting(np.array([value, 0.0]), 6, style)
        assert len(scale.write(value)) == len(scale.write(0.0)) == 6


async def test_a_second_enter_in_the_going_dialog_is_nothing() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        dialog = app.screen
        assert isinstance(dialog, GoTo)
        field = dialog.query_one(Input)
        for _ in range(3):
            dialog.post_message(Input.Submitted(field, "5"))
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.moment.position != Position(5, 4):
                await pilot.pause()
        assert app.screen is app.main


async def test_no_key_closes_the_main_screen() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        shown = app.screen
        assert isinstance(shown, HelpScreen)
        await shown.action_dismiss()
        await shown.action_dismiss()
        app.pop_screen()
        await pilot.pause()
        assert app.screen is app.main


async def test_where_to_go_is_meant_from_where_the_run_is_when_it_is_said() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        app.runner.send(Step("iteration"))
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.moment.position != Position(1, 1):
                await pilot.pause()
        await pilot.press("plus", "2", "enter")
        async with asyncio.timeout(DEADLINE):
            while app.main.frame.moment.position != Position(3, 1):
                await pilot.pause()


@pytest.mark.parametrize(
    "junk",
    [b"\xff", b"\x1b[200~caf\xe9\x1b[201~", b"\x1b[M \xc8@", b"\x1b[99999999999999999999u"],
)
def test_bytes_that_no_terminal_sends_are_dropped(junk: bytes) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tinynet_tui"],
        dimensions=(24, 80),
        timeout=DEADLINE,
        env={"TERM": "xterm-256color", "PATH": ""},
    )
    child.expect_exact("paused")
    child.send(junk)
    child.send("N")
    child.expect_exact("0.496")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


async def test_tab_in_too_small_a_terminal_does_nothing() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("tab", "N")
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.moment.position != Position(1, 1):
                await pilot.pause()
