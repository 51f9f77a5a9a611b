"""The line in which one types where to go."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester

from .prompt import Prompt

HINT = "254   254:l1_error   :syn1   +1000   -1   start   end"


class PositionSuggester(Suggester):
    """Completes the phase behind a colon, and the two words."""

    def __init__(self, phases: tuple[str, ...]) -> None:
        """Know these phases."""
        super().__init__(use_cache=False, case_sensitive=False)
        self._phases = phases

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text with the phase or word that begins so."""
        before, colon, begun = value.rpartition(":")
        words = self._phases if colon else ("start", "end")
        fitting = [word for word in words if begun and word.startswith(begun.lower())]
        return before + colon + fitting[0] if fitting else None


class GoTo(Prompt):
    """Asks for a position and goes there."""

    def __init__(self, phases: tuple[str, ...], go: Callable[[str], None]) -> None:
        """Complete these phases; `go` takes the text, or raises a ValueError that says why not."""
        suggester = PositionSuggester(phases)
        super().__init__("go to", go, placeholder="iteration:phase", suggester=suggester, hint=HINT)
