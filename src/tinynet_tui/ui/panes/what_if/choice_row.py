"""A row of texts, one of which is chosen: in brackets, and with the focus in reverse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tinynet_tui.ui.canvas.canvas import Row, Span


class Choice(NamedTuple):
    """The row, and the columns of each visible text."""

    row: Row
    places: list[tuple[range, int]]


def choice_row(
    name: str, texts: Sequence[str], chosen: int | None, width: int, *, focused: bool
) -> Choice:
    """Return a name and as many texts as fit after it, with the chosen one.

    If they do not all fit, the index of the chosen one follows the name.
    """
    label, start = f" {name} ", 0
    if chosen is not None and _length(texts) > width - len(label) - 2:
        label = f" {name}[{chosen}] "
        while start < chosen and _length(texts[start : chosen + 1]) > width - len(label) - 2:
            start += 1
    spans: list[Span] = [(label, "text"), ("‹" if start else " ", "muted")]
    at, places = len(label) + 1, []
    for index, text in enumerate(texts[start:], start):
        if at + len(text) + 3 > width and index > start:
            spans.append(("›", "muted"))
            break
        if index == chosen:
            spans.append((f"[{text}]", "strong+reverse" if focused else "strong"))
        else:
            spans.append((f" {text} ", "text"))
        places.append((range(at, at + len(text) + 2), index))
        at += len(text) + 2
    return Choice(tuple(spans), places)


def _length(texts: Sequence[str]) -> int:
    return sum(len(text) + 2 for text in texts)
