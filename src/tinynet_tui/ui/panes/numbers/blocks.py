"""Blocks: the variables in a pane of numbers, their places and the look of their cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from textual.geometry import Size

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import DATA
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.operands import Part
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Value
from tinynet_tui.ui.canvas.canvas import Span
from tinynet_tui.ui.canvas.view import View

from .scale import Scale, Style, sign_style


class Block(NamedTuple):
    """A variable in a pane: its caption, and how its numbers are written."""

    name: str
    caption: str
    style: Style
    extra: int = 0
    """How much wider a number is than its decimals require."""
    is_synapse: bool = False
    """True for weights, which are updated in place and get arrows that show the direction."""

    @property
    def plain(self) -> Block:
        """The same block with a zero before every point, for when there is room."""
        return self._replace(style=self.style._replace(zero=True), extra=0)

    def exact(self, experiment: Experiment) -> Scale | None:
        """Return the scale that writes data without rounding; None if there are too many digits."""
        name = experiment.script.roles.data(self.name)
        if name not in DATA:
            return None
        edited = (float(edit.value) for edit in experiment.edits if edit.name == name)
        return _exact(experiment.dataset, name, tuple(edited))

    def cell_width(self, experiment: Experiment, decimals: int) -> int:
        """Return the width of one number."""
        exact = self.exact(experiment)
        return exact.width if exact else self.style.width(decimals) + self.extra

    def shape(self, experiment: Experiment) -> tuple[int, int]:
        return experiment.dimensions.shape(self.name)


@lru_cache(4)
def _exact(dataset: Dataset, name: str, edited: tuple[float, ...]) -> Scale | None:
    """Return the scale of X or y with these edits, cached: it looks through all the data."""
    return Scale.exact(np.append(dataset.X if name == "X" else dataset.y, edited))


class Placed(NamedTuple):
    """A block in its place in the pane."""

    block: Block
    left: int
    """Its first column of characters within the frame."""
    pitch: int
    """Characters from one column of numbers to the next."""
    rows: range
    columns: range
    scale: Scale
    value: Value | None
    cursor: tuple[int, int]
    """The cell that the cursor goes through."""
    read: Part | None
    """The part of it that went into the explained cell."""
    age: str
    """The iteration of stale numbers; nothing for those of this iteration."""


def place(
    blocks: Sequence[Block],
    view: View,
    size: Size,
    *,
    decimals: tuple[int, int],
    alternate: bool,
    gutter: int = 0,
) -> list[Placed]:
    """Choose the visible blocks, their decimals and columns for a size.

    `decimals` is the least and the greatest number of decimals. With `alternate`, if not all
    blocks fit with the least, only one is shown: the explained one, else the one assigned last.
    `gutter` is the width of the rows' labels, before the first block.
    """
    width, height = size.width - gutter, size.height
    experiment = view.experiment
    if alternate and total_width(blocks, experiment, decimals[0]) > width:
        explained = [block for block in blocks if block.name == view.subject]
        blocks = explained or [_latest(blocks, view)]
    chosen = _decimals(blocks, experiment, decimals, width)
    widths = [block.cell_width(experiment, chosen) for block in blocks]
    counts = _columns(blocks, experiment, widths, width)
    spare = width - _used(blocks, widths, counts)
    between = min(2, spare // (len(blocks) - 1)) if len(blocks) > 1 and spare > 0 else 0
    spare -= between * (len(blocks) - 1)
    stretch = max(0, min(2, spare // sum(counts)))
    left = gutter + max(0, (spare - stretch * sum(counts)) // 2)
    placed = []
    for block, cell_width, count in zip(blocks, widths, counts, strict=True):
        row_axis, column_axis = experiment.dimensions.axes(block.name)
        rows, columns = block.shape(experiment)
        shown_rows = _visible(getattr(view.origin, row_axis), min(rows, height), rows)
        shown_columns = _visible(getattr(view.origin, column_axis), count, columns)
        value = None if view.hides(block.name) else view.snapshot.value(block.name)
        part = _part(value.array, shown_rows, shown_columns) if value else np.zeros((0, 0))
        scale = block.exact(experiment) or Scale.fitting(part, cell_width, block.style)
        if stretch and scale.decimals < chosen and not block.exact(experiment):
            scale = Scale.fitting(part, cell_width + 1, block.style)  # a number of ten or more
        if view.rushes:
            scale = scale.calmer(part, block.style, 2 if view.flat_out else 1)
        pitch = cell_width + 1 + stretch
        cursor, read = view.cursor.cell(block.name, experiment.dimensions), view.read(block.name)
        shown = (shown_rows, shown_columns)
        age = _age(value, view)
        placed.append(Placed(block, left, pitch, *shown, scale, value, cursor, read, age))
        left += pitch * count + block.is_synapse + between
    return placed


def _age(value: Value | None, view: View) -> str:
    """Return the iteration of stale numbers; -1 while they rush by."""
    if value is None or not value.stale or value.origin is None:
        return ""
    return "-1" if view.rushes else str(value.origin.number)


def row_of(placed: Placed, row: int, view: View) -> list[Span]:
    """Return one row of a block; separators have the style of the number before them."""
    name, value = placed.block.name, placed.value
    here, read = placed.cursor, placed.read
    with_arrows = placed.block.is_synapse and view.step.way == "update"
    is_subject, rushes = name == view.subject, view.rushes
    numbers = [] if value is None else value.array[row].tolist()
    spans: list[Span] = []
    for column in placed.columns:
        gap = placed.pitch - placed.scale.width
        if value is None:
            blank = "?" if view.hides(name) else "·"
            text, style, after = blank.rjust(placed.scale.width), "muted", " " * gap
        else:
            number = numbers[column]
            text, style = placed.scale.write(number), _style(number, placed, value)
            if view.snapshot.is_off(name, (row, column)):
                style = "muted"
                off = "off" if placed.scale.width >= len("off") else "×"
                text = off.rjust(placed.scale.width)
            arrow = _arrow(name, view, (row, column)) if with_arrows else ""
            after = arrow.ljust(gap)
        explained = is_subject and (row, column) == here
        belongs = (row, column) == here or (read and (row, column) in read)
        if explained or (belongs and not rushes):
            cursor = "reverse" if explained else "underline"
            spaces = len(text) - len(text.lstrip())
            spans += [(" " * spaces, style), (text.lstrip(), f"{style}+{cursor}"), (after, style)]
        else:
            spans.append((text + after, style))
    text, style = spans[-1]
    if not placed.block.is_synapse and "+" not in style:
        spans[-1] = (text.rstrip(" "), style)
    return spans


def _style(number: float, placed: Placed, value: Value) -> str:
    """Return the style for a number's sign and size; stale numbers and data have none."""
    if value.stale:
        return "muted"
    has_sign = placed.block.is_synapse or placed.block.style.signed or not math.isfinite(number)
    return sign_style(number, placed.scale.exponent) if has_sign else "text"


