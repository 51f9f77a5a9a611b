"""The inputs of a what-if: numbers to type or nudge."""

from __future__ import annotations

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.pasted import pasted
from tinynet_tui.data.scaling import Scaling
from tinynet_tui.experiment.editable import nudged_input
from tinynet_tui.network.array import Array
from tinynet_tui.support.parse_numbers import number

LONGEST = 12
"""The most characters of a typed number."""


class Entry:
    """The inputs and, after them, the outputs if there are several.

    One of them is chosen: an input to change, or an output to show.
    """

    def __init__(
        self, inputs: Array, outputs: int, output: int, scaling: Scaling | None = None
    ) -> None:
        """Begin with an example, (inputs,), and `output` chosen of `outputs`.

        With a scaling, the inputs are in the units of their file.
        """
        self.scaling = scaling
        self.inputs = [float(number) for number in inputs]
        self.outputs, self.output = outputs, output
        self.at = 0
        """The index of the chosen input, or beyond them, of the chosen output."""
        self.typed: str | None = None
        """What has been typed for the chosen input; None if nothing has."""

    @property
    def array(self) -> Array:
        """The inputs as the network gets them."""
        inputs = np.array(self.inputs)
        return inputs if self.scaling is None else self.scaling.scaled(inputs)

    @property
    def texts(self) -> list[str]:
        """The inputs as shown."""
        texts = [f"{number:.6g}" for number in self.inputs]
        if self.typed:
            texts[self.at] = f"{self.typed}_"
        return texts

    @property
    def is_input(self) -> bool:
        return self.at < len(self.inputs)

    @property
    def last(self) -> int:
        """The index of the last input or, if there are several, output."""
        return len(self.inputs) + (self.outputs if self.outputs > 1 else 0) - 1

    def choose(self, at: int) -> None:
        """Choose an input or output; indices beyond the ends are ignored."""
        if 0 <= at <= self.last:
            self.at, self.typed = at, None
            if not self.is_input:
                self.output = at - len(self.inputs)

    def type(self, character: str, *, toggles: bool = False) -> None:
        """Add a digit, a point or a sign to the number; the first replaces what was there.

        In an input that `toggles` between 0 and 1, each of them replaces the other.
        """
        text = (self.typed or "") + character
        if toggles and character in "01" and self.typed in ("0", "1"):
            text = character
        misplaced = (character == "-" and len(text) > 1) or text.count(".") > 1
        if self.is_input and not misplaced and len(text) <= LONGEST:
            self._take(text)

    def erase(self) -> None:
        """Delete the last character, or all of a number that was not typed."""
        if self.is_input:
            self._take((self.typed or "")[:-1])

    def nudge(self, steps: int, data: Dataset) -> None:
        """Raise or lower the input; one that is 0 or 1 in all examples toggles."""
        if self.is_input:
            self.inputs[self.at] = nudged_input(self.inputs[self.at], self.at, data, steps)
            self.typed = None

    def fill(self, text: str, data: Dataset) -> str:
        """Fill in a row of the data's file or a part of one; return what is left out, in words.

        Raises ValueError, and fills in nothing, if a number is none.
        """
        if not self.is_input:
            return ""
        row = pasted(text, data, self.at)
        for at, value in enumerate(row.values, row.first):
            self.inputs[at] = value
            self.choose(at)
        return row.left_out

    def _take(self, text: str) -> None:
        """Set the chosen input; an unfinished number counts as 0."""
        self.typed = text
        self.inputs[self.at] = number(text) + 0.0 if text.strip("-.") else 0.0
