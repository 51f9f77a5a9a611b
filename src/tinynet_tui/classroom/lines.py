"""Messages as lines, in a closed grammar: one JSON object a line.

A line has no field but those below, each of its type and in its bounds; anything else is Nonsense,
and ends the connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from . import cue
from .fields import (
    PART,
    is_answer,
    is_answers,
    is_digest,
    is_files,
    is_flag,
    is_index,
    is_many_or_none,
    is_name,
    is_one,
    is_score,
    is_typed_name,
    number,
    written,
)
from .messages import (
    PIPES,
    VERSION,
    Answer,
    Away,
    Change,
    Declined,
    Full,
    Hello,
    Message,
    Missing,
    Name,
    Over,
    Part,
    Piped,
    Refused,
    Score,
    Seen,
    Waiting,
    Want,
    Welcome,
    Whose,
)
from .shared import DIGEST, MOST_ITERATIONS, MOST_SETTINGS, MOST_TEXT, is_clean, is_line

LINE = 4_095
"""The most bytes of a line, without its end."""
MOST_PARTS = -(-MOST_TEXT // PART)
MOST_WANTED = 32
"""The most parts that are asked for at once."""
LARGEST = 2**53
VERSIONED = ("hello", "welcome", "refused", "piped")
MARK = b"!"
"""What a pipe's own lines begin with; no other line does."""
HANG_UP = MARK + b"\n"
"""What a follower tells the pipe: to leave this connection, and to come back."""


class Nonsense(Exception):
    """A line is no message, or none that its sender may send."""


class OtherVersion(Nonsense):
    """A line is of a program with another grammar."""


_is_count = number(0, LARGEST)
_stays = number(0, MOST_SETTINGS)


def _is_patch(value: Any) -> bool:
    if not (type(value) is list and len(value) == 3 and type(value[2]) is str):
        return False
    start, end, text = value
    return _stays(start) and _stays(end) and len(text) <= PART and is_clean(text)


CHECKS: Mapping[type[Any], Mapping[str, Callable[[Any], bool]]] = {
    Hello: {
        "version": _is_count,
        "far": is_flag,
        "who": is_one,
        "speaks": is_flag,
        "guest": is_flag,
    },
    Away: {"away": is_flag},
    Name: {"name": is_typed_name},
    Score: {"score": is_score},
    Seen: {"number": _is_count},
    Want: {
        "digest": is_digest,
        "first": number(0, MOST_PARTS - 1),
        "many": number(1, MOST_WANTED),
    },
    Answer: {"scene": is_index, "question": is_digest, "answer": is_answer},
    Welcome: {
        "version": _is_count,
        "session": is_one,
        "names": is_flag,
        "name": is_typed_name,
        "score": is_score,
    },
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
        "cut_at": number(-1, MOST_ITERATIONS),
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
