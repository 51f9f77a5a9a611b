"""The base of all panes: lines of styled text in a frame, of which only changed rows repaint."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.worker.commands import Command

from .sizes import Wish
from .view import View

Run = tuple[str, str]
"""Text and the names of its style: a component class without its prefix, `+reverse` and such."""
Row = tuple[Run, ...]


class Canvas(Widget):
    """A widget that paints rows of runs, and repaints a row only when its runs have changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self.view: View | None = None
        """What is shown."""
        self._rows: list[Row] = []
        self._rows_size: Size | None = None
        """For which size the rows are; None for none, so that all are made and painted anew."""
        self._styles_by_name: dict[str, Style] = {}

    def rows(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the rows to paint, at most `height`, each at most `width` cells wide."""
        raise NotImplementedError

    def show(self, view: View) -> None:
        """Show a view: compute the rows and repaint those that differ from what is painted."""
        self.view = view
        size = self.size
        if not size.area:
            self._forget_rows()
            return
        known, before = self._rows_size == size, self._rows
        self._make_rows(view, size)
        if not known:
            self.refresh()
            return
        ends = [_changed_end(old, new) for old, new in zip(before, self._rows, strict=True)]
        changed = [Region(0, y, min(end, size.width), 1) for y, end in enumerate(ends) if end]
        if changed:
            self.refresh(*changed)

    def _forget_rows(self) -> None:
        """Let all rows be made anew when there is room for them again, be it the same as before."""
        if self._rows_size is not None:
            self._rows_size = None
            self.refresh()

    def _make_rows(self, view: View, size: Size) -> None:
        self._rows_size = size
        width, height = size
        rows = [joined(row) for row in self.rows(view, width, height)]
        self._rows = rows + [()] * (height - len(rows))

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        self._styles_by_name = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Paint one row; the first after the size has changed makes them all."""
        size = self.outer_size  # there is nothing around it, and this is known without a search
        if self.view and self._rows_size != size:
            self._make_rows(self.view, size)
        row = self._rows[y] if y < len(self._rows) else ()
        segments = [Segment(text, self._style(name)) for text, name in row if text]
        return Strip(segments).adjust_cell_length(size.width, self._style("text"))

    def _style(self, name: str) -> Style:
        style = self._styles_by_name.get(name)
        if style is None:
            component, *attributes = name.split("+")
            colours = self.screen.get_component_rich_style(f"cells--{component}")
            style = self.rich_style + Style(
                color=colours.color,
                bold=colours.bold,
                dim=colours.dim,
                reverse="reverse" in attributes,
                underline="underline" in attributes,
            )
            self._styles_by_name[name] = style
        return style


def _changed_end(old: Row, new: Row) -> int:
    """Return the column behind the last character that differs; 0 if none does.

    Textual sends a row from the widget's left edge on, so only the right end is worth finding.
    """
    if old == new:
        return 0
    lengths = [sum(cell_len(text) for text, _ in row) for row in (old, new)]
    if lengths[0] != lengths[1]:
        return max(lengths)
    end = lengths[1]
    for before, after in zip(reversed(old), reversed(new), strict=False):
        if before != after:
            return end - (_same_end(before[0], after[0]) if before[1] == after[1] else 0)
        end -= cell_len(after[0])
    return end


def _same_end(old: str, new: str) -> int:
    """Return how many cells are the same at the end of two texts that differ."""
    pairs = zip(reversed(old), reversed(new), strict=False)
    differing = (at for at, (before, after) in enumerate(pairs) if before != after)
    same = next(differing, min(len(old), len(new)))
    return cell_len(new[len(new) - same :])


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

    def wish(self, experiment: Experiment, screen_width: int) -> Wish:
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


def fitted(row: Row, width: int) -> Row:
    """Cut a row to a width, or fill it up."""
    runs: list[Run] = []
    room = width
    for text, style in row:
        part = text[:room]
        if not part.isascii() and cell_len(text) != len(text):  # some are two cells wide, or none
            part = text if cell_len(text) <= room else set_cell_size(text, room)
        if part:
            runs.append((part, style))
            room -= len(part) if part.isascii() else cell_len(part)
    return (*runs, (" " * room, "text"))


def joined(row: Row) -> Row:
    """Make one run of those of the same style; plain blanks take the style of a neighbour.

    Every run costs some forty bytes on the wire for its colours.
    """
    runs: list[Run] = []
    for text, style in row:
        if not text:
            continue
        before, its_style = runs[-1] if runs else ("", "")
        blank = _is_blank(text, style) and "+" not in its_style
        if before and (blank or style == its_style):
            runs[-1] = (before + text, its_style)
        elif _is_blank(before, its_style) and "+" not in style:
            runs[-1] = (before + text, style)
        else:
            runs.append((text, style))
    return tuple(runs)


def _is_blank(text: str, style: str) -> bool:
    return text.isspace() and "+" not in style


def cut(text: str, width: int) -> str:
    """Return a text that is not wider; if it had to be cut, it says so."""
    return text if len(text) <= width else f"{text[: max(0, width - 1)]}…"[:width]


def first_fitting(width: int, *candidates: str) -> str:
    """Return the first text that is not wider, else the last one, cut."""
    for text in candidates:
        if len(text) <= width:
            return text
    return candidates[-1][:width]
