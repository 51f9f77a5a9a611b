"""The prompt for another value of a number in a script."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import ClassVar

from textual.binding import BindingType

from tinynet_tui.experiment.editable import nudged
from tinynet_tui.experiment.edits import plain_text

from .prompt import Prompt

HINT = "↑ ↓ next multiple of {step}, pgup pgdn ten times; enter keeps it, esc cancels"


class EditNumber(Prompt):
    """Asks for a number's new value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "nudge(1)", "Up"),
        ("down", "nudge(-1)", "Down"),
        ("pageup", "nudge(10)", "Up"),
        ("pagedown", "nudge(-10)", "Down"),
    ]

    def __init__(self, target: str, old: float, whole: bool, put: Callable[[float], None]) -> None:
        """`target` is what the script calls it, `whole` is True if it must be a whole number."""
        self._whole, self._put, self._increment = whole, put, _increment(old, whole=whole)
        super().__init__(
            f"edit {target}",
            self._keep,
            placeholder="type a number",
            hint=HINT.format(step=f"{self._increment:f}"),
        )
        self._old = old
        self._untouched = self.line.value = f"{old:.8g}"

    def action_nudge(self, steps: int) -> None:
        """Go to the next multiple of the step in a direction, or several steps further."""
        try:
            value = self._read(self.line.value)
        except ValueError:
            return
        self.line.value = plain_text(nudged(value, self._increment, steps))
        self.line.cursor_position = len(self.line.value)

    def _keep(self, text: str) -> None:
        if text.strip() != self._untouched and (value := self._read(text)) != self._old:
            self._put(value)

    def _read(self, text: str) -> float:
        """Return the number that is typed; ValueError says why it is none."""
        try:
            value = float(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise ValueError(f"{text!r} is not a number") from None
        if not math.isfinite(value):
            raise ValueError("it must be finite")
        if self._whole and not value.is_integer():
            raise ValueError("this array holds whole numbers only")
        return value


def _increment(old: float, *, whole: bool) -> Decimal:
    """Return how much a nudge changes a number: 0.1, or 1 if whole; less if it is very small."""
    if whole:
        return Decimal(1)
    is_small = 0 < abs(old) < 0.01
    return Decimal(1).scaleb(math.floor(math.log10(abs(old))) if is_small else -1)
