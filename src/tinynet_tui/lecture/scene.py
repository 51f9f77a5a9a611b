"""A lecture: scenes, each at one position of one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from tinynet_tui.engine.plan import Choice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position

from .asking import Ask


@dataclass(frozen=True)
class LiveValue:
    """A value in a text; it always shows the number at the present position."""

    name: str
    """A variable of the script, `y`, or one of `live_values.QUANTITIES`.

    In a scene with a script of one's own also a cell of it, `w[0,1]`.
    """
    cell: tuple[int, int] | None = None
    """Row and column, from 0; None for a quantity."""
    form: str = ""
    """The format of the number: `.4f`; "" to write it as the screen does."""
    minus: LiveValue | None = None
    """What is subtracted from it."""
    line: int = field(default=0, compare=False)
    """Its line in the file; 0 if it is not in a text."""

    @property
    def written(self) -> str:
        """What it is called, without what is subtracted from it."""
        return self.name if self.cell is None else f"{self.name}[{self.cell[0]},{self.cell[1]}]"

    @property
    def terms(self) -> tuple[LiveValue, ...]:
        """The value, and what is subtracted from it."""
        return (self,) if self.minus is None else (self, self.minus)


NUMBERS = "numbers"
VIEWS = (NUMBERS, "network", "map", "hidden", "runs", "landscape")
"""The views in which a scene may open; `hidden` is the map with what each hidden neuron sees."""

Paragraph: TypeAlias = tuple[str | LiveValue, ...]
"""Text and live values, in order, wrapped together.

Of code, the lines with a newline between them, which stay as they are.
"""


@dataclass(frozen=True)
class Expectation:
    """What a scene says of its run at its position, to be checked."""

    line: int
    text: str
    value: LiveValue
    relation: str
    """One of `expectations.RELATIONS`."""
    other: LiveValue | str
    """A value, or a number as it is written: `= 0.31` is true of what is rounded to it."""


@dataclass(frozen=True)
class Scene:
    """One scene: a position of a run, the lit pane and the texts."""

    title: str
    line: int
    """Its first line in the file, from 1."""
    experiment: Experiment
    iterations: int
    """Where playing stops."""
    position: Position
    cursor: Cursor
    pinned: str | None
    """The variable to explain instead of the step's own."""
    light: str | None
    """The pane that is lit: the variable it shows, or one of `spotlights.OTHERS`."""
    text: tuple[Paragraph, ...]
    question: tuple[Paragraph, ...]
    answer: tuple[Paragraph, ...]
    notes: tuple[str, ...]
    """For the presenter; never shown on the lecture's screen."""
    curve: bool = False
    """True to draw the curve of the explained function large."""
    view: str = NUMBERS
    """One of `VIEWS`."""
    ask: Ask | None = None
    """What can be answered to the question, if the run can tell what is right."""
    ask_line: int = 0
    play: str = ""
    """The name of the speed at which it plays from the first pagedown on; "" if it is paused."""
    predict: bool = False
    """True to begin in quiz mode."""
    compare: Experiment | None = None
    """Another run, to be drawn dotted in the graph and listed as a past run."""
    minutes: float = 0.0
    """The planned time; 0 if none is planned."""
    pauses: tuple[int, ...] = ()
    """After how many paragraphs the text waits for pagedown."""
    expects: tuple[Expectation, ...] = ()
    script: str = ""
    """The Python file that the scene shows in the place of an experiment, as the lecture names it.

    The pinned variable is then a cell such as `w[0,1]`, or the array in which one is asked for.
    """
    script_line: int = 0
    at: str = ""
    """The position in the script, as it is typed."""
    until: str = ""
    """What the script runs until instead, as it is typed."""
    at_line: int = 0
    """The line of the position; 0 if none is set."""
    beside: Choice | None = None
    """The settings of another run of the script, as `compare` is for an experiment."""
    beside_line: int = 0
    cell_line: int = 0
    light_line: int = 0

    @property
    def values(self) -> tuple[LiveValue, ...]:
        """The live values of all its texts, in order."""
        paragraphs = (*self.text, *self.question, *self.answer)
        return tuple(one for part in paragraphs for one in part if isinstance(one, LiveValue))

    @property
    def where(self) -> str:
        """Where a scene with a script opens, in words."""
        return f"until {self.until}" if self.until else f"at {self.at or 'start'}"


@dataclass(frozen=True)
class Lecture:
    """A whole lecture."""

    title: str
    experiment: Experiment
    """The experiment of every scene that does not change it."""
    iterations: int
    scenes: tuple[Scene, ...]
    source: str = field(default="", compare=False, repr=False)
    """The text that it was read from."""

    @property
    def scripts(self) -> tuple[str, ...]:
        """The files with scripts that scenes show, each once."""
        return tuple(dict.fromkeys(scene.script for scene in self.scenes if scene.script))


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in a line of a lecture file; lines count from 1."""

    line: int
    message: str
