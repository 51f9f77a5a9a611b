"""The lines that differ between two scripts that read alike, where no number tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from .most_like import reads_the_same
from .parting import Parting, Place
from .side import Side

MOST, PART = 3, 4
"""Scripts read alike if no more lines differ, and no more than one of so many."""


def with_unlike_lines(found: Parting, sides: Sequence[Side]) -> Parting:
    """Return a parting with the lines that read differently, if the ones it names do not."""
    is_same = reads_the_same(found)
    if found.inner or (found.most_like is not None and not is_same):
        return found
    mine, theirs = found.mine, found.theirs
    if not is_same and mine is not None and (theirs is None or mine.text != theirs.text):
        return found
    named = found.mine and found.mine.line, found.theirs and found.theirs.line
    unlike = tuple(
        pair
        for pair in _unlike(sides)
        if not any(at and at.line == line for at, line in zip(pair, named, strict=True))
    )
    lines = [mine.line for mine, _ in unlike if mine is not None]
    return replace(found, unlike=unlike, lines=(*found.lines, *lines))


def unlike_words(sides: Sequence[Side]) -> str:
    """Return in words which lines read differently, as the end of a sentence; "" if none do."""
    pairs = [*_unlike(sides)]
    told = [f"line {mine.line} ({mine.text})" for mine, _ in pairs if mine is not None]
    return f". The scripts read alike but for {', '.join(told)}" if told else ""


def _unlike(sides: Sequence[Side]) -> Iterator[tuple[Place | None, Place | None]]:
    """Yield the lines that differ, beside each other, if the scripts read alike otherwise."""
    one, two = (_lines(side) for side in sides)
    matcher = SequenceMatcher(None, [p.text for p in one], [p.text for p in two], autojunk=False)
    parts = [part for part in matcher.get_opcodes() if part[0] != "equal"]
    pairs = [
        pair
        for _, first, last, start, end in parts
        for pair in zip_longest(one[first:last], two[start:end])
    ]
    if len(pairs) <= min(MOST, max(len(one), len(two)) // PART):
        yield from pairs


def _lines(side: Side) -> list[Place]:
    texts = ((line, text.strip()) for line, text in enumerate(side.script.lines, 1))
    return [Place(line, text) for line, text in texts if text and not text.startswith("#")]
