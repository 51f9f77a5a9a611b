"""The script of ours that is nearest to one that cannot be compared with the video's."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace

from tinynet_tui.collection.collection import COLLECTION, Collected
from tinynet_tui.engine.flow import Names
from tinynet_tui.engine.loops import choose
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.engine.trained import trained

from .asked import Asked, Result
from .comparison import compare
from .evened import evened, passed
from .matching import Half, match
from .orientation import transposed
from .parting import ROUNDING
from .side import Side
from .slots import Pair, Slot, pairs, slots

NONE = (0.0, COLLECTION[0])
LEAST, AHEAD = 0.3, 0.1
"""The share of the numbers that has to be the same, and how far the next script is behind."""


def compare_with_nearest(asked: Asked, interrupted: Callable[[], bool] = lambda: False) -> Result:
    """Compare two scripts, or one with the video's or else with the nearest of ours.

    Refusal if that cannot be done.
    """
    if asked.theirs is not None or asked.data is not None:
        return compare(asked, interrupted)
    found: Result | Refusal
    try:
        found = compare(asked, interrupted)
        if found.telling is None or not found.lacks:
            return found
    except Refusal as refusal:
        found = refusal
    one = None
    with suppress(Refusal):  # which has been said already
        one = nearest(asked, interrupted)
    if one is None:
        if isinstance(found, Refusal):
            raise found
        return found
    again = compare(replace(asked, theirs=one.path), interrupted)
    return replace(again, chosen=one.name)


def nearest(asked: Asked, interrupted: Callable[[], bool]) -> Collected | None:
    """Return the script of ours with the same arrays and the most equal numbers, if one is ahead.

    That is told by its first iteration, with the data and first weights of the other script.
    """
    with ExitStack() as stack:
        mine = _opened(stack, Side(asked.mine, asked.choices[0], "", interrupted))
        mine.script.edit(asked.edits)
        own = slots(mine, mine.start())
        count = sum(slot.role == "kept" for slot in own)
        shares = [
            (_share(mine, own, one, interrupted), one) for one in COLLECTION if _keeps(one, count)
        ]
    (best, one), (second, _) = sorted([*shares, NONE, NONE], key=lambda pair: -pair[0])[:2]
    return one if best >= LEAST and best - second >= AHEAD else None


def _keeps(one: Collected, count: int) -> bool:
    """True if a script of ours keeps so many arrays, by its text."""
    tree = ast.parse(one.text)
    return len(trained(choose(tree).node, Names(tree))) == count


def _opened(stack: ExitStack, side: Side) -> Side:
    stack.callback(side.close)
    side.enter()
    return side


def _share(mine: Side, own: list[Slot], one: Collected, interrupted: Callable[[], bool]) -> float:
    """Return the share of a script's numbers that are those of one of ours."""
    with ExitStack() as stack:
        try:
            theirs = _opened(stack, Side(one.path, Choice(), "", interrupted))
            its = slots(theirs, theirs.start())
            found = pairs(own, its, 0)
            if not _are_built_alike(found, own, its):
                return 0
            turned = transposed((mine, theirs), found, 0)
            data = evened(theirs, found, turned, takes_any=True)
            choice = Choice(None, None, None, passed(theirs, found) or None)
            if data is None:
                return 0
            even = _opened(stack, Side(one.path, choice, "", interrupted, data))
        except Refusal:
            return 0
        kept = {pair.mine.leaf.target: pair.theirs.leaf.target for pair in found if pair.is_kept}
        halves = (
            Half(mine, mine.trace(0), frozenset(kept)),
            Half(even, even.trace(0), frozenset(kept.values())),
        )
        match(*halves, ROUNDING, kept)
        telling = [at for at, event in enumerate(halves[0].events) if event.leaf.is_telling]
        return sum(at in halves[0].partner for at in telling) / max(1, len(telling))


def _are_built_alike(found: Sequence[Pair], *both: Sequence[Slot]) -> bool:
    """True if all weights and biases, inputs and targets correspond, with as many axes."""
    shaped = [pair for pair in found if pair.mine.role != "number"]
    counts = {sum(slot.role != "number" for slot in its) for its in both}
    return counts == {len(shaped)} and all(_axes(one) == _axes(two) for one, two in shaped)


def _axes(slot: Slot) -> tuple[bool, ...]:
    """Return which axes have several numbers, of a bias without those that have one."""
    sizes = [size > 1 for size in slot.leaf.shape]
    return tuple(sizes) if sum(sizes) > 1 else (any(sizes),)
