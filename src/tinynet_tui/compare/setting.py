"""What differs between two scripts before any line of their loops is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .leaves import difference, form, same
from .side import Side
from .slots import Pair, Slot

WORDS = {"input": "inputs", "target": "targets", "kept": "first weights", "number": "number"}


@dataclass(frozen=True)
class Unlike:
    """Something in the setting that differs."""

    text: str
    line: int | None = None
    """The line of the first script where that stands."""
    is_expected: bool = False
    """True for what follows from something else, or changes no number."""


def unlike(
    sides: tuple[Side, Side],
    pairs: Sequence[Pair],
    all_slots: Sequence[list[Slot]],
    transposed: Sequence[Pair],
    within: float,
) -> list[Unlike]:
    """Return what differs, in sentences, what is expected last.

    That some pairs are transposed is told elsewhere.
    """
    found = [
        *_seeds(*sides),
        *_numbers(sides, pairs),
        *_arrays(sides, pairs, transposed, within),
        *_alone(sides, pairs, all_slots),
        *_iterations(*sides),
    ]
    return sorted(found, key=lambda one: one.is_expected)


def _seeds(mine: Side, theirs: Side) -> Iterator[Unlike]:
    one, two = (side.script.seed for side in (mine, theirs))
    if one != two:
        words = [
            "draws no random numbers" if seed is None else f"has seed {seed}" for seed in (one, two)
        ]
        yield Unlike(f"seed: {mine.label} {words[0]}, {theirs.label} {words[1]}")


def _numbers(sides: tuple[Side, Side], pairs: Sequence[Pair]) -> Iterator[Unlike]:
    for pair in pairs:
        one, two = pair.mine.leaf, pair.theirs.leaf
        if pair.mine.role == "number" and one.numbers != two.numbers:
            at = sides[0].line_of(one.name)
            yield Unlike(
                f"{_named(sides[0], pair.mine)} is {one.value.text}, "
                f"{_named(sides[1], pair.theirs)} is {two.value.text}",
                at,
            )


def _named(side: Side, slot: Slot) -> str:
    line = side.line_of(slot.leaf.name)
    return f"{slot.leaf.target} ({side.label}{f':{line}' if line else ''})"


def _arrays(
    sides: tuple[Side, Side], pairs: Sequence[Pair], transposed: Sequence[Pair], within: float
) -> Iterator[Unlike]:
    has_other_seed = sides[0].script.seed != sides[1].script.seed
    for pair in pairs:
        one, two = pair.mine.leaf, pair.theirs.leaf
        if pair in transposed:
            two = two.transposed()
        if pair.mine.role == "number":
            continue
        how = same(one, two, within)
        if how == "":
            continue
        role = (
            "targets" if "target" in (pair.mine.role, pair.theirs.role) else WORDS[pair.mine.role]
        )
        names = [_named(side, slot) for side, slot in zip(sides, pair, strict=True)]
        line = sides[0].line_of(one.name)
        shapes = f"{names[0]} is {form(one.shape)}, {names[1]} is {form(pair.theirs.leaf.shape)}"
        if how is not None:
            yield Unlike(f"{role}: {shapes}: the same numbers, {how}", line, is_expected=True)
            continue
        found = difference(one, two, within)
        if found is None:
            yield Unlike(f"{role}: {shapes}", line)
            continue
        cell = ",".join(map(str, found.cell))
        cells = f"{found.unlike:,} of {found.size:,} numbers differ"
        yield Unlike(
            f"{role}: {names[0]} and {names[1]}: {cells}; "
            f"[{cell}] is {found.mine!r} and {found.theirs!r}",
            line,
            is_expected=pair.is_kept and has_other_seed,
        )
    kept = [pair for pair in pairs if pair.is_kept]
    if len(kept) > 1 and any(same(a.leaf, b.leaf, within) is None for a, b in kept):
        drawn = [
            np.sort(np.concatenate([np.ravel(pair[n].leaf.numbers) for pair in kept]))
            for n in (0, 1)
        ]
        if np.array_equal(drawn[0], drawn[1]):
            yield Unlike("order of drawing: the same random numbers go to other weights")


def _alone(
    sides: tuple[Side, Side], pairs: Sequence[Pair], all_slots: Sequence[list[Slot]]
) -> Iterator[Unlike]:
    """Yield the weights and data that only one of the two has."""
    for number, (side, slots) in enumerate(zip(sides, all_slots, strict=True)):
        known = {id(pair[number].leaf) for pair in pairs}
        for slot in slots:
            if id(slot.leaf) not in known and slot.role in ("kept", "input", "target"):
                what = "keeps" if slot.role == "kept" else "reads"
                text = f"only {side.label} {what} {slot.leaf.target}, {form(slot.leaf.shape)}"
                yield Unlike(text, side.line_of(slot.leaf.name) if not number else None)


def _iterations(mine: Side, theirs: Side) -> Iterator[Unlike]:
    one, two = (side.plan.expected(side.script.lines) for side in (mine, theirs))
    if one is not None and two is not None and one != two:
        yield Unlike(
            f"iterations: {one:,} ({mine.label}:{mine.plan.loop}), "
            f"{two:,} ({theirs.label}:{theirs.plan.loop})",
            mine.plan.loop,
            is_expected=True,
        )
