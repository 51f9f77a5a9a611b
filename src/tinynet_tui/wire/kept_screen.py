"""The alternate screen, kept from one app to the next, so that the shell is not seen between."""

from __future__ import annotations

from collections.abc import Callable


class KeptScreen:
    """Knows whether the terminal still shows the last screen of an app that has ended."""

    def __init__(self) -> None:
        self._restore: Callable[[], None] | None = None

    def keep(self, restore: Callable[[], None]) -> None:
        """Keep the screen; `restore` would give it back."""
        self._restore = restore

    def take(self) -> bool:
        """True when a screen was kept; it is the next app's now."""
        kept, self._restore = self._restore is not None, None
        return kept

    def give_back(self) -> None:
        """Give the screen back if it is kept."""
        restore, self._restore = self._restore, None
        if restore is not None:
            restore()


KEPT = KeptScreen()
"""There is one terminal."""
