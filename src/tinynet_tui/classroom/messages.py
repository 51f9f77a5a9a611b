"""What lecturer, follower, speaker's terminal and pipe say to each other.

`lines` has what each field may be. Whoever changes a message or its fields changes VERSION.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from .cue import Drive, ForSpeaker, FromSpeaker, Stands, Told

VERSION = 6


class Hello(NamedTuple):
    """The follower's first line."""

    version: int
    far: bool
    """True when the line may be slow: the follower then tells which states it has seen."""
    who: str = ""
    """Which follower it is, by chance: it has one seat, also when it connects again."""
    speaks: bool = False
    """True for a speaker's terminal, which only the lecturer's own account may open."""
    guest: bool = False
    """True if others may follow from the same account."""


class Away(NamedTuple):
    """The follower looks at something else, or is back."""

    away: bool


class Name(NamedTuple):
    """The name of who follows, which the lecturer asked for; "" for none."""

    name: str


class Score(NamedTuple):
    """Which questions who follows has answered right and wrong, if the lecturer asks for names."""

    score: str


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
    name: str = ""
    """The name that was given from this account before, and the score then; "" for none."""
    score: str = ""


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
    cut_at: int | None = None


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


FromFollower: TypeAlias = Hello | Away | Name | Score | Seen | Want | Answer
FromLecturer: TypeAlias = Welcome | Refused | Full | Change | Part | Missing | Over
FromPipe: TypeAlias = Piped | Waiting | Whose | Declined
Message: TypeAlias = FromFollower | FromLecturer | FromPipe | FromSpeaker | ForSpeaker

FOLLOWERS = (Hello, Away, Name, Score, Seen, Want, Answer)
SPEAKERS = (Drive,)
"""What a speaker's terminal says after its `Hello`."""
LECTURERS = (Welcome, Refused, Full, Change, Part, Missing, Over)
TO_SPEAKERS = (Welcome, Refused, Full, Told, Stands, Over)
PIPES = (Piped, Waiting, Whose, Declined)
