"""Which arrays one of two scripts has the other way round, such as examples in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .leaves import Leaf, form, same
from .products import has_rows_of_outputs
from .side import Side
from .slots import Pair


def transposed(sides: tuple[Side, Side], pairs: Sequence[Pair], within: float) -> list[Pair]:
    """Return the pairs of arrays that have rows for columns.

    An array of weights does if both scripts multiply by it, and one of them by its transpose. Else
    the weights do if all of them that can be told do, and so do the inputs with the targets.
    """
    flat = [pair for pair in pairs if len(pair.mine.leaf.shape) == len(pair.theirs.leaf.shape) == 2]
    groups = [[pair for pair in flat if pair.is_kept == is_kept] for is_kept in (False, True)]
    known = [{id(pair): _is(pair, within) for pair in group} for group in groups]
    told = [{one for one in ways.values() if one is not None} for ways in known]
    found = []
    for number, group in enumerate(groups):
        way = told[number] or told[1 - number]  # another size of the weights tells nothing
        used = {id(pair): _is_by_use(sides, pair) for pair in group if pair.is_kept}
        if any(one and known[number][at] is False for at, one in used.items()):
            used = {}  # a mistake
        for pair in group:
            is_turned = used.get(id(pair))
            if (way == {True} if is_turned is None else is_turned) and pair.mine.leaf.size > 1:
                found.append(pair)
    return found


def has_columns(pairs: Sequence[Pair]) -> bool:
    """True when one script has examples in columns, if these pairs are transposed."""
    return any(pair.mine.role == "input" for pair in pairs)


def _is_by_use(sides: tuple[Side, Side], pair: Pair) -> bool | None:
    """True if the scripts multiply by weights in ways that fit only if these are transposed."""
    one, two = (
        has_rows_of_outputs(side, slot.leaf.target) for side, slot in zip(sides, pair, strict=True)
    )
    return None if one is None or two is None else one != two


def _is(pair: Pair, within: float) -> bool | None:
    """True for rows in the place of columns, False for rows as rows; None if that is unknown."""
    one, two = pair.mine.leaf, pair.theirs.leaf
    ways = {way for way, leaf in _ways(two) if same(one, leaf, within) == ""}
    if not ways:
        ways = {way for way, leaf in _ways(two) if one.shape == leaf.shape}
    return ways.pop() if len(ways) == 1 else None


def _ways(leaf: Leaf) -> Iterator[tuple[bool, Leaf]]:
    yield False, leaf
    yield True, leaf.transposed()


def words_of(pairs: Sequence[Pair], label: str) -> str:
    """Say which arrays of a script are transposed; nothing if none are."""
    if not pairs:
        return ""
    names = [pair.mine.leaf.target for pair in pairs]
    listed = f"{', '.join(names[:-1])} and {names[-1]} are" if names[1:] else f"{names[0]} is"
    one = pairs[0]
    shape = one.mine.leaf.shape
    shapes = f"{names[0]} is {form(shape)}, not {form(shape[::-1])}"
    if shape == shape[::-1]:
        shapes = f"{names[0]} has a row for each column of {one.theirs.leaf.target}"
    columns = " There an example is a column." if has_columns(pairs) else ""
    return f"In {label} {listed} transposed: {shapes}.{columns}"
