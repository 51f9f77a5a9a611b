"""What lecturer, follower and pipe say to each other: one JSON object a line, in a closed grammar.

A line has no field but those below, each of its type and in its bounds; anything else is Nonsense,
and ends the connection. Whoever changes the grammar changes VERSION.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeAlias

from . import cue
from .cue import Drive as Drive
from .cue import Stands as Stands
from .cue import Told as Told
from .fields import PART as PART
from .fields import (
    is_answer,
    is_answers,
    is_digest,
    is_files,
    is_flag,
    is_index,
    is_many_or_none,
    is_name,
    is_one,
    is_typed_name,
    number,
    written,
)
from .shared import DIGEST, MOST_SETTINGS, MOST_TEXT, is_clean, is_line

VERSION = 3
LINE = 4_095
"""The most bytes of a line, without its end."""
MOST_PARTS = -(-MOST_TEXT // PART)
MOST_WANTED = 32
"""The most parts that are asked for at once."""
LARGEST = 2**53


class Nonsense(Exception):
    """A line is no message, or none that its sender may send."""


class OtherVersion(Nonsense):
    """A line is of a program with another grammar."""


class Hello(NamedTuple):
    """The follower's first line."""

    version: int
    far: bool
    """True when the line may be slow: the follower then tells which states it has seen."""
    who: str = ""
    """Which follower it is, by chance: it has one seat, also when it connects again."""
    speaks: bool = False
    """True for a speaker's terminal, which only the lecturer's own account may open."""


class Away(NamedTuple):
    """The follower looks at something else, or is back."""

    away: bool


class Name(NamedTuple):
    """The name of who follows, which the lecturer asked for; "" for none."""

    name: str


class Seen(NamedTuple):
    """A far follower has received a state."""

    number: int


class Want(NamedTuple):
    """The follower asks for parts of a text."""

    digest: str
    first: int
    many: int


class Answer(NamedTuple):
    """The follower's answer to a question; the last one counts until the right one is shown."""

    scene: int
    question: str
    """The digest of the scene's text."""
    answer: str


class Welcome(NamedTuple):
    """The lecturer's first line."""

    version: int
    session: str = ""
    """Which session of the class it is, by chance: another one if the lecturer begins anew."""
    names: bool = False
    """True when the lecturer asks for names."""


class Refused(NamedTuple):
    """The lecturer's only line to somebody who cannot follow."""

    version: int


class Full(NamedTuple):
    """The lecturer's only line to somebody for whom there is no room now."""


class Change(NamedTuple):
    """What a state differs in from the one before; from `Shared("")` in the first."""

    number: int
    """It grows from state to state."""
    more: bool = False
    """True when the state goes on in the next line."""
    settings: tuple[int, int, str] | None = None
    """How many characters stay at the start and at the end, and what is put between."""
    lecture: str | None = None
    scene: int | None = None
    page: int | None = None
    playing: str | None = None
    files: tuple[tuple[str, str], ...] | None = None
    blank: bool | None = None
    shown: bool | None = None
    answers: tuple[tuple[str, int], ...] | None = None
    others: int | None = None


class Part(NamedTuple):
    """A part of a text."""

    digest: str
    at: int
    of: int
    text: str


class Missing(NamedTuple):
    """The lecturer does not have a text, or not that part of it."""

    digest: str


class Over(NamedTuple):
    """The lecturer ends the class."""


class Piped(NamedTuple):
    """A pipe's first line."""

    version: int


class Waiting(NamedTuple):
    """There is no such class yet, or its lecturer is gone."""


class Whose(NamedTuple):
    """The pipe is connected to a class; the account is what the kernel says."""

    account: str
    name: str


class Declined(NamedTuple):
    """The pipe has no class to connect to, and ends."""

    why: str


FromFollower: TypeAlias = Hello | Away | Name | Seen | Want | Answer
FromLecturer: TypeAlias = Welcome | Refused | Full | Change | Part | Missing | Over
FromPipe: TypeAlias = Piped | Waiting | Whose | Declined
Message: TypeAlias = FromFollower | FromLecturer | FromPipe | cue.FromSpeaker | cue.ForSpeaker

