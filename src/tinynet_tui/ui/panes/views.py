"""The views other than the numbers: each has one pane in place of the rows of numbers.

A view's key names it (`view('map')`). Its pane is imported when the view is first opened: the
first paint does not wait for it.
"""

from __future__ import annotations

from importlib import import_module

from tinynet_tui.ui.canvas.pane import Pane

NUMBERS, MAP, RUNS, LANDSCAPE = "numbers", "map", "runs", "landscape"
"""The views that other modules refer to by name."""
HIDDEN = "hidden"
"""What a scene calls the map while it shows what each hidden neuron sees."""

VIEWS = {
    "network": ".network.pane:Network",
    MAP: ".decision_map.pane:DecisionMap",
    RUNS: ".past_runs:PastRunsPane",
    LANDSCAPE: ".landscape.pane:Landscape",
}
"""Where each pane's class is."""


def make_pane(view: str) -> Pane:
    """Return a new pane for a view; its id is the view's name."""
    module, _, name = VIEWS[view].partition(":")
    pane = getattr(import_module(module, __package__), name)(id=view)
    assert isinstance(pane, Pane)
    return pane
