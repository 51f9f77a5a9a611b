"""An app that measures itself in a terminal, and its report."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from measure import by_turns

if TYPE_CHECKING:
    from tinynet_tui.ui.app.trainer_app import TrainerApp

SETTINGS = {"TEXTUAL_FPS": "120", "OPENBLAS_NUM_THREADS": "1"}
"""As the program sets them before it imports Textual and NumPy."""


def found_by(script: Path, rounds: int) -> dict[str, list[float]]:
    """Run an app's script in a terminal of 80×24; return its measurements."""
    from helpers.terminal import terminal  # not needed by the app

    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        program = [sys.executable, str(script), str(report), str(rounds)]
        with terminal(program=program, changes=SETTINGS) as it:
            while it.process.isalive():
                it.drain(0.1)
            assert report.exists(), it.text
        found: dict[str, list[float]] = json.loads(report.read_text())
    return found


def measure(app: TrainerApp, measures: Mapping[str, Callable[[], float]]) -> None:
    """Run the app, measure by turns once the screen is complete, write the report, and quit."""
    report, rounds = Path(sys.argv[1]), int(sys.argv[2])

    def work() -> None:
        while not app.main.graph.ready:
            time.sleep(0.1)
        report.write_text(json.dumps(by_turns(measures, rounds)))
        app.end(0)

    Thread(target=work, daemon=True).start()
    app.run()
