"""`train FILE.py`, `explain FILE.py` and `check FILE.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .collected import names_ours, ours
from .known_script import known, refuse_hidden
from .parser import PROGRAM, Example, Parser, UsageError, argument, naming
from .ready import be_ready
from .script_names import file_or_ours, require_there
from .script_options import (
    SCRIPT,
    ScriptParser,
    add_changes,
    add_edits,
    add_hidden,
    add_loop,
    choice,
    refuse_data,
    require_script,
)


def train_script_parser(built_in: Callable[[], Parser], *, is_ours: bool = False) -> ScriptParser:
    """Return the parser of `train` with a script; `built_in` is that without one."""
    parser = ScriptParser(
        "train",
        "Run a Python file and print what `python FILE.py` prints, with other numbers if you like.",
        takes="FILE.py [--seed N] [--let NAME=VALUE]",
    )
    parser.built_in = built_in
    parser.add_what(is_ours=is_ours, meaning="a Python file")
    add_changes(parser)
    return parser


def train_script(arguments: list[str], built_in: Callable[[], Parser]) -> int:
    """Run a script to its end; return the exit status."""
    is_ours = names_ours(arguments)
    options = train_script_parser(built_in, is_ours=is_ours).read(arguments)
    own = ours(options) if is_ours else None
    path = own.path if own else Path(options.file)
    if own is None:
        refuse_data(options.file)
        require_there(options.file)
    require_script(path.name)
    from tinynet_tui.report.script import train_script as train

    be_ready(prints=False)  # whether there is a standard output is for the script to find out
    return train(
        str(path) if own else options.file, choice(options), own.text.data if own else None
    )


def explain_script_parser(built_in: Callable[[], Parser], *, is_ours: bool = False) -> ScriptParser:
    """Return the parser of `explain` with a script; `built_in` is that without one."""
    parser = ScriptParser(
        "explain",
        "Print one step of a Python file with a training loop: its line, what it has written and "
        "what it has read, with all digits, and the arithmetic of a number.",
        (
            Example(
                f"{PROGRAM} explain mine.py --at 254:l1_error", "print a step of iteration 254"
            ),
            Example(
                f"{PROGRAM} explain mine.py --at 254:l1_error --cell 'l1_error[2,0]'",
                "explain a number of it",
            ),
        ),
        takes="FILE.py [options]",
    )
    parser.built_in = built_in
    parser.add_what(is_ours=is_ours)
    add_loop(parser)
    add_changes(parser)
    add_edits(parser)
    parser.group(SCRIPT).add_argument(
        "--at", metavar="POSITION", help="the step: 254, 254:7 or 254:l1_error (default 0:1)"
    )
    if not is_ours:
        add_hidden(parser)
    parser.group(SCRIPT).add_argument(
        "--cell",
        metavar="NAME[ROW,COL]",
        action="append",
        default=[],
        help="explain a number: 'l1[2,0]' (default the first that is written); may be repeated",
    )
    return parser


def explain_script(arguments: list[str], built_in: Callable[[], Parser]) -> int:
    """Print a step of a script; return the exit status."""
    is_ours = names_ours(arguments)
    options = explain_script_parser(built_in, is_ours=is_ours).read(arguments)
    own = ours(options) if is_ours else None
    path = own.path if own else Path(options.file)
    if own is None:
        refuse_data(options.file)
        require_there(options.file)
    if own is None and (found := known(options)) is not None:
        from tinynet_tui.experiment.cursor import Cursor
        from tinynet_tui.experiment.position import Position
        from tinynet_tui.report.handout import hand_out

        with naming("--cell"):
            cells = [Cursor.parse(cell, found.experiment.dimensions) for cell in options.cell]
        be_ready()
        return hand_out(found.experiment, found.at or Position(), cells, worksheet=False)
    if own is None:
        refuse_hidden(options)
    require_script(path.name)
    from tinynet_tui.report.script_step import explain_script as explain

    be_ready()
    at = options.at or "0:1"
    text = own.text.data if own else None
    return explain(path, choice(options), at, options.set, options.cell, text)


def check_parser() -> ScriptParser:
    """Return the parser of `check`."""
    parser = ScriptParser(
        "check",
        "Check the slopes of a Python file with a training loop: each weight's update beside the "
        "measured slope of the loss, and the line with the first difference. The exit status is 0 "
        "where all updates follow the slope, 1 where one does not, and 2 where it cannot be said.",
        (
            Example(f"{PROGRAM} check mine.py", "check every weight of a script"),
            Example(f"{PROGRAM} check mine.py --loss 'np.sum(l2_error**2)'", "name the loss"),
        ),
        takes="FILE.py [options]",
    )
    parser.built_in = lambda: Parser("")
    parser.add_file(SCRIPT, f"a Python file with a training loop, or a name of `{PROGRAM} scripts`")
    add_loop(parser)
    add_changes(parser)
    group = parser.group(SCRIPT)
    group.add_argument(
        "--loss",
        metavar="EXPR",
        type=argument(_expression),
        help="the loss: squared, cross-entropy, or an expression of what the script computes "
        "(default found)",
    )
    group.add_argument(
        "--all", action="store_true", help="show every update, not only one of each weight"
    )
    group.add_argument("--json", action="store_true", help="print JSON")
    return parser


def check(arguments: list[str]) -> int:
    """Check the slopes of a script; return the exit status."""
    options = check_parser().read(arguments)
    if options.file is None:
        raise UsageError("check needs a Python file with a training loop: check FILE.py")
    require_script(options.file)
    from tinynet_tui.report.slopes import check_script

    be_ready()
    return check_script(
        file_or_ours(options.file),
        choice(options),
        options.loss,
        every_row=options.all,
        as_json=options.json,
    )


def _expression(text: str) -> str:
    from tinynet_tui.slopes.named_losses import is_named

    if is_named(text):
        return text
    try:
        compile(text, "--loss", "eval")
    except (SyntaxError, ValueError):
        raise ValueError(
            f"{text!r} is not squared, cross-entropy or an expression, such as np.sum(error**2)"
        ) from None
    return text
