"""Follows a class: a thread that connects, waits, comes back, and keeps only the latest state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from .shared import Shared
from .sources import Source

Status: TypeAlias = Literal["waiting", "following", "lost", "over", "refused"]


class News(NamedTuple):
    """How the class stands."""

    state: Shared | None
    """The latest state of which all texts are here; it stays when the lecturer is lost. None
    before the first."""
    lecturer: str
    """The lecturer's account, as the kernel tells it; "" before the first connection."""
    status: Status
    """`waiting`: the class has not begun. `lost`: the lecturer is gone, and is waited for; `over`:
    the lecturer has ended the class, and may still come back. `refused`: for good."""
    why: str = ""
    """Why it was refused, or what is waited for, in one line; "" where `status` says it all."""


class Follower:
    """A thread that follows a class. All methods may be called from another thread."""

    def __init__(self, source: Source, *, wake: Callable[[], None]) -> None:
        """`wake` is called from the thread whenever `take` has something."""

    def start(self) -> None:
        """Begin to follow. Call it before the screen is opened and before a kiosk is confined.

        With `Ssh` it returns when the other host has answered: `ssh` may ask for a password in
        the terminal. Raises ClassError if there is nothing to wait for: several classes and none
        named, a host that cannot be reached.
        """
        raise NotImplementedError

    def take(self) -> News | None:
        """Return how the class stands if that is new since the last call, else None."""
        raise NotImplementedError

    def text(self, digest: str) -> str:
        """Return a text that the latest state names, or that another one lately did.

        KeyError if it is not here.
        """
        raise NotImplementedError

    def set_away(self, away: bool) -> None:
        """Tell the lecturer that this follower looks at something else, or is back."""
        raise NotImplementedError

    def close(self) -> None:
        """End it: the connection, the thread, and `ssh`."""
        raise NotImplementedError
