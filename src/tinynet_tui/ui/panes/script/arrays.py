"""Panes of a script's arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tinynet_tui.ui.canvas.canvas import Row, Span, cut, first_fitting
from tinynet_tui.ui.panes.numbers.scale import Scale, sign_style

from .array_sizes import GAP, SizedArrays
from .cells import index_of, table
from .placed import Placed, caption, first_shown, titles
from .variables import Item, is_whole
from .view import ScriptView

APART = "≠"
"""The mark before a number that is not that of another script."""


class ArrayPane(SizedArrays):
    """One array, or several with the same rows side by side, with the cursor's cell marked."""

    help = "an array: just written ►, just read •, dim: from an earlier round of the loop"

    @dataclass
    class Chosen(Message):
        """A cell was clicked."""

        item: Item
        cell: tuple[int, int]

    @property
    def stops(self) -> Sequence[Item]:
        """The arrays to which tab leads: the first, and the others if there is no room for all."""
        items = self.group.items
        return items[:1] if len(self.placed) == len(items) else items

    # What it paints.

    def title(self, view: ScriptView, width: int) -> str:
        if len(self.placed) == 1:
            item, scale = self.placed[0].item, self.placed[0].scale
            mark = view.mark(item.names) or " "
            name, brief = mark + caption(item), mark + item.brief
            age = view.age(item.name)
            return cut(
                first_fitting(
                    width,
                    *(
                        f"{' '.join(filter(None, (name, *more)))} "
                        for more in ((scale.power, age), (scale.brief_power, age))
                    ),
                    f"{name} {scale.brief_power}".rstrip() + " ",
                    name,
                    f"{brief} ",
                    brief,
                ),
                width,
            )
        return titles(view, self.placed, width)

    def foot(self, view: ScriptView, width: int) -> str:
        if not self.placed:
            return ""
        first = self.placed[0]
        parts: list[str] = []
        if len(self.placed) > 1:
            ages = self._powers(width)
            ages += [next(filter(None, (view.age(one.item.name) for one in self.placed)), "")]
            parts += filter(None, ages)
        elif first.scale.power and not self._tells_power(view, width):
            parts += [first_fitting(width, first.scale.power, first.scale.brief_power)]
        for span, count, sign in zip((first.rows, first.columns), first.shape, "↕↔", strict=True):
            if len(span) < count:
                parts.append(f"{sign}{span.start}–{span.stop - 1} of {count:,}")
        brief = [part.replace(" of ", "/") for part in parts]
        shown = {one.item for one in self.placed}
        lost = [item.label for item in self.group.items if item not in shown]
        if lost:
            also = [*brief, f"also {' '.join(lost)}"]
            more = [*brief, f"+{len(lost)}"]
            return first_fitting(width, " ".join(also), also[-1], " ".join(more), more[-1], "")
        return first_fitting(width, " ".join(parts), " ".join(brief), *brief[:1], "")

    def _powers(self, width: int) -> list[str]:
        """Return the powers of ten of several arrays, with names unless all have the same."""
        powers = [one.scale.power for one in self.placed]
        if len({*powers}) > 1:
            named = [
                f"{one.item.label} {one.scale.power}" for one in self.placed if one.scale.power
            ]
            if len(" ".join(named)) <= width:
                return named
        return [*dict.fromkeys(powers)]

    def _tells_power(self, view: ScriptView, width: int) -> bool:
        """True when there is room for the shared power of ten in the title."""
        scale = self.placed[0].scale
        return any(f" {one}" in self.title(view, width) for one in (scale.power, scale.brief_power))

    def _visible(self, view: ScriptView, width: int) -> Sequence[Item]:
        """Return the arrays to show: all if they fit, else the one that was written last."""
        items, plan = self.group.items, view.frame.plan
        fits = self._width(view, items, self.least, 1) <= width
        if fits or plan is None:
            return items
        if not self.group.alternates:
            before = items[: items.index(view.subject) + 1] if view.subject in items else ()
            fits = self._width(view, before, self.least) <= width
            return items if fits else items[len(before) - 1 :]
        if view.subject in items:
            return (view.subject,)
        line = -1 if view.frame.line is None else view.frame.line
        done = [item for item in items if min(plan.writers.get(item.name, (0,))) <= line]
        if not done and not view.frame.where.iteration:
            return (items[0],)
        return ((done or items)[-1],)

    def content(self, view: ScriptView, width: int, height: int) -> Sequence[Row]:
        items = self._visible(view, width)
        most = self.most + self._more(view)
        decimals = next((n for n in range(most, 2, -1) if self._width(view, items, n) <= width), 2)
        self.placed = []
        narrow = self._width(view, items, decimals, 1) <= width
        gap = 1 if narrow and self._width(view, items, decimals) > width else GAP
        spare = width - self._width(view, items, decimals, gap)
        left = max(0, spare // 2, min(spare, int(any(map(view.apart_in, items)))))
        for item in items:
            one = self._place(view, item, left, width, height, decimals)
            if one is None:
                break
            self.placed.append(one)
            left += len(one.columns) * (one.scale.width + 1) - 1 + gap
        rows: list[Row] = []
        for y in range(max((len(one.rows) for one in self.placed), default=0)):
            spans: list[Span] = []
            at = 0
            for one in self.placed:
                blank, *cells = self._cells(view, one, y) or [(" ", "text")]
                gap = one.left - at
                spans += [(" " * (gap - 1), "text"), blank] if gap else []
                spans += cells
                at = one.left + sum(len(text) for text, _ in cells)
            rows.append(tuple(spans))
        return rows

    def _place(
        self, view: ScriptView, item: Item, left: int, width: int, height: int, decimals: int
    ) -> Placed | None:
        value = view.value(item)
        size = self._shape(view, item)
        cell = self._cell_width(view, item, decimals)
        columns = min(size[1], max(0, (width - left + 1) // (cell + 1)))
        if not columns:
            return None
        row, column = view.cell(item)
        first_row = first_shown(row, min(size[0], height), size[0])
        first_column = first_shown(column, columns, size[1])
        numbers = None if value is None else table(value, view.rows)
        scale = self._exact(view, item)
        singles = self._singles(view)
        if singles is not None and numbers is not None:  # they share a power of ten
            return Placed(
                item,
                left,
                range(1),
                range(1),
                Scale.fitting(singles, cell, self._form(view, item)),
                numbers,
                size,
            )
        if scale is None and value is not None and numbers is not None and is_whole(value):
            scale = Scale.whole(numbers, cell)
        if scale is None:
            scale = (
                Scale(cell, item.label in view.signed, True, decimals)
                if numbers is None
                else Scale.fitting(numbers, cell, self._form(view, item))
            )
        return Placed(
            item,
            left,
            range(first_row, min(size[0], first_row + height)),
            range(first_column, first_column + columns),
            scale,
            numbers,
            size,
        )

    def _cells(self, view: ScriptView, one: Placed, y: int) -> list[Span]:
        """Return the numbers of a row, each after a blank or a mark."""
        if y >= len(one.rows):
            return []
        row, at = one.rows[y], view.cell(one.item)
        read = _read(view, one.item)
        is_old, apart = view.is_old(one.item.name), view.apart_in(one.item)
        value = view.value(one.item)
        spans: list[Span] = []
        for column in one.columns:
            before: Span = (" ", "text")
            if one.numbers is None:
                blank = "?" if view.hides(one.item.name) else "·"
                text, style = blank.rjust(one.scale.width), "muted"
            elif row >= one.numbers.shape[0] or column >= one.numbers.shape[1]:
                text, style = "…".rjust(one.scale.width), "muted"
            else:
                number = float(one.numbers[row, column])
                text = one.scale.write(number)
                style = "muted" if is_old else sign_style(number, one.scale.exponent)
                if view.turned(one.item, row, column, kind="off"):
                    off = "off" if one.scale.width >= len("off") else "×"
                    text, style = off.rjust(one.scale.width), "muted"
                if value is not None and index_of(value, (row, column)) in apart:
                    before = (APART, "alert")
                    style = "alert" if (row, column) == at else "alert+underline"
            is_explained = one.item == view.subject
            if (row, column) == at and (is_explained or read is None):
                style += "+reverse" if is_explained else "+underline"
            elif read is not None and row * one.shape[1] + column in read:
                style = style.removesuffix("+underline") + "+underline"
            spans += [before, (text, style)]
        return spans

    # How it is used.

    def move(
        self, view: ScriptView, rows: int, columns: int
    ) -> tuple[Item, tuple[int, int]] | None:
        """Return the array and the cell that an arrow key leads to; None beyond the edge."""
        items = [one.item for one in self.placed] or [*self.group.items]
        item = view.subject if view.subject in items else items[0]
        row, column = view.cell(item)
        size = self._shape(view, item)
        cell = (row + rows, column + columns)
        if 0 <= cell[0] < size[0] and 0 <= cell[1] < size[1]:
            return item, cell
        beside = items.index(item) + columns
        if columns and 0 <= beside < len(items):
            last = self._shape(view, items[beside])[1] - 1
            return items[beside], (row, 0 if columns > 0 else last)
        return None

    def on_resize(self) -> None:
        if self.view:
            self.show(self.view)

    def on_click(self, event: events.Click) -> None:
        x, y = event.x - 1, event.y - 1
        for one in reversed(self.placed):
            if x >= one.left and 0 <= y < len(one.rows):
                at = min((x - one.left) // (one.scale.width + 1), len(one.columns) - 1)
                self.post_message(self.Chosen(one.item, (one.rows[y], one.columns[at])))
                return


def _read(view: ScriptView, item: Item) -> frozenset[int] | None:
    """Return the cells of an array that the explained number was computed from.

    They are numbered in their order; None if that is not known, nothing while it plays.
    """
    if view.frame.playing or view.explained.found is None:
        return None
    found: frozenset[int] = frozenset()
    for name, cells in view.explained.read.items():
        if name == item.label or (not item.path and name in item.names):
            found |= cells
    return found
