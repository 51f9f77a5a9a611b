"""The functions called in two loops that differ, where no line is known to be the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .functions import unlike_functions
from .parting import Parting, Place
from .side import Side


def with_unlike_functions(found: Parting, sides: Sequence[Side]) -> Parting:
    """Return a parting with the first lines at which functions of the same name differ, if any."""
    one, two = sides
    for mine, theirs in zip(one.plan.steps, two.plan.steps, strict=False):
        pair = ((one.tree, mine.line), (two.tree, theirs.line))
        for name, line, its, there in unlike_functions(*pair):
            if name != its:
                continue
            inner = tuple(
                Place(at, side.script.lines[at - 1].strip())
                for side, at in ((one, line), (two, there))
            )
            return replace(found, called=(name, its), inner=inner, lines=(line,))
    return found
