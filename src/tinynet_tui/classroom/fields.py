"""What the fields of messages may be: predicates of values as JSON has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .people import LONGEST_TYPED
from .shared import (
    ANSWER,
    DIGEST,
    MOST_ANSWERS,
    MOST_FILES,
    MOST_NUMBER,
    ONE,
    SCORE,
    is_clean,
    is_line,
)

PART = 800
"""The characters of a part of a text, or of the settings: a line has room for them as they are."""


def number(low: int, high: int) -> Callable[[Any], bool]:
    """Return what is true of whole numbers in bounds."""
    return lambda value: type(value) is int and low <= value <= high


def written(is_good: Callable[[str], object]) -> Callable[[Any], bool]:
    """Return what is true of texts that are good."""
    return lambda value: type(value) is str and bool(is_good(value))


def is_flag(value: Any) -> bool:
    """True for true and false."""
    return type(value) is bool


def is_files(value: Any) -> bool:
    """True for names of files, each with a digest."""
    return (
        type(value) is list
        and len(value) <= MOST_FILES
        and all(type(one) is list and len(one) == 2 for one in value)
        and all(is_name(name) and is_digest(digest) for name, digest in value)
    )


def is_answers(value: Any) -> bool:
    """True for answers, each with how many gave it."""
    return (
        type(value) is list
        and len(value) <= MOST_ANSWERS
        and all(type(one) is list and len(one) == 2 for one in value)
        and all(is_answer(answer) and is_many(count) for answer, count in value)
    )


is_index = number(0, MOST_NUMBER)
is_many = number(1, MOST_NUMBER)
is_many_or_none = number(0, MOST_NUMBER)
is_answer = written(ANSWER.fullmatch)
is_digest = written(DIGEST.fullmatch)
is_name = written(lambda text: text and is_line(text))
is_one = written(ONE.fullmatch)
is_score = written(SCORE.fullmatch)
is_typed_name = written(lambda text: len(text) <= LONGEST_TYPED and is_clean(text))
"""What it then is, `people.cleaned` tells."""
