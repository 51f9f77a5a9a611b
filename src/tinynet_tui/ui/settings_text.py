"""An experiment's settings in a few words."""

from __future__ import annotations

from ..net.experiment import Experiment


def settings(experiment: Experiment, beside: Experiment | None = None) -> str:
    """Return the settings, or only those in which it differs from the one beside it."""
    edits = len(experiment.edits)
    parts = [
        (experiment.dataset.title, "dataset"),
        ("-".join(map(str, experiment.sizes)), "sizes"),
        (f"seed {experiment.seed}", "seed"),
        (f"alpha {experiment.alpha_text}", "alpha"),
        (f"{edits} by hand" if edits or beside else "", "edits"),
    ]
    words = [
        text
        for text, name in parts
        if text and (beside is None or getattr(experiment, name) != getattr(beside, name))
    ]
    return " ".join(words)
