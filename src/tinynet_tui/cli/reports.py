"""The commands that print and end: `train`, `verify`, `explain`, `presets`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.support.complaint import complain

from .experiment_options import (
    ExperimentParser,
    add_experiment,
    add_iterations,
    add_position,
    build_experiment,
)
from .parser import OUTPUT, PROGRAM, Example, Parser, naming, require_output, whole_number
from .script_options import SCRIPT, ScriptParser, add_changes, names_script, require_script

EVERY = 10_000


def train_parser() -> Parser:
    """Return the parser of `train`."""
    parser = ExperimentParser(
        "train",
        f"Train without a screen. It prints the error every {EVERY:,} iterations, and at the end "
        "the output for each example, like the script in the video. With a Python file it prints "
        "what `python FILE.py` prints; then it takes --seed and --let only.",
        (
            Example(f"{PROGRAM} train --iterations 20000", "print two errors and the output"),
            Example(
                f"{PROGRAM} train --dataset moons --iterations 5000 --json",
                "train on other data, for a program that reads JSON",
            ),
            Example(f"{PROGRAM} train mine.py --let alpha=0.5", "run a script of your own"),
        ),
    )
    add_experiment(parser)
    add_iterations(parser, "how many iterations to train")
    output = parser.group(OUTPUT)
    output.add_argument(
        "--every",
        metavar="N",
        type=whole_number(1, MAX_ITERATIONS),
        default=EVERY,
        help=f"print the error every N iterations (default {EVERY:,})",
    )
    output.add_argument("--json", action="store_true", help="print one JSON object instead")
    return parser


def train_command(arguments: list[str]) -> int:
    """Train without a screen; return the exit status."""
    if names_script(arguments):
        return _train_script(arguments)
    options = train_parser().read(arguments)
    experiment = build_experiment(options)
    from tinynet_tui.report.train import train

    be_ready()
    return train(
        experiment, iterations=options.iterations, every=options.every, as_json=options.json
    )


def script_parser() -> ScriptParser:
    """Return the parser of `train` with a script."""
    parser = ScriptParser(
        "train",
        "Run a Python file with a training loop, and print what `python FILE.py` prints.",
        takes="FILE.py [--seed N] [--let NAME=VALUE]",
    )
    parser.built_in = train_parser
    parser.add_file(SCRIPT, "a Python file with a training loop")
    add_changes(parser)
    return parser


def _train_script(arguments: list[str]) -> int:
    options = script_parser().read(arguments)
    require_script(options.file)
    from tinynet_tui.engine.plan import Choice
    from tinynet_tui.report.script import train_script

    be_ready()
    return train_script(Path(options.file), Choice(seed=options.seed, lets=dict(options.let)))


def verify_parser() -> Parser:
    """Return the parser of `verify`."""
    return Parser(
        "verify",
        "Compute all published numbers again and compare them digit by digit. The exit status is "
        "1 if one is different. Math libraries differ in the last digits, so a relative difference "
        "of 1e-9 is allowed, or of 1e-6 where small differences grow.",
        (
            Example(f"{PROGRAM} verify", "compare all numbers"),
            Example(f"{PROGRAM} verify > verify.txt && echo same", "use the result in a script"),
        ),
        takes="",
    )


def verify_command(arguments: list[str]) -> int:
    """Compare the published numbers; return the exit status."""
    verify_parser().read(arguments)
    from tinynet_tui.report.verify import verify

    be_ready()
    return verify()


def presets_parser() -> Parser:
    """Return the parser of `presets`."""
    return Parser(
        "presets",
        "List the presets: experiments worth a look, and what to see in each.",
        (
            Example(f"{PROGRAM} presets", "list all presets"),
            Example(f"{PROGRAM} --preset stuck", "open one of them"),
        ),
        takes="",
    )


def presets_command(arguments: list[str]) -> int:
    """List the presets; return the exit status."""
    presets_parser().read(arguments)
    from tinynet_tui.report.train import list_presets

    be_ready()
    return list_presets()


def explain_parser() -> Parser:
    """Return the parser of `explain`."""
    parser = ExperimentParser(
        "explain",
        "Print one step as plain text: its formula, what it reads, what it computes, and the "
        "arithmetic of one number, with enough digits to check it on a calculator.",
        (
            Example(
                f"{PROGRAM} explain --at 254:l1_error --cell 'l1_error[2,0]'",
                "explain a number of iteration 254",
            ),
            Example(
                f"{PROGRAM} explain --at 254:l1_error --worksheet", "print a worksheet for a class"
            ),
        ),
    )
    add_experiment(parser)
    add_position(parser, "what to explain", default="0:l0")
    parser.group(OUTPUT).add_argument(
        "--worksheet",
        action="store_true",
        help="leave the results blank; the answers come at the end, after the line Answers",
    )
    return parser


def explain_command(arguments: list[str]) -> int:
    """Print a step in plain text; return the exit status."""
    options = explain_parser().read(arguments)
    experiment = build_experiment(options)
    from tinynet_tui.experiment.advice import advice
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
    if words := advice(experiment):
        complain(words)
    return hand_out(experiment, position, cells, worksheet=options.worksheet)


def be_ready() -> None:
    """Make ctrl+c raise KeyboardInterrupt from now on; OSError if there is no standard output."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    require_output()
