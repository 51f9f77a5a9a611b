"""Keys in order: what is typed after the key that opens a dialog goes to the dialog.

Textual passes a key from queue to queue: to the focused widget, from there to each of its
parents, and at last to the app, which looks up its binding. When keys arrive in one burst, as
from a paste or a script, the second is on its way before the first has done anything, and would
go to the screen below the dialog.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from tinynet_tui.ui.keys.catch_up import has_caught_up
from tinynet_tui.ui.keys.needs import ids_by_key
from tinynet_tui.wire.textual_private import press

from .base_app import TerminalApp
from .key_queue import KeyQueue, Turn

IN_FIELDS = {"alt+b": "ctrl+left", "alt+f": "ctrl+right"}
"""Keys that move the cursor by a word, as in a shell."""


class KeyByKey:
    """Handles each key completely before the next one.

    `before_key` is called before every key that is not typed into a widget.
    """

    def __init__(self, app: TerminalApp, before_key: Callable[[], None]) -> None:
        self._app, self._before_key = app, before_key
        self._chosen = {key for keys in app.settings.keys.values() for key in keys.split(",")}

    async def deal_with(
        self, event: events.Event, pass_on: Callable[[events.Event], Awaitable[None]]
    ) -> None:
        """Handle a key at once; wait for the widget that takes it, or the dialog that it opens.

        All other events are passed on to Textual.
        """
        self._pass_on = pass_on
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            for one in self._without_alt(event) if isinstance(event, events.Key) else [event]:
                await self._take(one)
        else:
            await self._deal_with(event)

    async def _take(self, event: events.Event) -> None:
        await self._deal_with(event)

    def _without_alt(self, key: events.Key) -> list[events.Key]:
        """Return escape and a character for both in one, unless it is alt and a chosen key.

        Terminals send alt as an escape before a character. Only the keyboard protocol tells the
        one from the other, and it sends no character with alt.
        """
        if not (key.key.startswith("alt+") and key.character) or key.key in self._chosen:
            return [key]
        if key.key in IN_FIELDS and isinstance(self._app.focused, Input):
            return [events.Key(IN_FIELDS[key.key], None)]
        return [events.Key("escape", "\x1b"), events.Key(key.character, key.character)]

    async def _deal_with(self, event: events.Event) -> None:
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
        await self._pass_on(event)
        if typed and app.focused is not None:
            await has_caught_up(app.focused)

    def _is_typed(self, key: events.Key) -> bool:
        """True when the focused widget takes a key for itself, as an input takes letters."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(key.key, key.character)


class KeyOrder(KeyByKey):
    """Handles each key not before the screen is ready for it.

    `tables` are those of the keys on the main screen.
    """

    def __init__(
        self,
        app: TerminalApp,
        before_key: Callable[[], None],
        tables: Iterable[Iterable[Binding]],
    ) -> None:
        super().__init__(app, before_key)
        self.queue = KeyQueue(app, self._deal_with, ids_by_key(*tables))

    async def _take(self, event: events.Event) -> None:
        await self.queue.take(event)

    async def _deal_with(self, event: events.Event) -> None:
        if isinstance(event, Turn):
            await event.do()
        else:
            await super()._deal_with(event)
