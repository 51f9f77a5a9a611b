"""The commands that print and end: `train`, `verify`, `explain`, `presets`."""

from __future__ import annotations

from tinynet_tui.experiment.limits import MAX_ITERATIONS
from tinynet_tui.support.complaint import complain

from .experiment_options import (
    ExperimentParser,
    add_experiment,
    add_iterations,
    add_position,
    build_experiment,
)
from .parser import OUTPUT, PROGRAM, Example, Parser, naming, whole_number
from .ready import be_ready
from .script_options import names_script
from .script_reports import explain_script, train_script

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
        return train_script(arguments, train_parser)
    options = train_parser().read(arguments)
    experiment = build_experiment(options)
    from tinynet_tui.report.train import train

    be_ready()
    return train(
        experiment, iterations=options.iterations, every=options.every, as_json=options.json
    )


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
        "arithmetic of one number, with enough digits to check it on a calculator. With a Python "
        "file it prints a step of that script; then it takes --at, --loop, --error, --seed, --let "
        "and --set.",
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
    if names_script(arguments):
        return explain_script(arguments, explain_parser)
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
    for words in advice(experiment).splitlines():
        complain(words)
    return hand_out(experiment, position, cells, worksheet=options.worksheet)
