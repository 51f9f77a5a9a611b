"""What Textual's compositor hands on to be painted: rows of segments and where they begin.

Its classes are Textual's own affair and may change. Where one is another than it is known here,
Textual paints by itself.
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
"""Column, row, and what is to stand there from that column on."""

Paint = Callable[[Screen[Any], list[Painted] | None], bool]
"""Paints what a screen has to show, which is None where it is not known; False if it does not."""


def divert(app: App[Any], paint: Paint) -> None:
    """Have everything painted by `paint` that an app has to show, and by Textual what it leaves."""
    stock = getattr(app, "_display", None)
    if stock is None:
        return

    def display(screen: Screen[Any], renderable: RenderableType | None) -> None:
        is_at_work = app.is_running and not _is_closed(app) and not _is_in_a_batch(app)
        if renderable is not None and is_at_work and paint(screen, painted(renderable)):
            app.post_display_hook()
        else:
            stock(screen, renderable)

    setattr(app, "_display", display)  # noqa: B010


def _is_closed(app: App[Any]) -> bool:
    return getattr(app, "_closed", False)


def _is_in_a_batch(app: App[Any]) -> bool:
    return getattr(app, "_batch_count", 0) > 0


def takes_synchronized_output(app: App[Any]) -> bool:
    """Whether the terminal has said that it does."""
    return getattr(app, "_sync_available", False)


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """Return a screen line by line as it is to be, painted or not."""
    compositor = getattr(screen, "_compositor", None)
    return _strips_of_widgets(screen) if compositor is None else list(compositor.render_strips())


def _strips_of_widgets(screen: Screen[Any]) -> list[Strip]:
    """Put a screen together from its widgets, one over the other as they come."""
    rows = [Strip.blank(screen.size.width)] * screen.size.height
    for widget in screen.query("*"):
        region = widget.region.intersection(screen.region)
        for y, strip in enumerate(widget.render_lines(region.at_offset((0, 0))), region.y):
            left, right = rows[y].crop(0, region.x), rows[y].crop(region.right)
            rows[y] = Strip.join([left, strip, right])
    return rows


def painted(update: object) -> list[Painted] | None:
    """Return what an update paints; None if it is of another kind, or none."""
    try:
        from textual._compositor import ChopsUpdate, LayoutUpdate

        if isinstance(update, LayoutUpdate):
            return list(_of_layout(update))
        if isinstance(update, ChopsUpdate):
            return list(_of_chops(update))
    except (ImportError, AttributeError, LookupError, TypeError, ValueError):
        pass  # another version's
    return None


def _of_layout(update: Any) -> Iterator[Painted]:
    x, top = update.region.offset
    for y, line in enumerate(update.strips, top):
        yield x, y, chain.from_iterable(line)


def _of_chops(update: Any) -> Iterator[Painted]:
    """Yield the pieces of rows that have to do with a changed span.

    Each is whole: between two cuts there is nothing but the one widget that lies on top there.
    """
    for y, first, beyond in update.spans:
        pieces = zip(update.chops[y].items(), update.chop_ends[y], strict=True)
        for (x, strip), end in pieces:
            if strip is not None and x < beyond and end > first:
                yield x, y, strip
