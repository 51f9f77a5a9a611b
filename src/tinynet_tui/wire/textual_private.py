"""Private names of Textual that do not concern painting, and what to do when one is missing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rich import cells
from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen


def xterm_parser(debug: bool) -> Any:
    """Return Textual's parser of typed sequences; None if it is gone and Textual must read."""
    try:
        from textual._xterm_parser import XTermParser
    except ImportError:
        return None
    return XTermParser(debug)


async def press(app: App[Any], key: str) -> bool:
    """Run what a key is bound to at once; False if it must go through Textual instead."""
    check = getattr(app, "_check_bindings", None)
    if check is None:
        return False
    if not await check(key, priority=True):
        await check(key)
    return True


def report_errors_by(app: App[Any], text_of: Callable[[Exception], RenderableType]) -> None:
    """Make an app that fails end with a text instead of a traceback, which would show values.

    Raises RuntimeError if that is impossible, because the caller must hide them.
    """
    if not hasattr(app, "_handle_exception"):
        raise RuntimeError("this version of Textual may show values when it fails")

    def handle(error: Exception) -> None:
        setattr(app, "_return_code", 1)  # noqa: B010
        app.panic(text_of(error))

    setattr(app, "_handle_exception", handle)  # noqa: B010


def free_painted_lines() -> None:
    """Free the painted lines of widgets that have been removed.

    The keys of Textual's cache of border colours hold up to a thousand widgets' lines. Without
    that cache, there is nothing to do.
    """
    with suppress(ImportError, AttributeError):
        from textual._styles_cache import StylesCache

        StylesCache.get_inner_outer.cache_clear()


def hand_on_callbacks(closed: Screen[Any], shown: Screen[Any]) -> None:
    """Have a screen call what another one was to call after its next refresh, which never comes.

    What is of the closed screen itself is dropped, as Textual drops all of it.
    """
    waiting: list[tuple[Any, Any]] = getattr(closed, "_callbacks", None) or []
    for callback, sender in waiting:
        owner = getattr(getattr(callback, "func", callback), "__self__", sender)
        if not (isinstance(owner, DOMNode) and closed in owner.ancestors_with_self):
            shown.call_after_refresh(callback)
    waiting.clear()


MOST_TEXTS = 1024
"""The most texts whose widths are kept; a screen of 80×24 has some two hundred."""


def forget_texts() -> None:
    """Forget the widths of texts once there are many: most are numbers that never come again.

    Rich keeps four times as many, some 2 MB that a long run fills. Without that cache, there is
    nothing to do.
    """
    with suppress(AttributeError):
        if cells.cached_cell_len.cache_info().currsize > MOST_TEXTS:
            cells.cached_cell_len.cache_clear()


class OutlivedPalette(CommandPalette):
    """Textual's palette, except that a search may go on after the palette was closed.

    If Textual no longer calls these methods, they do nothing.
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
