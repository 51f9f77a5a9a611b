"""The app in a kiosk: no keys that lead to files, and Textual's own ways out are closed."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS
from tinynet_tui.wire.textual_private import report_errors_by

CLOSED = frozenset({"save", "scene.insert", "suspend"})
"""The ids of the keys that a kiosk does not have."""

OPEN = {
    *(key.action.split("(")[0] for key in (*KEYS, *LECTURE_KEYS) if key.id not in CLOSED),
    *("focus_next", "focus_previous"),  # tab in a dialog
    "speed",  # from the palette
}
"""The app's actions in a kiosk; all others, such as Textual's own, do nothing."""

WAYS = (
    *("save_screenshot", "deliver_text", "deliver_binary", "open_url"),
    *("action_suspend_process", "suspend"),
)
"""Textual's ways to files, programs and the shell, closed in case an action leads to them."""


def wall_off(app: App[int]) -> None:
    """Close an app's ways to the machine that it runs on, and keep values out of its errors."""
    for way in WAYS:
        setattr(app, way, _refuse)
    report_errors_by(app, lambda error: Text(f"{_LINE}: {type(error).__name__}"))
    panic = app.panic

    def panic_in_a_line(*renderables: RenderableType) -> None:
        """End with an error in one line, without a thread's traceback."""
        plain = all(isinstance(one, Text) for one in renderables)
        panic(*(renderables if plain else [Text(_LINE)]))

    app.panic = panic_in_a_line  # type: ignore[method-assign]


_LINE = "tinynet-tui: stopped by an error"


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError("not in a kiosk")
