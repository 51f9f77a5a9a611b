"""The command `compare`: two scripts side by side, up to where they part."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from .parser import PROGRAM, Example, FileParser, UsageError, argument, file_name, whole_number
from .ready import be_ready
from .script_names import file_or_ours
from .script_options import MOST_SEED, refuse_data, require_script, setting

if TYPE_CHECKING:
    from tinynet_tui.engine.plan import Choice

ABOUT = (
    "Run two scripts in step, and print the first line at which their numbers differ, with both "
    "numbers. Names are free to differ. Where data, first weights, seed or other numbers in the "
    "text differ, that is said first, and OTHER is run with those of FILE. Without OTHER it is the "
    "video's own script, or the nearest of ours if that does not fit. The exit status is 0 if the "
    "lines do the same but for rounding, also if the setting differs; 1 if a line does something "
    "else; 2 if they cannot be compared."
)
EXAMPLES = (
    Example(f"{PROGRAM} compare mine.py", "compare your script with the video's"),
    Example(
        f"{PROGRAM} compare mine.py other.py --within 0",
        "compare two scripts in every bit",
    ),
)
FILES, HOW = "the scripts", "how they are compared"


class CompareParser(FileParser):
    """Parses the names of two files."""

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"compare takes two files, and {surplus[0]!r} is a third one"


def compare_parser() -> CompareParser:
    """Return the parser of `compare`."""
    parser = CompareParser("compare", ABOUT, EXAMPLES, takes="FILE [OTHER] [options]")
    files = parser.group(FILES)
    files.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=file_name,
        help=f"a Python file with a training loop, or a name of `{PROGRAM} scripts`",
    )
    files.add_argument(
        "other",
        metavar="OTHER",
        nargs="?",
        type=file_name,
        help="another one (default the video's)",
    )
    how = parser.group(HOW)
    how.add_argument(
        "--within",
        metavar="X",
        type=argument(_within),
        help="pass over differences up to X, and no larger ones; 0 compares every bit (default "
        "rounding)",
    )
    how.add_argument(
        "--at",
        metavar="ITERATION",
        type=whole_number(0, 10**9),
        help="compare this iteration only",
    )
    how.add_argument(
        "--iterations",
        metavar="N",
        type=whole_number(1, 10**9),
        help="compare the first N iterations (default up to 10,000)",
    )
    how.add_argument(
        "--all", action="store_true", help="print every setting that differs, not only a few"
    )
    for prefix, whose in (("--", "FILE"), ("--other-", "OTHER")):
        group = parser.group(f"changes in {whose}")
        group.add_argument(
            f"{prefix}seed",
            metavar="N",
            type=whole_number(0, MOST_SEED),
            help=f"seed the random numbers of {whose} with N",
        )
        group.add_argument(
            f"{prefix}let",
            metavar="NAME=VALUE",
            action="append",
            type=argument(setting),
            default=[],
            help=f"give another value to a number in the text of {whose}; repeat for more",
        )
        group.add_argument(
            f"{prefix}loop",
            metavar="LINE",
            type=whole_number(1, 10**6),
            help=f"the line of the loop in {whose} (default the one that trains)",
        )
    return parser


def _within(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found < math.inf:
        raise ValueError(f"{text!r} is not a size of differences, such as 1e-9")
    return found


def compare(arguments: list[str]) -> int:
    """Compare two scripts; return the exit status."""
    options = compare_parser().read(arguments)
    if options.file is None:
        raise UsageError("compare takes a Python file, such as mine.py")
    if options.at is not None and options.iterations is not None:
        raise UsageError("--at and --iterations: give one of them")
    names = (options.file, *([options.other] if options.other else []))
    for name in names:
        refuse_data(name)
    require_script(options.file)
    from tinynet_tui.compare.asked import Asked

    asked = Asked(
        file_or_ours(options.file),
        file_or_ours(options.other) if options.other else None,
        (_choice(options, ""), _choice(options, "other_")),
        within=options.within,
        first=options.at or 0,
        iterations=1 if options.at is not None else options.iterations,
    )
    be_ready()
    from tinynet_tui.report.compare import compare_scripts

    return compare_scripts(asked, all_settings=options.all)


def _choice(options: argparse.Namespace, prefix: str) -> Choice:
    from tinynet_tui.engine.plan import Choice

    given = vars(options)
    lets = dict(given[f"{prefix}let"]) or None
    return Choice(given[f"{prefix}loop"], given[f"{prefix}seed"], None, lets)
