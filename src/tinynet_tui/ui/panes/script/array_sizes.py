"""How much room the arrays of a pane need."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, usual_decimals
from tinynet_tui.ui.panes.numbers.scale import Scale, Style

from .cells import shape, table
from .placed import Placed, caption
from .variables import Group, Item, is_number
from .view import ScriptView

GAP = 2
"""Blanks between two arrays in a pane."""
LEAST = 16
"""The least useful width of a large array."""
MOST_COLUMNS = 300
"""Of an array with more columns, no screen shows all."""
MORE = 2
"""So many more decimals a single number has, where there is room."""
MOST_TITLE = 9
"""The most columns of a title for which room is made where there is little."""


class SizedArrays(Pane[ScriptView]):
    """Arrays, and the sizes that they can have."""

    def __init__(self, group: Group, *, zero: bool) -> None:
        """With `zero`, numbers have a zero before the point."""
        super().__init__(id=group.id)
        self.group, self._zero = group, zero
        self.most, self.least = 2, 2
        self.placed: list[Placed] = []
        self._origin = (0, 0)

    @property
    def caption(self) -> str:
        return " ".join(item.label for item in self.group.items)

    def holds(self, item: Item) -> bool:
        return item in self.group.items

    def _singles(self, view: ScriptView) -> Array | None:
        """Return the numbers of a pane of single numbers, side by side; None for arrays."""
        values = [view.value(item) or item.value(view.frame.forms) for item in self.group.items]
        numbers = [table(value, 0).item() for value in values if value and is_number(value)]
        return np.array([numbers]) if len(numbers) == len(values) else None

    def _form(self, view: ScriptView, item: Item) -> Style:
        return Style(item.label in view.signed, self._zero or self.least > 2)

    def _exact(self, view: ScriptView, item: Item) -> Scale | None:
        """Return how to write data that the loop never changes, without rounding."""
        plan, value = view.frame.plan, item.value(view.frame.forms)
        if plan is None or value is None or item.name in plan.writers:
            return None
        return Scale.exact(table(value, view.rows))

    def _cell_width(self, view: ScriptView, item: Item, decimals: int) -> int:
        exact = self._exact(view, item)
        return exact.width if exact else self._form(view, item).width(decimals)

    def _shape(self, view: ScriptView, item: Item) -> tuple[int, int]:
        value = view.value(item) or item.value(view.frame.forms)
        return shape(value, view.rows) if value is not None else (1, 1)

    def _more(self, view: ScriptView) -> int:
        """Return how many more decimals there may be than usual."""
        return (not self._zero) + (0 if self._singles(view) is None else MORE)

    def _width(self, view: ScriptView, items: Sequence[Item], decimals: int, gap: int = GAP) -> int:
        widths = [
            min(self._shape(view, item)[1], MOST_COLUMNS)
            * (self._cell_width(view, item, decimals) + 1)
            - 1
            for item in items
        ]
        return sum(widths) + gap * (len(items) - 1)

    def widths(self, view: ScriptView, screen_width: int) -> PreferredWidth:
        """Return the widths that the pane can have on a screen of a width."""
        items = self.group.items
        choices = [items]
        more = self._more(view)
        if self.group.alternates and len(items) > 1:
            choices.append(max(((item,) for item in items), key=lambda one: len(one[0].label)))
        sizes = []
        for chosen in choices:
            names = 1 + sum(len(caption(item)) + 1 for item in chosen)
            for decimals in range(usual_decimals(screen_width) + more, 1, -1):
                sizes.append(2 + max(self._width(view, chosen, decimals), names))
        brief = min(MOST_TITLE, 1 + len(caption(choices[-1][0])))
        sizes.append(min(sizes[-1], 2 + max(self._width(view, choices[-1], 2), brief)))
        if len(choices[-1]) > 1:  # their names are shortened
            sizes.append(min(sizes[-1], 2 + self._width(view, choices[-1], 2, 1)))
        natural = sorted({*sizes}, reverse=True)
        cell = self._cell_width(view, items[0], 2) + 1
        return PreferredWidth(tuple(natural), min(natural[-1], LEAST), step=cell)

    def height(self, view: ScriptView) -> int:
        """Return the height in which all rows are shown."""
        return 2 + max(self._shape(view, item)[0] for item in self.group.items)
