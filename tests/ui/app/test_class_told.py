"""When the class is told what the lecturer's screen shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.classes import Room, agree, following, leading
from tinynet_tui.ui.app import leading as leading_module
from tinynet_tui.wire.app import WireApp


async def test_the_lecturers_own_screen_is_painted_before_the_class_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room, events = Room(), list[str]()
    async with leading(room, size=(80, 24)) as it, following(room) as she:
        await agree(it, she)

        def noting(what: str, act: Callable[..., None]) -> Callable[..., None]:
            def noted(*of: object) -> None:
                events.append(what)
                act(*of)

            return noted

        monkeypatch.setattr(it.app, "_display", noting("painted", it.app._display))
        monkeypatch.setattr(room, "publish", noting("told", room.publish))
        await it.press("down")
        await it.until(lambda: "told" in events)
        assert events[0] == "painted"


async def test_the_class_is_told_though_what_was_to_be_painted_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        monkeypatch.setattr(it.app, "call_after_refresh", lambda *_: False)
        await it.press("down")
        await agree(it, she)


async def test_the_class_is_told_though_the_lecturers_terminal_takes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        monkeypatch.setattr(WireApp, "ready", property(lambda app: app is not it.app))
        it.app.go_to("254")
        await she.shows("iteration 254 ")
        await agree(it, she)


@pytest.mark.parametrize("status", [0, 1])
async def test_what_was_not_painted_yet_is_told_at_the_end(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading_module, "LATE", 1e6)
    room = Room()
    leads = room.leading()
    monkeypatch.setattr(room, "leading", lambda: leads)
    async with leading(room) as it, following(room) as she:
        await agree(it, she)
        before = room.states[-1]
        monkeypatch.setattr(it.app, "call_after_refresh", lambda *_: False)
        await it.press("down")
        await it.until(lambda: it.main.cursor.example == 1)
        assert room.states[-1] == before
        leads.leave(status)
        assert room.states[-1] != before
