"""The screen as a picture, in SVG or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.screen import Screen
from textual.strip import Strip

from tinynet_tui.export.reopen_command import PROGRAM, line
from tinynet_tui.ui.drawing.svg import Drawing, draw
from tinynet_tui.wire.compositor import strips_of


@dataclass(frozen=True)
class Picture:
    """A screen's lines and the picture's title."""

    strips: tuple[Strip, ...]
    title: str

    @classmethod
    def of(cls, screen: Screen[None], command: Sequence[str]) -> Picture:
        """Capture a screen; the title is the command if there is room, else the program's name."""
        # Textual's own screenshot would drop pending repaints.
        title = line(command)
        strips = tuple(strips_of(screen))
        return cls(strips, title if len(title) < screen.size.width - 16 else PROGRAM)

    def text(self) -> str:
        """Return the lines without trailing blanks."""
        return "".join(f"{strip.text.rstrip()}\n" for strip in self.strips)

    def svg(self) -> str:
        """Return an SVG document, which loads nothing from elsewhere."""
        drawing = Drawing()
        columns = max((strip.cell_length for strip in self.strips), default=1)
        body = draw(drawing.pieces(self.strips))
        return drawing.document(body, columns, len(self.strips), self.title)
