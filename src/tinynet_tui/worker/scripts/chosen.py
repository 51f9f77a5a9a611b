"""What was chosen for a script, when its file gets another text; and choices in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tinynet_tui.engine.plan import Choice

from .plan import ScriptPlan


def against(choice: Choice, old: Choice, before: ScriptPlan, now: ScriptPlan) -> tuple[Choice, str]:
    """Return what of a choice holds for a new text, and what is said of it.

    What was chosen before gives way to a number that the text has changed since.
    """
    lets, said = dict(choice.lets or {}), []
    for name, value in (choice.lets or {}).items():
        if (old.lets or {}).get(name) != value:
            continue  # it has just been chosen
        if now.literals.get(name) == before.literals.get(name):
            said.append(f"{name} {value:g} stays as chosen")
            continue
        del lets[name]
        is_there = name in now.literals
        said.append(
            f"{name} is {now.literals[name]:g}, no longer {value:g}"
            if is_there
            else f"it has no {name} any more"
        )
    seed = choice.seed
    if seed is not None and seed == old.seed and now.own_seed is not None:
        if now.own_seed == before.own_seed:
            said += [f"seed {seed} stays as chosen"] * (seed != now.own_seed)
        else:
            said.append(f"the seed is {now.own_seed}, no longer {seed}")
            seed = None
    return replace(choice, lets=lets or None, seed=seed), "; ".join(said)


def difference(new: Choice, old: Choice) -> str:
    """Return in words what a choice has changed: `lr 3, seed 2`."""
    return ", ".join(_changed(new, old))


def _changed(new: Choice, old: Choice) -> Iterator[str]:
    lets, others = new.lets or {}, old.lets or {}
    yield from (f"{name} {value:g}" for name, value in lets.items() if others.get(name) != value)
    if new.seed != old.seed:
        yield f"seed {new.seed}"
    if new.loop != old.loop:
        yield f"the loop in line {new.loop}"
    if new.error != old.error:
        yield f"the error {new.error}" if new.error else "the error that it finds"
