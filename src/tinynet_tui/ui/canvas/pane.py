"""The framed base of all panes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.worker.commands import Command

from .canvas import Canvas, Row, fitted
from .sizes import PreferredWidth
from .view import View

FRAME, FRAME_LIT = ("╭", "─", "╮", "│", "╰", "╯"), ("╔", "═", "╗", "║", "╚", "╝")


class Pane(Canvas, can_focus=True):
    """A canvas with a frame, a title and, where there is something to say, a foot."""

    lit: bool = False
    """Whether something points at it, as a lecture does: by its colour and by double lines."""
    help: str = ""
    """What the help says of the pane, in a line."""
    digits: int | None = None
    """The most decimals that it may wish room for; None: by the width of the screen."""

    @property
    def caption(self) -> str:
        """What the help calls the pane."""
        return self.id or ""

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        """Return what width it would like, with its frame, on a screen so wide."""
        raise NotImplementedError

    def natural_height(self, experiment: Experiment) -> int:
        """Return the height, with its frame, in which it shows everything."""
        return 2

    def allow(self, decimals: int, *, enlarged: bool = False) -> None:
        """Show as many decimals, if there is room for them; enlarged, make room."""

    def travel(self, view: View, rows: int, columns: int) -> Command | None:
        """Return what an arrow does to the run while the pane has the focus; None for nothing."""
        return None

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, tuple[int, int]] | None:
        """Return the variable and cell to which an arrow leads; None where it leads out."""
        return None

    def seen(self) -> dict[str, int]:
        """Return of each index how many rows or columns can be seen."""
        return {}

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the rows within the frame."""
        raise NotImplementedError

    def title(self, view: View, width: int) -> str:
        """Return the title, at most `width` cells wide; a mark stands in its first cell."""
        raise NotImplementedError

    def foot(self, view: View, width: int) -> str:
        """Return what stands in the lower edge."""
        return ""

    def rows(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the content within a frame."""
        inner = width - 2
        if inner < 1 or height < 2:
            return []
        edge = "frame-lit" if self.has_focus or self.lit else "frame"
        left_top, line, right_top, side, left_foot, right_foot = FRAME_LIT if self.lit else FRAME
        content = list(self.content(view, inner, height - 2))[: height - 2]
        content += [()] * (height - 2 - len(content))
        title = self.title(view, inner)[:inner]
        foot = self.foot(view, inner)[:inner].replace("─", line)
        rest = inner - cell_len(title)
        return [
            ((left_top, edge), (title, "title"), (line * rest + right_top, edge)),
            *(((side, edge), *fitted(row, inner), (side, edge)) for row in content),
            (
                (left_foot + line * (inner - len(foot)), edge),
                *_on_edge(foot, edge, line),
                (right_foot, edge),
            ),
        ]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Light the frame of the pane that has the focus."""
        super().watch_has_focus(has_focus)
        if self.view:
            self.show(self.view)


def _on_edge(text: str, edge: str, line: str) -> Row:
    """Return a text whose lines belong to the frame."""
    parts = groupby(text, line.__eq__)
    return tuple(("".join(run), edge if is_edge else "muted") for is_edge, run in parts)
