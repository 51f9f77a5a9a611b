"""Which loss a script's updates follow, of those that were tried."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, TypeAlias

from .losses import BINARY, GIVEN, SOFTMAX, SQUARES

KNOWN = (SQUARES, BINARY, SOFTMAX, GIVEN)

NEAR = 1e-6
"""How near ratios are, in proportion, that are the same."""

EVEN = 1e-2
"""How far the ratios of an iteration may be apart, in proportion, that are the same."""
CHANCE = 0.05
"""So few of the updates, in proportion, may follow a loss by chance."""
SURE = 0.5
"""So many of the updates have to go up a slope, if none follows: some may do so by chance."""

THROUGH, RENEWED = "through", "adds nothing to those it had: that follows no slope"

Updates: TypeAlias = list[tuple[int, list[dict[str, Any]]]]
"""The updates of some iterations."""


def tried(checks: Mapping[int, Mapping[str, Any]]) -> dict[str, Updates]:
    """Return the updates beside the slopes of each loss."""
    found: dict[str, Updates] = {}
    for iteration, told in checks.items():
        for them in told.get("tried", ()):
            name = next((one["loss"] for one in them if one["loss"]), SQUARES)
            found.setdefault(name, []).append((iteration, them))
    return found


def meant(checks: Mapping[int, Mapping[str, Any]]) -> tuple[str, Updates]:
    """Return the loss that the updates follow best, and the updates beside it.

    If they follow none, that is the one that the script computes, or else the squares. A single
    number follows any loss or goes up it: it counts only where nothing else tells them apart.
    """
    found = tried(checks)
    if not found:
        return "", []

    own = [name for name in found if name not in KNOWN and live(found[name])]

    def score(name: str) -> tuple[float, float, bool, bool, float, bool, int]:
        every = live(found[name])
        updates = [one for one in every if prod(one["shape"]) > 1] or every
        fit = sum(map(_fits, updates)) / max(1, len(updates))
        share = _share(updates)
        share = share if share > CHANCE else 0.0
        is_own = name in KNOWN and any(_is_multiple(found[one], found[name]) for one in own)
        has_logs = any(one.get("takes_logs") for one in checks.values())
        by_logs = has_logs and name in (BINARY, SOFTMAX)
        count = len(found[name])
        return share, fit, is_own, _is_even(found[name]), _share(every), by_logs, count

    best = max(found, key=score)
    share, fit, *_ = score(best)
    if SQUARES in found and not share and fit < SURE:
        is_other = own and not any(_is_multiple(found[name], found[SQUARES]) for name in own)
        best = own[0] if is_other else SOFTMAX if SOFTMAX in found else SQUARES
    return best, _begun(found[best])


def _begun(updates: Updates) -> Updates:
    """Return updates, of which the first may make what later ones of that weight go through."""
    states = {
        one["weight"]: one["state"] for _, them in updates for one in them if one["how"] == THROUGH
    }

    def told(one: dict[str, Any]) -> dict[str, Any]:
        is_first = one["how"] == "clipped" and one["weight"] in states
        return {**one, "how": THROUGH, "state": states[one["weight"]]} if is_first else one

    return [(at, [told(one) for one in them]) for at, them in updates]


def _share(updates: list[dict[str, Any]]) -> float:
    """Return how many of some updates follow, in proportion."""
    return sum(bool(one["follows"]) for one in updates) / max(1, len(updates))


def live(updates: Updates) -> list[dict[str, Any]]:
    """Return the updates that say something: those that are not 0 beside a slope of 0."""
    return [one for _, them in updates for one in them if one["how"] != "zero"]


def unlike(updates: Updates) -> str:
    """Return why those that do not follow need not do so; nothing if one of them should.

    A weight that goes up the slope in every update is wrong all the same, and so is one that is
    given new numbers beside another that follows.
    """
    wrong = [one for one in live(updates) if not one["follows"]]
    names = {one["weight"] for one in wrong}
    every = [one for one in live(updates) if one["weight"] in names]
    if any(not one.get("unlike") for one in wrong) or all(one["how"] == "up" for one in every):
        return ""
    why = str(wrong[0]["unlike"])
    return "" if RENEWED in why and len(every) < len(live(updates)) else why


def is_sure(checks: Mapping[int, Mapping[str, Any]], loss: str) -> bool:
    """True if an update follows a loss or goes up it, or if the script or the user names it."""
    found = tried(checks)
    own = [name for name in found if name not in KNOWN]
    return (
        loss != SQUARES
        or any(told.get("named") for told in checks.values())
        or any(map(_fits, live(found[loss])))
        or any(_is_multiple(found[name], found[loss]) for name in own)
    )


def no_shares(
    checks: Mapping[int, Mapping[str, Any]], updates: Updates
) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the iterations whose outputs do not sum to 1, if no update follows."""
    if any(one["follows"] for one in live(updates)):
        return []
    return [(it, told) for it, told in checks.items() if told.get("shares")]


def _fits(one: Mapping[str, Any]) -> bool:
    return one["how"] == "up" or bool(one["follows"])


def _is_even(updates: Updates) -> bool:
    """True if in no iteration the slopes are multiplied now by one number, then by another."""
    for _, them in updates:
        for name in {one["weight"] for one in them}:
            means = [
                float(one["mean"])
                for one in them
                if one["weight"] == name and one["how"] == "follows" and one["plain"]
            ]
            if means and max(means) - min(means) > EVEN * abs(min(means)):
                return False
    return True


def _is_multiple(updates: Updates, others: Updates) -> bool:
    """True if a loss is a multiple of another one, by the slopes of each iteration."""
    beside = {(at, one["weight"], one["step"]): one for at, them in others for one in them}
    for at, them in updates:
        pairs = [(one, beside.get((at, one["weight"], one["step"]), {})) for one in them]
        ratios = [
            float(one[key]) / float(other[key])
            for one, other in pairs
            for key in ("low", "high", "mean")
            if other.get(key)
        ]
        if not ratios or max(ratios) - min(ratios) > NEAR * max(map(abs, ratios)):
            return False
    return True
