"""The sentences about hops."""

from __future__ import annotations

import math


def reference(label: str, cell: tuple[int, ...]) -> str:
    """Return a number's name; that of a single number is its label."""
    return f"{label}[{','.join(map(str, cell))}]" if cell else label


def written(value: float, *, sign: str = "+") -> str:
    """Return a number in three digits."""
    return f"{value:{sign}.3g}"


def share(value: float, total: float) -> float | None:
    """Return which part of a total a value is; None if it is no part, or more than the whole."""
    if not total or not math.isfinite(total):
        return None
    part = value / total
    return part if 0 < part <= 1 else None


def percent(part: float) -> str:
    """Return a part in percent; 100 % only if it is the whole."""
    if part == 1:
        return "100 %"
    hundred = 100 * part
    if hundred < 0.1:
        return "less than 0.1 %"
    return f"{min(hundred, 99):.0f} %" if hundred >= 9.95 else f"{hundred:.1f} %"


def of_whole(value: float, total: float, what: str) -> str:
    """Return a value and what it is a part of; `what` are the parts."""
    part = share(value, total)
    if part is None:
        return f"{written(value)}; all {what} together {written(total)}"
    return f"{written(value)}, {percent(part)} of {written(total)}"


def of_sum(ref: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of a sum."""
    together = f"all terms together {written(total)}"
    return f"{ref}: the largest term is {term}, {written(value)}; {together}"


def of_x(ref: str, function: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of the sum x that a function is given."""
    largest = f"its largest term {term} is {written(value)}"
    return f"{ref} is {function}(x): x is {written(total)}, {largest}"


def of_inner_sum(ref: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of a sum from which a number is computed."""
    largest = f"its largest term is {term}, {written(value)}"
    return f"{ref} is computed from the sum {written(total)}; {largest}"


def of_formula(ref: str, text: str, values: str, value: float) -> str:
    """Return the sentence about a number that is no sum; `values` are those of its formula."""
    return " = ".join(one for one in (ref, text, values, written(value)) if one)


def of_update(term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of an update."""
    return f"largest part of this update: {term}, {of_whole(value, total, 'parts')}"


def of_example(example: int, term: str, value: float, total: float) -> str:
    """Return the sentence about the example that gave most to an update."""
    return f"example {example} gave the largest part: {term}, {of_whole(value, total, 'examples')}"


def of_history(ref: str, iteration: int, change: float, total: float) -> str:
    """Return the sentence about the iteration that moved a number most, in its direction."""
    so_far = " so far" if share(change, total) is not None else ""
    moved = f"{of_whole(change, total, 'iterations')}{so_far}"
    return f"iteration {iteration:,} {moved_verb(change)} {ref} most: {moved}"


def moved_verb(change: float) -> str:
    """Return what a change did to a number."""
    return "raised" if change > 0 else "lowered"


def lost(ref: str, iteration: int) -> str:
    """Return the sentence about the iteration that made a number infinite or nan."""
    return f"iteration {iteration:,} made {ref} a number that is not finite"
