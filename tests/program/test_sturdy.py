"""Things that nobody does on purpose, and that the trainer must survive."""

from __future__ import annotations

import asyncio
import sys

import numpy as np
import pexpect
import pytest
from textual.widgets import Input

from helpers.terminal import terminal
from helpers.waiting import DEADLINE
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.goto import GoTo
from tinynet_tui.ui.dialogs.help import HelpScreen
from tinynet_tui.ui.panes.numbers.scale import Scale, Style
from tinynet_tui.worker.commands import Move


@pytest.mark.quick
@pytest.mark.parametrize("value", [5e-324, 1e-323, 2.2e-308, 1e-300, 1.7e308])
def test_the_smallest_and_largest_floats_fit_a_cell(value: float) -> None:
    for style in (Style(), Style(zero=False), Style(signed=False)):
        scale = Scale.fitting(np.array([value, 0.0]), 6, style)
        assert len(scale.write(value)) == len(scale.write(0.0)) == 6


@pytest.mark.quick
async def test_a_second_enter_in_the_go_to_dialog_does_nothing() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        dialog = app.screen
        assert isinstance(dialog, GoTo)
        field = dialog.query_one(Input)
        field.value = "+5"
        for _ in range(3):
            await field.action_submit()
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.snapshot.position != Position(5, 1):
                await pilot.pause()
        assert app.screen is app.main
        await pilot.press("N")  # had it gone three times, this would not lead to 6
        async with asyncio.timeout(DEADLINE):
            while app.main.frame.snapshot.position != Position(6, 1):
                await pilot.pause()


@pytest.mark.parametrize(
    "keys",
    [
        "g500\rn",
        "g\x1b[200~500\x1b[201~\rn",
        "?\x1b[Aqg500\rn",
        ":go to\r500\rn",
        ":reseed\rRg500\r:run the next line\r",
        ":found by nothing\r\x1b[27ug500\rn",
    ],
)
def test_no_key_of_a_burst_is_lost_around_a_dialog(keys: str) -> None:
    with terminal() as it:
        it.wait_for("paused", "iteration 0")
        it.send(keys)
        it.wait_for("iteration 500 ", "step 5/9", "paused")


@pytest.mark.parametrize(
    "keys",
    [
        "g2000\r,,,,,,n",
    ],
)
def test_a_burst_counts_from_where_each_key_leads(keys: str) -> None:
    with terminal() as it:
        it.wait_for("paused", "iteration 0")
        it.send(keys)
        it.wait_for("iteration 254 ", "step 4/9", "paused")


@pytest.mark.parametrize(
    ("keys", "shows"),
    [
        ("\x1b[Hg+5\r", "iteration 5 "),
        ("Rg+5\r", "iteration 5 "),
        ("rg:syn1\r", "step 8/9"),
        ("rg-1\r", "only 0 iterations before"),
        ("g+5\rg+5\r", "iteration 510 "),
        ("g600\rg:syn1\r", "iteration 600 "),
        ("NNNg+5\r", "iteration 508 "),
    ],
)
def test_a_relative_target_counts_from_where_earlier_keys_lead(keys: str, shows: str) -> None:
    with terminal("--at", "500:l0") as it:
        it.wait_for("iteration 500 ", "paused")
        it.send(keys)
        it.wait_for(shows)


@pytest.mark.parametrize("keys", ["q:", "q\x10", "\x03:", "q?g5\r", "g" + "2" * 50 + "\x03"])
def test_keys_after_the_one_that_quits_do_nothing(keys: str) -> None:
    with terminal() as it:
        it.wait_for("paused", "┤")
        it.send(keys)
        assert it.wait_for_end() == 0
        it.assert_restored()
        assert it.text.strip() == ""


@pytest.mark.parametrize("width", [1, 4, 6, 9])
def test_the_palette_survives_any_width(width: int) -> None:
    with terminal() as it:
        it.wait_for("paused")
        it.send(":")
        it.wait_for("key 0")
        it.resize(width, 24)
        it.wait_for_quiet()
        it.resize(80, 24)
        it.wait_for("key 0")
        it.send("\x1b")
        it.wait_for("paused", "iteration 0")


@pytest.mark.quick
def test_ctrl_c_quits_during_a_paste_without_an_end() -> None:
    with terminal() as it:
        it.wait_for("paused")
        it.send("\x1b[200~abcq")
        it.wait_for_quiet()
        it.send("\x03")
        assert it.wait_for_end() == 0


def test_a_paste_in_pieces_is_one_paste() -> None:
    with terminal() as it:
        it.wait_for("paused")
        it.send("g")
        it.wait_for("go to")
        for piece in ("\x1b[200~1", "2", "\x1b[201~", "\r"):
            it.send(piece)
            it.wait_for_quiet(0.05)
        it.wait_for("iteration 12 ")


def test_the_palette_finds_a_command_by_its_short_name() -> None:
    with terminal() as it:
        it.wait_for("paused", "iteration 0")
        it.send(":reseed")
        # Until all letters are typed, more commands match: u does, with its r.
        it.wait_until(lambda: "key u" not in it.text and "key r" in it.text, "the only match")
        it.wait_for_quiet()
        it.send("\r")
        it.wait_for("iteration 0 ", "seed 2")


@pytest.mark.quick
async def test_a_click_on_a_pane_that_was_just_removed_does_nothing() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        pane = app.main.what_if
        assert pane is not None
        x, y = pane.region.offset
        with app.batch_update():  # delays the layout
            await pane.remove()
            assert app.screen.get_widget_at(x + 1, y + 1)[0] is pane
            await pilot.mouse_down(app.main, offset=(x + 1, y + 1))
        # Errors in the app are raised here, when it ends.


@pytest.mark.quick
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


@pytest.mark.quick
async def test_a_relative_target_counts_from_the_position_when_it_is_entered() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        app.worker.send(Move("iteration"))
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.snapshot.position != Position(1, 1):
                await pilot.pause()
        await pilot.press("plus", "2", "enter")
        async with asyncio.timeout(DEADLINE):
            while app.main.frame.snapshot.position != Position(3, 1):
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


@pytest.mark.quick
async def test_tab_in_too_small_a_terminal_does_nothing() -> None:
    app = TrainerApp(Experiment())
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("tab", "N")
        async with asyncio.timeout(DEADLINE):
            while app.main.frame is None or app.main.frame.snapshot.position != Position(1, 1):
                await pilot.pause()


def test_ctrl_c_overtakes_a_flood_of_keys() -> None:
    with terminal() as it:
        it.wait_for("paused", "┤")
        for _ in range(60):
            it.send("\r0.5\rN" * 100)
        it.send("\x03")
        assert it.wait_for_end() == 0
        it.assert_restored()
