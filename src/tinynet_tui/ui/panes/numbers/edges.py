"""The edges of a pane of numbers: names, powers of ten, ages, the visible part.

Without its power or age a number would be wrong, so both are always there, in the title or in the
foot, however short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tinynet_tui.ui.canvas.canvas import first_fitting
from tinynet_tui.ui.canvas.view import View

from .blocks import Placed


class Edges(NamedTuple):
    """The texts of the upper and the lower edge."""

    title: str
    foot: str


def edges(
    headings: Sequence[str],
    placed: Sequence[Placed],
    view: View,
    width: int,
    axes: Sequence[str] = (),
) -> Edges:
    """Return the edges of a pane with these blocks, whose captions stand in for a heading.

    `headings` begins with the longest. The foot says along which `axes` the rows and columns run,
    where nothing more important stands there.
    """
    marks = [view.mark(one.block.name) for one in placed]
    mark = next(filter(None, marks), "") or " "
    names = [mark + heading for heading in headings or [placed[0].block.caption]]
    if len(placed) == 1:
        return _of_one(names, placed[0], view, width, axes)
    if headings:
        title = _closed(next((name for name in names if len(name) < width), names[-1]), width)
    else:
        title = _captions(placed, marks, width)
    return Edges(title, _powers_and_ages(placed, width) or _seen(placed[0], view, width, axes))


def _of_one(
    names: Sequence[str], placed: Placed, view: View, width: int, axes: Sequence[str]
) -> Edges:
    """Put the power and the age behind the longest name, or in the foot if they do not fit."""
    power, age = placed.scale.power, f"({placed.age})" if placed.age else ""
    brief, name = "(-1)" if age else "", names[-1]
    candidates = [
        *((_words(name, power, age), "", "") for name in names),
        (_words(name, power, brief), "", ""),
        (_words(name, power), "", age),
        (_words(name, brief), power, ""),
        (name, power, age),
    ]
    fitting = (choice for choice in candidates if len(choice[0]) <= width)
    title, power, age = next(fitting, candidates[-1])
    facts = [_words(power, age)]
    if age:
        facts.append(_words(power, brief))
    if power:
        facts.append(_words(placed.scale.brief_power, brief if age else ""))
    return Edges(_closed(title, width), _seen(placed, view, width, axes, facts))


def _seen(
    placed: Placed, view: View, width: int, axes: Sequence[str], facts: Sequence[str] = ("",)
) -> str:
    """Return a block's visible part behind the first of these facts that fits, and its axes."""
    parts = []
    total = placed.block.shape(view.experiment)
    for span, count, letter in zip((placed.rows, placed.columns), total, "↕↔", strict=True):
        if len(span) < count:
            parts.append(f"{letter}{span.start}–{span.stop - 1} of {count}")
    brief = [part.replace(" of ", "/") for part in parts]
    briefest = [part.partition("/")[0] for part in brief]
    spans = (" ".join(parts), " ".join(brief), " ".join(briefest), *brief, *briefest, "")
    foot = first_fitting(width, *(_words(fact, span) for span in spans for fact in facts))
    words = (" × ".join(axes[:count]) for count in range(len(axes), 0, -1))
    both = (_words(text, foot) for text in words)
    return next((text for text in both if len(text) <= width), foot)


def _captions(placed: Sequence[Placed], marks: Sequence[str], width: int) -> str:
    """Return the blocks' captions, above their numbers if possible."""
    names = [mark + one.block.name for mark, one in zip(marks, placed, strict=True)]
    captions = [mark + one.block.caption for mark, one in zip(marks, placed, strict=True)]
    lefts = [max(0, one.left - len(mark)) for mark, one in zip(marks, placed, strict=True)]
    closely = "" if marks[0] else " "
    return first_fitting(
        width,
        _at(lefts, names, " ") + " ",
        *(closely + " ".join(names) + end for end in (" ", "")),
        _at(lefts, captions, " ") + " ",
        closely + " ".join(captions),
        " ".join(captions),
    )


def _powers_and_ages(placed: Sequence[Placed], width: int) -> str:
    """Return each block's power of ten and age below it, shortened until they fit."""
    if not any(one.scale.power or one.age for one in placed):
        return ""
    lefts = [one.left for one in placed]
    powers = [one.scale.power for one in placed]
    brief_powers = [one.scale.brief_power for one in placed]
    full = [f"({one.age})" if one.age else "" for one in placed]
    brief = ["(-1)" if age else "" for age in full]
    last = slice(-1, None) if all(full) else slice(None)  # one age for all, if all are old
    others = [""] * (len(placed) - len(full[last]))
    texts = [_at(lefts, _each(powers, full), "─")]
    for ages in ([*others, *full[last]], brief, [*others, *brief[last]]):
        texts.append(_at(lefts, _each(powers, ages), "─"))
        texts += ["─".join(filter(None, _each(some, ages))) for some in (powers, brief_powers)]
    return first_fitting(width, *texts, texts[-1].replace(" ", "")).ljust(width, "─")


def _words(*words: str) -> str:
    return " ".join(filter(None, words))


def _each(powers: Sequence[str], ages: Sequence[str]) -> list[str]:
    return [_words(power, age) for power, age in zip(powers, ages, strict=True)]


def _closed(title: str, width: int) -> str:
    """Return a title with a blank before the frame, if there is room."""
    return f"{title} " if len(title) < width else title


def _at(lefts: Sequence[int], parts: Sequence[str], fill: str) -> str:
    """Put each part at its place, or behind the one before."""
    text = ""
    for left, part in zip(lefts, parts, strict=True):
        if part:
            text = text.ljust(max(left, len(text) + bool(text)), fill) + part
    return text
