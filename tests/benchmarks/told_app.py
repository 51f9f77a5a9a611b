"""The program, writing down how far its training is: run over SSH by `link.py`.

python told_app.py LOG [OPTIONS]

LOG gets a line every few milliseconds: the system's monotonic clock, the iteration.
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


def tell(worker: Worker, log: Path) -> None:
    """Write how far the training is, for as long as the process runs."""
    with log.open("w", buffering=1) as file:
        while True:
            file.write(f"{time.monotonic():.6f} {worker._session.timeline.position.iteration}\n")
            time.sleep(EVERY)


def main(log: Path, arguments: list[str]) -> int:
    """Run the program; its worker tells from its start on."""
    start = Worker.start

    def start_and_tell(worker: Worker) -> None:
        start(worker)
        Thread(target=tell, args=(worker, log), daemon=True).start()

    Worker.start = start_and_tell  # type: ignore[method-assign,assignment]
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
