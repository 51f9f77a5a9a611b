"""Texts in rows; each text may show a cell of a variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from tinynet_tui.ui.canvas.canvas import Row, Span

from .diagram import Diagram

Spot = tuple[str, tuple[int, int]]
"""A variable and one of its cells."""


@dataclass(frozen=True)
class Text:
    """A text on the board, and the cell it stands for."""

    x: int
    span: Span
    spot: Spot | None = None


@dataclass
class Board:
    """The texts of a drawing, and the columns of its variables."""

    diagram: Diagram
    texts: dict[int, list[Text]] = field(default_factory=dict)
    """The texts of each row."""
    places: dict[str, int] = field(default_factory=dict)
    """Where the column of each variable begins, from left to right."""

    def put(self, y: int, x: int, text: str, style: str, spot: Spot | None = None) -> None:
        self.texts.setdefault(y, []).append(Text(x, (text, style), spot))

    def rows(self, height: int) -> list[Row]:
        return [_row(sorted(self.texts.get(y, []), key=lambda it: it.x)) for y in range(height)]

    def at(self, x: int, y: int) -> Spot | None:
        """Return the cell at a place."""
        for text in self.texts.get(y, []):
            if text.spot is not None and text.x <= x < text.x + cell_len(text.span[0]):
                return text.spot
        return None

    def name_near(self, x: int) -> str | None:
        """Return the variable in whose column `x` lies."""
        before = [name for name, begin in self.places.items() if begin <= x]
        return before[-1] if before else None


def _row(texts: Sequence[Text]) -> Row:
    spans: list[Span] = []
    end = 0
    for text in texts:
        if text.x < end:
            continue
        spans += [(" " * (text.x - end), "text"), text.span]
        end = text.x + cell_len(text.span[0])
    return tuple(spans)
