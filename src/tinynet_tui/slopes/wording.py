"""Numbers, names and notes of a verdict, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


def shown(label: str) -> str:
    """Return a variable's name as it is shown."""
    return re.sub(r"\['(\w+)'\]", r"['\1']", label)


def number(value: float) -> str:
    """Return a number in short."""
    return f"{value:.3g}"


def ratio_of(one: Mapping[str, Any]) -> str:
    """Return what the slope is multiplied by, in words."""
    match one["how"]:
        case "zero":
            return "both 0"
        case "shape":
            return ""
        case "through":
            return "with earlier slopes"
        case "follows" | "up" | "decay" | "uneven":
            return number(one["mean"])
    low, high = float(one["low"]), float(one["high"])
    if not (low or high):
        return "slope 0, update not 0"
    if abs(high - low) <= 1e-6 * abs(high):
        return number(high)
    return " to ".join(two(low, high))


def two(low: float, high: float) -> tuple[str, str]:
    """Return two numbers with as many digits as tell them apart."""
    for digits in range(3, 8):
        a, b = f"{low:.{digits}g}", f"{high:.{digits}g}"
        if a != b:
            break
    return a, b


def how(one: Mapping[str, Any]) -> str:
    """Return in words whether an update follows the slope."""
    return {
        "through": f"follows, through {shown(one['state'])}",
        "decay": "follows, with weight decay",
        "drawn": "follows, with noise",
        "clipped": "follows, cut off",
        "solved": "follows, by a matrix",
        "beside": "follows, with a penalty",
        "rows": f"follows, not row {float(one.get('kept', 0)):.0f}",
        "sum": "follows, as a sum",
        "weighed": "follows, weighed",
        "uneven": str(one["state"]),
        "up": "goes up",
        "apart": "does not follow",
        "shape": "changes the shape",
    }.get(one["how"], "follows")


def listed(names: Sequence[str]) -> str:
    """Return names as they are listed in a sentence."""
    names = [shown(name) for name in names]
    if len(names) > 6:
        names = [*names[:5], f"{len(names) - 5} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def rates(
    chosen: Sequence[tuple[int, Sequence[Mapping[str, Any]]]],
) -> list[tuple[float, list[str]]]:
    """Return by what the slopes are multiplied at first, and of which weights.

    That is nothing if it changes, but for what changes for all of them, as a rate that falls.
    """
    series: dict[str, list[tuple[int, float]]] = {}
    for iteration, them in chosen:
        for one in them:
            if one["how"] == "zero":
                continue
            mean = float(one["rate"] or (one["mean"] if one["how"] in ("follows", "decay") else 0))
            if not mean and one["how"] != "through":
                return []
            series.setdefault(one["weight"], []).append((iteration, mean))
    series = {name: pairs for name, pairs in series.items() if all(mean for _, mean in pairs)}
    if not series:
        return []
    beside = max(series.values(), key=len)
    found: list[tuple[float, list[str]]] = []
    for name, pairs in series.items():
        means = [mean for _, mean in pairs]
        if [at for at, _ in pairs] == [at for at, _ in beside]:
            means = [
                mean / other * beside[0][1] for mean, (_, other) in zip(means, beside, strict=True)
            ]
        if max(means) - min(means) > 1e-4 * abs(min(means)):
            return []
        same = next(
            (names for mean, names in found if abs(mean - means[0]) < 1e-2 * abs(mean)), None
        )
        if same is None:
            found.append((means[0], [name]))
        else:
            same.append(name)
    return found


def notes_on(
    checks: Mapping[int, Mapping[str, Any]],
    chosen: Sequence[tuple[int, list[dict[str, Any]]]],
) -> list[str]:
    """Return what was measured, allowed for and left out."""
    updates = [one for _, them in chosen for one in them]
    notes = []
    if any(told.get("is_short") for told in checks.values()):
        notes.append("An iteration is too long: only its first rounds were checked.")
    measured = sum(int(one["measured"]) for one in updates)
    if measured:
        were = "1 of them was" if measured == 1 else f"{measured:,} of them were"
        notes.append(
            f"To be sure of the slopes, {were} also measured, by moving one weight a little."
        )
    if kinks := sum(int(one["kinks"]) for one in updates):
        notes.append(f"{kinks:,} were left out: the slope jumps there, as that of a ReLU at 0.")
    states = dict.fromkeys(one["state"] for one in updates if one["how"] == "through")
    if states:
        names = listed([shown(name) for name in states])
        notes.append(
            f"An update goes through {names}, which keep{'s' * (len(states) == 1)} earlier slopes."
        )
    decayed = dict.fromkeys(one["weight"] for one in updates if one["how"] == "decay")
    if decayed:
        of = (
            listed([*decayed]) if {one["weight"] for one in updates} - {*decayed} else "each weight"
        )
        notes.append(f"A part of {of} itself is taken away too (weight decay).")
    if any(one["how"] == "drawn" for one in updates):
        notes.append("Something else is added to an update, which is no slope (noise).")
    if any(one["how"] == "clipped" for one in updates):
        notes.append("The slope is cut off or scaled before an update.")
    if any(one["how"] == "solved" for one in updates):
        notes.append("A matrix multiplies the slope before an update, as in Newton's method.")
    if any(one["how"] == "sum" for one in updates):
        notes.append("There are several errors, each with a loss of its own.")
    for row, name in {
        (int(one["kept"]), one["weight"]): 0 for one in updates if one["how"] == "rows"
    }:
        notes.append(
            f"Row {row} of {shown(name)} stays as it is, though the loss has a slope there."
        )
    if any(one["how"] == "weighed" for one in updates):
        notes.append("The slope of each example is multiplied by a number of its own.")
    beside = dict.fromkeys(int(one["state_at"]) for one in updates if one["how"] == "beside")
    if beside:
        lines = f"line{'s' * (len(beside) > 1)} {listed([*map(str, beside)])}"
        notes.append(f"What depends on no error is added to slopes, as a penalty is: {lines}.")
    if (several := rates(chosen)) and len(several) > 1:
        told_rates = [f"{number(mean)} for {listed(names)}" for mean, names in several]
        notes.append(f"The slope is multiplied by different numbers: {'; '.join(told_rates)}.")
    skipped = {it: told["reason"] for it, told in checks.items() if told.get("reason")}
    for iteration, reason in [*skipped.items()][:1]:
        notes.append(f"Iteration {iteration} was left out: {reason}.")
    return notes
