"""A position in a run, and its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from tinynet_tui.network.script import Script
from tinynet_tui.support.parse_numbers import COUNT, count

from .limits import MAX_ITERATIONS


class Position(NamedTuple):
    """An iteration, and how many of its steps have been run, 1 or more."""

    iteration: int = 0
    step: int = 1

    @classmethod
    def parse(cls, text: str, script: Script) -> Position:
        """Read `254:l1_error`, or `254`, which is `254:l2_error`; raises ValueError."""
        match = re.fullmatch(rf"\s*({COUNT})\s*(?::\s*(\w+)\s*)?", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a position, such as 254 or 254:{script.error}")
        iteration, name = count(match[1]), match[2] or script.error
        if iteration >= MAX_ITERATIONS:
            raise ValueError(
                f"iteration {str(iteration)[:20]} is too large: at most {MAX_ITERATIONS - 1:,}"
            )
        if name not in script.names:
            raise ValueError(f"{name!r} is not a step; the steps are {' '.join(script.names)}")
        return cls(iteration, script.step(name).number)

    @classmethod
    def resolve(cls, text: str, script: Script, here: Position, furthest: Position) -> Position:
        """Read where to go from `here`: what `parse` reads, or one of the short forms.

        `+1000` and `-1` move by iterations and keep the step, `+1:l0` does not; `:l1_error` and
        `l1_error` keep the iteration; `254 l1_error` and `l1_error@254` are `254:l1_error`; `start`
        and `end` are 0:l0 and the furthest position reached. Raises ValueError.
        """
        word = text.strip().lower().removeprefix("iteration ").strip()
        if word in ("start", "home", "end"):
            return furthest if word == "end" else cls()
        steps = "|".join(script.names)
        if alone := re.fullmatch(rf"(?:step )?({steps})(?: ?[@ ] ?({COUNT}))?", word, re.ASCII):
            word = f"{alone[2] or ''}:{alone[1]}"
        elif apart := re.fullmatch(rf"([+-]?{COUNT}) (?:step )?({steps})", word, re.ASCII):
            word = f"{apart[1]}:{apart[2]}"
        if re.match(r":\s*\w", word):
            return cls.parse(f"{here.iteration}{word}", script)
        if relative := re.fullmatch(rf"([+-])({COUNT})(:\w+)?", word, re.ASCII):
            by = count(relative[2])
            iteration = here.iteration + (by if relative[1] == "+" else -by)
            if iteration < 0:
                raise ValueError(f"there are only {here.iteration:,} iterations before this one")
            position = cls.parse(f"{iteration}{relative[3] or ''}", script)
            return position if relative[3] else cls(position.iteration, here.step)
        return cls.parse(word, script)

    def text(self, script: Script) -> str:
        """Return the form that `parse` reads."""
        return f"{self.iteration}:{script.names[self.step - 1]}"
