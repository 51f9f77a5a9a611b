"""Widgets that are removed disappear from the terminal too, above all toasts."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from helpers.compared import Compared
from helpers.waiting import Patience
from tinynet_tui.wire.app import WireApp

LAST = "line 49"


class Stage(Compared, WireApp[None]):
    """Something to scroll, and a widget on top of it in a rack like that of toasts."""

    CSS = """
    Screen { layers: below above; }
    #rack { layer: above; width: 8; height: auto; margin: 2 4; visibility: hidden; }
    #top { visibility: visible; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("the first", id="first")
            yield Static("\n".join(f"line {number}" for number in range(50)))
        with Vertical(id="rack"):
            yield Static("on top", id="top")

    @property
    def text(self) -> str:
        return "\n".join(self.stock.screen.display)


async def test_a_removed_widget_disappears_though_textual_was_asked_for_a_place_meanwhile() -> None:
    app: Any = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        scroll = app.query_one(VerticalScroll)
        scroll.scroll_end(animate=False)
        patience = Patience()
        while not (LAST in app.text and "on top" in app.text):
            patience.check(app.text)
            await pilot.pause(0.01)
        app.screen._compositor.reflow_visible(app.screen, app.size)  # as another scroll does
        await app.query_one("#top").remove()
        while not app.screen._layout_required:
            await asyncio.sleep(0)
        assert app.query_one("#first").region.y < 0
        patience = Patience()
        while "on top" in app.text:
            patience.check(app.text)
            await pilot.pause(0.01)
