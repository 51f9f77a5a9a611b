"""Opens the trainer.

NumPy is imported only when there is something to open.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tinynet_tui import __version__

from .commands import COMMANDS, TABLE, listing
from .experiment_options import OF_SCRIPTS, ExperimentParser
from .follow import led
from .opening import Opening, add_any_run, add_run, opening
from .parser import PROGRAM, Example, Parser, PrintVersion, nearest
from .script_names import script_meant
from .settings import in_force
from .viewing import require_terminal

if TYPE_CHECKING:
    from tinynet_tui.worker.scripts.saved_file import SavedFile

ABOUT = "Watch a small neural network learn, number by number. ? shows help, q quits."
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
        return f"{super().introduction()}\ncommands:\n{listing()}"

    def refusal(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        option = word.split("=")[0]
        if option in OF_SCRIPTS[""]:
            return super().refusal([word])
        owners = [one.name for one in TABLE if option in one.parser().option_names()]
        if owners:
            return f"{option} belongs to {' and '.join(owners)}: {PROGRAM} {owners[0]} {option}"
        if word.startswith("-"):
            return super().refusal(surplus)
        if word in COMMANDS:
            return f"the command comes first: {PROGRAM} {word} [options]"
        meant = nearest(word, COMMANDS) or script_meant(word)
        return f"unknown command {word!r}; {meant or self.where}"


def open_trainer(arguments: list[str]) -> int:
    """Open the trainer; return the exit status."""
    options = trainer_parser().read(arguments)
    return show(opening(options, arguments), options)


def show(opens: Opening, options: argparse.Namespace, file: SavedFile | None = None) -> int:
    """Show what is to be opened, perhaps from a file, until it is quit; return the exit status."""
    require_terminal()
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.ui.app.launch import open_trainer as open_app

    return open_app(
        opens.experiment,
        iterations=opens.iterations,
        speed=options.speed,
        at=opens.at,
        cell=opens.cell,
        play=options.play,
        greeting=opens.greeting,
        settings=in_force(options),
        resume_path=None if options.kiosk else default_path(),
        kiosk=options.kiosk,
        file=file,
        leading=led(options),
    )


def trainer_parser() -> Parser:
    """Return the parser of the trainer's options."""
    parser = TrainerParser(
        "", ABOUT, EXAMPLES, takes="[--help | --version] [COMMAND | FILE.py] [options]"
    )
    parser.add_argument(
        "--version",
        action=PrintVersion,
        version=f"{PROGRAM} {__version__}",
    )
    add_run(parser)
    add_any_run(parser)
    return parser
