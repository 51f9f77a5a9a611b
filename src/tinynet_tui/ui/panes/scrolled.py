"""A pane that the mouse's wheel scrolls by rows."""

from __future__ import annotations

from textual import events

from tinynet_tui.ui.canvas.canvas import Shown
from tinynet_tui.ui.canvas.pane import Pane


class ScrolledPane(Pane[Shown]):
    """A pane with more rows than it has room for."""

    top = 0
    """The first row shown."""

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by rows; False at the edge."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-1)
