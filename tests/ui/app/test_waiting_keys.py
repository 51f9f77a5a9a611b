"""Keys that wait for the screen do nothing any more once it is gone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from textual import events

from tinynet_tui.ui.app.key_queue import KeyQueue


async def test_keys_that_wait_as_the_app_ends_are_left() -> None:
    dealt: list[events.Event] = []

    async def deal(event: events.Event) -> None:
        dealt.append(event)

    app: Any = SimpleNamespace(frames=SimpleNamespace(), screen_stack=[])
    queue = KeyQueue(app, deal, {})
    queue._held.append((events.Key("q", "q"), False))
    await queue._go_on()
    await queue._look()
    assert not dealt
    assert not queue.rests
