"""The worker: the thread that runs the experiment."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS

from .background import Background
from .commands import Command, Open, Restart
from .frame import Frame
from .session import Session
from .speed import AUTO, Speed

__all__ = ["Frame", "Worker"]


class Worker(Background[Command, Frame]):
    """Runs an experiment in a thread of its own."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int = ITERATIONS,
        speed: Speed = AUTO,
        fps: float = 10,
        wake: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the run; nothing happens before `start`.

        Playing stops after `iterations`; `fps` is the number of Frames a second while it plays.
        The worker's thread calls `wake` for the first Frame after each `take`.
        """
        super().__init__(SimpleQueue(), wake, (Restart, Open), "training")
        self._session: Session = Session(
            experiment,
            iterations=iterations,
            speed=speed,
            fps=fps,
            interrupted=self._interrupted,
        )
        self._frame = self._session.frame()
