"""An app that compares its terminal with what stock Textual draws."""

from __future__ import annotations

import random
from typing import Any
from unittest import mock

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from helpers.emulated import Screen
from tinynet_tui.wire.back_buffer import BackBuffer
from tinynet_tui.wire.compositor import painted


class Compared:
    """A mixin for apps that draws everything twice: as Textual does, and by a back buffer."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.console._color_system = ColorSystem.TRUECOLOR  # type: ignore[attr-defined]
        self.chance = random.Random(0)
        self.compared = 0
        self._begin((1, 1))

    def _begin(self, size: tuple[int, int]) -> None:
        self.stock, self.ours = Screen(*size), Screen(*size)
        self.buffer = BackBuffer(ColorSystem.TRUECOLOR, *size)

    def _display(self, screen: Any, renderable: Any) -> None:
        if renderable is not None:
            size = tuple(screen.outer_size)
            if size != (self.buffer.width, self.buffer.height):
                self._begin(size)
            with mock.patch.object(Strip, "render", render_afresh):
                self.stock.feed(whole_screen(renderable).render_segments(screen.app.console))
            rows = painted(renderable)
            assert rows is not None, f"unknown update: {type(renderable)}"
            for x, y, segments in rows:
                self.buffer.paint(x, y, segments)
            if self.chance.random() < 0.2:
                self.compare()
        super()._display(screen, renderable)  # type: ignore[misc]

    def compare(self) -> None:
        """Send a frame and compare all cells."""
        self.ours.feed(self.buffer.changes())
        for y, (ours, stock) in enumerate(zip(self.ours.cells, self.stock.cells, strict=True)):
            for x, (cell, wanted) in enumerate(zip(ours, stock, strict=True)):
                where = f"column {x} of row {y}"
                assert cell == wanted, f"{where}: {cell} for {wanted}"
        self.compared += 1


def render_afresh(strip: Strip, console: Any, *, stock: Any = Strip.render) -> str:
    """Render without what Rich has kept of each style, perhaps for other colours."""
    strip._render_cache = None
    for segment in strip:
        if segment.style:
            segment.style._ansi = None
    return str(stock(strip, console))


def whole_screen(update: Any) -> Any:
    """Extend an update to the whole of each piece that it touches, as the back buffer does.

    The rest of a piece may show what Textual has failed to repaint earlier.
    """
    if not isinstance(update, ChopsUpdate):
        return update
    spans = []
    for y, first, beyond in update.spans:
        pieces = zip(update.chops[y], update.chop_ends[y], strict=True)
        touched = [(x, end) for x, end in pieces if x < beyond and end > first]
        if touched:
            spans.append((y, touched[0][0], touched[-1][1]))
    return ChopsUpdate(update.chops, spans, update.chop_ends)
