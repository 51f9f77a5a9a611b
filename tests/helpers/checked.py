"""What a check of a script's slopes finds."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.slopes.verdict import verdict


def checked(tmp_path: Path, text: str) -> Verdict:
    """Return what is said about a script with this text."""
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)
