"""What Textual's compositor hands on to be painted: rows of segments and where they begin.

Its classes are Textual's own affair and may change; whoever reads them here must be ready for
that, and let Textual paint by itself where `painted` returns None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from rich.segment import Segment

Painted = tuple[int, int, Iterable[Segment]]
"""Column, row, and what is to stand there from that column on."""


def painted(update: object) -> list[Painted] | None:
    """Return what an update paints; None if it is of another kind, or none."""
    try:
        from textual._compositor import ChopsUpdate, LayoutUpdate

        if isinstance(update, LayoutUpdate):
            return list(_of_layout(update))
        if isinstance(update, ChopsUpdate):
            return list(_of_chops(update))
    except (ImportError, AttributeError, LookupError, TypeError, ValueError):
        pass  # another version's
    return None


def _of_layout(update: Any) -> Iterator[Painted]:
    x, top = update.region.offset
    for y, line in enumerate(update.strips, top):
        yield x, y, chain.from_iterable(line)


def _of_chops(update: Any) -> Iterator[Painted]:
    """Yield the pieces of rows that have to do with a changed span.

    Each is whole: between two cuts there is nothing but the one widget that lies on top there.
    """
    for y, first, beyond in update.spans:
        pieces = zip(update.chops[y].items(), update.chop_ends[y], strict=True)
        for (x, strip), end in pieces:
            if strip is not None and x < beyond and end > first:
                yield x, y, strip
