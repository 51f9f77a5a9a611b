"""The script's source, with the line executed last marked."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.highlight import highlighted
from tinynet_tui.worker.commands import Command, Move

SIGNS = {"forward": "►", "compare": "=", "back-propagation": "◄", "update": "±"}


class SourcePane(Pane):
    """The lines of one iteration; `►` marks the last one executed."""

    help = "the script, line by line; ► has just run; ↓ runs the next line, ↑ goes back one"

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        natural = 3 + max(len(step.source) for step in experiment.script.steps)
        return PreferredWidth((natural,), natural, rank=3)

    def natural_height(self, experiment: Experiment) -> int:
        return 2 + len(experiment.script.steps)

    def title(self, view: View, width: int) -> str:
        step = view.step
        place = f" step {step.number}/{len(view.experiment.script.steps)}"
        return first_fitting(width, f"{place} {SIGNS[step.way]} {step.way} ", place)

    def travel(self, view: View, rows: int, columns: int) -> Command | None:
        step = view.snapshot.position.step + rows
        inside = rows and 1 <= step <= len(view.experiment.script.steps)
        return Move("step", back=rows < 0) if inside else None

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        steps = view.experiment.script.steps
        current = view.snapshot.position.step
        first = max(0, min(current - 3, len(steps) - height))
        rows: list[Row] = []
        for step in steps[first : first + height]:
            if step.number == current:
                rows.append((("►", "strong"), *highlighted(step.source, "current")))
            else:
                kind = "done" if step.number < current else "to come"
                rows.append(((" ", "text"), *highlighted(step.source, kind)))
        return rows
