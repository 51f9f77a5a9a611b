"""The command `lab`: scripts with one wrong line each, to choose from, to find it, or as a list.

NumPy and Textual are imported only when there is something to show.
"""

from __future__ import annotations

import sys

from .collected import ToOpen
from .parser import PROGRAM, Example, Parser, UsageError, nearest
from .ready import be_ready
from .viewing import add_viewing, is_terminal

LONGEST_NAME = 40


class LabParser(Parser):
    """Parses the name of a script and the options of what opens in a terminal."""

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        from tinynet_tui.support.quote import quoted

        return f"lab opens one script, and {quoted(surplus[0], LONGEST_NAME)} is a second one"


def lab_parser() -> LabParser:
    """Return the parser of `lab`."""
    parser = LabParser(
        "lab",
        "Find the wrong line. Each of these scripts of ours has one. Step through it, look at its "
        "numbers, check its slopes, put the cursor on the line and press enter. Without NAME, "
        "choose one from a list.",
        (
            Example(f"{PROGRAM} lab", "choose a script from a list"),
            Example(f"{PROGRAM} lab --list", "print the list"),
        ),
        takes="[NAME] [options]",
    )
    group = parser.group("which script")
    group.add_argument("bug", metavar="NAME", nargs="?", help="its name or its number in the list")
    group.add_argument("--list", action="store_true", help="print the list, as in a pipe")
    add_viewing(parser)
    return parser


def lab(arguments: list[str]) -> int | ToOpen:
    """Print the list and return the exit status, or return what is to be opened."""
    options = lab_parser().read(arguments)
    if options.kiosk:
        raise UsageError("--kiosk opens the built-in network only, not a script")
    from tinynet_tui.lab.lab import LAB, PREFIX, numbered

    if options.list or (options.bug is None and not is_terminal(sys.stdout)):
        if options.bug is not None:
            raise UsageError(f"--list prints the whole list, not {options.bug!r:.40}")
        from tinynet_tui.export.last_session import counts_path
        from tinynet_tui.report.lab import list_lab

        be_ready()
        return list_lab(counts_path())
    name = options.bug
    if name is not None:
        found = numbered(name.removeprefix(PREFIX))
        if found is None:
            hint = nearest(name, [one.name for one in LAB]) or f"`{PROGRAM} lab --list` lists them"
            raise UsageError(f"lab: there is no script {name!r:.40}; {hint}")
        return ToOpen(f"{PREFIX}{found.name}", options, choosing=False)
    return ToOpen(f"{PREFIX}{_next()}", options, choosing=True)


def _next() -> str:
    """Return the name of the first script that is not done."""
    from tinynet_tui.export.last_session import counts_path
    from tinynet_tui.lab.counts import Counts
    from tinynet_tui.lab.listing import listing

    listed = listing(Counts(counts_path()))
    return next((one.name for one in listed if not one.count.is_over), listed[0].name)
