"""Which driver shows the app, and what it needs."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from helpers.waiting import DEADLINE
from tinynet_tui.support.sandbox import WEB_DRIVER
from tinynet_tui.wire.app import WireApp
from tinynet_tui.wire.driver import Driver
from tinynet_tui.wire.drivers import draws_on_terminal, driver_class
from tinynet_tui.wire.sizes import MOST_CELLS
from tinynet_tui.wire.terminal_kind import in_browser, leave_terminal
from tinynet_tui.wire.unicode_support import shows_unicode
from tinynet_tui.wire.web_driver import GuestDriver

LINUX = "textual.drivers.linux_driver:LinuxDriver"
HEADLESS = "textual.drivers.headless_driver:HeadlessDriver"


@pytest.mark.parametrize(
    ("name", "expected", "draws"),
    [
        (None, Driver, True),
        ("", Driver, True),
        (LINUX, LinuxDriver, True),
        ("tinynet_tui.wire.driver:Driver", Driver, True),
        (HEADLESS, HeadlessDriver, False),
        (WEB_DRIVER, GuestDriver, False),
    ],
)
def test_the_driver_is_ours_unless_another_is_named(
    name: str | None, expected: type, draws: bool
) -> None:
    environment = {} if name is None else {"TEXTUAL_DRIVER": name}
    assert driver_class(environment) is expected
    assert draws_on_terminal(environment) is draws


@pytest.mark.parametrize(
    "name", ["x", ":", "x:", ":x", "os:path", "os:stat_result", "no.such:Driver", f"{LINUX}s"]
)
def test_what_is_no_driver_is_refused_by_name(name: str) -> None:
    for ask in (driver_class, draws_on_terminal):
        with pytest.raises(ValueError, match="is not a driver of Textual's") as refused:
            ask({"TEXTUAL_DRIVER": name})
        assert repr(name) in str(refused.value)


def test_a_page_is_not_the_terminal_in_which_its_server_was_started() -> None:
    environment = {
        **{"TEXTUAL_DRIVER": WEB_DRIVER, "TERM": "linux", "TMUX": "x", "STY": "y", "LC_ALL": "C"},
        **{"COLORFGBG": "0;15", "COLORTERM": "", "SSH_CONNECTION": "z", "NO_COLOR": "1"},
    }
    assert in_browser(environment)
    assert shows_unicode(environment)
    leave_terminal(environment)
    assert environment == {
        **{"TEXTUAL_DRIVER": WEB_DRIVER, "TERM": "xterm-256color", "LC_ALL": "C"},
        "NO_COLOR": "1",
    }


@contextmanager
def piped(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard input and output are pipes; what is written to the descriptor is read as input."""
    reader, writer = os.pipe()
    unread, output = os.pipe()
    with os.fdopen(reader) as given, os.fdopen(output, "w") as taken, os.fdopen(unread) as _:
        monkeypatch.setattr(sys, "__stdin__", given)
        monkeypatch.setattr(sys, "__stdout__", taken)
        yield writer


async def test_when_the_server_is_gone_the_app_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with piped(monkeypatch) as server:
        app: WireApp[int] = WireApp(driver_class=GuestDriver)
        running = asyncio.create_task(app.run_async())
        while not app.is_running:
            await asyncio.sleep(0.01)
        assert app.wire is None
        os.close(server)
        async with asyncio.timeout(DEADLINE):
            await running


@pytest.mark.parametrize("size", [(1, 1), (80, 24), (99_999, 99_999), (10**9, 1), (0, -5)])
async def test_a_page_is_drawn_on_up_to_a_limit(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(size[0]))
    monkeypatch.setenv("ROWS", str(size[1]))
    with piped(monkeypatch) as server:
        app: WireApp[int] = WireApp()
        driver: Any = GuestDriver(app)
        seen: list[Any] = []
        monkeypatch.setattr(app, "post_message", seen.append)
        driver.on_meta("resize", {"type": "resize", "width": size[0], "height": size[1]})
        os.close(server)
    (resized,) = seen
    assert 0 < resized.size.area <= MOST_CELLS
    assert 0 < Size(*driver._size).area <= MOST_CELLS


def test_without_a_terminal_the_app_has_one_size_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    for name in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, io.StringIO())
    app: WireApp[int] = WireApp(driver_class=HeadlessDriver)
    assert tuple(app.console.size) == tuple(os.terminal_size((80, 24)))
