"""The commands that print and end: `train`, `verify`, `explain`, `presets`."""

from __future__ import annotations

import errno
import signal
import sys
import threading

from tinynet_tui.experiment.limits import MAX_ITERATIONS

from .experiment_options import ExperimentParser, add_experiment, add_iterations, build_experiment
from .parser import PROGRAM, Parser, naming, whole_number

EVERY = 10_000


def train_command(arguments: list[str]) -> int:
    """Train without a screen; return the exit status."""
    parser = ExperimentParser(
        "train", "Train without a screen, printing what the video's script prints."
    )
    add_experiment(parser)
    add_iterations(parser, "how many to train")
    parser.add_argument(
        "--every",
        metavar="N",
        type=whole_number(1, MAX_ITERATIONS),
        default=EVERY,
        help=f"print the error of every so many iterations (default {EVERY:,})",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.read(arguments)
    experiment = build_experiment(options)
    from tinynet_tui.report.train import train

    be_ready()
    return train(
        experiment, iterations=options.iterations, every=options.every, as_json=options.json
    )


def verify_command(arguments: list[str]) -> int:
    """Compare the published numbers; return the exit status."""
    parser = Parser(
        "verify",
        "Compute all published numbers anew and compare them, digit by digit; the exit\n"
        "status is 1 if one is missed. Math libraries differ in the last digits: a\n"
        "difference of 1e-9 of the number is none, of 1e-6 where the run is chaotic.",
    )
    parser.read(arguments)
    from tinynet_tui.report.verify import verify

    be_ready()
    return verify()


def presets_command(arguments: list[str]) -> int:
    """List the presets; return the exit status."""
    parser = Parser("presets", f"List settings worth a look: `{PROGRAM} --preset NAME` opens one.")
    parser.read(arguments)
    from tinynet_tui.report.train import list_presets

    be_ready()
    return list_presets()


def explain_command(arguments: list[str]) -> int:
    """Print a step in plain text; return the exit status."""
    parser = ExperimentParser(
        "explain",
        "Print one phase in plain text: its formula, what it read and what it computed,\n"
        "and the arithmetic of one cell, with as many digits as a calculator needs.",
    )
    add_experiment(parser)
    parser.add_argument(
        "--at",
        metavar="ITERATION[:PHASE]",
        default="0:l0",
        help="which phase, for example 254 or 254:l1_delta (default 0:l0)",
    )
    parser.add_argument(
        "--cell",
        metavar="NAME[ROW,COLUMN]",
        action="append",
        default=[],
        help="which cell, for example l1[2,0]; may be repeated (default: the phase's first)",
    )
    parser.add_argument(
        "--worksheet", action="store_true", help="leave the results blank, with a key behind"
    )
    options = parser.read(arguments)
    experiment = build_experiment(options)
    from tinynet_tui.experiment.cursor import Cursor
    from tinynet_tui.experiment.position import Position

    with naming("--at"):
        position = Position.parse(options.at, experiment.script)
    with naming("--cell"):
        cells = [Cursor.parse(cell, experiment.dimensions) for cell in options.cell]
    from tinynet_tui.report.handout import hand_out, require_computed

    if options.worksheet:
        with naming("--cell"):
            require_computed(experiment, position, [name for name, _ in cells])
    be_ready()
    return hand_out(experiment, position, cells, worksheet=options.worksheet)


def be_ready() -> None:
    """Make ctrl+c raise KeyboardInterrupt from now on; OSError if there is no standard output."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
