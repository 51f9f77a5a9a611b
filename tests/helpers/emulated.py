"""A terminal's screen in memory, and the visible content of its cells."""

from __future__ import annotations

from typing import Any

import pyte


class Screen:
    """A terminal that does not wrap lines."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.screen.reset_mode(7, private=True)
        self.stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        self.stream.feed(text)

    @property
    def cells(self) -> list[list[tuple[object, ...]]]:
        rows = self.screen.buffer
        return [
            [_seen(rows[y][x]) for x in range(self.screen.columns)]
            for y in range(self.screen.lines)
        ]


def _seen(cell: Any) -> tuple[object, ...]:
    lines = cell.underscore, cell.strikethrough, cell.reverse
    if cell.data == " " and not any(lines):
        return " ", cell.bg
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, cell.blink, *lines)
