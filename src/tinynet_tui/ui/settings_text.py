"""An experiment's settings in a few words."""

from __future__ import annotations

from ..net.edits import counted
from ..net.experiment import Experiment


def settings(experiment: Experiment, beside: Experiment | None = None) -> str:
    """Return the settings, or only those in which it differs from the one beside it."""
    parts = [
        (experiment.dataset.title, "dataset"),
        ("-".join(map(str, experiment.sizes)), "sizes"),
        (f"seed {experiment.seed}", "seed"),
        (f"alpha {experiment.alpha_text}", "alpha"),
        (_changes(experiment, beside), "edits"),
    ]
    words = [
        text
        for text, name in parts
        if text and (beside is None or getattr(experiment, name) != getattr(beside, name))
    ]
    return " ".join(words)


def _changes(experiment: Experiment, beside: Experiment | None) -> str:
    """Name the changes by hand: how many, and the last of those that the other has not."""
    edits = experiment.edits
    if not edits:
        return "no change" if beside else ""
    own = [edit for edit in edits if beside is None or edit not in beside.edits] or edits
    last = own[-1].text(experiment.script)
    return last if len(edits) == 1 else f"{counted(len(edits), 'change')}: {last}"
