"""The options that `tinynet-tui FILE.py` and `train FILE.py` share, and how such a file is told."""

from __future__ import annotations

import argparse
import math
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tinynet_tui.experiment.limits import MAX_HIDDEN

from .collected import OPTION, add_name, fields, names_ours
from .experiment_options import add_option
from .parser import FileParser, Parser, UsageError, argument, whole_number
from .script_names import is_file

if TYPE_CHECKING:  # NumPy is imported only when there is something to open
    from tinynet_tui.engine.edits import EditText
    from tinynet_tui.engine.plan import Choice

SCRIPT = "the script"
TAKES_FILE = ("--settings", "--dataset")
"""Options whose value may be a file that is no script."""
MOST_SEED = 2**32 - 1
CELL = re.compile(r"\w[\w.\[\]'\", -]*")
"""The name of a number, perhaps in a list or an object."""


def names_script(arguments: list[str]) -> bool:
    """True when a script is among the arguments: ours, a Python file, or the first is a file."""
    if names_ours(arguments):
        return True
    before = ["", *arguments]
    if any(
        word.endswith(".py") and not word.startswith("-") and option not in TAKES_FILE
        for option, word in zip(before, arguments, strict=False)
    ):
        return True
    return bool(arguments) and not arguments[0].startswith("-") and is_file(arguments[0])


class ScriptParser(FileParser):
    """Parses the options of a script; those of the built-in network are told apart."""

    built_in: Callable[[], Parser]
    """Returns the parser of the same command for the built-in network."""

    def refusal(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        option = word.split("=")[0]
        if option == OPTION:
            return f"one script is opened, and that of {OPTION} is a second one"
        if option in self.built_in().option_names():
            instead = "; for a script, say --let alpha=0.5" if option == "--alpha" else ""
            return f"{option} belongs to the built-in network{instead}"
        if word.startswith("-"):
            return super().refusal(surplus)
        if OPTION in self.option_names():
            return f"{OPTION} names the script, and {surplus[-1]!r} is a second one"
        return f"one file is opened, and {surplus[-1]!r} is a second one"

    def add_what(
        self, *, is_ours: bool, meaning: str = "a Python file with a training loop"
    ) -> None:
        """Add the options that say what is run: one of our scripts, or a file."""
        if not is_ours:
            self.add_file(SCRIPT, meaning)
            return
        group = self.group(SCRIPT)
        add_name(group)
        for field in fields():
            for option in field.options:
                add_option(group, option)


def add_changes(parser: Parser) -> None:
    """Add the options that change numbers in a script's text."""
    group = parser.group(SCRIPT)
    group.add_argument(
        "--seed",
        metavar="N",
        type=whole_number(0, MOST_SEED),
        help="seed random numbers with N, wherever the script seeds them",
    )
    group.add_argument(
        "--let",
        metavar="NAME=VALUE",
        action="append",
        type=argument(setting),
        default=[],
        help="give another value to a number in the text; repeat for more",
    )


def add_loop(parser: Parser) -> None:
    """Add the options that tell what to look at in a script."""
    group = parser.group(SCRIPT)
    group.add_argument(
        "--loop",
        metavar="LINE",
        type=whole_number(1, 10**6),
        help="the line of the loop (default the one that trains)",
    )
    group.add_argument(
        "--error", metavar="EXPR", help="an expression that tells the error (default found)"
    )


def add_edits(parser: Parser) -> None:
    """Add the option that changes numbers on the way."""
    parser.group(SCRIPT).add_argument(
        "--set",
        metavar="EDIT",
        action="append",
        type=argument(_edit),
        default=[],
        help="change a number of the run, as w[0,1]=0.5@100:7 does after step 7 of iteration 100",
    )


def add_hidden(parser: Parser) -> None:
    """Add the option that only files with a built-in script take."""
    parser.group(SCRIPT).add_argument(
        "--hidden",
        metavar="N",
        type=whole_number(0, MAX_HIDDEN),
        help="hidden neurons of a built-in script; for another script, see --let",
    )


def cell(text: str) -> str:
    """Return the name of a number, as l1[2,0]; ValueError for another form."""
    if not CELL.fullmatch(text):
        raise ValueError(f"{text!r} is not of the form NAME[ROW,COL], such as l1[2,0]")
    return text


def choice(options: argparse.Namespace) -> Choice:
    """Return what the options choose for a script."""
    from tinynet_tui.engine.plan import Choice

    loop, error = (getattr(options, name, None) for name in ("loop", "error"))
    return Choice(loop, options.seed, error, dict(options.let) or None)


def _edit(text: str) -> EditText:
    from tinynet_tui.engine.edits import EditText

    return EditText.parse(text)


def setting(text: str) -> tuple[str, float]:
    """Read `alpha=0.5`; ValueError for any other text."""
    name, sign, value = text.partition("=")
    name = name.strip()
    if not sign or not name.isidentifier():
        raise ValueError(f"{text!r} is not of the form NAME=VALUE, such as alpha=0.5")
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a number")
    return name, number


def require_script(name: str) -> None:
    """UsageError where nothing forks."""
    if not hasattr(os, "fork"):
        raise UsageError(f"{name}: this system cannot run a script step by step; Linux can")


def refuse_data(name: str) -> None:
    """UsageError for a file of data, which is opened in another way."""
    if name.lower().endswith((".csv", ".tsv")):
        raise UsageError(f"{name} is no script; to train on its data, say --dataset {name}")
