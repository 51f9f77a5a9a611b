"""The trainer, measuring the cost of a frame while it trains flat out; `frame.py` runs it.

python frame_app.py REPORT ROUNDS
"""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

from inside import measure

from tinynet_tui import ui
from tinynet_tui.data.built_in import parse
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.frames import Frames
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.commands import Play
from tinynet_tui.worker.speed import MAX
from tinynet_tui.worker.worker import Worker

FRAMES = 15
ROWS = parse("circle:points=10000")
EXPERIMENTS = {
    "usual": Experiment(),
    "hidden": Experiment(hidden=64),
    "rows": Experiment(dataset=ROWS, alpha=ROWS.alpha),
}


class CountingWorker(Worker):
    """Measures the cost of its Frames."""

    spent = 0.0
    """Processor seconds spent on making Frames."""

    def _leave_frame(self) -> None:
        begun = time.thread_time()
        super()._leave_frame()
        self.spent += time.thread_time() - begun


class CountedFrames(Frames):
    """Counts the Frames that are shown."""

    shown = 0

    def show_latest(self) -> None:
        self.shown += 1
        super().show_latest()


class CountingApp(TrainerApp):
    """Trains flat out, and measures what Frames cost."""

    CSS_PATH = str(Path(ui.__file__).with_name("app") / "tinynet.tcss")

    def __init__(self) -> None:
        super().__init__(Experiment(), driver_class=Driver)
        self.counting = CountingWorker(
            Experiment(), iterations=MAX_ITERATIONS, speed=MAX, fps=10, wake=self._wake
        )
        self.worker = self.counting
        self._clock = time.pthread_getcpuclockid(threading.main_thread().ident or 0)
        self.frames: CountedFrames = CountedFrames(self, spares_link=False)

    @property
    def spent(self) -> float:
        """Processor seconds used by the main thread and by making Frames."""
        return time.clock_gettime(self._clock) + self.counting.spent

    def open(self, experiment: Experiment) -> None:
        """Open an experiment, and wait until it is on the screen."""

        async def run() -> None:
            await self.open_run(experiment, Position(), MAX_ITERATIONS)

        self.call_from_thread(run)  # type: ignore[arg-type]
        self.worker.send(Play(True))
        self.wait_for(3)

    def wait_for(self, frames: int) -> None:
        """Wait until that many more Frames have been shown."""
        until = self.frames.shown + frames
        while self.frames.shown < until:
            time.sleep(0.01)

    def measure(self, experiment: Experiment) -> float:
        """Return the processor milliseconds that it takes to make, show and send a Frame."""
        self.open(experiment)
        shown, before = self.frames.shown, self.spent
        self.wait_for(FRAMES)
        return 1000 * (self.spent - before) / (self.frames.shown - shown)


if __name__ == "__main__":
    app = CountingApp()
    measure(app, {name: partial(app.measure, one) for name, one in EXPERIMENTS.items()})
