"""A row of texts one of which is chosen: by its brackets, and where it has the focus in reverse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tinynet_tui.ui.canvas.canvas import Row, Run


class Choice(NamedTuple):
    """The row, and which of its columns belong to which text."""

    row: Row
    places: list[tuple[range, int]]


def choice_row(
    name: str, texts: Sequence[str], chosen: int | None, width: int, *, focused: bool
) -> Choice:
    """Return as many texts as fit behind a name, the chosen one among them.

    Where they do not all fit, the number of the chosen one, from 0, stands behind the name.
    """
    label, start = f" {name} ", 0
    if chosen is not None and _length(texts) > width - len(label) - 2:
        label = f" {name}[{chosen}] "
        while start < chosen and _length(texts[start : chosen + 1]) > width - len(label) - 2:
            start += 1
    runs: list[Run] = [(label, "text"), ("‹" if start else " ", "muted")]
    at, places = len(label) + 1, []
    for index, text in enumerate(texts[start:], start):
        if at + len(text) + 3 > width and index > start:
            runs.append(("›", "muted"))
            break
        if index == chosen:
            runs.append((f"[{text}]", "strong+reverse" if focused else "strong"))
        else:
            runs.append((f" {text} ", "text"))
        places.append((range(at, at + len(text) + 2), index))
        at += len(text) + 2
    return Choice(tuple(runs), places)


def _length(texts: Sequence[str]) -> int:
    return sum(len(text) + 2 for text in texts)
