"""Leads a class: a thread that gives the latest state to all followers, and waits for none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .shared import Shared


class Lecturer:
    """A thread with the class's socket. All methods may be called from another thread."""

    here: int = 0
    """How many follow."""
    away: int = 0
    """How many are connected and look at something else."""

    def __init__(self, name: str, *, wake: Callable[[], None], folder: Path | None = None) -> None:
        """`wake` is called from the thread whenever `here` or `away` has changed.

        `folder` is where classes are looked for; by default where every account can reach them.
        """

    def open(self) -> None:
        """Begin the class.

        ClassError if its name cannot be one, or if another process of this account leads a class
        of that name. What a lecturer left behind who was killed is taken over.
        """
        raise NotImplementedError

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None:
        """Show a state to all; never waits for anybody, and the last state wins.

        `texts` has the texts that the state names (by `shared.digest`), or at least those that no
        earlier call had. ClassError if it is out of bounds: followers then see the state before.
        """
        raise NotImplementedError

    def end(self) -> None:
        """Tell all that the class is over, and remove the socket."""
        raise NotImplementedError
