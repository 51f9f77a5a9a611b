"""A lecture as it is in its file: scenes with settings and texts that are not checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Located(NamedTuple):
    """A piece of the file and its line; lines count from 1."""

    line: int
    text: str
    name: str = ""
    """Of a setting: its name as it stands in that line, which may be a former one.

    Of a line of code: `CODE`.
    """


CODE = "```"
"""What begins and ends code, whose lines are kept as they are."""

Lines = tuple[tuple[Located, ...], ...]
"""Paragraphs, as the lines of each in the file."""


class Pause(NamedTuple):
    """A line `...`, after which the text is revealed by pagedown."""

    line: int
    after: int
    """How many paragraphs of the text come before it."""


@dataclass(frozen=True)
class Draft:
    """A scene as it is in the file; settings and values are not checked yet."""

    title: Located
    settings: Mapping[str, Located]
    text: Lines
    question: Lines
    answer: Lines
    notes: tuple[str, ...]
    end: int
    """The scene's last line; a new scene can follow it."""
    repeated: tuple[Located, ...] = ()
    """The settings of which a scene may have several, in order."""
    pauses: tuple[Pause, ...] = ()
    """Where the text waits for pagedown."""


@dataclass(frozen=True)
class Outline:
    """A lecture as it is in the file."""

    title: str
    settings: Mapping[str, Located]
    """For all scenes."""
    drafts: tuple[Draft, ...]
