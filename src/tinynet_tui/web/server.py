"""The server of the page: Textual's own, for guests."""

from __future__ import annotations

import asyncio
import logging
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web
from textual_serve.server import Server

from .visitor import Visitor

PAGE = Path(__file__).with_name("page.html")
SIZES = {"width": 80, "height": 24}
"""The size of a page in characters, until it says otherwise."""


class GuestServer(Server):
    """Gives each page a kiosk of its own, in a process of its own."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        host: str,
        port: int,
        visitors: int,
        ready: Callable[[], object],
    ) -> None:
        """`arguments` are the kiosk's; `ready` is called once the server listens."""
        command = [sys.executable, "-P", "-m", "tinynet_tui", *arguments]
        super().__init__(f"exec {shlex.join(command)}", host=host, port=port)
        self._most, self._ready = visitors, ready
        self._open: set[web.WebSocketResponse] = set()

    def serve(self, debug: bool = False) -> None:
        """Serve until SIGINT or SIGTERM; OSError if the address cannot be listened on."""
        # Textual would log what a page sends, with all variables, and say that it serves before
        # it does.
        for name in ("aiohttp", "textual-serve"):
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        ended = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        runner = web.AppRunner(await self._make_app())
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            self._ready()
            await ended.wait()
        finally:
            await runner.cleanup()

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End all sessions; aiohttp would wait for them."""
        await asyncio.gather(
            *(page.close(code=WSCloseCode.GOING_AWAY) for page in self._open),
            return_exceptions=True,
        )

    @property
    def _is_full(self) -> bool:
        return len(self._open) >= self._most

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Send the page; it asks no other server for anything."""
        if self._is_full:
            text = f"All {self._most} places are taken. Try again later.\n"
            raise web.HTTPServiceUnavailable(text=text)
        return web.FileResponse(PAGE, headers={"Cache-Control": "no-store"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Show a kiosk on a page until either ends."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="This page is not from here.\n")
        if self._is_full:
            raise web.HTTPServiceUnavailable
        page = web.WebSocketResponse(heartbeat=15)
        self._open.add(page)

        async def close() -> None:
            await page.close()

        visitor = Visitor(
            self.command,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        try:
            await page.prepare(request)
            await visitor.start(*(_length(request, name) for name in SIZES))
            await self._process_messages(page, visitor)
        except (AssertionError, LookupError, TypeError, ValueError, ConnectionError):
            pass  # a page of ours does not send that, or is gone
        finally:
            self._open.discard(page)
            await visitor.stop()
            await close()
        return page


def _length(request: web.Request, name: str) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= 4 else SIZES[name]
