"""The sentences about hops."""

from __future__ import annotations

import math

LONGEST = 76
"""The longest sentence that fits into the last line of 80 columns, with `?` behind it."""


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


def of_whole(value: float, total: float, what: str = "in all") -> str:
    """Return a value and what it is a part of; `what` is said of a total that is smaller."""
    part = share(value, total)
    if part is None:
        return f"{written(value)}; {what} {written(total)}"
    return f"{written(value)}, {percent(part)} of {written(total)}"


def fitting(*texts: str) -> str:
    """Return the first text that fits into the last line; else the last, which is the shortest."""
    return next((one for one in texts if len(one) <= LONGEST), texts[-1])


def of_sum(ref: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of a sum."""
    largest, whole = f"largest term is {term}, {written(value)}", written(total)
    return fitting(
        f"{ref}: the {largest}; all terms together {whole}", f"{ref}: {largest}; in all {whole}"
    )


def of_x(ref: str, function: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of the sum x that a function is given."""
    x, largest = written(total), written(value)
    return fitting(
        f"{ref} is {function}(x): x is {x}, its largest term {term} is {largest}",
        f"{ref} = {function}(x), x = {x}; largest term {term}, {largest}",
        f"{ref}: x is {x}, its largest term {term} is {largest}",
        f"x is {x}, its largest term {term} is {largest}",
    )


def of_inner_sum(ref: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of a sum from which a number is computed."""
    largest = f"largest term is {term}, {written(value)}"
    return fitting(
        f"{ref} is computed from the sum {written(total)}; its {largest}",
        f"{ref}, from the sum {written(total)}: its {largest}",
    )


def of_formula(ref: str, text: str, values: str, value: float, instead: str = "") -> str:
    """Return the sentence about a number that is no sum; `values` are those of its formula.

    `instead` is said if that is too long.
    """
    texts = [[ref, text, values], [ref, text]]
    said = [" = ".join([*(one for one in parts if one), written(value)]) for parts in texts]
    return fitting(*said, *([instead] if instead else []))


def of_update(term: str, value: float, total: float, before: str = "") -> str:
    """Return the sentence about the largest term of an update.

    `before` is what the update is added to, if that is not simply the number before.
    """
    rest = f"{term}, {of_whole(value, total)}"
    if before:
        return fitting(
            f"largest part of what is added to {before}: {rest}",
            f"largest added to {before}: {rest}",
            f"largest part added: {rest}",
        )
    return fitting(
        f"largest part of this update: {rest}",
        f"largest in this update: {rest}",
        f"largest part: {rest}",
    )


def of_example(example: int, term: str, value: float, total: float) -> str:
    """Return the sentence about the example that gave most to an update."""
    rest = f"{term}, {of_whole(value, total)}"
    return fitting(
        f"in this update example {example} gave most: {rest}",
        f"example {example} gave most: {rest}",
    )


def of_history(ref: str, iteration: int, change: float, total: float) -> str:
    """Return the sentence about the iteration that moved a number most, in its direction."""
    so_far = " so far" if share(change, total) is not None else ""
    moved = f"{of_whole(change, total, 'all iterations together')}{so_far}"
    return f"iteration {iteration:,} {moved_verb(change)} {ref} most: {moved}"


def moved_verb(change: float) -> str:
    """Return what a change did to a number."""
    return "raised" if change > 0 else "lowered"


def lost(ref: str, iteration: int) -> str:
    """Return the sentence about the iteration that made a number infinite or nan."""
    return f"iteration {iteration:,} made {ref} a number that is not finite"
