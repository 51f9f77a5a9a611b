"""The picture of somebody's own script, where it raised an exception."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.script_app import ScriptApp
from tinynet_tui.ui.dialogs.screenshot import Picture
from tinynet_tui.wire.compositor import strips_of
from tinynet_tui.worker.scripts.worker import ScriptWorker

FILE = Path(__file__).parent.parent / "tests" / "scripts" / "mistakes" / "flat_targets.py"
AT = "0:l1_error"
SIZE = 80, 24


async def draw_script() -> str:
    """Open the script where it raised the exception and return the picture as SVG."""
    worker = ScriptWorker(FILE, at=AT)
    worker.start()
    await asyncio.to_thread(worker.opened.wait)
    command = [PROGRAM, FILE.name, "--at", AT]
    app = ScriptApp(worker, command=command, settings=Settings(ascii=False))
    try:
        async with app.run_test(size=SIZE) as pilot:

            async def until(condition: Callable[[], object]) -> None:
                while not condition():
                    await pilot.pause()

            await until(lambda: app.main.frame and app.main.frame.raised and app.main.graph.ready)
            before = []
            while (now := strips_of(app.screen)) != before:
                before = now
                await pilot.pause()
            return Picture.of(app.screen, command).svg()
    finally:
        worker.stop(5)
