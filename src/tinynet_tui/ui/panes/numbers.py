"""Panes of numbers: the input, the synapses, the layers, and what comes back through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from textual import events
from textual.message import Message

from ...net.experiment import Experiment, Thread, axes, shape
from ...net.network import Array
from ...net.timeline import Value
from ..cells import Pane, Row, Run, first_fitting
from ..numbers import Scale, Style
from ..view import View


@dataclass(frozen=True)
class Block:
    """A variable in a pane: its caption, and how its numbers are written."""

    name: str
    caption: str
    style: Style
    extra: int = 0
    """Cells that a number takes beyond its decimals' width."""

    @property
    def is_synapse(self) -> bool:
        """Whether it is changed in place, and gets arrows that say which way."""
        return self.name.startswith("syn")

    def whole(self, experiment: Experiment) -> Scale | None:
        """Return the scale of data that are all whole numbers; None for all others."""
        data = {"l0": experiment.dataset.X, "y": experiment.dataset.y}.get(self.name)
        return None if data is None else Scale.whole(data)

    def cell_width(self, experiment: Experiment, decimals: int) -> int:
        """Return the width of one number."""
        whole = self.whole(experiment)
        return whole.width if whole else self.style.width(decimals) + self.extra

    def width(self, experiment: Experiment, decimals: int) -> int:
        """Return the width of all columns, one apart; behind a weight is room for its arrow."""
        columns = shape(self.name, experiment)[1]
        return columns * (self.cell_width(experiment, decimals) + 1) - 1 + self.is_synapse


@dataclass(frozen=True)
class Placed:
    """A block as it stands in the pane now."""

    block: Block
    left: int
    """Its first cell within the frame."""
    pitch: int
    """From one column to the next."""
    rows: range
    columns: range
    scale: Scale
    value: Value | None


