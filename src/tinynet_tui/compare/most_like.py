"""The line of a script that reads most like one of another script."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from .parting import Parting, Place
from .side import Side

LEAST = 0.5
"""The share of the characters that two lines have in common at least."""


def most_like(sides: tuple[Side, Side], parting: Parting, names: Mapping[str, str]) -> Place | None:
    """Return the line that reads most like the one that the other script lacks.

    It writes what corresponds; `names` are the targets of the second script by those of the first.
    None if there is no such line.
    """
    mine, theirs = parting.mine, parting.theirs
    lacks = parting.raises or (mine is None) == (theirs is None)
    line = None if lacks else mine or theirs
    if line is None:
        return None
    side = sides[0] if mine is None else sides[1]
    there = names if mine is not None else {two: one for one, two in names.items()}
    name = _bare(there.get(line.target, line.target))
    steps = [one for one in side.plan.steps if name in map(_bare, one.writes)]
    texts = {step.line: side.text(step) for step in steps}
    matcher = SequenceMatcher(b=line.text, autojunk=False)
    best, share = 0, LEAST
    for number, text in texts.items():
        matcher.set_seq1(text)
        if matcher.ratio() > share:
            best, share = number, matcher.ratio()
    return Place(best, texts[best]) if best else None


def reads_the_same(parting: Parting) -> bool:
    """True if the line that reads most like the one that is missing is the same text."""
    there = parting.mine or parting.theirs
    like = parting.most_like
    return like is not None and there is not None and like.text == there.text


def _bare(target: str) -> str:
    return target.partition("[")[0]
