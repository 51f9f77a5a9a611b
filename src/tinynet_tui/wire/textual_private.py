"""Private names of Textual that are not about painting, and what is done where one is gone."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.command import CommandPalette
from textual.css.query import NoMatches


def xterm_parser(debug: bool) -> Any:
    """Return Textual's parser of what is typed; None if there is none, and Textual is to read."""
    try:
        from textual._xterm_parser import XTermParser
    except ImportError:
        return None
    return XTermParser(debug)


async def press(app: App[Any], key: str) -> bool:
    """Do what a key is bound to, here and now; False if Textual has to pass it on instead."""
    check = getattr(app, "_check_bindings", None)
    if check is None:
        return False
    if not await check(key, priority=True):
        await check(key)
    return True


def tell_errors_by(app: App[Any], text_of: Callable[[Exception], RenderableType]) -> None:
    """Have an app that fails end with a text, and not with a traceback, which shows values.

    RuntimeError if that cannot be had: whoever asks for it has something to hide.
    """
    if not hasattr(app, "_handle_exception"):
        raise RuntimeError("this version of Textual may show values when it fails")

    def handle(error: Exception) -> None:
        setattr(app, "_return_code", 1)  # noqa: B010
        app.panic(text_of(error))

    setattr(app, "_handle_exception", handle)  # noqa: B010


def let_go_of_lines() -> None:
    """Let the lines be freed that widgets have painted which are gone by now.

    Textual's cache of border colours has among its keys what painted them, with all its lines: a
    thousand widgets. Without the cache, there is nothing to be done.
    """
    with suppress(ImportError, AttributeError):
        from textual._styles_cache import StylesCache

        StylesCache.get_inner_outer.cache_clear()


class OutlivedPalette(CommandPalette):
    """Textual's palette, whose search may go on while it is closed and its parts are gone already.

    Where Textual calls nothing by these names any more, they change nothing.
    """

    @work(exclusive=True, group=getattr(CommandPalette, "_GATHER_COMMANDS_GROUP", "search"))
    async def _gather_commands(self, search_value: str) -> None:
        with suppress(NoMatches):
            await inspect.unwrap(CommandPalette._gather_commands)(self, search_value)

    def _watch__list_visible(self) -> None:
        with suppress(NoMatches):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        with suppress(NoMatches):
            await super()._watch__show_busy()
