"""Those who follow a class, as the lecturer has them; and the names that they give."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

MOST_IN_NAME = 40
"""The most characters of a name."""
LONGEST_TYPED = 200
"""The most characters that are taken to make a name of."""
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that nobody sees."""
MOST_MARKS = 2
"""The most marks over and under one letter."""


class Person(NamedTuple):
    """One who is here or away."""

    name: str
    """What they call themselves, cleaned; "" if they do not."""
    answer: str
    """What they answer to the present question; "" if they have not."""
    away: bool
    who: str = ""
    """Which follower it is, by chance; "" if that is not known."""


class Answers(NamedTuple):
    """Who is here or away, and what they answer to a question."""

    scene: int = 0
    question: str = ""
    """The digest of the scene's text."""
    people: tuple[Person, ...] = ()


def cleaned(name: str) -> str:
    """Return a name that cannot disturb a screen or a file: printable, in one line, and short.

    Letters keep a few marks at most; nothing is left of a name without a letter or a digit.
    """
    words = " ".join(name[:LONGEST_TYPED].split())
    printable = "".join(char for char in words if char.isprintable() and char not in FILLERS)
    kept, marks = "", MOST_MARKS  # none before the first letter
    for char in unicodedata.normalize("NFC", printable):
        is_mark = unicodedata.category(char).startswith("M")
        if is_mark and marks >= MOST_MARKS:
            continue
        marks = marks + 1 if is_mark else MOST_MARKS if char == " " else 0
        kept += char
    found = " ".join(kept[:MOST_IN_NAME].split())
    return found if any(char.isalnum() for char in found) else ""
