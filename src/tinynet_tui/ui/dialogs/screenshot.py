"""The screen as a picture, in SVG or plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain

from rich.console import Console
from rich.segment import Segment, Segments
from textual.screen import Screen
from textual.strip import Strip

from tinynet_tui.export.reopen_command import PROGRAM, line
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
        """Return an SVG document like Textual's, but without fonts from the web."""
        width = max((strip.cell_length for strip in self.strips), default=1)
        console = Console(
            width=width,
            file=StringIO(),
            force_terminal=True,
            color_system="truecolor",
            record=True,
            legacy_windows=False,
            safe_box=False,
        )
        lines = [[*strip.simplify().discard_meta(), Segment.line()] for strip in self.strips]
        console.print(Segments(list(chain.from_iterable(lines))[:-1]), end="")
        document = console.export_svg(title=self.title)
        return re.sub(r"\s*@font-face \{.*?\}", "", document, flags=re.DOTALL)
