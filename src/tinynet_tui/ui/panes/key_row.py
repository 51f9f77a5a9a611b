"""A line with keys that can be clicked, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from tinynet_tui.ui.canvas.canvas import Canvas, Row, Shown, Span
from tinynet_tui.ui.keys.last_line import Key


class KeyRow(Canvas[Shown]):
    """A line with keys."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._targets: list[tuple[range, str]] = []
        """The columns of what can be clicked, and what that does."""

    def line(
        self, spans: list[Span], keys: Sequence[Key], width: int, first: Sequence[str] = ()
    ) -> Sequence[Row]:
        """Return a line of these spans and as many keys as fit, in their order.

        The keys whose actions are in `first` get their room before the others; the first key
        that does not fit keeps shorter ones from its place.
        """
        at = width_of(spans)
        room = width + 1 - at
        actions = dict.fromkeys(first)
        favoured = [key for action in actions for key in keys if key.action == action]
        shown = []
        for key in [*favoured, *(key for key in keys if key not in favoured)]:
            room -= key.length
            if room < 0:
                break
            shown.append(key)
        self._targets = []
        for key in sorted(shown, key=keys.index):
            spans += [(f" {key.key}", "strong"), (f" {key.does} ", "muted")]
            self._targets += key.targets(at)
            at += key.length
        return [tuple(spans)]

    async def on_click(self, event: events.Click) -> None:
        action = next((action for columns, action in self._targets if event.x in columns), None)
        if action:
            await self.app.run_action(action)


def width_of(spans: Sequence[Span]) -> int:
    """Return the cells that spans take."""
    return sum(cell_len(text) for text, _ in spans)