class NumberPane(Pane):
    """One matrix, or several of the same rows side by side, with the thread's cell marked."""

    class Chosen(Message):
        """A cell was chosen with the mouse or the arrows."""

        def __init__(self, name: str, cell: tuple[int, int]) -> None:
            """Name the variable and the cell."""
            super().__init__()
            self.name, self.cell = name, cell

    class Scrolled(Message):
        """Other rows or columns of a variable are asked for."""

        def __init__(self, name: str, rows: int, columns: int) -> None:
            """Name the variable and how far to scroll."""
            super().__init__()
            self.name, self.by = name, (rows, columns)

    HELP: ClassVar[str] = ""

    def __init__(
        self, heading: str, blocks: Sequence[Block], *, help: str, alternate: bool = False, id: str
    ) -> None:
        """Show blocks under a heading; `alternate` shows the one assigned last if space is short.

        Without a heading the blocks' captions are the title.
        """
        super().__init__(id=id)
        self.heading, self.blocks, self.help, self.alternate = heading, blocks, help, alternate
        self.most_decimals = 2
        """Decimals, if there is room for them."""
        self.placed: list[Placed] = []

    # How much room it wants.

    def natural_width(self, experiment: Experiment, decimals: int, *, all_blocks: bool) -> int:
        """Return the pane's width with its frame, for so many decimals."""
        widths = [block.width(experiment, decimals) for block in self.blocks]
        inner = max(widths) if self.alternate and not all_blocks else sum(widths) + len(widths) - 1
        heading = self.heading or " ".join(block.caption for block in self.blocks)
        age = 0 if self.heading else len("(-1)")
        return 2 + max(inner, (0 if age else 1) + len(heading) + age)

    def natural_height(self, experiment: Experiment) -> int:
        """Return the pane's height with its frame, with all rows."""
        return 2 + shape(self.blocks[0].name, experiment)[0]

    @property
    def names(self) -> list[str]:
        """The variables that can be seen in it."""
        return [placed.block.name for placed in self.placed]

    def seen(self) -> dict[str, int]:
        """Return of each index how many rows or columns can be seen."""
        seen: dict[str, int] = {}
        if self.view:
            for placed in self.placed:
                row, column = axes(placed.block.name, self.view.experiment)
                for axis, span in ((row, placed.rows), (column, placed.columns)):
                    seen[axis] = min(seen.get(axis, len(span)), len(span))
        return seen

    # What it paints.

    def title(self, view: View, width: int) -> str:
        """Return the heading with marks; a power of ten and the iteration of leftovers with it."""
        marks = [view.mark(name) for name in self.names]
        if not self.heading and len(self.placed) > 1:
            return self._title_of_several(marks, width)
        caption = self.heading or self.placed[0].block.caption
        text = (next(filter(None, marks), "") or " ") + caption
        age = next(filter(None, (_age(placed.value) for placed in self.placed)), "")
        power = next(filter(None, (placed.scale.power for placed in self.placed)), "")
        full = " ".join(filter(None, (text, power, age and f"({age})")))
        return first_fitting(width, full + " ", full, " ".join(filter(None, (text, power))), text)

    def _title_of_several(self, marks: Sequence[str], width: int) -> str:
        """Return every block's caption, above its numbers if possible."""
        captions = [
            mark + placed.block.caption for mark, placed in zip(marks, self.placed, strict=True)
        ]
        lefts = [
            max(0, placed.left - len(mark)) for mark, placed in zip(marks, self.placed, strict=True)
        ]
        closely = "" if marks[0] else " "
        return first_fitting(
            width, _at(lefts, captions, " ") + " ", closely + " ".join(captions), " ".join(captions)
        )

    def foot(self, view: View, width: int) -> str:
        """Return which part of the matrix is seen; of several, their powers and ages."""
        if not self.heading and len(self.placed) > 1:
            return self._foot_of_several(width)
        parts = []
        for placed in self.placed[:1]:
            total = shape(placed.block.name, view.experiment)
            for span, count, letter in zip((placed.rows, placed.columns), total, "↕↔", strict=True):
                if len(span) < count:
                    parts.append(f"{letter}{span.start}–{span.stop - 1} of {count}")
        return first_fitting(width, " ".join(parts), *parts, "↕" if parts else "")

    def _foot_of_several(self, width: int) -> str:
        ages = [_age(placed.value) for placed in self.placed]
        feet = [
            [placed.scale.power + (f"({text})" if age else "") for placed, age, text in row]
            for row in (
                list(zip(self.placed, ages, ages, strict=True)),
                list(zip(self.placed, ages, ["-1"] * len(ages), strict=True)),
            )
        ]
        if ages[0] == ages[-1] and ages[0]:  # one age for both
            feet.append([placed.scale.power for placed in self.placed[:-1]] + [feet[1][-1]])
        lefts = [placed.left for placed in self.placed]
        texts = [_at(lefts, foot, "─") for foot in feet]
        return first_fitting(width, *texts).ljust(width, "─") if any(texts) else ""

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the rows of numbers that can be seen."""
        self.placed = list(self._place(view, width, height))
        rows = []
        for y in range(height):
            runs: list[Run] = []
            at = 0
            for placed in self.placed:
                if y < len(placed.rows):
                    runs.append(
                        (" " * (placed.left - at), runs[-1][1].split("+")[0] if runs else "text")
                    )
                    cells = _cells(placed, placed.rows[y], view)
                    runs.extend(cells)
                    at = placed.left + sum(len(text) for text, _ in cells)
            rows.append(tuple(runs))
        return rows

    def _place(self, view: View, width: int, height: int) -> Sequence[Placed]:
        """Choose the blocks, their decimals and columns for a width."""
        experiment = view.experiment
        blocks = list(self.blocks)
        if self.alternate and _width(blocks, experiment, 2) > width:
            blocks = [_latest(blocks, view)]
        choices = range(self.most_decimals, 2, -1)
        decimals = next((d for d in choices if _width(blocks, experiment, d) <= width), 2)
        surplus = width - _width(blocks, experiment, decimals)
        counts = _columns(blocks, experiment, decimals, width)
        stretch = max(0, min(2, surplus // sum(counts)))
        left = max(0, (surplus - stretch * sum(counts)) // 2)
        placed = []
        for block, fitting in zip(blocks, counts, strict=True):
            rows, columns = shape(block.name, experiment)
            pitch = block.cell_width(experiment, decimals) + 1 + stretch
            row_axis, column_axis = axes(block.name, experiment)
            value = view.moment.value(block.name)
            shown_rows = _span(getattr(view.origin, row_axis), min(rows, height), rows)
            shown_columns = _span(getattr(view.origin, column_axis), fitting, columns)
            part = np.zeros((0, 0))
            if value is not None:
                part = _part(value.array, shown_rows, shown_columns)
            scale = block.whole(experiment)
            if scale is None:
                cell_width = pitch - 1 - stretch
                scale = Scale.fitting(part, cell_width, block.style)
                if scale.decimals < decimals and stretch:  # a number of ten or more
                    scale = Scale.fitting(part, cell_width + 1, block.style)
            placed.append(Placed(block, left, pitch, shown_rows, shown_columns, scale, value))
            left += pitch * fitting + block.is_synapse
        return placed

    # How it is used.

    def on_click(self, event: events.Click) -> None:
        """Choose the cell under the pointer."""
        found = self._cell_at(event.x - 1, event.y - 1)
        if found:
            self.post_message(self.Chosen(*found))

    def _cell_at(self, x: int, y: int) -> tuple[str, tuple[int, int]] | None:
        for placed in reversed(self.placed):
            if x >= placed.left and 0 <= y < len(placed.rows):
                column = min((x - placed.left) // placed.pitch, len(placed.columns) - 1)
                return placed.block.name, (placed.rows[y], placed.columns[column])
        return None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on: rows, or columns with shift."""
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        if self.placed:
            event.stop()
            rows, columns = (0, by) if event.shift or event.ctrl else (by, 0)
            self.post_message(self.Scrolled(self.placed[0].block.name, rows, columns))


