"""Keys one after the other: none is lost between one that opens a dialog and the dialog.

Textual passes a key from queue to queue: to the widget with the focus, from there to each of its
parents, and at last to the app, where bindings are looked up. Of keys that arrive in one burst,
as from a paste or a script, the second is on its way before the first has done anything: what is
typed behind the key that opens a dialog goes to the screen beneath.
"""

from __future__ import annotations

from textual import events
from textual.app import App

from tinynet_tui.ui.keys.catch_up import has_caught_up


class KeyOrderApp(App[int]):
    """An app that has done what a key asks for before it looks at the next."""

    ending = False
    """Whether it is about to end: then no key means anything any more."""

    async def on_event(self, event: events.Event) -> None:
        """Deal with a key here and now; a widget that types it, or is opened, is waited for."""
        if self.ending and isinstance(event, events.InputEvent):
            return
        before = self.screen if self.screen_stack else None
        if before is not None and before.focused is not None and not before.focused.is_attached:
            # Clicked while it was being removed: no key would get beyond it.
            before.set_focus(None)
        if isinstance(event, events.Key) and not (event.is_forwarded or self._is_typed(event)):
            self.app_focus = True
            self.before_key()
            if not await self._check_bindings(event.key, priority=True):
                await self._check_bindings(event.key)
            if self.screen is not before:
                await has_caught_up(self.screen)
            return
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        await super().on_event(event)
        if typed and self.focused is not None:
            await has_caught_up(self.focused)

    def before_key(self) -> None:
        """Do what every key that is not typed does."""

    def _is_typed(self, key: events.Key) -> bool:
        """Whether the widget with the focus takes a key for itself, as an input takes letters."""
        return self.focused is not None and self.focused.check_consume_key(key.key, key.character)
