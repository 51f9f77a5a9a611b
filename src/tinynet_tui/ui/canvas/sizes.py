"""The widths and heights of panes: pure arithmetic, testable without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class PreferredWidth(NamedTuple):
    """The widths that a pane can have."""

    sizes: tuple[int, ...]
    """Descending, from the width that shows most to the one that shows what is needed."""
    least: int
    """The width that will do if the pane is scrolled."""
    rank: int = 0
    """The pane with the highest rank gives way first."""
    step: int = 1
    """Columns by which the width is cut."""


def share(width: int, panes: Sequence[PreferredWidth]) -> list[int]:
    """Return a width for each pane, together exactly `width`; 0 for a pane that gives way.

    Panes of the highest rank give way until the least widths fit. The others all get the same
    choice among their sizes, the first with which they fit; if none does, the widest are cut
    step by step. What is left over is shared out evenly.
    """
    shown = list(range(len(panes)))
    while len(shown) > 1 and sum(panes[at].least for at in shown) > width:
        shown.remove(max(shown, key=lambda at: (panes[at].rank, at)))
    widths: dict[int, int] = {}
    for choice in range(max((len(panes[at].sizes) for at in shown), default=0)):
        widths = {at: panes[at].sizes[: choice + 1][-1] for at in shown}
        if sum(widths.values()) <= width:
            break
    while (excess := sum(widths.values()) - width) > 0:
        longest = max(shown, key=lambda at: (widths[at] - panes[at].least, widths[at]))
        if widths[longest] <= 1:
            break
        above = max(1, widths[longest] - panes[longest].least)
        widths[longest] -= min(panes[longest].step, above, excess)
    rest = width - sum(widths.values())
    for turn, at in enumerate(shown):
        widths[at] += (rest * (turn + 1)) // len(shown) - (rest * turn) // len(shown)
    return [widths.get(at, 0) for at in range(len(panes))]


def heights(total: int, rows: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return a height for each row, together `total`.

    Each row is given as its least height, its preferred height, and its share of the surplus
    beyond all preferred heights.
    """
    result = [least for least, _, _ in rows]
    for at, (_, preferred, _) in enumerate(rows):
        result[at] += max(0, min(preferred - result[at], total - sum(result)))
    rest, shares = total - sum(result), sum(share for _, _, share in rows)
    for at, (_, _, part) in enumerate(rows):
        if rest > 0 and shares:
            result[at] += rest * part // shares
    result[-1] += total - sum(result)
    return result


def row_heights(total: int, forward: int, backward: int, *, low: bool) -> list[int]:
    """Return the heights of the three rows of panes, together `total`.

    `forward` and `backward` are the preferred heights of the first two; in a `low` terminal the
    second gives way. What is left over goes to the third, but for a row of labels in the first.
    """
    most = max(6, total // 3)
    second = (0, 0, 0) if low else (6, min(backward, most), 0)
    result = heights(total, [(6, min(forward, most), 0), second, (10, 10, 1)])
    heads = int(result[-1] > 10)
    return [result[0] + heads, *result[1:-1], result[-1] - heads]


def drawing_heights(total: int, needed: int = 0) -> list[int]:
    """Return the heights of a drawing and of the row below it, together `total`.

    If the drawing needs more than its share, it has everything.
    """
    drawing = max(min(6, total), total - max(10, total // 4))
    drawing = total if drawing < needed else drawing
    return [drawing, total - drawing]


def explanation_width(screen_width: int, least: int = 36) -> int:
    """Return the explanation's preferred width, a little more than half of the screen."""
    return max(least, min(64, screen_width * 11 // 20))


def usual_decimals(screen_width: int) -> int:
    """Return the most decimals that a screen of a width shows."""
    steps = ((100, 2), (120, 3), (160, 4))
    return next((decimals for below, decimals in steps if screen_width < below), 6)
