"""Leading and following a class: the option `--lead` and the command `follow`.

NumPy and Textual are imported only when a class is opened.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from .parser import PROGRAM, Example, Parser, UsageError, file_name
from .settings import in_force
from .viewing import OPENING, add_viewing, require_terminal

if TYPE_CHECKING:
    from tinynet_tui.ui.app.leading import Leading

CLASS = "class"
"""The name of a class to which nobody gives one."""
LEAD = """\
lead a class, which others follow

NAME is the name of the class, "class" if none is given. Others follow it with `tinynet-tui follow`.
"""
NAMES = """\
ask those who follow for their names

Everybody may stay anonymous. The names go to you, and not to the others.
"""
RESULTS = """\
write the answers of the class to FILE.csv

For each question whose answer you show there is a line for each answer, with how many gave it; with
--names a line for each who answered. A file with results goes on; no other file is changed.
"""
ABOUT = (
    "Follow a class. The screen does what the lecturer's does, at its own size. A key that moves "
    "leads away from the lecturer; backspace rejoins. Without NAME it is the only class on this "
    "machine. ACCOUNT/NAME is the class of that account, ssh://HOST/NAME one on another machine, "
    "through your own ssh."
)
EXAMPLES = (
    Example(f"{PROGRAM} follow monday", "follow the class called monday"),
    Example(f"{PROGRAM} follow ada/class", "follow the class that the account ada leads"),
)
PIPE = """\
connect input and output with the class, for ssh

`tinynet-tui follow ssh://HOST/NAME` starts this on the other machine. It draws nothing.
"""


class ClassParser(Parser):
    """Parses the options of a command that takes one class."""

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"{self.command} takes one class, and {surplus[0]!r:.40} is a second one"


def follow_parser() -> ClassParser:
    """Return the parser of `follow`."""
    parser = ClassParser("follow", ABOUT, EXAMPLES, takes="[NAME] [options]")
    group = parser.group("which class")
    group.add_argument(
        "source",
        metavar="NAME",
        nargs="?",
        default="",
        help="the class's name or address (default the only one there is)",
    )
    group.add_argument("--pipe", action="store_true", help=PIPE)
    add_viewing(parser)
    return parser


def follow(arguments: list[str]) -> int:
    """Follow a class until it is left; return the exit status."""
    options = follow_parser().read(arguments)
    from tinynet_tui.classroom.shared import ClassError
    from tinynet_tui.classroom.sources import Helper, Local, Source, Ssh, parse
    from tinynet_tui.support.giving_way import giving_way

    try:
        source: Source = parse(options.source)
        if options.kiosk and not isinstance(source, Local):
            raise UsageError("--kiosk follows a class on this machine only")
        if options.pipe:
            return _pipe(options, source)
        require_terminal()
        if options.kiosk:
            source = Helper(options.source)
        settings = in_force(options)
        from tinynet_tui.ui.app.follow_launch import open_class

        # The lecturer's keys come first on the lecturer's machine.
        with nullcontext() if isinstance(source, Ssh) else giving_way():
            return open_class(source, speed=options.speed, settings=settings, kiosk=options.kiosk)
    except ClassError as error:
        raise UsageError(f"follow: {error}") from None


def _pipe(options: argparse.Namespace, source: object) -> int:
    from tinynet_tui.classroom.pipe import run
    from tinynet_tui.classroom.sources import Local

    if options.kiosk or not isinstance(source, Local):
        raise UsageError("--pipe takes the name of a class on this machine, and no --kiosk")
    return run(options.source)


def add_lead(parser: Parser) -> None:
    """Add the option to lead a class."""
    parser.group(OPENING).add_argument("--lead", metavar="NAME", nargs="?", const=CLASS, help=LEAD)


def add_results(parser: Parser) -> None:
    """Add the options about the answers of a class, for what can ask questions."""
    group = parser.group(OPENING)
    group.add_argument("--names", action="store_true", help=NAMES)
    group.add_argument("--results", metavar="FILE.csv", type=file_name, help=RESULTS)


def require_leading(options: argparse.Namespace) -> None:
    """Raise UsageError if a guest wants to lead, or if a file was taken for a class's name."""
    name = options.lead
    if name is None:
        for option in ("names", "results"):
            if getattr(options, option, None):
                raise UsageError(f"--{option} is about a class: it needs --lead")
        return
    if options.kiosk:
        raise UsageError("--lead: a guest in a kiosk cannot lead a class")
    if not name:
        raise UsageError("--lead: the name of the class is empty")
    if name.endswith((".md", ".py", ".csv")):
        raise UsageError(f"--lead: {name!r:.60} is a file, which comes before --lead")


def led(options: argparse.Namespace) -> Leading | None:
    """Begin the class that the options name, if any; UsageError if that is impossible."""
    name = getattr(options, "lead", None)
    if name is None:
        return None
    from tinynet_tui.classroom.shared import ClassError
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.lecture.left_scene import LeftScene
    from tinynet_tui.lecture.results import Results
    from tinynet_tui.lecture.totals import Totals
    from tinynet_tui.support.files import FileError
    from tinynet_tui.ui.app.leading import Leading

    path, names = getattr(options, "results", None), getattr(options, "names", False)
    results = None if path is None else Results(Path(path), names=names)
    folder = default_path().parent
    left = LeftScene(folder / f"class-{name}.json")
    totals = Totals(folder / f"totals-{name}.json" if results and names else None)
    leading = Leading(name, names=names, results=results, left=left, totals=totals)
    try:
        leading.open()
    except ClassError as error:
        raise UsageError(f"--lead: {error}") from None
    except FileError as error:
        raise UsageError(f"--results: {error}") from None
    return leading
