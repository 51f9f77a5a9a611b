"""The pictures of scripts: one's own, and one of the bug lab."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.lab.lab import LAB, Bug, Visit
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.script_app import ScriptApp
from tinynet_tui.ui.dialogs.screenshot import Picture
from tinynet_tui.wire.compositor import strips_of
from tinynet_tui.worker.scripts.worker import ScriptWorker

MISTAKES = Path(__file__).parent.parent / "tests" / "scripts" / "mistakes"
SIZE = 80, 24


@dataclass(frozen=True)
class ScriptPicture:
    """What a picture shows of a script."""

    path: Path
    at: str
    until: Callable[[ScriptApp], object]
    """What is waited for before the keys are pressed."""
    keys: tuple[str, ...] = ()
    bug: Bug | None = None
    """What is found with the keys, in the bug lab."""


LEARNS_FASTER = next(one for one in LAB if one.name == "better")
PICTURES = {
    "script": ScriptPicture(
        MISTAKES / "flat_targets.py",
        "0:l1_error",
        lambda app: app.main.frame and app.main.frame.raised,
    ),
    "slopes": ScriptPicture(
        MISTAKES / "hidden_from_error.py", "1000", lambda app: app.main.frame, ("c",)
    ),
    "lab": ScriptPicture(
        LEARNS_FASTER.path, "1000", lambda app: app.main.frame, ("enter",), LEARNS_FASTER
    ),
}


async def draw_script(picture: ScriptPicture) -> str:
    """Open a script where the picture is taken and return it as SVG."""
    worker = ScriptWorker(picture.path, at=picture.at)
    worker.start()
    await asyncio.to_thread(worker.opened.wait)
    command = [PROGRAM, picture.path.name, "--at", picture.at]
    visit = None if picture.bug is None else Visit(picture.bug)
    app = ScriptApp(worker, command=command, settings=Settings(ascii=False), visit=visit)
    try:
        async with app.run_test(size=SIZE) as pilot:

            async def until(condition: Callable[[], object]) -> None:
                while not condition():
                    await pilot.pause()

            def rests() -> bool:
                frame = app.main.frame
                return frame is not None and not frame.job and app.main.graph.ready

            await until(lambda: picture.until(app) and rests())
            if picture.bug is not None:
                await until(lambda: app.main.view)
                while (line := app.main.source.line(app.main.view)) != picture.bug.line:
                    await pilot.press("up" if line > picture.bug.line else "down")
            await pilot.press(*picture.keys)
            await until(lambda: not picture.keys or app.screen is not app.main)
            before = []
            while (now := strips_of(app.screen)) != before:
                before = now
                await pilot.pause()
            return Picture.of(app.screen, command).svg()
    finally:
        worker.stop(5)
