"""What a lecture is, once it has been read: scenes, each of them at one place of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position


@dataclass(frozen=True)
class LiveValue:
    """A number in a text that is looked up wherever the run stands."""

    name: str
    """A variable of the script, `y`, or one of `values.QUANTITIES`."""
    cell: tuple[int, int] | None = None
    """Row and column, from 0; None for a quantity, which has none."""
    form: str = ""
    """How to write it, as Python's format takes it: `.4f`; nothing for as the screen does."""


Paragraph: TypeAlias = tuple[str | LiveValue, ...]
"""Text and live values, in order; a line of its own, however it is wrapped."""


@dataclass(frozen=True)
class Scene:
    """One scene: where it stands, what is lit there, and what is said about it."""

    title: str
    line: int
    """Where it begins in its file, from 1."""
    experiment: Experiment
    iterations: int
    """Where playing stops."""
    position: Position
    cursor: Cursor
    pinned: str | None
    """The variable that is explained instead of the step's."""
    light: str | None
    """What is lit: a variable, standing for the pane that shows it, or one of `panes.OTHERS`."""
    text: tuple[Paragraph, ...]
    question: tuple[Paragraph, ...]
    answer: tuple[Paragraph, ...]
    notes: tuple[str, ...]
    """The presenter's own, line by line; never on the lecture's screen."""


@dataclass(frozen=True)
class Lecture:
    """A whole lecture."""

    title: str
    experiment: Experiment
    """What is run where a scene does not say otherwise."""
    iterations: int
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in which line of a lecture file, from 1."""

    line: int
    message: str
