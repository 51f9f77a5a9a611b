"""The base of all panes: a canvas with a frame, a title and a foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.worker.commands import Command

from .canvas import Canvas, Row, Shown, first_fitting, fitted
from .sizes import PreferredWidth

MORE = " ↓ more "
"""In the lower edge of a pane in which there is more than it has room for."""
FRAME, FRAME_LIT = ("╭", "─", "╮", "│", "╰", "╯"), ("╔", "═", "╗", "║", "╚", "╝")


class Pane(Canvas[Shown], can_focus=True):
    """A canvas with a frame, a title in its upper edge and perhaps a foot in its lower edge."""

    lit: bool = False
    """True when a lecture points at the pane: its frame is coloured, with double lines."""
    help: str = ""
    """The line about the pane in the help."""
    digits: int | None = None
    """The most decimals to ask room for; None: it depends on the width of the screen."""

    @property
    def caption(self) -> str:
        """The pane's name in the help."""
        return self.id or ""

    @property
    def is_displayed(self) -> bool:
        """True when neither the pane nor what holds it is hidden."""
        return all(node.display for node in self.ancestors_with_self)

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        """Return the preferred width, with the frame, on a screen of a width."""
        raise NotImplementedError

    def natural_height(self, experiment: Experiment) -> int:
        """Return the height, with the frame, in which everything is shown."""
        return 2

    def allow(self, decimals: int, *, enlarged: bool = False) -> None:
        """Show up to `decimals` decimals if they fit; an enlarged pane makes room for them."""

    def travel(self, view: Shown, rows: int, columns: int) -> Command | None:
        """Return the command of an arrow key while the pane has the focus; None for none."""
        return None

    def beside(self, view: Shown, rows: int, columns: int) -> tuple[str, tuple[int, int]] | None:
        """Return the variable and cell that an arrow key leads to; None beyond the pane's edge."""
        return None

    def seen(self) -> dict[str, int]:
        """Return the number of visible rows or columns along each axis."""
        return {}

    def content(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        """Return the rows within the frame."""
        raise NotImplementedError

    def title(self, view: Shown, width: int) -> str:
        """Return the title, at most `width` cells wide; its first cell is for a mark."""
        raise NotImplementedError

    def foot(self, view: Shown, width: int) -> str:
        """Return the text in the lower edge."""
        return ""

    def rows(self, view: Shown, width: int, height: int) -> Sequence[Row]:
        inner = width - 2
        if inner < 1 or height < 2:
            return []
        edge = "frame-lit" if self.has_focus or self.lit else "frame"
        left_top, line, right_top, side, left_foot, right_foot = FRAME_LIT if self.lit else FRAME
        content = list(self.content(view, inner, height - 2))
        has_more = len(content) > height - 2
        content = content[: height - 2]
        content += [()] * (height - 2 - len(content))
        title = self.title(view, inner)[:inner]
        more = first_fitting(inner, MORE, "") if has_more else ""
        foot = (self.foot(view, inner) or more)[:inner].replace("─", line)
        rest = inner - cell_len(title)
        return [
            ((left_top, edge), (title, "title"), (line * rest + right_top, edge)),
            *(((side, edge), *fitted(row, inner), (side, edge)) for row in content),
            (
                (left_foot + line * (inner - cell_len(foot)), edge),
                *_on_edge(foot, edge, line),
                (right_foot, edge),
            ),
        ]

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        if self.view:
            self.show(self.view)


def _on_edge(text: str, edge: str, line: str) -> Row:
    """Return a text in which line characters have the frame's style."""
    parts = groupby(text, line.__eq__)
    return tuple(("".join(run), edge if is_edge else "muted") for is_edge, run in parts)
