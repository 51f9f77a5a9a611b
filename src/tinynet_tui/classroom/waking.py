"""Keeps a thread from taking a core."""

from __future__ import annotations

from time import perf_counter

TURN, REST = 0.002, 0.008
"""The seconds that others can make a thread work, and in which it then rests: a fifth of a core."""


class Turn:
    """How long a thread has worked since it waited."""

    def __init__(self) -> None:
        self._began = perf_counter()

    def begin(self) -> None:
        """It has waited."""
        self._began = perf_counter()

    @property
    def is_over(self) -> bool:
        """True when it is to rest."""
        return perf_counter() - self._began > TURN
