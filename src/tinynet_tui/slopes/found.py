"""What a check of the slopes tells of an iteration."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

RATE = re.compile(r"lr|learning_?rate|^rate|(?<![a-z])eta|alpha|step_?size", re.IGNORECASE)
"""In the name of what may be a learning rate."""
NOT_HERE = "no update depends on an error of this iteration"
NOTHING = "nothing in this loop compares what depends on weights with targets; --loop takes another"
STEP = "the output goes through a step, which has no slope"
NO_UPDATE, CONSTANT, EARLIER = "no update", "constant ", "earlier "
"""What may be wrong with the whole; the second with a line, the last with a variable, too."""
INNER, ADDED, FORGETS, MIXED, DROPPED = "inner ", "added ", "forgets ", "mixed ", "dropped "
CLASSES = "classes "
"""Also that: with the lines of two errors, with the line of a sum that should be an error, with two
lines and a weight whose update depends on no error, and with the lines that take examples, or
their targets, in an order of their own, with the line that computes what nothing keeps, and
with those of an error and a logarithm that take different classes for the right ones."""


@dataclass
class Update:
    """A weight's update beside the slope."""

    weight: str
    shape: tuple[int, ...]
    loss: str
    step: int
    line: int
    follows: bool
    how: str
    """`follows`, `through`, `decay`, `clipped`, `up`, `apart`, `zero`, `shape`."""
    low: float
    high: float
    mean: float
    measured: int
    """How many cells were measured."""
    kinks: int
    agrees: bool
    """True when the measured slopes are those that the rules give."""
    state: str = ""
    """What it goes through, such as a momentum."""
    state_at: int = 0
    """The line in which that was computed."""
    why: str = ""
    """What is wrong with what is kept: `grows`, `scaled`, `swings`, `lost`."""
    falls: int = 0
    """The line of the function that falls where the weight is used, if the update goes up."""
    taken: int = 0
    """The line that subtracts the weight on the way to the output, if the update goes up."""
    kept: float = 0.0
    """The part of the weight, or of the momentum, that is kept."""
    averages: list[dict[str, Any]] = field(default_factory=list)
    """What the arrays that it goes through keep and take of slopes, or of their squares."""
    errors: int = 1
    """By how many errors it goes, such as one of each example of a batch."""
    rate: float = 0.0
    """What it multiplies the slope by through a momentum; 0 if it goes otherwise."""
    pace: float = 0.0
    """How far it goes for a sum of slopes over the root of a sum of squares; 0 if otherwise."""
    rootless: bool = False
    """True if it divides by an average of squared slopes itself, and not by its root."""
    penalty: int = 0
    """The line that adds a penalty for large weights to a loss of the script's own."""
    times: float = 1.0
    """How many times what that makes it the part of the weight is that is taken away."""
    parting: dict[str, Any] | None = None
    size: float = 0.0
    """The largest slope."""
    old: tuple[int, ...] = ()
    plain: bool = True
    """True when the slope is not divided by a norm, cut off, or the like."""
    formed: int = 0
    """The line that computes what is a multiple of the slope, where the update follows."""
    meant: list[tuple[int, int]] = field(default_factory=list)
    """The lines that take means on the way back from the errors, and of how many numbers."""
    at: int = 0
    """The line of the text in which it was computed, perhaps in a function."""
    trail: list[int] = field(default_factory=list)
    """The lines that it was computed through, but for those of the loss."""
    unlike: str = ""
    """Why it need not follow any slope."""


@dataclass
class Found:
    """What was found out of an iteration."""

    tried: list[list[Update]] = field(default_factory=list)
    """All updates beside the slopes of a loss, for one loss after the other."""
    reason: str = ""
    wrong: str = ""
    """What is wrong with the whole, in words."""
    stale: list[str] = field(default_factory=list)
    """Variables that the loop writes, but not in this iteration, and that updates use."""
    never: list[dict[str, Any]] = field(default_factory=list)
    """Weights that are never updated."""
    compared: list[int] = field(default_factory=list)
    """The lines of the comparisons."""
    shares: list[tuple[int, int]] = field(default_factory=list)
    """The lines and steps of outputs that are meant as shares of 1 and do not sum to 1."""
    whole: list[str] = field(default_factory=list)
    """The variables that are whole numbers when the iteration begins."""
    steps: list[int] = field(default_factory=list)
    first: int = 0
    """How many of the steps belong to the iteration, if more are the next one's; else 0."""
    unused: list[tuple[str, int]] = field(default_factory=list)
    """Names that are given what depends on an error, and never read, with the line."""
    alike: list[str] = field(default_factory=list)
    """Weights whose neurons begin alike and are updated alike."""
    reach: list[float] = field(default_factory=list)
    """A target that the output cannot reach, and between what that lies."""
    error: float = 0.0
    """The mean of the absolute errors."""
    enlarged: str = ""
    """Where a difference is larger than both that it is of."""
    takes_logs: bool = False
    """True where the script computes a cross-entropy itself."""
    named: bool = False
    """True where the user names the loss."""
    examples: int = 0
    """How many rows the errors have, or columns if each example is one."""

    is_short: bool = False
    """True when only the beginning of the iteration was checked, since it is too long."""
    rates: dict[str, float] = field(default_factory=dict)
    """The numbers that the loop writes under the name of a learning rate."""

    def told(self) -> dict[str, Any]:
        return asdict(self)
