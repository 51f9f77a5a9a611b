"""From what stands in a field of the options to the next value up or down."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from tinynet_tui.data.names import NAMES
from tinynet_tui.support.parse_numbers import integer, number

Nudge: TypeAlias = Callable[[str, int], str | None]
"""Takes a text and 1 or -1; returns the next text up or down, None where there is none."""


def nudge_data(text: str, by: int) -> str | None:
    """Go along what is built in."""
    name = text.partition(":")[0]
    return NAMES[(NAMES.index(name) - by) % len(NAMES)] if name in NAMES else NAMES[0]


def nudge_alpha(text: str, by: int) -> str | None:
    """Go along 0.1, 0.2, 0.5, 1, 2, 5, 10, ..."""
    try:
        alpha = Decimal(repr(number(text)))
    except ValueError:
        return None
    if not (alpha.is_finite() and alpha > 0):
        return None
    exponent = alpha.adjusted()
    rungs = [Decimal(digit).scaleb(exponent + up) for up in (-1, 0, 1) for digit in (1, 2, 5)]
    beyond = [rung for rung in rungs if (rung > alpha if by > 0 else rung < alpha)]
    rung = float(min(beyond) if by > 0 else max(beyond))
    return repr(rung).removesuffix(".0") if 0 < rung < float("inf") else None


def nudge_whole(lowest: int, highest: int, *, tenfold: bool = False) -> Nudge:
    """Return what goes along the whole numbers from lowest to highest, or along powers of ten."""

    def nudge(text: str, by: int) -> str | None:
        try:
            value = integer(text)
        except ValueError:
            return None
        if tenfold:
            value = value * 10 if by > 0 else value // 10
        else:
            value += by
        return str(min(max(value, lowest), highest))

    return nudge
