"""Opens the trainer, with the options' experiment or the last session.

NumPy is imported only when there is something to open.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from tinynet_tui import __version__

from .commands import COMMANDS, TABLE, listing
from .experiment_options import (
    ExperimentParser,
    add_experiment,
    add_iterations,
    add_position,
    build_experiment,
    build_preset,
)
from .parser import PROGRAM, Example, Parser, PrintVersion, UsageError, naming, nearest
from .settings import in_force
from .viewing import OPENING, add_viewing, require_terminal

if TYPE_CHECKING:
    from tinynet_tui.experiment.cursor import Cursor
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.position import Position


ABOUT = (
    "Watch a small neural network learn, with every number on the screen. Without a command the "
    "trainer opens; there ? shows help and q quits. `tinynet-tui FILE.py` opens a script of your own."
)
RESUME = """\
open the last session again

It opens paused, at the position where you were. It cannot be used with an option that chooses what
is trained or where to open.
"""
EXAMPLES = (
    Example(
        f"{PROGRAM} --at 254:l1_error --cell 'l1_error[2,0]'",
        "open at iteration 254, with one number explained",
    ),
    Example(f"{PROGRAM} --dataset moons --hidden 8 --play", "open other data and play at once"),
)


class TrainerParser(ExperimentParser):
    """Parses the trainer's options; a surplus word may be meant as a command."""

    def introduction(self) -> str:
        return f"{super().introduction()}\n\ncommands:\n{listing()}"

    def refusal(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        option = word.split("=")[0]
        owners = [one.name for one in TABLE if option in one.parser().option_names()]
        if owners:
            return f"{option} belongs to {' and '.join(owners)}: {PROGRAM} {owners[0]} {option}"
        if word.startswith("-"):
            return super().refusal(surplus)
        if word in COMMANDS:
            return f"the command comes first: {PROGRAM} {word} [options]"
        return f"unknown command {word!r}; {nearest(word, COMMANDS) or self.where}"


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
        cell = _cell(options.cell, experiment)
    preset = None if options.preset is None else build_preset(options.preset)
    greeting = f"{preset.title}\n{preset.commentary}" if preset else ""
    return Opening(experiment, options.iterations, at, cell, greeting)


def from_last_session(arguments: list[str]) -> Opening:
    """Return the last session; UsageError without one, or with options for something else."""
    viewing = Parser("")
    _add_any_run(viewing)
    _, others = viewing.parse_known_args(arguments)
    if others:
        option = others[0].split("=")[0]
        raise UsageError(f"{option} cannot be used with --resume, which opens the last session")
    run = TrainerParser("", helps=False)
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


def _cell(texts: list[str], experiment: Experiment) -> tuple[str, Cursor] | None:
    """Return the variable of the last cell, and the cursor through all of them."""
    from tinynet_tui.experiment.cursor import Cursor

    name, cursor = "", Cursor()
    for text in texts:
        name, through = Cursor.parse(text, experiment.dimensions)
        cell = through.cell(name, experiment.dimensions)
        cursor = cursor.through(name, cell, experiment.dimensions)
    return (name, cursor) if name else None


def open_trainer(arguments: list[str]) -> int:
    """Open the trainer; return the exit status."""
    options = trainer_parser().read(arguments)
    if options.kiosk and options.resume:
        raise UsageError("--resume: a kiosk keeps no session")
    opening = from_last_session(arguments) if options.resume else from_options(options)
    require_terminal()
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.ui.app.launch import open_trainer as open_app

    return open_app(
        opening.experiment,
        iterations=opening.iterations,
        speed=options.speed,
        at=opening.at,
        cell=opening.cell,
        play=options.play,
        greeting=opening.greeting,
        settings=in_force(options),
        resume_path=None if options.kiosk else default_path(),
        kiosk=options.kiosk,
    )


def trainer_parser() -> Parser:
    """Return the parser of the trainer's options."""
    parser = TrainerParser("", ABOUT, EXAMPLES, takes="[--help | --version] [COMMAND] [options]")
    parser.add_argument(
        "--version",
        action=PrintVersion,
        version=f"{PROGRAM} {__version__}",
    )
    add_run(parser)
    _add_any_run(parser)
    return parser


def _add_any_run(parser: Parser) -> None:
    """Add the options that go with any run."""
    group = parser.group(OPENING)
    group.add_argument("--resume", action="store_true", help=RESUME)
    group.add_argument("--play", action="store_true", help="play at once (default paused)")
    add_viewing(parser)
