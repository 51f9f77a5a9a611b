"""How the number under the cursor was computed."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.explanation import explain
from tinynet_tui.ui.canvas.canvas import Row, first_fitting
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import PreferredWidth, explanation_width
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.drawing.explanation_rows import question_rows, told_rows


class ExplanationPane(Pane):
    """The formula of the explained cell with its numbers filled in."""

    help = "how the number under the cursor was computed"
    curve_first = False
    """True while the curve of the function is large, and the lines have what it leaves."""

    def preferred_width(self, experiment: Experiment, screen_width: int) -> PreferredWidth:
        return PreferredWidth((explanation_width(screen_width),), 36)

    def title(self, view: View, width: int) -> str:
        row, column = view.cursor.cell(view.subject, view.experiment.dimensions)
        value = view.snapshot.value(view.subject)
        origin = value.origin if value else None
        is_weight = view.experiment.script.roles.is_weight(view.subject)
        age = ""
        if (
            origin is not None
            and origin.number != view.snapshot.position.iteration
            and not (is_weight and view.snapshot.edit_of(view.subject, (row, column)))
        ):
            age = "(-1) " if view.rushes else f"({origin.number}) "
        name = f" {view.subject}[{row},{column}] "
        if view.snapshot.is_off(view.subject, (row, column)):
            name += "off "
        return first_fitting(width, name + age, name + "(-1) " * bool(age))

    def content(self, view: View, width: int, height: int) -> Sequence[Row]:
        if view.asked is not None and (view.hides(view.subject) or view.asks_iteration):
            return question_rows(view.asked, view, width, height)
        explanation = explain(
            view.snapshot, view.subject, view.cursor, terms=height, rushing=view.rushes
        )
        return told_rows(explanation, width, height, curve_first=self.curve_first)
