"""Waits until a widget has dealt with the keys it was sent."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.widget import Widget

PATIENCE = 0.5
"""Seconds that a widget may take over a key before the next one is looked at all the same."""


async def has_caught_up(widget: Widget) -> None:
    """Wait until a widget has dealt with what was sent to it, unless it is going away."""
    done = asyncio.Event()
    widget.call_next(done.set)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await done.wait()
