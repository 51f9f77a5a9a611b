"""An explanation: its lines, a point on a curve, and which lines are kept where room is short."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tinynet_tui.network.array import Array

from .dot_product import ellipsis
from .line import Kind, Line
from .rounding import Form, total


class Curve(NamedTuple):
    """A function of one number, drawn small, and where on it the number is."""

    compute: Callable[[Array], Array]
    x: float
    argument: str
    """What the argument is called in the formula."""
    domain: tuple[float, float]
    codomain: tuple[float, float]
    function: str = ""
    """The name by which the script calls it; empty if its formula stands in the line."""


class Explanation(NamedTuple):
    """The value of one cell and how it came about."""

    cell: str
    """`l1_error[2,0]`."""
    lines: tuple[Line, ...]
    curve: Curve | None = None
    """The curve of its step's function, if there is one."""
    together: bool = False
    """True if all of the arithmetic goes where its terms do not fit."""

    def shortened(self, height: int, width: int | None = None) -> list[Line]:
        """Return the lines that fit.

        Notes go first, then shapes and formula, then the terms in the middle. If the arithmetic
        still does not fit, the formula replaces it. The result always stays. Notes are wrapped to
        the width; shapes that are wider are left out.
        """
        whole = [part for line in self.lines for part in _wrapped(line, width)]
        lines = _without(whole, height, "note", "shapes", "formula", "about")
        lines = _with_fewer_terms(lines, height)
        fewer = (("head", "term"), ("head", "term", "sum"))
        for parts in fewer[self.together :]:
            if len(lines) > height:
                rest = [line for line in whole if line.kind not in parts]
                lines = _without(rest, height, "note", "shapes", "about")
        lines = _without(lines, height, "formula")[: max(0, height)]
        return [replace(line, whole="") for line in lines]


def _without(lines: list[Line], height: int, *kinds: Kind) -> list[Line]:
    """Drop lines of these kinds, one kind after the other, the last line first, until they fit."""
    for kind in kinds:
        while len(lines) > height and any(line.kind == kind for line in lines):
            last = [line.whole for line in lines if line.kind == kind][-1]
            lines = [line for line in lines if line.kind != kind or line.whole != last]
    return lines


def _with_fewer_terms(lines: list[Line], height: int) -> list[Line]:
    """Replace terms in the middle by their sum, if the first and the last can stay."""
    terms = [at for at, line in enumerate(lines) if line.kind == "term"]
    surplus = len(lines) - height
    if surplus <= 0 or len(terms) <= surplus + 2:
        return lines
    first, last = terms[-2] - surplus, terms[-1]
    return [*lines[:first], _together(lines[first:last]), *lines[last:]]


def _wrapped(line: Line, width: int | None) -> Iterator[Line]:
    """Yield a line in parts that fit a width, each with the `whole` text."""
    if line.kind == "note" and width is not None and not line.value:
        for part in textwrap.wrap(line.text, max(8, width)):
            yield replace(line, text=part, whole=line.text)
    elif line.kind != "shapes" or width is None or len(line.text) <= width:
        yield replace(line, whole=line.text)


def _together(lines: list[Line]) -> Line:
    """Return one line for several terms, with their sum."""
    values = [Decimal(line.value) for line in lines]
    places = [value.as_tuple().exponent for value in values]
    finite = [place for place in places if isinstance(place, int)]
    powers = any("e" in line.value for line in lines)
    text = Form(-min(finite, default=0), powers).write_exactly(total(values), "+")
    if all(line.value == "0" for line in lines):
        text = "0"
    return ellipsis(sum(line.stands_for for line in lines), text)
