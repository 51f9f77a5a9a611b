"""What a scene with a script names of it: its cell, what it lights, the numbers in its texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .scene import Scene
from .spotlights import OTHERS


class Named(NamedTuple):
    """A variable or a number of a script, where a scene names it."""

    name: str
    """As the script would call it, or one of `live_values.OF_SCRIPTS`."""
    line: int
    what: str
    """What it is there: `cell`, `light`, or a number in the text, `{w[0,0]}`."""


def named(scene: Scene) -> Iterator[Named]:
    """Yield what a scene names of its script."""
    if scene.pinned and scene.cell_line:
        yield Named(scene.pinned, scene.cell_line, "cell")
    if scene.light and scene.light not in OTHERS:
        yield Named(scene.light, scene.light_line, "light")
    for value in scene.values:
        for term in value.terms:
            yield Named(term.name, value.line, f"{{{term.name}}}")
