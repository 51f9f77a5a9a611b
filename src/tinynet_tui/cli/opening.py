"""What the trainer opens: the options' experiment or the last session.

NumPy is imported only when there is something to open.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from .experiment_options import (
    ExperimentParser,
    add_experiment,
    add_iterations,
    add_position,
    build_experiment,
    build_preset,
)
from .follow import add_lead, require_leading
from .parser import Parser, UsageError, naming
from .viewing import OPENING, add_viewing

if TYPE_CHECKING:
    from tinynet_tui.experiment.cursor import Cursor
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.position import Position

RESUME = """\
open the last session again

It opens paused, at the position where you were. It cannot be used with an option that chooses what
is trained or where to open.
"""


class Opening(NamedTuple):
    """What the trainer opens, and its first message."""

    experiment: Experiment
    iterations: int
    at: Position | None
    cell: tuple[str, Cursor] | None
    greeting: str


def add_run(parser: Parser) -> None:
    """Add the options for what to open, and where."""
    add_experiment(parser)
    add_iterations(parser, "where playing stops")
    add_position(parser, OPENING)


def from_options(options: argparse.Namespace) -> Opening:
    """Return the opening that the options describe."""
    experiment = build_experiment(options)
    from tinynet_tui.experiment.position import Position

    with naming("--at"):
        at = None if options.at is None else Position.parse(options.at, experiment.script)
    with naming("--cell"):
        cell = cell_of(options.cell, experiment)
    preset = None if options.preset is None else build_preset(options.preset)
    from tinynet_tui.experiment.advice import advice

    greeting = advice(experiment)
    if preset is not None and preset.experiment == experiment:
        greeting = f"{preset.title}\n{preset.commentary}"
    return Opening(experiment, options.iterations, at, cell, greeting)


def from_last_session(arguments: list[str]) -> Opening:
    """Return the last session; UsageError without one, or with options for something else."""
    viewing = Parser("")
    add_any_run(viewing)
    _, others = viewing.parse_known_args(arguments)
    if others:
        option = others[0].split("=")[0]
        raise UsageError(f"{option} cannot be used with --resume, which opens the last session")
    run = ExperimentParser("", helps=False)
    add_run(run)
    from tinynet_tui.experiment.position import Position
    from tinynet_tui.export.last_session import LastSession, default_path
    from tinynet_tui.support.files import FileError, shown

    path = default_path()
    try:
        found = LastSession.read(path)
        opening = from_options(run.read(found.command[1:]))
    except FileError as error:
        raise UsageError(f"nothing to resume: {error}") from None
    except UsageError as error:
        raise UsageError(f"nothing to resume: {shown(path)}: {error}") from None
    at = opening.at or Position()
    return opening._replace(greeting=found.greeting(opening.experiment, at))


def cell_of(texts: list[str], experiment: Experiment) -> tuple[str, Cursor] | None:
    """Return the variable of the last cell, and the cursor through all of them."""
    from tinynet_tui.experiment.cursor import Cursor

    name, cursor = "", Cursor()
    for text in texts:
        name, through = Cursor.parse(text, experiment.dimensions)
        cell = through.cell(name, experiment.dimensions)
        cursor = cursor.through(name, cell, experiment.dimensions)
    return (name, cursor) if name else None


def opening(options: argparse.Namespace, arguments: list[str]) -> Opening:
    """Return what the options open; UsageError if they contradict each other."""
    if options.script is not None:
        raise UsageError("--script: a kiosk opens the built-in network only")
    if options.kiosk and options.resume:
        raise UsageError("--resume: a kiosk keeps no session")
    require_leading(options)
    return from_last_session(arguments) if options.resume else from_options(options)


def add_any_run(parser: Parser) -> None:
    """Add the options that go with any run."""
    group = parser.group(OPENING)
    group.add_argument("--resume", action="store_true", help=RESUME)
    group.add_argument("--play", action="store_true", help="play at once (default paused)")
    add_lead(parser)
    add_viewing(parser)
