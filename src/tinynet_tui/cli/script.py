"""Opens a script of the user in the trainer: `tinynet-tui FILE.py`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .collected import OPTION, Ours, ToOpen, names_ours, ours
from .commands import COMMANDS
from .follow import add_lead, led, require_leading
from .known_script import known, refuse_hidden, saved_file
from .parser import PROGRAM, Example, UsageError, argument
from .script_names import require_there
from .script_options import (
    ScriptParser,
    add_changes,
    add_edits,
    add_hidden,
    add_loop,
    cell,
    choice,
    names_script,
    refuse_data,
    require_script,
)
from .settings import in_force
from .trainer import show, trainer_parser
from .viewing import OPENING, VIEWING, add_viewing, require_terminal

if TYPE_CHECKING:
    from tinynet_tui.settings.settings import Settings
    from tinynet_tui.ui.app.leading import Leading
    from tinynet_tui.worker.scripts.worker import ScriptWorker

ABOUT = (
    "Open a Python file with a NumPy training loop in the trainer, as it stands. It runs with your "
    "own rights, as `python FILE.py` would."
)
EXAMPLES = (
    Example(f"{PROGRAM} mine.py --at 254:l1_error", "open a script at a position"),
    Example(f"{PROGRAM} mine.py --let alpha=0.5 --play", "change a number in it, and play"),
)
PATIENCE = 1.5
"""The seconds that the lines before the loop may take until the screen opens."""


def is_meant(arguments: list[str]) -> bool:
    """True when a script is to be opened, not the built-in network."""
    return bool(arguments) and arguments[0] not in COMMANDS and names_script(arguments)


def of_last_session(arguments: list[str]) -> list[str] | None:
    """Return the arguments that open the last session, if that was a script."""
    if "--resume" not in arguments or "--kiosk" in arguments:
        return None
    from tinynet_tui.export.last_session import LastSession, default_path
    from tinynet_tui.support.files import FileError

    try:
        command = LastSession.read(default_path()).command[1:]
    except FileError:
        return None
    others = [word for word in arguments if word != "--resume"]
    return [*command, *others] if names_script(command) else None


def script_parser(*, is_ours: bool = False) -> ScriptParser:
    """Return the parser of a script's options, of one of ours or of a file."""
    parser = ScriptParser("", ABOUT, EXAMPLES, takes="FILE.py [options]")
    parser.built_in = trainer_parser
    parser.add_what(is_ours=is_ours)
    add_loop(parser)
    add_changes(parser)
    add_edits(parser)
    opening = parser.group(OPENING)
    opening.add_argument(
        "--at", metavar="POSITION", help="open at 254, 254:7 or 254:l1_error (default the start)"
    )
    opening.add_argument("--play", action="store_true", help="play at once (default paused)")
    opening.add_argument(
        "--cell",
        metavar="NAME[ROW,COL]",
        type=argument(cell),
        action="append",
        default=[],
        help="put the cursor on a number: 'l1[2,0]'; may be repeated, for other arrays",
    )
    if not is_ours:
        add_hidden(parser)
    add_lead(parser)
    add_viewing(parser)
    return parser


def open_script(arguments: list[str]) -> int:
    """Open a script in the trainer; return the exit status."""
    is_ours = names_ours(arguments)
    options = script_parser(is_ours=is_ours).read(arguments)
    if options.kiosk:
        raise UsageError("--kiosk opens the built-in network only, not a script")
    require_leading(options)
    if is_ours:
        return _show_in_turn(options, ours(options))
    refuse_data(options.file)
    require_there(options.file)
    if (found := known(options)) is not None:
        file = saved_file(options)
        status = show(found, options, file)
        if not file.onward:
            return status
        options.at, options.play = file.onward, False  # it has become a script of their own
    else:
        refuse_hidden(options)
    return _show_in_turn(options, None)


def _show_in_turn(options: argparse.Namespace, own: Ours | None) -> int:
    """Show a script, then each of ours that is chosen there; return the exit status."""
    leading = None
    while True:
        settings = in_force(options)
        worker = _opened(options, own, settings)
        try:
            leading = leading or led(options)
        except UsageError:
            worker.stop()
            raise
        status, onward = _show(worker, options, own, settings, leading)
        if not onward:
            if leading is not None and status == 0:  # otherwise the class waits for the lecturer
                leading.end()
            return status
        options = _options_for(onward, options)
        own = ours(options)


def open_chosen(chosen: ToOpen) -> int:
    """Open a script of the lab, perhaps with the list of all above it; return the exit status."""
    options = _options_for(chosen.name, chosen.options)
    own = ours(options)
    visit = own.visit and replace(own.visit, choosing=chosen.choosing)
    return _show_in_turn(options, replace(own, visit=visit))


def _options_for(name: str, options: argparse.Namespace) -> argparse.Namespace:
    """Return the options of a script of ours that is shown as others say."""
    fresh = vars(script_parser(is_ours=True).read([f"{OPTION}={name}"]))
    viewing = {name: getattr(options, name) for name in VIEWING}
    return argparse.Namespace(**{**fresh, **viewing})


def _opened(options: argparse.Namespace, own: Ours | None, settings: Settings) -> ScriptWorker:
    """Return the worker of a script, which has been opened or is on its way; or UsageError."""
    path = own.path if own else Path(options.file)
    require_script(path.name if own else options.file)
    require_terminal()
    from tinynet_tui.engine.ready_host import prepare

    prepare()
    from tinynet_tui.worker.scripts.worker import ScriptWorker

    worker = ScriptWorker(
        path,
        choice(options),
        speed=options.speed,
        fps=settings.fps,
        at=options.at or (own and own.at) or None,
        play=options.play,
        edits=options.set,
        text=own.text if own else None,
    )
    worker.start()
    from tinynet_tui.ui.app.script_launch import told

    worker.opened.wait(PATIENCE)
    if worker.failure is not None:
        line = told(worker, worker.failure)
        if line is None:
            raise worker.failure
        raise UsageError(line[0])
    return worker


def _show(
    worker: ScriptWorker,
    options: argparse.Namespace,
    own: Ours | None,
    settings: Settings,
    leading: Leading | None,
) -> tuple[int, str]:
    """Show a script; return the exit status, and the one of ours that is to follow, if any."""
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.ui.app.script_launch import open_script as open_app

    return open_app(
        worker,
        command=list(own.command) if own else [PROGRAM, options.file],
        cells=options.cell,
        settings=settings,
        resume_path=default_path(),
        greeting=own.greeting if own else "",
        visit=own.visit if own else None,
        leading=leading,
    )