def _arrow(name: str, view: View, cell: tuple[int, int]) -> str:
    """Return the direction of a weight's update, right after it."""
    current = view.snapshot.current
    if name not in current.values or view.snapshot.is_off(name, cell):
        return ""
    before, after = current.start[name][cell], current.values[name][cell]
    return "▲" if after > before else "▼" if after < before else ""


def total_width(blocks: Sequence[Block], experiment: Experiment, decimals: int) -> int:
    """Return the width of all blocks with all their columns."""
    widths = [block.cell_width(experiment, decimals) for block in blocks]
    return _used(blocks, widths, [block.shape(experiment)[1] for block in blocks])


def _decimals(
    blocks: Sequence[Block], experiment: Experiment, decimals: tuple[int, int], width: int
) -> int:
    """Return the most decimals with which all columns fit.

    If they do not fit with any, they scroll: then as many, up to the least number asked for, as
    leave room for a column of each block.
    """
    least, most = decimals
    for n in range(most, 1, -1):
        if total_width(blocks, experiment, n) <= width:
            return n
    for n in range(least, 2, -1):
        widths = [block.cell_width(experiment, n) for block in blocks]
        if _used(blocks, widths, [1] * len(blocks)) <= width:
            return n
    return 2


def _columns(
    blocks: Sequence[Block], experiment: Experiment, widths: Sequence[int], width: int
) -> list[int]:
    """Return how many columns of each block fit, at least one; the widest block is cut first."""
    counts = [block.shape(experiment)[1] for block in blocks]
    while _used(blocks, widths, counts) > width and max(counts) > 1:
        counts[counts.index(max(counts))] -= 1
    return counts


def _used(blocks: Sequence[Block], widths: Sequence[int], counts: Sequence[int]) -> int:
    """Return the width of `counts` columns of each block, one space apart, with room for arrows."""
    cells = sum(count * (width + 1) for count, width in zip(counts, widths, strict=True))
    return cells - 1 + sum(block.is_synapse for block in blocks)


def _latest(blocks: Sequence[Block], view: View) -> Block:
    """Return the block assigned last, or before any has been assigned, the next one."""
    names = view.experiment.script.names
    step = view.snapshot.position.step

    def when(block: Block) -> int:
        number = names.index(block.name) + 1
        return number if number <= step else number - len(names)

    if all(view.snapshot.value(block.name) is None for block in blocks):
        return min(blocks, key=lambda block: names.index(block.name))
    return max(blocks, key=when)


def _visible(origin: int, count: int, total: int) -> range:
    start = max(0, min(origin, total - count))
    return range(start, start + count)


def _part(array: Array, rows: range, columns: range) -> Array:
    return array[rows.start : rows.stop, columns.start : columns.stop]
