"""What a scene can light: the panes, by the names that stand on them."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.support.suggest import did_you_mean

OTHERS = ("graph", "source", "explanation")
"""What is lit that shows no variable."""


def names(experiment: Experiment) -> dict[str, str]:
    """Return what one may write, and for each the variable, or one of `OTHERS`, it stands for."""
    script, roles = experiment.script, experiment.script.roles
    known = {name: name for name in (*script.names, "y", *OTHERS)}
    shown = (*roles.weights, *roles.layers[1:], roles.input)
    known |= {roles.caption(name): name for name in shown}
    known |= {"target": "y", "step": "source"}
    return known | {"error": script.error, "delta": roles.delta(roles.prediction)}


def find(name: str, experiment: Experiment) -> str:
    """Return what a name stands for; ValueError that says which there are."""
    known = names(experiment)
    word = " ".join(name.lower().split())
    if word in known:
        return known[word]
    hint = did_you_mean(word, known) or f"there are {', '.join(known)}"
    raise ValueError(f"there is no pane {name[:40]!r}: {hint}")
