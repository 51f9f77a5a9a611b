"""The views of a script other than the numbers: each has one pane in their place.

A pane is imported when its view is first opened: the first paint does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .decision_map import ScriptMap
    from .landscape import ScriptLandscape
    from .network import ScriptNetwork
    from .past_runs import ScriptPastRuns

    Drawing: TypeAlias = ScriptMap | ScriptNetwork | ScriptPastRuns | ScriptLandscape

VIEWS = {
    "network": ".network:ScriptNetwork",
    "map": ".decision_map:ScriptMap",
    "runs": ".past_runs:ScriptPastRuns",
    "landscape": ".landscape:ScriptLandscape",
}
"""Where each pane's class is."""


def make_drawing(view: str) -> Drawing:
    """Return a new pane for a view; its id is the view's name."""
    module, _, name = VIEWS[view].partition(":")
    pane: Drawing = getattr(import_module(module, __package__), name)(id=view)
    return pane
