"""What a scene can light: the panes, by the names that stand on them."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.support.suggest import did_you_mean

OTHERS = ("graph", "source", "explanation")
"""What is lit that shows no variable."""


def names(experiment: Experiment) -> dict[str, str]:
    """Return what one may write, and for each the variable, or one of `OTHERS`, it stands for."""
    script = experiment.script
    layers = len(script.weights)
    known = {name: name for name in (*script.names, "y", *OTHERS)}
    known |= {f"synapse {index}": name for index, name in enumerate(script.weights)}
    known |= {f"layer {index}": f"l{index}" for index in range(1, layers + 1)}
    known |= {"input": "l0", "target": "y", "step": "source"}
    return known | {"error": script.error, "delta": f"l{layers}_delta"}


def caption(variable: str) -> str:
    """Return what stands on the pane of a variable: `input`, `synapse 0`, `layer 1`, `l1_error`."""
    if variable == "l0":
        return "input"
    if variable.startswith("syn"):
        return f"synapse {variable.removeprefix('syn')}"
    is_layer = variable.startswith("l") and variable[1:].isdecimal()
    return f"layer {variable[1:]}" if is_layer else variable


def find(name: str, experiment: Experiment) -> str:
    """Return what a name stands for; ValueError that says which there are."""
    known = names(experiment)
    word = " ".join(name.lower().split())
    if word in known:
        return known[word]
    hint = did_you_mean(word, known) or f"there are {', '.join(known)}"
    raise ValueError(f"there is no pane {name[:40]!r}: {hint}")
