"""Reads the updates of Textual's compositor: rows of segments and where they begin.

The compositor is private to Textual and may change. If it is not as expected, Textual paints by
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from rich.console import RenderableType
from rich.segment import Segment
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

Painted = tuple[int, int, Iterable[Segment]]
"""A column, a row, and the segments to paint there."""

Paint = Callable[[Screen[Any], list[Painted] | None], bool]
"""Paints an update, None if it is of an unknown kind; False if Textual must paint it."""


def divert(app: App[Any], paint: Paint) -> None:
    """Paint an app's updates with `paint`; Textual paints those that it refuses."""
    stock = getattr(app, "_display", None)
    if stock is None:
        return

    def display(screen: Screen[Any], renderable: RenderableType | None) -> None:
        is_closed = getattr(app, "_closed", False)
        is_batching = getattr(app, "_batch_count", 0) > 0
        paints = renderable is not None and app.is_running and not is_closed and not is_batching
        if paints and paint(screen, painted(renderable)):
            app.post_display_hook()
        else:
            stock(screen, renderable)

    setattr(app, "_display", display)  # noqa: B010


def takes_synchronized_output(app: App[Any]) -> bool:
    """True when the terminal has reported that it takes synchronized output."""
    return getattr(app, "_sync_available", False)


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of a screen, painted or not."""
    compositor = getattr(screen, "_compositor", None)
    return _strips_of_widgets(screen) if compositor is None else list(compositor.render_strips())


def _strips_of_widgets(screen: Screen[Any]) -> list[Strip]:
    """Build a screen from its widgets, each painted over those before it."""
    rows = [Strip.blank(screen.size.width)] * screen.size.height
    for widget in screen.query("*"):
        region = widget.region.intersection(screen.region)
        for y, strip in enumerate(widget.render_lines(region.at_offset((0, 0))), region.y):
            left, right = rows[y].crop(0, region.x), rows[y].crop(region.right)
            rows[y] = Strip.join([left, strip, right])
    return rows


def painted(update: object) -> list[Painted] | None:
    """Return what an update paints; None if it is of an unknown kind."""
    try:
        from textual._compositor import ChopsUpdate, LayoutUpdate

        if isinstance(update, LayoutUpdate):
            return list(_of_layout(update))
        if isinstance(update, ChopsUpdate):
            return list(_of_chops(update))
    except (ImportError, AttributeError, LookupError, TypeError, ValueError):
        pass  # another version of Textual
    return None


def _of_layout(update: Any) -> Iterator[Painted]:
    x, top = update.region.offset
    for y, line in enumerate(update.strips, top):
        yield x, y, chain.from_iterable(line)


def _of_chops(update: Any) -> Iterator[Painted]:
    """Yield the whole of each piece of a row that a changed span touches.

    A piece belongs to one widget, the topmost there.
    """
    for y, first, beyond in update.spans:
        pieces = zip(update.chops[y].items(), update.chop_ends[y], strict=True)
        for (x, strip), end in pieces:
            if strip is not None and x < beyond and end > first:
                yield x, y, strip
