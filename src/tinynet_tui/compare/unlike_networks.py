"""What tells two networks apart that are built too differently to be compared line by line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tinynet_tui.worker.scripts.inside import computing

from .leaves import form, turned
from .parting import Parting
from .side import Side
from .slots import Pair, Slot

MOST = 2
"""So many sizes are told."""


def tells_nothing(
    mine: Side,
    pairs: Sequence[Pair],
    parting: Parting | None,
    alone: Collection[str],
    *,
    is_even: bool,
) -> bool:
    """True where a difference is no mistake: it is another network.

    So it is where inputs have other sizes all the same, unless the scripts were given the same
    ones, and where the line reads a weight or bias that is `alone`. So it is also where the other
    script lacks the line, and weights have other sizes or the line calls a function of several
    lines.
    """
    if parting is None or parting.raises:
        return False
    place = parting.mine
    line = place.line if place else 0
    step = next((one for one in mine.plan.steps if one.line == line), None)
    if step is not None and not {*alone}.isdisjoint(step.reads):
        return True
    others = [] if is_even else _other_sizes(pairs)
    if any(pair.mine.role == "input" for pair in others):
        return True
    if place is None or parting.theirs is not None:
        return False
    if others:
        return True
    return step is not None and computing(mine.plan, step, place.target) is not None


def other_inputs(pairs: Sequence[Pair], labels: tuple[str, str]) -> str:
    """Say that the inputs have other sizes; nothing if they have not."""
    for pair in _other_sizes(pairs):
        one, two = pair.mine.leaf, pair.theirs.leaf
        if pair.mine.role == "input":
            return (
                f"the inputs have other sizes: {one.target} is {form(one.shape)} in "
                f"{labels[0]}, {two.target} is {form(two.shape)} in {labels[1]}"
            )
    return ""


def no_inputs(
    sides: tuple[Side, Side],
    slots: tuple[list[Slot], ...],
    label: str,
    known: Collection[int],
    *,
    is_ours: bool,
) -> str:
    """Say that the inputs of one script have nothing that corresponds, and what helps.

    `known` has what corresponds, by `id`. With `is_ours`, the other script is one of ours.
    """
    mine, theirs = (side.label for side in sides)
    number = int(label == theirs)
    leaf = next(slot.leaf for slot in slots[number] if slot.role == "input")
    found = [
        slot.leaf
        for slot in slots[1 - number]
        if slot.role in ("input", "target") and id(slot) not in known and len(slot.leaf.shape) == 2
    ]
    why = f"nothing in {theirs if label == mine else mine} corresponds to {leaf.target}, "
    why += f"the inputs of {label}"
    if len(leaf.shape) == 2 and found and found[0].shape[1] != leaf.shape[1]:
        one, two = (found[0], leaf) if number else (leaf, found[0])
        there = "" if one.target == two.target else f"{two.target} has "
        why = f"{one.target} has {one.shape[1]} columns in {mine}, and {there}{two.shape[1]} "
        why += f"in {theirs}"
    if not is_ours:
        return why
    kept = [slot.leaf for slot in slots[0] if slot.role == "kept"]
    has_biases = any(len(one.shape) == 1 or one.shape[0] == 1 for one in kept)
    such = ", such as biases" if has_biases else ""
    return f"{why}. Name a second script{such}; `tinynet-tui scripts` lists ours"


def _other_sizes(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the inputs and weights that have other sizes in the other script."""
    shaped = [one for one in pairs if one.mine.role in ("input", "kept")]
    return [one for one in shaped if not any(True for _ in turned(one.mine.leaf, one.theirs.leaf))]


def too_different(
    sides: tuple[Side, Side], pairs: Sequence[Pair], slots: tuple[list[Slot], ...]
) -> str:
    """Say that two scripts cannot be compared line by line, what helps, and what differs."""
    mine, theirs = (side.label for side in sides)
    reasons = []
    if sizes := [_sizes(one) for one in _other_sizes(pairs)]:
        reasons.append("; ".join(sizes[:MOST]))
    for number, side in enumerate(sides):
        known = {id(pair[number].leaf) for pair in pairs}
        alone = [one.leaf for one in slots[number] if id(one.leaf) not in known]
        kept = [one for one in alone if one.name in side.plan.states]
        if kept:
            known_shapes = {leaf.shape for leaf in (pair[number].leaf for pair in pairs)}
            are_biases = all(
                (len(one.shape) == 1 or 1 in one.shape) and one.shape not in known_shapes
                for one in kept
            )
            names = " and ".join(one.target for one in kept[:MOST])
            reasons.append(f"only {side.label} has {names}{' (biases)' if are_biases else ''}")
    errors = [_without(side.plan.error_words) for side in sides]
    if all(errors) and errors[0].partition("(")[0] != errors[1].partition("(")[0]:
        reasons.append(f"the error is {errors[0]}, not {errors[1]}")
    told = f" What differs: {'; '.join(reasons)}" if reasons else ""
    return (
        f"{mine} and {theirs} are built too differently to compare line by line. "
        f"Name a second file, use check, or step through it.{told}"
    )


def _sizes(pair: Pair) -> str:
    one, two = pair.mine.leaf, pair.theirs.leaf
    other = "not" if one.target == two.target else two.target
    return f"{one.target} is {form(one.shape)}, {other} {form(two.shape)}"


def _without(error: str) -> str:
    """Return an expression without the name of NumPy."""
    return error.replace("np.", "").replace("numpy.", "")
