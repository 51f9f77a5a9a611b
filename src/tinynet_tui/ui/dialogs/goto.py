"""The prompt for a position to go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.suggester import Suggester

from tinynet_tui.support.parse_numbers import integer

from .prompt import Prompt

MOST_NAME = 12
"""The longest name that is an example."""
HINT = "254   10k   254:l1_error   l1_error   l1_delta[2,1]   +1000   -1   start   end"


class PositionSuggester(Suggester):
    """Completes a step's name, or `start` and `end`."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._steps = steps

    async def get_suggestion(self, value: str) -> str | None:
        before, colon, begun = value.rpartition(":")
        words = self._steps if colon else ("start", "end", *self._steps)
        fitting = [word for word in words if begun and word.startswith(begun.lower())]
        return before + colon + fitting[0] if fitting else None


class GoTo(Prompt):
    """Asks for a position and goes there."""

    def __init__(self, steps: tuple[str, ...], go: Callable[[str], None], hint: str = HINT) -> None:
        """Offer these steps; `go` takes the text, or raises a ValueError with the reason."""
        suggester = PositionSuggester(steps)
        super().__init__("go to", go, placeholder="iteration:step", suggester=suggester, hint=hint)


def hint_for(steps: Sequence[str]) -> str:
    """Return the hint with names of a script's own."""
    short = [name for name in steps if len(name) <= MOST_NAME] or ["7"]
    first, last = short[0], short[-1]
    return f"254   10k   254:{first}   {last}   254:last   +1000   -1   start   end"


def in_lecture(scenes: int) -> str:
    """Return the hint in a lecture of so many scenes."""
    return HINT.replace("10k", f"#{scenes}")


def scene_index(text: str, scenes: int) -> int | None:
    """Return the index of the scene in `#5`; None for another text, ValueError if there is none."""
    if not text.strip().startswith("#"):
        return None
    number = integer(text.strip()[1:], signed=False)
    if not 1 <= number <= scenes:
        raise ValueError(f"there is no scene {number:,}: the scenes are #1 to #{scenes}")
    return number - 1
