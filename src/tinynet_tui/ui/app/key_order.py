"""Keys one after the other: none is lost between one that opens a dialog and the dialog.

Textual passes a key from queue to queue: to the widget with the focus, from there to each of its
parents, and at last to the app, where bindings are looked up. Of keys that arrive in one burst,
as from a paste or a script, the second is on its way before the first has done anything: what is
typed behind the key that opens a dialog goes to the screen beneath.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events

from tinynet_tui.ui.keys.catch_up import has_caught_up
from tinynet_tui.wire.app import WireApp
from tinynet_tui.wire.textual_private import press


class KeyOrder:
    """Has done what a key asks an app for before the app looks at the next."""

    def __init__(self, app: WireApp[int], before_key: Callable[[], None]) -> None:
        """Put an app's keys in order; `before_key` does what every key that is not typed does."""
        self._app, self._before_key = app, before_key

    async def deal_with(
        self, event: events.Event, pass_on: Callable[[events.Event], Awaitable[None]]
    ) -> None:
        """Deal with a key here and now; a widget that types it, or is opened, is waited for.

        Everything else is passed on, to Textual.
        """
        app = self._app
        if app.ending and isinstance(event, events.InputEvent):
            return
        before = app.screen if app.screen_stack else None
        if before is not None and before.focused is not None and not before.focused.is_attached:
            # Clicked while it was being removed: no key would get beyond it.
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
        """Whether the widget with the focus takes a key for itself, as an input takes letters."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(key.key, key.character)
