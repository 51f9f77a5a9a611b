"""The command `speaker`: the speaker's terminal of a class that this account leads.

Textual is imported only when it is opened.
"""

from __future__ import annotations

import argparse

from .follow import ClassParser
from .parser import PROGRAM, Example, UsageError
from .settings import in_force
from .viewing import add_terminal, require_terminal

ABOUT = (
    "Show in a second terminal what only you should see while you lead a class: the notes, the "
    "question with its answer, the next scene, the time, who is here and what they answer. Its "
    "pagedown and pageup drive the lecture. It goes with lecture --lead, under the same account "
    "on the same machine. Without NAME it is the only class that you lead."
)
EXAMPLES = (
    Example(f"{PROGRAM} speaker monday", "open it for the class monday, begun or not"),
    Example(f"{PROGRAM} speaker monday --no-mouse", "leave the mouse to the terminal"),
)


def speaker_parser() -> ClassParser:
    """Return the parser of `speaker`."""
    parser = ClassParser("speaker", ABOUT, EXAMPLES, takes="[NAME] [options]")
    parser.group("which class").add_argument(
        "name", metavar="NAME", nargs="?", default="", help="the class (default the only one)"
    )
    add_terminal(parser)
    parser.add_argument("--kiosk", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(fps=None)
    return parser


def speaker(arguments: list[str]) -> int:
    """Attend a class of this account until it ends or is left; return the exit status."""
    options = speaker_parser().read(arguments)
    if options.kiosk:
        raise UsageError("speaker: a guest in a kiosk has no speaker's terminal")
    if "/" in options.name:
        raise UsageError(
            f"speaker: {options.name!r:.60} is no class of yours on this machine; if you lead on "
            f"another one, run `ssh -t HOST {PROGRAM} speaker` there"
        )
    from tinynet_tui.classroom import places
    from tinynet_tui.classroom.shared import ClassError

    try:
        places.parse(options.name)
        require_terminal()
        from tinynet_tui.ui.app.speaker_app import open_speaker

        return open_speaker(options.name, settings=in_force(options))
    except ClassError as error:
        raise UsageError(f"speaker: {error}") from None
