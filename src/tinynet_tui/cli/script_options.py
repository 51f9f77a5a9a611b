"""The options that `tinynet-tui FILE.py` and `train FILE.py` share, and how such a file is told."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from .parser import FileParser, Parser, UsageError, argument, whole_number

SCRIPT = "the script"
TAKES_FILE = ("--settings", "--dataset")
"""Options whose value may be a file that is no script."""
MOST_SEED = 2**32 - 1


def names_script(arguments: list[str]) -> bool:
    """True when a Python file is among the arguments, or the first is a file."""
    before = ["", *arguments]
    if any(
        word.endswith(".py") and not word.startswith("-") and option not in TAKES_FILE
        for option, word in zip(before, arguments, strict=False)
    ):
        return True
    return bool(arguments) and not arguments[0].startswith("-") and _is_file(arguments[0])


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


class ScriptParser(FileParser):
    """Parses the options of a script; those of the built-in network are told apart."""

    built_in: Callable[[], Parser]
    """Returns the parser of the same command for the built-in network."""

    def refusal(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        option = word.split("=")[0]
        if option in self.built_in().option_names():
            return f"{option} belongs to the built-in network; for a script, say --let alpha=0.5"
        if word.startswith("-"):
            return super().refusal(surplus)
        return f"one file is opened, and {surplus[-1]!r} is a second one"


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
        type=argument(_setting),
        default=[],
        help="give another value to a number in the text; repeat for more",
    )


def _setting(text: str) -> tuple[str, float]:
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
    """UsageError for a file of data, which is opened in another way."""
    if name.lower().endswith((".csv", ".tsv")):
        raise UsageError(f"{name} is no script; to train on its data, say --dataset {name}")
