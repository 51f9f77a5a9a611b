"""The trainer, measuring its speed while it trains flat out; `live.py` runs it.

python live_app.py REPORT ROUNDS
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from inside import measure
from loop import Script
from measure import rate

from tinynet_tui import ui
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.training.loop import Loop
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.panes.views import LANDSCAPE, NUMBERS
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.commands import Play
from tinynet_tui.worker.speed import MAX

SECONDS = 0.5
SETTLING = 0.1


class MeasuringApp(TrainerApp):
    """Trains flat out, and can be made to ignore the worker's Frames."""

    CSS_PATH = str(Path(ui.__file__).with_name("app") / "tinynet.tcss")

    live = True

    def __init__(self) -> None:
        super().__init__(
            Experiment(),
            iterations=MAX_ITERATIONS,
            speed=MAX,
            fps=10,
            play=True,
            driver_class=Driver,
        )

    def _wake(self) -> None:
        if self.live:
            super()._wake()

    def follow(self, live: bool) -> None:
        """Show all Frames from now on, or none."""
        self.live = live
        if live:
            super()._wake()

    def measure(self, live: bool) -> float:
        """Return the worker's iterations a second."""
        self.follow(live)
        time.sleep(SETTLING)
        timeline = self.worker._session.timeline
        before, begun = timeline.position.iteration, time.perf_counter()
        time.sleep(SECONDS)
        return (timeline.position.iteration - before) / (time.perf_counter() - begun)

    def _turn_to(self, view: str) -> None:
        self.call_next(self.main.turn_to, view)

    def measure_landscape(self) -> float:
        """Return the worker's iterations a second with the landscape on the screen."""
        self.call_from_thread(self._turn_to, LANDSCAPE)
        try:
            return self.measure(live=True)
        finally:
            self.call_from_thread(self._turn_to, NUMBERS)

    def measure_alone(self, train: Callable[[int], None]) -> float:
        """Return a loop's iterations a second while the worker is paused."""
        self.follow(False)
        self.worker.send(Play(False))
        time.sleep(SETTLING)
        try:
            return rate(train, batch=1000, seconds=SECONDS)
        finally:
            self.worker.send(Play(True))


def bare_loop() -> Callable[[int], None]:
    """Return the worker's loop."""
    experiment = Experiment()
    dataset = experiment.dataset
    loop = Loop(
        experiment.script, dataset.X, dataset.y, experiment.initial_weights(), experiment.alpha
    )

    def train(iterations: int) -> None:
        loop.train(iterations)

    return train


def numpy_script() -> Callable[[int], None]:
    """Return the loop of the video's script."""
    experiment = Experiment()
    dataset = experiment.dataset
    return Script(dataset.X, dataset.y, experiment.initial_weights(), experiment.alpha).train


if __name__ == "__main__":
    app = MeasuringApp()
    measure(
        app,
        {
            "live": lambda: app.measure(live=True),
            "landscape": app.measure_landscape,
            "still": lambda: app.measure(live=False),
            "bare": lambda: app.measure_alone(bare_loop()),
            "script": lambda: app.measure_alone(numpy_script()),
        },
    )
