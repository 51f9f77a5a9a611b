"""The panes that a scene can light, and their names."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import FUNCTIONS
from tinynet_tui.support.suggest import did_you_mean

CURVE = "curve"
"""The curve of the explanation's function, drawn large; alone or beside a lit pane."""
OTHERS = ("graph", "step", "explanation", CURVE)
"""The panes that show no variable."""


def names(experiment: Experiment) -> dict[str, str]:
    """Return the names of panes; each stands for a variable or one of `OTHERS`.

    `source` is what older files call the pane `step`.
    """
    script, roles = experiment.script, experiment.script.roles
    known = {"source": "step"} | {name: name for name in (*script.names, "y", *OTHERS)}
    shown = (*roles.weights, *roles.layers[1:], roles.input)
    known |= {roles.caption(name): name for name in shown}
    return known | {"target": "y", "error": script.error, "delta": roles.delta(roles.prediction)}


def find(name: str, experiment: Experiment) -> str:
    """Return the variable or pane that a name stands for; raises ValueError if there is none."""
    known = names(experiment)
    word = " ".join(name.lower().split())
    if word in known:
        return known[word]
    one_for_each = {pane: name for name, pane in known.items()}.values()
    hint = did_you_mean(word, known) or f"the panes are {', '.join(one_for_each)}"
    raise ValueError(f"there is no pane {name[:40]!r}: {hint}")


def with_curve(experiment: Experiment) -> list[str]:
    """Return the variables whose explanation has a curve: those to which a function leads."""
    steps = experiment.script.steps
    return [step.name for step in steps if step.function in FUNCTIONS]


def apart(text: str) -> tuple[str, bool]:
    """Split `delta, curve` into the pane to light, and whether the curve is drawn large.

    The curve alone lights the explanation.
    """
    parts = [" ".join(part.split()) for part in text.split(",")]
    others = [part for part in parts if part.lower() != CURVE]
    if len(others) == len(parts):
        return text, False
    return ", ".join(others) or "explanation", True


def in_script(name: str) -> str:
    """Return the pane of a script that a name stands for: one of `OTHERS`, or a variable."""
    word = " ".join(name.lower().split())
    return "step" if word == "source" else word if word in OTHERS else name.strip()
