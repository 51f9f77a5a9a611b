"""The prompt for another value of a number in a script."""

from __future__ import annotations

import math
from collections.abc import Callable

from .prompt import Prompt


class EditNumber(Prompt):
    """Asks for a number's new value."""

    def __init__(self, target: str, old: float, whole: bool, put: Callable[[float], None]) -> None:
        """`target` is what the script calls it, `whole` is True if it must be a whole number."""
        super().__init__(
            f"edit {target}",
            self._keep,
            placeholder="type a number",
            hint="enter changes it here, after this step; z undoes it; esc cancels",
        )
        self._whole, self._put = whole, put
        self.line.value = f"{old:.8g}"

    def _keep(self, text: str) -> None:
        try:
            value = float(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise ValueError(f"{text!r} is not a number") from None
        if not math.isfinite(value):
            raise ValueError("it must be finite")
        if self._whole and not value.is_integer():
            raise ValueError("this array holds whole numbers only")
        self._put(value)
