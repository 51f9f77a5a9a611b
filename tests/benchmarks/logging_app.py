"""The program with a log of its iterations; `link.py` runs it over SSH.

python logging_app.py LOG [OPTIONS]

LOG gets a line every few milliseconds: the system's monotonic clock and the iteration.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import Thread

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the program does, before NumPy is imported

from tinynet_tui.cli import main as cli
from tinynet_tui.worker.worker import Worker

EVERY = 0.005
"""Seconds between two lines."""


def write_iterations(worker: Worker, log: Path) -> None:
    """Log the current iteration for as long as the process runs."""
    with log.open("w", buffering=1) as file:
        while True:
            file.write(f"{time.monotonic():.6f} {worker._session.timeline.position.iteration}\n")
            time.sleep(EVERY)


def main(log: Path, arguments: list[str]) -> int:
    """Run the program, and log its worker's iterations."""
    start = Worker.start

    def start_logging(worker: Worker) -> None:
        start(worker)
        Thread(target=write_iterations, args=(worker, log), daemon=True).start()

    Worker.start = start_logging  # type: ignore[method-assign,assignment]
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
