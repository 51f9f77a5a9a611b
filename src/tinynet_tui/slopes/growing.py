"""A learning rate that grows, or that multiplies the slope twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any, TypeAlias

from .found import RATE
from .meant import Updates
from .origin import is_of_the_text
from .places import Places
from .wording import number, shown

MORE = 1.05
"""So many times as large it has to become."""
MANY = 5
"""Fewer examples may be another number by chance."""
LATE = 10
"""Before this iteration none is said to grow."""


Said: TypeAlias = tuple[tuple[str, ...], tuple[int, ...]]
"""Sentences, with the lines that they name."""


def of_rates(
    chosen: Updates,
    checks: Mapping[int, Mapping[str, Any]],
    plan: Mapping[str, Any],
    places: Places,
) -> Said:
    """Return a sentence on a learning rate that grows, or multiplies twice; else nothing."""
    found = growing(chosen, checks, plan["steps"], places)
    if found[0]:
        return found
    examples = next((int(checks[at].get("examples", 0)) for at, _ in chosen), 0)
    return times_examples(chosen, plan, examples, places) or twice(chosen, plan, examples, places)


def times_examples(
    chosen: Updates, plan: Mapping[str, Any], examples: int, places: Places
) -> Said | None:
    """Return a sentence on slopes that the number of examples multiplies; None if it does not."""
    arrays = [one for _, them in chosen for one in them if prod(one["shape"]) > 1]
    updates = [one for one in arrays if one["how"] == "follows"]
    means = [abs(float(one["mean"])) for one in updates]
    named = [float(one["value"]) for one in plan["settings"] if RATE.search(str(one["name"]))]
    wholes = [rate * examples * part for rate in named for part in (0.5, 1, 2)]
    line = int(updates[0]["formed"]) if updates else 0
    if examples < MANY or not line or len(updates) < len(arrays):
        return None
    if any(is_of_the_text(means[0] * share, plan) for share in (1, 0.5, examples)):
        return None
    if not any(all(abs(mean - one) <= 1e-6 * abs(one) for mean in means) for one in wholes):
        return None
    text = f"But the slope of line {places.at(line)} seems to be multiplied by {examples:,}, the "
    return (f"{text}number of examples: for a mean it is divided by that.",), (line,)


def growing(
    chosen: Updates,
    checks: Mapping[int, Mapping[str, Any]],
    steps: Sequence[Mapping[str, Any]],
    places: Places,
) -> Said:
    """Return a sentence on a learning rate that only grows, with its line; nothing if none does.

    An update may grow beside its slope without it, as one that is divided by the slope's norm.
    """
    series: dict[str, dict[int, float]] = {}
    for iteration, them in chosen:
        for one in them:
            is_plain = one["how"] in ("follows", "decay")
            mean = float(one["rate"] or (one["mean"] if is_plain else 0))
            mean = mean if one["plain"] else 0.0
            if one["how"] != "zero":
                series.setdefault(one["weight"], {}).setdefault(iteration, abs(mean))
    written = [
        (name, int(step["line"]))
        for step in steps
        for name in step["writes"]
        if _grows({at: checks[at].get("rates", {}).get(name, 0.0) for at, _ in chosen})
    ]
    if not series or not written or not all(map(_grows, series.values())):
        return (), ()
    weight, rates = next(iter(series.items()))
    (_, first), *_, (at, last) = rates.items()
    name, line = written[0]
    text = f"The learning rate grows, which may be meant: at first the update of {shown(weight)} "
    text += f"is {number(-first)} times the slope, in iteration {at:,} {number(-last)} times. "
    return (f"{text}Line {places.at(line)} computes {shown(name)}.",), (line,)


def twice(chosen: Updates, plan: Mapping[str, Any], examples: int, places: Places) -> Said:
    """Return a sentence on a rate whose square multiplies all slopes, with lines; else nothing."""
    arrays = [one for _, them in chosen for one in them if prod(one["shape"]) > 1]
    updates = [one for one in arrays if one["rate"] or one["how"] == "follows"]
    rates = {float(one["rate"] or one["mean"]) for one in updates}
    if not rates or max(rates) - min(rates) > 1e-4 * abs(min(rates)):
        return (), ()
    shares = [factor / count for count in (1, examples or 1) for factor in (1, 2)]

    def explains(value: float) -> bool:
        return any(abs(max(rates) + value * one) <= 1e-4 * abs(value * one) for one in shares)

    settings = [(str(one["name"]), float(one["value"])) for one in plan["settings"]]
    every = [value for _, value in settings] + [float(one) for one, _ in plan.get("numbers", ())]
    if any(map(explains, every)):
        return (), ()
    for name, value in settings:
        others = [one for other, one in settings if other != name]
        others += [one for number in every if number for one in (1 - number, 1 / number)]
        if any(abs(one - value) <= 1e-4 * abs(value) for one in others) or every.count(value) > 2:
            continue  # as in 0.9 * m + (1 - 0.9) * g, with a rate of 0.1, or a loss's own factor
        if RATE.search(name) and explains(value * value):
            first = updates[0]
            lines = [int(one["line"]) for one in first["averages"]] + [int(first["at"])]
            text = f"{name} seems to multiply the slope twice: look at line"
            return (f"{text}{'s' * (len(lines) > 1)} {places.at(*lines)}.",), (*lines,)
    return (), ()


def _grows(rates: Mapping[int, float]) -> bool:
    values = [*rates.values()]
    is_long = len(values) > 2 and max(rates) >= LATE and all(values)
    return (
        is_long
        and all(later >= earlier * 0.9999 for earlier, later in pairwise(values))
        and values[-1] > MORE * values[0]
    )