def _cells(placed: Placed, row: int, view: View) -> list[Run]:
    """Return one row of a block, separators in the style of the number before them."""
    name, value = placed.block.name, placed.value
    here = view.thread.cell(name, view.experiment)
    runs: list[Run] = []
    for column in placed.columns:
        gap = placed.pitch - placed.scale.width
        if value is None:
            text, style, after = "·".rjust(placed.scale.width), "muted", " " * gap
        else:
            number = float(value.array[row, column])
            text, style = placed.scale.write(number), _style(number, placed, value)
            after = _arrow(placed, view, (row, column)).ljust(gap)
        if (row, column) == here:
            cursor = "reverse" if name == view.subject else "underline"
            spaces = len(text) - len(text.lstrip())
            runs += [(" " * spaces, style), (text.lstrip(), f"{style}+{cursor}"), (after, style)]
        else:
            runs.append((text + after, style))
    if not placed.block.is_synapse:
        runs[-1] = (runs[-1][0].rstrip(" ") if "+" not in runs[-1][1] else runs[-1][0], runs[-1][1])
    return runs


def _style(number: float, placed: Placed, value: Value) -> str:
    """Say a number's sign and strength by style; what is left over or data is plain."""
    if value.stale:
        return "muted"
    if not np.isfinite(number):
        return "alert"
    if placed.block.is_synapse or placed.block.style.signed:
        strong = abs(number) / 10.0**placed.scale.exponent >= 1
        return ("positive" if number >= 0 else "negative") + ("-strong" if strong else "")
    return "text"


def _arrow(placed: Placed, view: View, cell: tuple[int, int]) -> str:
    """Say, right after a weight's update, which way it went."""
    name = placed.block.name
    current = view.moment.current
    if not placed.block.is_synapse or name not in current.values or view.phase.way != "update":
        return ""
    before, after = current.start[name][cell], current.values[name][cell]
    return "▴" if after > before else "▾" if after < before else ""


def _at(lefts: Sequence[int], parts: Sequence[str], fill: str) -> str:
    """Put each part at its place, or behind the one before."""
    text = ""
    for left, part in zip(lefts, parts, strict=True):
        if part:
            text = text.ljust(max(left, len(text) + bool(text)), fill) + part
    return text


def _age(value: Value | None) -> str:
    return str(value.origin.number) if value is not None and value.stale and value.origin else ""


def _width(blocks: Sequence[Block], experiment: Experiment, decimals: int) -> int:
    return sum(block.width(experiment, decimals) for block in blocks) + len(blocks) - 1


def _columns(
    blocks: Sequence[Block], experiment: Experiment, decimals: int, width: int
) -> list[int]:
    """Return how many columns of each block fit, at least one; the widest is cut first."""
    pitches = [block.cell_width(experiment, decimals) + 1 for block in blocks]
    counts = [shape(block.name, experiment)[1] for block in blocks]
    arrows = sum(block.is_synapse for block in blocks)
    while sum(n * pitch for n, pitch in zip(counts, pitches, strict=True)) - 1 + arrows > width:
        widest = max(range(len(counts)), key=lambda at: counts[at])
        if counts[widest] == 1:
            break
        counts[widest] -= 1
    return counts


def _latest(blocks: Sequence[Block], view: View) -> Block:
    """Return the block assigned last; before anything is, the first to be."""
    names = view.experiment.script.names
    phase = view.moment.position.phase

    def when(block: Block) -> int:
        number = names.index(block.name) + 1
        return number if number <= phase else number - len(names)

    if all(view.moment.value(block.name) is None for block in blocks):
        return min(blocks, key=lambda block: names.index(block.name))
    return max(blocks, key=when)


def _span(origin: int, count: int, total: int) -> range:
    start = max(0, min(origin, total - count))
    return range(start, start + count)


def _part(array: Array, rows: range, columns: range) -> Array:
    return array[rows.start : rows.stop, columns.start : columns.stop]


def move(
    thread: Thread, name: str, experiment: Experiment, rows: int, columns: int
) -> Thread | None:
    """Return the thread moved within a variable; None where that leads over the edge."""
    row, column = thread.cell(name, experiment)
    total = shape(name, experiment)
    cell = (row + rows, column + columns)
    if not (0 <= cell[0] < total[0] and 0 <= cell[1] < total[1]):
        return None
    return thread.through(name, cell, experiment)
