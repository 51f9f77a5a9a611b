"""What the panes are given to show: one Frame and where the learner stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from ..net.experiment import Experiment, Thread
from ..net.network import Phase
from ..net.timeline import Moment
from ..runner import Frame


@dataclass(frozen=True)
class View:
    """A Frame, the thread through it, the variable explained, and what has been scrolled to."""

    frame: Frame
    thread: Thread
    subject: str
    """The variable whose cell is explained."""
    origin: Thread
    """Of each index the first that is shown, in every pane that has it."""

    @property
    def moment(self) -> Moment:
        """The numbers."""
        return self.frame.moment

    @property
    def experiment(self) -> Experiment:
        """What is run."""
        return self.moment.experiment

    @property
    def phase(self) -> Phase:
        """The phase that was computed last."""
        return self.experiment.script.phases[self.moment.position.phase - 1]

    def mark(self, name: str) -> str:
        """Return the mark of a variable: just written, read for it, or neither."""
        if name == self.phase.name:
            return "►"
        return "•" if name in self.phase.operands else ""
