"""The back buffer under whole apps: cell for cell what stock Textual draws."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pytest
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import (
    Button,
    DataTable,
    Footer,
    Header,
    Input,
    Label,
    OptionList,
    ProgressBar,
    Select,
    Static,
)

from helpers.compared import Compared
from helpers.slow import first_quick
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.app import trainer_app as app_module
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.palette import Palette

SIZES = ((80, 24), (60, 20), (100, 30), (41, 13), (7, 3), (1, 1))


class Dialog(ModalScreen[None]):
    DEFAULT_CSS = "Dialog { align: center middle; background: $background 60%; }"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Label("漢字 and 각 — ümlaut é\n[b]bold[/b] [i]italic[/i] [u]under[/u] [s]struck[/s]")
        yield Button("close")


class Zoo(Compared, App[None]):
    """One widget of each kind, with Unicode."""

    CSS = "OptionList, DataTable { width: 1fr; height: 8; } Input { width: 30; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f2", "toast", "toast"),
        ("f3", "push", "dialog"),
        ("f4", "dark", "theme"),
    ]

    def compose(self) -> ComposeResult:
        yield Header()
        with VerticalScroll():
            with Horizontal():
                yield OptionList(*(f"option {n} ►漢é⠓" for n in range(30)))
                yield DataTable()
            yield Input("日本語 text")
            yield Select([(f"choice {n} ×÷≈", n) for n in range(12)])
            yield ProgressBar(total=50)
            yield Static("wide 漢字漢字漢字漢字漢字 text " * 8)
        yield Footer()

    def on_mount(self) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("a", "漢", "⣿")
        for n in range(40):
            table.add_row(str(n), "字" * (n % 4), f"{n / 7:.3f}")

    def action_toast(self) -> None:
        self.notify("a toast 漢 with ×", timeout=0.2)

    def action_push(self) -> None:
        self.push_screen(Dialog())

    def action_command_palette(self) -> None:
        # Textual's own palette may fail when it is closed during a search.
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_dark(self) -> None:
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"


class Trainer(Compared, TrainerApp):
    CSS_PATH = str(Path(app_module.__file__).with_name("tinynet.tcss"))


def trainer() -> Trainer:
    return Trainer(Experiment(), fps=60)


KEYS_OF_ZOO = (
    *("tab", "shift+tab", "down", "up", "enter", "escape", "f2", "f3", "f4"),
    *("a", "漢", "backspace", "home", "end", "left", "right", "ctrl+p", "space"),
)
KEYS_OF_TRAINER = (
    *("n", "b", "N", "B", "space", "plus", "minus", "tab", "m", "l", "1", "2", "3", "4", "w"),
    *("question_mark", "escape", "colon", "o", "a", "e", "u", "g", "r", "x", "z", "y", "c", "t"),
    *("up", "down", "left", "right", "enter", "home", "5", "pagedown"),
)


@pytest.mark.parametrize("seed", first_quick(range(2)))
@pytest.mark.parametrize("app", [Zoo, trainer], ids=["zoo", "trainer"])
async def test_the_screen_is_the_same_as_with_stock_textual(app: Any, seed: int) -> None:
    chance = random.Random(seed)

    async def do_not_wait(*_: float) -> None:
        return None

    tested = app()
    tested.chance = chance
    keys = KEYS_OF_ZOO if isinstance(tested, Zoo) else KEYS_OF_TRAINER
    with (
        mock.patch("textual.app.wait_for_idle", do_not_wait),
        mock.patch("textual.pilot.wait_for_idle", do_not_wait),
    ):
        async with tested.run_test(size=(80, 24)) as pilot:
            for _ in range(70):
                if chance.random() < 0.06:
                    await pilot.resize_terminal(*chance.choice(SIZES))
                else:
                    await pilot.press(chance.choice(keys))
                if chance.random() < 0.3:
                    await pilot.pause(0.02)
            await pilot.pause(0.05)
            tested.compare()
    assert tested.compared > 3
