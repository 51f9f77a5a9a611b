"""A visitor's process: it ends with the page, and the page ends with it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual_serve.app_service import AppService

PATIENCE = 3.0
"""Seconds that a process may take to end by itself."""


class Visitor(AppService):
    """Textual's service for one page, except that nothing of it outlives the page."""

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            with suppress(ConnectionError, RuntimeError):
                await self.remote_close()

    async def stop(self) -> None:
        """Ask the process to end; if it does not, end it."""
        with suppress(TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(PATIENCE):
                await super().stop()
        process = self._process
        if process is None or process.returncode is not None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
