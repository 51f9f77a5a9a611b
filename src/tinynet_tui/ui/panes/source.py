"""The source of the script, with the line that was executed last."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import Wish
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.worker.commands import Command, Step

SIGNS = {"forward": "►", "compare": "=", "back-propagation": "◄", "update": "±"}


class StepPane(Pane):
    """The phases of one iteration, as they are written; `►` stands at the last one executed."""

    help = "the script, line by line; ► was executed last; ↑ ↓ go there"

    def wish(self, experiment: Experiment, screen_width: int) -> Wish:
        """Ask for the width that shows every line whole."""
        natural = 3 + max(len(phase.source) for phase in experiment.script.phases)
        return Wish((natural,), natural, rank=3)

    def natural_height(self, experiment: Experiment) -> int:
        """Return the height that shows every line."""
        return 2 + len(experiment.script.phases)

    def title(self, view: View, width: int) -> str:
        """Say which phase of how many, and which way the data flow in it."""
        phase = view.phase
        step = f" step {phase.number}/{len(view.experiment.script.phases)}"
        return first_fitting(width, f"{step} {SIGNS[phase.way]} {phase.way} ", step)

    def travel(self, view: View, rows: int, columns: int) -> Command | None:
        """Go up or down by a line of this iteration."""
        phase = view.moment.position.phase + rows
        inside = rows and 1 <= phase <= len(view.experiment.script.phases)
        return Step("phase", back=rows < 0) if inside else None

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        """Return the lines around the current one; those of this iteration that are done lit."""
        phases = view.experiment.script.phases
        current = view.moment.position.phase
        first = max(0, min(current - 3, len(phases) - height))
        rows: list[Row] = []
        for phase in phases[first : first + height]:
            if phase.number == current:
                rows.append((("►", "strong"), *highlighted(phase.source, "current")))
            else:
                kind = "done" if phase.number < current else "to come"
                rows.append(((" ", "text"), *highlighted(phase.source, kind)))
        return rows
