"""What one who follows knows of the class."""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeAlias

from typing_extensions import TypeVar

from .memory import NOBODY, Known
from .shared import Shared

Status: TypeAlias = Literal["waiting", "following", "lost", "over", "refused"]


State = TypeVar("State", default=Shared)
"""What the lecturer shows: to a follower the screen's state, to a speaker's terminal a cue."""


class News(NamedTuple, Generic[State]):
    """How the class stands."""

    state: State | None
    """The latest state of which all texts are here; it stays when the lecturer is lost. None
    before the first."""
    lecturer: str
    """The lecturer's account, as the kernel tells it; "" before the first connection."""
    status: Status
    """`waiting`: the class has not begun. `lost`: the lecturer is gone, and is waited for; `over`:
    the lecturer has ended the class, and may still come back. `refused`: for good."""
    why: str = ""
    """Why it was refused, or what is waited for, in one line; "" where `status` says it all."""
    session: str = ""
    """Which session of the class it is: another one when the lecturer has begun anew."""
    asks_name: bool = False
    """True when the lecturer asks for names."""
    known: Known = NOBODY
    """What was said from this account before, perhaps by a trainer that has ended."""
