"""What the lecturer's speaker's terminals are shown, and what they ask for; followers never are.

It travels whole: the texts that have changed, in parts, and then all that is no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from .fields import PART, is_flag, is_index, number, written
from .shared import CONTROL, LONGEST_NAME, MOST_ANSWERS, MOST_NUMBER, is_clean, is_line

MOST_TOLD = 20_000
"""The most characters of a text."""
CUT = "\n… The rest is in the lecture's file."
MOST_SAID = 40
"""The most characters of an answer, in words."""
TEXTS = ("title", "notes", "question", "answer", "next_title", "next_text", "said")
KEYS = ("page", "back", "blank", "go")
"""What a speaker can do to the lecture: page forward or back, blank its screen, go somewhere."""
PAGES = ("", "play", "more", "answer", "next scene")
"""What the next page forward does in the lecture, in words; "" where that is not known."""
MOST_TIME = 2**40
"""In seconds, since 1970 or since the beginning."""


class Drive(NamedTuple):
    """The speaker drives the lecture."""

    key: str
    """One of `KEYS`."""
    where: str = ""
    """Where to go, as it is typed: `#5`, or a position."""


class Told(NamedTuple):
    """A part of a text: what stood from there on is gone."""

    name: str
    """One of `TEXTS`."""
    at: int
    """The characters before it."""
    part: str


class Stands(NamedTuple):
    """How the lecture stands; with it, all that was told counts."""

    scene: int = 0
    """The scene's index in the lecture, from 0."""
    scenes: int = 0
    """How many there are; 0 without a lecture."""
    began: int = 0
    """When the lecture began, in seconds since 1970."""
    planned: tuple[int, int, int] = (0, 0, 0)
    """By which second the scene should begin and end, and the lecture; 0 if nothing is planned."""
    here: int = 0
    away: int = 0
    shown: bool = False
    """True when the answer is on the lecture's screen."""
    blank: bool = False
    """True when the lecture's screen is blank."""
    asks: bool = False
    """True when the class can answer the scene's question."""
    answers: tuple[tuple[str, int, bool], ...] = ()
    """What was answered: in words, how often, and whether it is right."""
    page: str = ""
    """One of `PAGES`."""


class Cue(NamedTuple):
    """What a speaker's terminal shows; immutable, and compared by value."""

    stands: Stands = Stands()
    title: str = ""
    """The scene's."""
    notes: str = ""
    question: str = ""
    answer: str = ""
    next_title: str = ""
    """"" in the last scene."""
    next_text: str = ""
    said: str = ""
    """What the lecture's last line says, or why it could not go somewhere."""

    @property
    def still(self) -> Cue:
        """The same without the texts that change by themselves while the run moves."""
        return self._replace(question="", answer="")


FromSpeaker: TypeAlias = Drive
ForSpeaker: TypeAlias = Told | Stands

_is_time = number(0, MOST_TIME)


def _is_planned(value: Any) -> bool:
    return type(value) is list and len(value) == 3 and all(map(_is_time, value))


def _is_answers(value: Any) -> bool:
    return (
        type(value) is list
        and len(value) <= MOST_ANSWERS
        and all(type(one) is list and len(one) == 3 for one in value)
        and all(
            _is_said(said) and is_index(count) and is_flag(is_right)
            for said, count, is_right in value
        )
    )


_is_said = written(lambda text: is_line(text) and len(text) <= MOST_SAID)
CHECKS: dict[type[FromSpeaker | ForSpeaker], Mapping[str, Callable[[Any], bool]]] = {
    Drive: {"key": written(KEYS.__contains__), "where": written(is_line)},
    Told: {
        "name": written(TEXTS.__contains__),
        "at": number(0, MOST_TOLD),
        "part": written(lambda text: len(text) <= PART and is_clean(text)),
    },
    Stands: {
        **dict.fromkeys(("scene", "scenes", "here", "away"), is_index),
        **dict.fromkeys(("shown", "blank", "asks"), is_flag),
        "began": _is_time,
        "planned": _is_planned,
        "answers": _is_answers,
        "page": written(PAGES.__contains__),
    },
}
"""The fields of these messages, and what each may be."""


def changes(before: Cue, after: Cue) -> Iterator[Told | Stands]:
    """Yield what changes one cue into another."""
    for name in TEXTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            for at in range(0, len(new) or 1, PART):
                yield Told(name, at, new[at : at + PART])
    yield after.stands


def changed(cue: Cue, told: Told | Stands) -> Cue | None:
    """Return a cue after a change; None if that cannot be one."""
    if isinstance(told, Stands):
        return cue._replace(stands=told)
    before = getattr(cue, told.name)
    whole = before[: told.at] + told.part
    if told.at > len(before) or len(whole) > MOST_TOLD:
        return None
    return cue._replace(**{told.name: whole})


def in_bounds(cue: Cue) -> Cue:
    """Return a cue that can be told: long texts are cut, control characters are gone."""
    stands = cue.stands
    answers = tuple(
        (_line(said)[:MOST_SAID], min(count, MOST_NUMBER), is_right)
        for said, count, is_right in stands.answers[:MOST_ANSWERS]
    )
    texts = {name: _cut(getattr(cue, name)) for name in TEXTS}
    return Cue(stands._replace(answers=answers), **texts)


def _cut(text: str) -> str:
    text = CONTROL.sub(lambda found: found[0] if is_clean(found[0]) else "", text)
    return text if len(text) <= MOST_TOLD else text[: MOST_TOLD - len(CUT)] + CUT


def _line(text: str) -> str:
    return "".join(char if char.isprintable() else "·" for char in text)


def where(text: str) -> str:
    """Return where to go, as it can be asked for; ValueError if it is too long."""
    text = re.sub(r"\s+", " ", text).strip()
    if not is_line(text):
        raise ValueError(f"write one line of at most {LONGEST_NAME} characters")
    return text
