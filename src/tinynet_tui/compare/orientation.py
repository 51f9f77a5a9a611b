"""Which arrays one of two scripts has the other way round, such as examples in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .leaves import Leaf, form, same
from .slots import Pair


def transposed(pairs: Sequence[Pair], within: float) -> list[Pair]:
    """Return the pairs of arrays that have rows for columns.

    The weights do if all of them that can be told do, and so do the inputs with the targets.
    """
    flat = [pair for pair in pairs if len(pair.mine.leaf.shape) == len(pair.theirs.leaf.shape) == 2]
    groups = [[pair for pair in flat if pair.is_kept == is_kept] for is_kept in (False, True)]
    known = [{id(pair): _is(pair, within) for pair in group} for group in groups]
    told = [{one for one in ways.values() if one is not None} for ways in known]
    found = []
    for number, group in enumerate(groups):
        way = told[number] or told[1 - number]  # another size of the weights tells nothing
        if way == {True}:
            found += [pair for pair in group if pair.mine.leaf.size > 1]
    return found


def has_columns(pairs: Sequence[Pair]) -> bool:
    """True when one script has examples in columns, if these pairs are transposed."""
    return any(pair.mine.role == "input" for pair in pairs)


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
    shapes = f"{names[0]} is {form(one.mine.leaf.shape)}, not {form(one.theirs.leaf.shape)}"
    columns = " There an example is a column." if has_columns(pairs) else ""
    return f"In {label} {listed} transposed: {shapes}.{columns}"