FOLLOWERS = (Hello, Away, Name, Seen, Want, Answer)
SPEAKERS = (Drive,)
"""What a speaker's terminal says after its `Hello`."""
LECTURERS = (Welcome, Refused, Full, Change, Part, Missing, Over)
TO_SPEAKERS = (Welcome, Refused, Full, Told, Stands, Over)
PIPES = (Piped, Waiting, Whose, Declined)
VERSIONED = ("hello", "welcome", "refused", "piped")
MARK = b"!"
"""What a pipe's own lines begin with; no other line does."""
HANG_UP = MARK + b"\n"
"""What a follower tells the pipe: to leave this connection, and to come back."""


_is_count = number(0, LARGEST)
_stays = number(0, MOST_SETTINGS)


def _is_patch(value: Any) -> bool:
    if not (type(value) is list and len(value) == 3 and type(value[2]) is str):
        return False
    start, end, text = value
    return _stays(start) and _stays(end) and len(text) <= PART and is_clean(text)


CHECKS: Mapping[type[Any], Mapping[str, Callable[[Any], bool]]] = {
    Hello: {"version": _is_count, "far": is_flag, "who": is_one, "speaks": is_flag},
    Away: {"away": is_flag},
    Name: {"name": is_typed_name},
    Seen: {"number": _is_count},
    Want: {
        "digest": is_digest,
        "first": number(0, MOST_PARTS - 1),
        "many": number(1, MOST_WANTED),
    },
    Answer: {"scene": is_index, "question": is_digest, "answer": is_answer},
    Welcome: {"version": _is_count, "session": is_one, "names": is_flag},
    Refused: {"version": _is_count},
    Full: {},
    Change: {
        "number": _is_count,
        "more": is_flag,
        "settings": _is_patch,
        "lecture": written(lambda text: not text or DIGEST.fullmatch(text)),
        "scene": is_index,
        "page": is_index,
        "playing": written(is_line),
        "files": is_files,
        "blank": is_flag,
        "shown": is_flag,
        "answers": is_answers,
        "others": is_many_or_none,
    },
    Part: {
        "digest": is_digest,
        "at": number(0, MOST_PARTS - 1),
        "of": number(1, MOST_PARTS),
        "text": written(lambda text: len(text) <= PART and is_clean(text)),
    },
    Missing: {"digest": is_digest},
    Over: {},
    Piped: {"version": _is_count},
    Waiting: {},
    Whose: {"account": is_name, "name": is_name},
    Declined: {"why": is_name},
    **cue.CHECKS,
}
"""The fields of every message, and what each may be."""


def line(message: Message) -> bytes:
    """Return a message as a line; fields at their defaults are left out."""
    defaults = message._field_defaults
    fields = {
        name: value
        for name, value in message._asdict().items()
        if name not in defaults or value != defaults[name]
    }
    said = {"do": type(message).__name__.lower(), **fields}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return (MARK if isinstance(message, PIPES) else b"") + text.encode() + b"\n"


def read(data: bytes, kinds: Collection[type[Message]]) -> Message:
    """Return the message in a line (without its end); Nonsense if it is none of some kinds."""
    if len(data) > LINE:
        raise Nonsense("too long")
    try:
        said = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise Nonsense("not JSON") from None
    if type(said) is not dict:
        raise Nonsense("not an object")
    kind = said.pop("do", None)
    version = said.get("version")
    if kind in VERSIONED and type(version) is int and version != VERSION:
        raise OtherVersion("another version")
    for one in kinds:
        if one.__name__.lower() == kind:
            return _checked(one, said)
    raise Nonsense("not a message")


def _checked(kind: type[Message], said: dict[str, Any]) -> Message:
    """Return a message; Nonsense if a field is missing, unknown, or not what it may be."""
    checks = CHECKS[kind]
    if not (said.keys() <= checks.keys() and all(checks[one](said[one]) for one in said)):
        raise Nonsense("a field is wrong")
    if checks.keys() - said.keys() - kind._field_defaults.keys():
        raise Nonsense("a field is missing")
    values: dict[str, Any] = {
        name: tuple(tuple(one) if type(one) is list else one for one in value)
        if type(value) is list
        else value
        for name, value in said.items()
    }
    return kind(**values)


class Lines:
    """Cuts what arrives into lines; Nonsense at one that is too long."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that are complete now, without their ends."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LINE + len(MARK):
            raise Nonsense("too long")
        return lines
