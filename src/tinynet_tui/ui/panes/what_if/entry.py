"""The example that is asked: its numbers, one of which is typed or nudged."""

from __future__ import annotations

import numpy as np

from tinynet_tui.experiment.editable import nudged_input
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.support.parse_numbers import finite_number, number

LONGEST = 12
"""Characters of a number that is typed."""


class Entry:
    """Numbers for the inputs, and behind them the outputs, of which there may be several.

    One of all these is chosen: an input to be changed, an output to be looked at.
    """

    def __init__(self, inputs: Array, outputs: int, output: int) -> None:
        """Begin with an example, (inputs,), and one of so many outputs."""
        self.inputs = [float(number) for number in inputs]
        self.outputs, self.output = outputs, output
        self.at = 0
        """What is chosen: an input, or as many places behind the last one an output."""
        self.typed: str | None = None
        """What has been typed for the input that is chosen; None if nothing has."""

    @property
    def array(self) -> Array:
        """The inputs, (inputs,)."""
        return np.array(self.inputs)

    @property
    def texts(self) -> list[str]:
        """The inputs as they are written."""
        texts = [f"{number:.6g}" for number in self.inputs]
        if self.typed:
            texts[self.at] = f"{self.typed}_"
        return texts

    @property
    def is_input(self) -> bool:
        """Whether what is chosen is an input."""
        return self.at < len(self.inputs)

    def choose(self, at: int) -> None:
        """Choose an input, or an output if there are several; beyond the ends nothing."""
        places = len(self.inputs) + (self.outputs if self.outputs > 1 else 0)
        if 0 <= at < places:
            self.at, self.typed = at, None
            if not self.is_input:
                self.output = at - len(self.inputs)

    def type(self, character: str) -> None:
        """Add a digit, a point or a sign to the number; the first replaces what was there."""
        text = (self.typed or "") + character
        misplaced = (character == "-" and len(text) > 1) or text.count(".") > 1
        if self.is_input and not misplaced and len(text) <= LONGEST:
            self._take(text)

    def erase(self) -> None:
        """Take the last character back; of what has not been typed, everything."""
        if self.is_input:
            self._take((self.typed or "")[:-1])

    def nudge(self, steps: int, experiment: Experiment) -> None:
        """Go up or down by steps; an input that is 0 or 1 in all examples becomes 1 or 0."""
        if self.is_input:
            self.inputs[self.at] = nudged_input(self.inputs[self.at], self.at, experiment, steps)
            self.typed = None

    def fill(self, text: str) -> None:
        """Take a whole example, or a part of one: numbers with blanks or commas between them.

        Raises ValueError if one of them is no number.
        """
        values = [finite_number(word) + 0.0 for word in text.replace(",", " ").split()]
        if self.is_input:
            for at, value in enumerate(values[: len(self.inputs) - self.at], self.at):
                self.inputs[at] = value
                self.choose(at)

    def _take(self, text: str) -> None:
        """Take what is typed; as long as it is no number yet, it counts as 0."""
        self.typed = text
        self.inputs[self.at] = number(text) + 0.0 if text.strip("-.") else 0.0
