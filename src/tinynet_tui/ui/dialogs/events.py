"""The list of the run's events so far, from which to go to any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from tinynet_tui.events.event import KINDS, Kind
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.ui.canvas.canvas import cut
from tinynet_tui.ui.keys.table import closing

from .dialog import Dialog

FILTERS: tuple[tuple[str, Kind | None], ...] = (
    ("all", None),
    ("predictions", "prediction"),
    ("weights", "weight"),
    ("rises", "rise"),
)
"""The kinds of events that can be listed, by their names on the screen."""


class EventList(ScrollView, can_focus=False):
    """One line per event, and one for the current position; only visible lines are made."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "event-list--past",
        "event-list--here",
        "event-list--ahead",
        "event-list--cursor",
    }
    DEFAULT_CSS = """
    EventList {
        height: 1fr;
        scrollbar-size-vertical: 1;
        & > .event-list--past { color: $foreground; }
        & > .event-list--here { color: $foreground; text-style: bold; }
        & > .event-list--ahead { color: $foreground 70%; }
        & > .event-list--cursor { text-style: reverse; }
    }
    """

    def __init__(self, snapshot: Snapshot, choose: Callable[[], None]) -> None:
        """List a snapshot's events; `choose` is called when a line is clicked."""
        super().__init__()
        self._snapshot, self._events, self._choose = snapshot, snapshot.events, choose
        self.only(None)

    def only(self, kind: Kind | None) -> None:
        """List only one kind, or all; the cursor starts at the current position."""
        kinds = self._events.detector.kinds(self._events.found.codes)
        keep = np.ones(len(kinds), bool) if kind is None else kinds == KINDS.index(kind)
        self._listed: list[int] = np.flatnonzero(keep).tolist()
        here = self._snapshot.position
        seen = self._events.count_to(here)
        self._before = int(np.count_nonzero(keep[:seen]))
        """How many of the listed events lie before the current position, or at it."""
        last = self._events[self._listed[self._before - 1]] if self._before else None
        self._own_line = last is None or last.position != here
        """True when no listed event has the current position, so that it needs its own line."""
        self.cursor = self._before - (not self._own_line)
        self.virtual_size = Size(1, len(self))
        self._show_cursor()

    def __len__(self) -> int:
        return len(self._listed) + self._own_line

    def position(self, line: int) -> Position:
        """Return the position that a line stands for."""
        index = self._index(line)
        return self._snapshot.position if index is None else self._events[index].position

    def _index(self, line: int) -> int | None:
        """Return the index of a line's event; None for the current position's own line."""
        if self._own_line and line == self._before:
            return None
        return self._listed[line - (self._own_line and line > self._before)]

    def move(self, lines: int) -> None:
        """Move the cursor, but not beyond the ends."""
        self.cursor = max(0, min(len(self) - 1, self.cursor + lines))
        self._show_cursor()

    def _show_cursor(self) -> None:
        height = self.size.height
        if height:
            top = min(max(self.scroll_offset.y, self.cursor - height + 1), self.cursor)
            self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()

    def on_resize(self) -> None:
        middle = max(0, self.cursor - self.size.height // 2)
        self.scroll_to(y=middle, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        line = self.scroll_offset.y + event.y
        if line < len(self):
            self.cursor = line
            self._choose()

    def render_line(self, y: int) -> Strip:
        line, width = self.scroll_offset.y + y, self.size.width
        if line >= len(self):
            return Strip.blank(width, self.rich_style)
        style = self.rich_style
        for name in [self._when(line)] + ["cursor"] * (line == self.cursor):
            style += self.get_component_rich_style(f"event-list--{name}", partial=True)
        text = cut(self._text(line), width)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def _when(self, line: int) -> str:
        position, here = self.position(line), self._snapshot.position
        return "here" if position == here else "past" if position < here else "ahead"

    def _text(self, line: int) -> str:
        script, index = self._snapshot.experiment.script, self._index(line)
        place = self.position(line).text(script)
        last = self._events.unfinished.position.iteration
        longest = len(f"{last}:") + max(map(len, script.names))
        mark = "►" if self._when(line) == "here" else " "
        words = "here" if index is None else self._events[index].words(self._snapshot.experiment)
        return f"{mark}{place:{longest}}  {words}"


class EventsScreen(Dialog):
    """The dialog; enter goes to the event under the cursor."""

    about_run = True

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        *closing("events", "quit"),
        ("enter", "choose", "Go there"),
        ("up", "move(-1)", "Up"),
        ("down", "move(1)", "Down"),
        ("pageup", "page(-1)", "Page up"),
        ("pagedown", "page(1)", "Page down"),
        ("home", "move(-1000000)", "First"),
        ("end", "move(1000000)", "Last"),
        ("left", "filter(-1)", "Fewer kinds"),
        ("right", "filter(1)", "Other kinds"),
    ]

    def __init__(self, snapshot: Snapshot, go: Callable[[Position], None]) -> None:
        """List a snapshot's events; `go` takes the position of the chosen one."""
        super().__init__()
        self._snapshot, self._go = snapshot, go
        self._list = EventList(snapshot, self.action_choose)
        self._filter = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "events so far"
            box.border_subtitle = "enter goes there"
            yield self._list
            yield Static(self._kinds(), id="kinds", markup=False)

    def _kinds(self) -> str:
        """Return how many events there are of each kind, and how many more are not listed."""
        counts, parts = self._snapshot.events, []
        listed = counts.detector.kinds(counts.found.codes)
        for index, (name, kind) in enumerate(FILTERS):
            every = KINDS if kind is None else (kind,)
            seen = sum(int((listed == KINDS.index(one)).sum()) for one in every)
            more = sum(counts.more(one) for one in every)
            text = f"{name} {seen:,}" + (f" and {more:,} more" if more else "")
            parts.append(f"[{text}]" if index == self._filter else f" {text} ")
        return "← → " + "".join(parts)

    def action_move(self, lines: int) -> None:
        self._list.move(lines)

    def action_page(self, pages: int) -> None:
        self._list.move(pages * max(1, self._list.size.height - 1))

    def action_filter(self, by: int) -> None:
        self._filter = (self._filter + by) % len(FILTERS)
        self._list.only(FILTERS[self._filter][1])
        self.query_one("#kinds", Static).update(self._kinds())

    def action_choose(self) -> None:
        """Go there and close, unless an enter typed before has done so."""
        if self.is_current:
            self._go(self._list.position(self._list.cursor))
            self.dismiss()
