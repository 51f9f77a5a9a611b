"""Panes of numbers: the input, the synapses, the layers, their errors and deltas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.canvas import Row, Span
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, usual_decimals
from tinynet_tui.ui.canvas.view import View

from .blocks import Block, Placed, place, row_of, total_width
from .edges import Edges, edges
from .labels import Length, gutter, has_names, heads, labels

ROOM_FOR_HEADS = 12
"""From so many rows on, scrolled numbers can spare one for the labels of their columns."""
ROOM_FOR_GUTTER = 12
"""Of so many columns for each of a label's, scrolled numbers can spare those."""


class NumberPane(Pane):
    """One matrix, or several with the same rows side by side, with the cursor's cell marked."""

    @dataclass
    class Chosen(Message):
        """A cell of a variable was clicked."""

        name: str
        cell: tuple[int, int]

    @dataclass
    class Scrolled(Message):
        """A variable was scrolled by rows or columns."""

        name: str
        rows: int
        columns: int

    class Arranged(Message):
        """The numbers have been placed anew for another size."""

    def __init__(
        self,
        headings: Sequence[str],
        blocks: Sequence[Block],
        *,
        help: str,
        alternate: bool = False,
        rank: int = 0,
        least: int = 16,
        id: str,
    ) -> None:
        """Show blocks under the longest heading that fits, or without one under their captions.

        `headings` begins with the longest. `alternate` shows only the block assigned last if
        space is short; `least` is the least useful width, and panes of a high `rank` hide first.
        """
        super().__init__(id=id)
        self.headings, self.blocks, self.alternate = headings, blocks, alternate
        self.help, self.rank, self.least = help, rank, least
        self.most_decimals = 2
        self.least_decimals = 2
        """The decimals for which other blocks are hidden, if `alternate`."""
        self.row_labels, self.has_heads = Length.NONE, False
        """The labels of the rows, and whether there is a row for those of the columns."""
        self.placed: list[Placed] = []
        self._edges = Edges("", "")

    @property
    def caption(self) -> str:
        return self.headings[-1] if self.headings else " ".join(self._all_names)

    @property
    def _all_names(self) -> list[str]:
        return [block.name for block in self.blocks]

    # Its size.

    def natural_width(
        self,
        experiment: Experiment,
        decimals: int,
        *,
        all_blocks: bool,
        row_labels: Length = Length.NONE,
        words: int = 0,
    ) -> int:
        """Return the pane's width, with its frame, for a number of decimals.

        It has room for a short title; with `words` also for what the rows are, in the foot; with
        2 for the longest title.
        """
        row_axis = experiment.dimensions.axes(self.blocks[0].name)[0]
        if self.alternate and not all_blocks:
            inner = max(total_width([block], experiment, decimals) for block in self.blocks)
        else:
            inner = total_width(self.blocks, experiment, decimals) + 2 * (len(self.blocks) - 1)
        inner += gutter(row_axis, experiment, row_labels)
        if self.headings:
            title = 1 + len(self.headings[0 if words == 2 else -1])
        elif words == 2:
            title = sum(1 + len(name) for name in self._all_names) + len(self.blocks) - 1
        else:
            title = len(" ".join(block.caption for block in self.blocks)) + len("(-1)")
        return 2 + max(inner, title, len(row_axis) if words else 0)

    def natural_height(self, experiment: Experiment) -> int:
        return 2 + experiment.dimensions.shape(self.blocks[0].name)[0]

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        """Return its widths: labels come before a third decimal, and that before their words.

        The digits of the settings come before labels.
        """
        most = self.digits or usual_decimals(screen_width)
        pairs = [(n, length) for length in (Length.SHORT, Length.NONE) for n in range(most, 1, -1)]
        if self.digits:
            pairs.sort(reverse=True)
        choices = [(most, Length.FULL, 2), (most, Length.FULL, 1)]
        choices += [
            (n, length, words) for n, length in pairs for words in ((2, 1) if length else (2, 1, 0))
        ]
        sizes = [
            self.natural_width(experiment, n, all_blocks=all_blocks, row_labels=length, words=words)
            for all_blocks in (True, False)
            for n, length, words in choices
        ]
        step = sum(block.cell_width(experiment, 2) + 1 for block in self.blocks)
        return PreferredWidth(tuple(sizes), min(sizes[-1], self.least), self.rank, step)

    def room_for_labels(self, experiment: Experiment, width: int) -> Length:
        """Return the longest labels of rows for which a pane of a width has room."""
        blocks, inner = self._blocks, width - 2
        least, most = self.least_decimals, self.most_decimals
        if self.alternate and total_width(blocks, experiment, least) > inner:
            blocks = [max(blocks, key=lambda block: total_width([block], experiment, least))]
        row_axis = experiment.dimensions.axes(self.blocks[0].name)[0]
        full, short = (gutter(row_axis, experiment, n) for n in (Length.FULL, Length.SHORT))
        if has_names(row_axis, experiment):  # they are worth more than many digits
            most = min(most, max(least, 3))
        if total_width(blocks, experiment, most) + full <= inner:
            return Length.FULL
        narrowest = total_width(blocks, experiment, self.digits or 2)
        if experiment.test and row_axis == "example" and 2 * short <= inner:
            return Length.SHORT  # they tell which examples are held back
        if narrowest + short <= inner or ROOM_FOR_GUTTER * short <= inner < narrowest:
            return Length.SHORT
        return Length.NONE

    def label(self, length: Length, *, heads: bool) -> None:
        """Label the rows and, with `heads`, the columns, as far as there is room."""
        if (length, heads) != (self.row_labels, self.has_heads):
            self.row_labels, self.has_heads = length, heads
            self._forget_rows()

    def on_resize(self) -> None:
        if self.view:
            self.show(self.view)
            self.post_message(self.Arranged())

    def allow(self, decimals: int, *, enlarged: bool = False) -> None:
        self.most_decimals = decimals
        self.least_decimals = decimals if enlarged else 2
        self._forget_rows()

    @property
    def names(self) -> list[str]:
        """The visible variables; all of them if it has not been shown yet."""
        blocks = [placed.block for placed in self.placed] or self.blocks
        return [block.name for block in blocks]

    def holds(self, name: str) -> bool:
        """True for a variable of this pane, visible or not."""
        return any(block.name == name for block in self.blocks)

    def seen(self) -> dict[str, int]:
        seen: dict[str, int] = {}
        if self.view:
            for placed in self.placed:
                row, column = self.view.experiment.dimensions.axes(placed.block.name)
                for axis, shown in ((row, placed.rows), (column, placed.columns)):
                    seen[axis] = min(seen.get(axis, len(shown)), len(shown))
        return seen

    def beside(self, view: View, rows: int, columns: int) -> tuple[str, tuple[int, int]] | None:
        names, experiment = self.names, view.experiment
        name = view.subject if self.holds(view.subject) else names[0]
        moved = move(view.cursor, name, experiment, rows, columns)
        if moved is not None:
            return name, moved.cell(name, experiment.dimensions)
        beside = names.index(name) + columns if name in names and columns else -1
        if not 0 <= beside < len(names):
            return None
        row = view.cursor.cell(name, experiment.dimensions)[0]
        last = experiment.dimensions.shape(names[beside])[1] - 1
        return names[beside], (row, 0 if columns > 0 else last)

    # What it paints.

    def title(self, view: View, width: int) -> str:
        return self._edges.title

    def foot(self, view: View, width: int) -> str:
        return self._edges.foot

    @property
    def _blocks(self) -> Sequence[Block]:
        """The blocks, in an enlarged pane with a zero before every point."""
        enlarged = self.least_decimals > 2
        return [block.plain for block in self.blocks] if enlarged else self.blocks

    def _place(self, view: View, width: int, height: int) -> list[Placed]:
        axis, size = view.experiment.dimensions.axes(self.blocks[0].name)[0], Size(width, height)
        decimals = self.least_decimals, self.most_decimals
        at = gutter(axis, view.experiment, self.row_labels)
        alternate = self.alternate
        return place(self._blocks, view, size, decimals=decimals, alternate=alternate, gutter=at)

    @property
    def placed_unhidden(self) -> list[Placed]:
        """The blocks as they stand once nothing is hidden."""
        if self.view is None or self.view.asked is None:
            return self.placed
        room = self.size.width - 2, self.size.height - 2 - self.has_heads
        return self._place(replace(self.view, asked=None), *room)

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        experiment = view.experiment
        axes = experiment.dimensions.axes(self.blocks[0].name)
        rows_width = gutter(axes[0], experiment, self.row_labels)
        self.placed = self._place(view, width, height - self.has_heads)
        named = self.row_labels == Length.FULL and self.has_heads
        self._edges = edges(self.headings, self.placed, view, width, () if named else axes)
        shown = self.placed[0].rows
        names = labels(axes[0], shown, experiment, self.row_labels) if self.row_labels else []
        before = self.placed[0].left - rows_width
        rows: list[Row] = [heads(self.placed, experiment)] if self.has_heads else []
        for y, row in enumerate(shown):
            spans: list[Span] = [(" " * before + names[y], "muted")] if names else []
            at = before + cell_len(names[y]) if names else 0
            for placed in self.placed:
                cells = row_of(placed, row, view)
                spans += [(" " * (placed.left - at), "text"), *cells]
                at = placed.left + sum(len(text) for text, _ in cells)
            rows.append(tuple(spans))
        return rows

    # How it is used.

    def on_click(self, event: events.Click) -> None:
        found = self._cell_at(event.x - 1, event.y - 1 - self.has_heads)
        if found:
            self.post_message(self.Chosen(*found))

    def _cell_at(self, x: int, y: int) -> tuple[str, tuple[int, int]] | None:
        """Return the number at a place; beside a row's label, that in the cursor's column."""
        if self.placed and self.row_labels and x < self.placed[0].left and self.view:
            name = self.view.subject if self.view.subject in self.names else self.names[0]
            rows, experiment = self.placed[0].rows, self.view.experiment
            column = self.view.cursor.cell(name, experiment.dimensions)[1]
            return (name, (rows[y], column)) if 0 <= y < len(rows) else None
        for placed in reversed(self.placed):
            if x >= placed.left and 0 <= y < len(placed.rows):
                column = min((x - placed.left) // placed.pitch, len(placed.columns) - 1)
                return placed.block.name, (placed.rows[y], placed.columns[column])
        return None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        if self.placed:
            event.stop()
            rows, columns = (0, by) if event.shift or event.ctrl else (by, 0)
            self.post_message(self.Scrolled(self.placed[0].block.name, rows, columns))


def move(
    cursor: Cursor, name: str, experiment: Experiment, rows: int, columns: int
) -> Cursor | None:
    """Return the cursor moved within a variable; None beyond its edge."""
    row, column = cursor.cell(name, experiment.dimensions)
    total = experiment.dimensions.shape(name)
    cell = (row + rows, column + columns)
    if not (0 <= cell[0] < total[0] and 0 <= cell[1] < total[1]):
        return None
    return cursor.through(name, cell, experiment.dimensions)
