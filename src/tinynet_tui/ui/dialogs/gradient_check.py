"""The gradient check: a weight's gradient, back-propagated and measured (key `c`)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tinynet_tui.experiment.editable import synapse_of
from tinynet_tui.explain.called import of_training, reference
from tinynet_tui.explain.gradient_check import GradientCheck, check_gradient, factors_of
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.table import closing

from .page import Page


class GradientPage(Page):
    """The gradient check of a weight."""

    BINDINGS: ClassVar[list[BindingType]] = [*closing("gradient")]


def gradient_page(view: View) -> Page:
    """Check the explained weight, or the cursor's weight nearest to the explained cell."""
    experiment, snapshot = view.experiment, view.snapshot
    synapse = synapse_of(view.subject, experiment.script)
    cell = view.cursor.cell(synapse, experiment.dimensions)
    check = check_gradient(experiment, snapshot.current, synapse, cell)
    title = f"check {reference(synapse, cell)} · iteration {snapshot.current.number:,}"
    return GradientPage(title, rows_of(check, view, synapse))


def rows_of(check: GradientCheck, view: View, synapse: str) -> list[Row]:
    """Return both gradients, their difference, and how each was found."""
    script = view.experiment.script
    layer, delta = factors_of(synapse, script)
    row, column = view.cursor.cell(synapse, view.experiment.dimensions)
    error = script.step(script.error).source.partition(" = ")[2]
    whose = of_training(view.experiment)
    texts = [
        ("E", "text", f"half the sum of all ({error})²{whose}"),
        ("gradient", "text", "how fast E grows with this weight"),
        ("back-propagated", "strong", _number(check.back_propagated)),
        ("measured", "strong", _number(check.measured)),
        ("difference", "text", f"{check.difference:+.1e}"),
        ("relative", "text", f" {check.relative:.1e} (difference / the larger of the two)"),
    ]
    rows: list[Row] = [((f"{label:<17}", style), (text, style)) for label, style, text in texts]
    notes = [
        f"Back-propagated: -({layer}.T @ {delta})[{row},{column}]. The product is "
        "minus the gradient, so adding alpha times the product goes downhill.",
        f"Measured: (E(w + h) - E(w - h)) / 2h, with w = {check.weight:.8g} and h = "
        f"{check.step:.1e}. Rounding alone can change the measured gradient "
        f"by about {check.rounding:.0e}.",
        "Both use the weights from the start of this iteration. Training lowers E. The graph "
        f"shows another number: the mean of all |error|{whose}.",
    ]
    if view.snapshot.is_off(synapse, (row, column)):
        notes.insert(0, "This weight is off: it stays 0 and is not trained.")
    elif view.snapshot.is_held(synapse, (row, column)):
        notes.insert(0, "This weight is held: it keeps its value and is not trained.")
    for note in notes:
        rows += [(), ((note, "muted"),)]
    return rows


def _number(value: float) -> str:
    """Return a gradient with twelve decimals, or in scientific notation."""
    return f"{value:+.12f}" if 1e-3 <= abs(value) < 1e4 or not value else f"{value:+.9e}"
