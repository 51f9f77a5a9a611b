"""How wide the panes of a row are: pure arithmetic, so that it can be tested without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class PreferredWidth(NamedTuple):
    """What a pane would like."""

    sizes: tuple[int, ...]
    """Its widths, from the one that shows most to the one that shows what is needed."""
    least: int
    """What it can do with, by scrolling."""
    rank: int = 0
    """The pane with the highest rank gives way first."""
    step: int = 1
    """What its width is cut by: a column."""


def share(width: int, wishes: Sequence[PreferredWidth]) -> list[int]:
    """Return a width for each pane, together exactly `width`; 0 for a pane that gives way.

    All panes get the same choice among their sizes, the first with which they all fit. If none
    does, the widest are cut, column by column, and those of the highest rank give way where that
    is not enough.
    What is left over is shared out evenly.
    """
    shown = list(range(len(wishes)))
    while len(shown) > 1 and sum(wishes[at].least for at in shown) > width:
        shown.remove(max(shown, key=lambda at: (wishes[at].rank, at)))
    choices = max((len(wishes[at].sizes) for at in shown), default=0)
    widths: dict[int, int] = {}
    for choice in range(choices):
        widths = {at: wishes[at].sizes[min(choice, len(wishes[at].sizes) - 1)] for at in shown}
        if sum(widths.values()) <= width:
            break
    while (excess := sum(widths.values()) - width) > 0:
        longest = max(shown, key=lambda at: (widths[at] - wishes[at].least, widths[at]))
        if widths[longest] <= 1:
            break
        above = max(1, widths[longest] - wishes[longest].least)
        widths[longest] -= min(wishes[longest].step, above, excess)
    rest = width - sum(widths.values())
    for turn, at in enumerate(shown):
        widths[at] += (rest * (turn + 1)) // len(shown) - (rest * turn) // len(shown)
    return [widths.get(at, 0) for at in range(len(wishes))]


def heights(total: int, wishes: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return a height for each row, together `total`.

    A wish is what a row needs at least, what it would like, and the share of the surplus beyond
    all likes that it takes.
    """
    result = [least for least, _, _ in wishes]
    for at, (_, liked, _) in enumerate(wishes):
        result[at] += max(0, min(liked - result[at], total - sum(result)))
    rest, shares = total - sum(result), sum(share for _, _, share in wishes)
    for at, (_, _, part) in enumerate(wishes):
        if rest > 0 and shares:
            result[at] += rest * part // shares
    result[-1] += total - sum(result)
    return result


def row_heights(total: int, forward: int, backward: int, *, low: bool) -> list[int]:
    """Return the heights of the three rows of panes, together `total`.

    `forward` and `backward` are what the first two would like; in a `low` terminal the second
    gives way. What is left over goes to the third.
    """
    most = max(6, total // 3)
    second = (0, 0, 0) if low else (6, min(backward, most), 0)
    return heights(total, [(6, min(forward, most), 0), second, (10, 10, 1)])


def drawing_heights(total: int) -> list[int]:
    """Return the heights of a drawing and of the row beneath it, together `total`."""
    drawing = max(min(6, total), total - max(10, total // 4))
    return [drawing, total - drawing]


def explanation_width(screen_width: int, least: int = 36) -> int:
    """Return what the explanation would like: a little more than half of the screen."""
    return max(least, min(64, screen_width * 11 // 20))


def usual_decimals(screen_width: int) -> int:
    """Return how many decimals a screen of that width shows at most."""
    steps = ((100, 2), (120, 3), (160, 4))
    return next((decimals for below, decimals in steps if screen_width < below), 6)
