"""Keys in order: what is typed after the key that opens a dialog goes to the dialog.

Textual passes a key from queue to queue: to the focused widget, from there to each of its
parents, and at last to the app, which looks up its binding. When keys arrive in one burst, as
from a paste or a script, the second is on its way before the first has done anything, and would
go to the screen below the dialog.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events

from tinynet_tui.ui.keys.catch_up import has_caught_up
from tinynet_tui.wire.app import WireApp
from tinynet_tui.wire.textual_private import press


class KeyOrder:
    """Handles each key completely before the next one.

    `before_key` is called before every key that is not typed into a widget.
    """

    def __init__(self, app: WireApp[int], before_key: Callable[[], None]) -> None:
        self._app, self._before_key = app, before_key

    async def deal_with(
        self, event: events.Event, pass_on: Callable[[events.Event], Awaitable[None]]
    ) -> None:
        """Handle a key at once; wait for the widget that takes it, or the dialog that it opens.

        All other events are passed on to Textual.
        """
        app = self._app
        if app.ending and isinstance(event, events.InputEvent):
            return
        before = app.screen if app.screen_stack else None
        if before is not None and before.focused is not None and not before.focused.is_attached:
            # It was clicked while it was being removed, and would swallow every key.
            before.set_focus(None)
        if isinstance(event, events.Key) and not (event.is_forwarded or self._is_typed(event)):
            app.app_focus = True
            self._before_key()
            if await press(app, event.key):
                if app.screen is not before:
                    await has_caught_up(app.screen)
                return
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        await pass_on(event)
        if typed and app.focused is not None:
            await has_caught_up(app.focused)

    def _is_typed(self, key: events.Key) -> bool:
        """True when the focused widget takes a key for itself, as an input takes letters."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(key.key, key.character)
