"""A script's session without a thread, which tests tell what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinynet_tui.engine.plan import Choice
from tinynet_tui.worker.scripts.opening import Opening
from tinynet_tui.worker.scripts.session import ScriptSession
from tinynet_tui.worker.speed import MAX

NOWHERE = Opening()


@contextmanager
def script_session(path: Path, text: str, opening: Opening = NOWHERE) -> Iterator[ScriptSession]:
    """Open a script; nothing of a job is shown before it has ended."""
    path.write_text(text)
    session = ScriptSession(
        path,
        Choice(),
        speed=MAX,
        fps=1e-3,
        opening=opening,
        edits=(),
        text=None,
        waiting=lambda: False,
        stopping=lambda: False,
        tell=lambda: None,
    )
    try:
        session.open()
        yield session
    finally:
        session.close()
