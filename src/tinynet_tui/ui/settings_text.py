"""An experiment's settings in a few words."""

from __future__ import annotations

from ..net.edits import counted
from ..net.experiment import Experiment


def settings(experiment: Experiment, beside: Experiment | None = None) -> str:
    """Return the settings, or only those in which it differs from the one beside it."""
    edits = counted(len(experiment.edits), "change") if experiment.edits else "no change"
    parts = [
        (experiment.dataset.title, "dataset"),
        ("-".join(map(str, experiment.sizes)), "sizes"),
        (f"seed {experiment.seed}", "seed"),
        (f"alpha {experiment.alpha_text}", "alpha"),
        (edits if experiment.edits or beside else "", "edits"),
    ]
    words = [
        text
        for text, name in parts
        if text and (beside is None or getattr(experiment, name) != getattr(beside, name))
    ]
    return " ".join(words)
