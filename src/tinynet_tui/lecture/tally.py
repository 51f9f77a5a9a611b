"""What a class answered to a scene's question: how many gave which answer, and which is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tinynet_tui.experiment.experiment import Experiment

from .answers import SIGNS, ScriptThere, There, in_one_form, is_right, said
from .asking import Ask

Counts = Iterable[tuple[str, int]]
"""Answers, each with how many gave it; perhaps nonsense."""


class Row(NamedTuple):
    """One answer."""

    said: str
    """The answer in words."""
    given: int
    """How many gave it."""
    is_right: bool


def valid(ask: Ask, counts: Counts, experiment: Experiment | None) -> Counter[str]:
    """Return how many gave which answer in its one form, without what is no answer."""
    found: Counter[str] = Counter()
    for text, count in counts:
        try:
            found[in_one_form(ask, text, experiment)] += count
        except ValueError:
            continue
    return found


def most_common(counts: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    """Return the answers that most gave; of equally many in the order of the alphabet."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def tally(ask: Ask, counts: Counts, there: There) -> tuple[Row, ...]:
    """Return a row for each answer: all choices in their order, else what most gave first."""
    found = valid(ask, counts, None if isinstance(there, ScriptThere) else there.experiment)
    if not found:
        return ()
    match ask.kind:
        case "choices":
            answers = [*ask.choices]
        case "sign":
            answers = [sign for sign in SIGNS if sign != "0" or found["0"]]
        case _:
            answers = [answer for answer, _ in most_common(found, len(found))]
    return tuple(
        Row(said(ask, answer), found[answer], is_right(ask, answer, there)) for answer in answers
    )
