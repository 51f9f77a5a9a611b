"""The conditions to run a script until, to choose from."""

from __future__ import annotations

from tinynet_tui.worker.scripts.conditions import ERROR, parse
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import example_of, find, weights

from .offers import Offer
from .run_until import lower

MOST_WEIGHTS = 3


def offers(frame: ScriptFrame, cursor: str) -> list[Offer]:
    """Return the conditions that make sense here; `cursor` is the number under the cursor."""
    plan = frame.plan
    assert plan is not None
    texts = [str(10 ** len(str(frame.where.iteration)))]
    if plan.has_error:
        texts += [f"error < {lower(frame.error[0]) if frame.error else 0.1:g}", "error rises"]
    texts.append("" if cursor == ERROR else cursor)
    for name in weights(plan, frame.forms)[:MOST_WEIGHTS]:
        texts.append(name + example_of(find(frame.forms, name)[0]))
    texts.append("weight")
    found = {}
    for text in filter(None, texts):
        try:
            found[text] = Offer(text, parse(text, plan, frame.forms).words)
        except ValueError:
            continue
    return list(found.values())


def beginnings(frame: ScriptFrame) -> list[str]:
    """Return how conditions begin."""
    assert frame.plan is not None
    cells = (f"{name}[" for name in weights(frame.plan, frame.forms))
    return ["error < ", "error rises", *cells, "weight"]
