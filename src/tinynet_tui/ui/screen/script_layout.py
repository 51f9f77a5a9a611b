"""How the panes of a script share the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Size

from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import (
    PreferredWidth,
    drawing_heights,
    row_heights,
    share,
    usual_decimals,
)
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.source import ScriptSource
from tinynet_tui.ui.panes.script.view import ScriptView

from .layout import DECIMALS_ENLARGED, LEAST
from .script_panes import ScriptPanes

BESIDE = 120
"""From so many columns on, the graph, the other variables and the output are side by side."""
ENOUGH = 20
"""The rows of the graph of which none goes to the script's text."""


class ScriptLayout(ScriptPanes):
    """Gives each pane its place, or an enlarged one all of it."""

    _light = ""
    """The variable or the pane that a scene, or a lecturer, lights."""

    @property
    def lit(self) -> str | None:
        """What a scene must light to light the focused pane, else the lit one."""
        focused = (pane for pane in (*self.arrays, self.source, self.graph) if pane is self.focused)
        pane = next(focused, None)
        if isinstance(pane, ArrayPane):
            return pane.group.items[0].name
        return pane.id if pane is not None else self._light or None

    @property
    def chosen(self) -> str:
        """What is explained though the step does not write it; "" if nothing is, or it plays."""
        if self.pinned is not None:
            return self.pinned.label
        view = self.view
        if view is None or view.frame.playing or self._written(view):
            return ""
        return view.subject.label

    @property
    def cursor(self) -> tuple[tuple[str, int, int], ...]:
        """The cursor's row and column in each array where it is not at the first number."""
        return tuple((label, *cell) for label, cell in sorted(self._cells.items()) if any(cell))

    def on_mount(self) -> None:
        self._arrange(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size)
        self.call_after_refresh(self.repaint)

    def _arrange(self, size: Size) -> None:
        """Share a screen of a size among the panes."""
        view = self.view
        fits = size.width >= LEAST.width and size.height >= LEAST.height
        self.hidden.display = self.status.display = self.keys.display = fits
        if view is None or not fits:
            for row in self.rows.values():
                row.display = False
            self.keys.display = self.status.display = fits
            return
        decimals = self.digits or usual_decimals(size.width)
        for pane in self.arrays:
            pane.most, pane.least = decimals, 2
        names = self._share(view, size, size.height - 2)
        self.hidden.names = names
        self.hidden.display = bool(names) and self.enlarged is None
        if self.hidden.display:
            self._share(view, size, size.height - 3)
        self.keys.enlarged = self.enlarged is not None
        self.keys.shows_position = not self.source.display or not self.rows["backward"].display

    def _hides_written(self) -> bool:
        """True when what was written just now has no room, and could have."""
        view = self.view
        if view is None or self.enlarged is not None or view.frame.playing:
            return False
        return any(pane.holds(view.subject) and not pane.display for pane in self.arrays)

    def _share(self, view: ScriptView, size: Size, height: int) -> list[str]:
        """Give the panes their sizes; return the labels of the arrays without room."""
        if self.enlarged is not None:
            self._enlarge(self.enlarged, size, height)
            return []
        if self.drawing is not None:
            tall, low = drawing_heights(height)
            self.drawing.styles.width = size.width
            for name, given in zip(self.rows, (0, 0, tall, low), strict=True):
                self.rows[name].display = given > 0
                self.rows[name].styles.height = given
            self._share_bottom(view, size)
            return []
        self.rows["drawing"].display = False
        rows: dict[str, list[Pane[ScriptView]]] = {
            "forward": [*self.forward],
            "backward": [self.source, *self.backward],
            "bottom": self._bottom(size.width),
        }
        natural = [
            max((pane.height(view) for pane in self.forward), default=0),
            max(self.source.height(view), *(pane.height(view) for pane in self.backward), 0),
        ]
        spare = height - sum(natural) - ENOUGH
        natural[1] = max(natural[1], min(natural[1] + spare // 2, 2 + len(view.frame.lines)))
        low = size.height < 20
        if self.forward and not (low and self._focused_is_lower()):
            heights = row_heights(height, *natural, low=low)
        else:
            heights = [0, *row_heights(height, natural[1], 0, low=True)[::2]]
        for (name, panes), tall in zip(rows.items(), heights, strict=True):
            self.rows[name].display = tall > 0
            self.rows[name].styles.height = tall
            self._widths(view, panes, size.width)
        self._share_bottom(view, size)
        lost = [pane for pane in self.forward if not pane.display or not heights[0]]
        lost += [pane for pane in self.backward if not pane.display or not heights[1]]
        return [item.label for pane in lost for item in pane.group.items]

    def _share_bottom(self, view: ScriptView, size: Size) -> None:
        shown = self._bottom(size.width)
        self._widths(view, shown, size.width)
        bottom = (self.graph, self.values, self.printed, self.explanation, self.what_if)
        for pane in (*self.extra, *bottom):
            if pane is not None and pane not in shown:
                pane.display = False

    def _focused_is_lower(self) -> bool:
        return self.focused is self.source or self.focused in self.backward

    def _bottom(self, width: int) -> list[Pane[ScriptView]]:
        asked: list[Pane[ScriptView]] = [self.what_if] if self.what_if else []
        if width < BESIDE:
            lit = self.graph.lit and self.slot is not self.graph
            return [self.slot, *(asked or [self.graph if lit else self.explanation])]
        others: list[Pane[ScriptView]] = [self.values] if self.values.names else []
        printed: list[Pane[ScriptView]] = []
        frame = self.frame and self.quiz.curtained(self.frame)
        if (frame is not None and frame.printed) or self.slot is self.printed:
            printed = [self.printed]
        if self.extra:
            return [*self.extra, *(asked or [self.graph]), self.explanation]
        return [self.graph, *(asked or [*others, *printed]), self.explanation]

    def _widths(self, view: ScriptView, panes: Sequence[Pane[ScriptView]], width: int) -> None:
        if not panes:
            return
        preferred = [self._preferred(view, pane, width) for pane in panes]
        for pane, given in zip(panes, share(width, preferred), strict=True):
            pane.display = given > 0
            pane.styles.width = given

    def _preferred(self, view: ScriptView, pane: Pane[ScriptView], width: int) -> PreferredWidth:
        if isinstance(pane, ScriptSource):
            return pane.widths(view, width)
        if isinstance(pane, ArrayPane):
            found = pane.widths(view, width)
            if pane is self.focused or pane.lit:
                return found._replace(rank=-9)
            is_current = pane.holds(view.subject) and not view.frame.playing
            return found._replace(rank=-7 if is_current else _rank(view, pane))
        if width < BESIDE:
            first = width * (11 if self.slot in self.extra else 9) // 20
            half = first if pane is self.slot else width - first
            return PreferredWidth((half,), 24, rank=int(pane is self.slot))
        part = 3 if pane in (self.graph, self.explanation, self.what_if, *self.extra) else 2
        return PreferredWidth((width * part // 10,), 24)

    def _enlarge(self, pane: Pane[ScriptView], size: Size, height: int) -> None:
        """Give a pane the whole width, and all rows that the explanation leaves it."""
        view = self.view
        natural = height
        if isinstance(pane, ArrayPane) and view is not None:
            pane.most = pane.least = DECIMALS_ENLARGED
            natural = pane.height(view)
        below = height - natural >= 10
        natural = natural if below else height
        for name, row in self.rows.items():
            inside = pane in row.children
            row.display = inside or (below and name == "bottom")
            row.styles.height = (
                natural if inside and below else height if inside else height - natural
            )
            for other in row.children:
                other.display = other is pane if inside else other is self.explanation
                other.styles.width = size.width

    def enlarge(self) -> None:
        self.enlarged = None if self.enlarged else self.current_pane()
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def current_pane(self) -> Pane[ScriptView] | None:
        """Return the enlarged pane, else the focused one, else that of the explained array."""
        if self.enlarged is not None:
            return self.enlarged
        if isinstance(self.focused, Pane):
            return self.focused
        if self.drawing is not None:
            return self.drawing
        view = self.view
        shown = (pane for pane in self.arrays if view and pane.holds(view.subject))
        return next(shown, None) or self.source

    def turn(self) -> str:
        """Show something else in the graph's place; return a message if there is nothing."""
        if self.size.width >= BESIDE:
            return "the output and the other variables are beside the graph"
        every: list[Pane[ScriptView]] = [*self.extra, self.graph, self.printed, self.values]
        self.slot = every[(every.index(self.slot) + 1) % len(every)]
        if self.enlarged is not None and self.enlarged in every:
            self.enlarged = self.slot
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)
        return ""


def _rank(view: ScriptView, pane: ArrayPane) -> int:
    """Return how soon an array gives way: parts of computed lists first, weights last."""
    plan, item = view.frame.plan, pane.group.items[0]
    if plan is None or item.name in plan.states:
        return -5
    return int(bool(item.path) and plan.is_computed(item.name))
