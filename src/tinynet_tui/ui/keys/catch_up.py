"""Waiting until a widget has handled the keys that it was sent."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.dom import DOMNode
from textual.widget import Widget

PATIENCE = 0.5
"""Seconds to wait for a widget to handle a key before the next key is handled."""


async def has_caught_up(widget: Widget) -> None:
    """Wait until a widget has handled its messages, unless it is being removed."""
    done = asyncio.Event()
    widget.call_next(done.set)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await done.wait()


async def messages_have_come(widget: Widget) -> None:
    """Wait until what a widget tells has come to the screen, through each of its parents."""
    node: DOMNode | None = widget
    while isinstance(node, Widget) and node.is_attached:
        await has_caught_up(node)
        node = node.parent
