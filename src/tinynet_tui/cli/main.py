"""The command line: arguments in, the trainer or a report out.

Nothing above the functions imports NumPy or Textual: help and most errors come at once, and
what the two read from the environment when they are imported can still be set.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TextIO

from tinynet_tui import __version__
from tinynet_tui.settings.settings import FPS, MAX_FPS
from tinynet_tui.support import sandbox as kiosk
from tinynet_tui.support.complaint import complain
from tinynet_tui.worker.speed import AUTO, LADDER

from .lecture import lecture
from .parser import PROGRAM, Parser, UsageError, pace, whole_number
from .reports import explain_command, presets_command, train_command, verify_command
from .settings import in_force, settings
from .trainer import add_run, described, left

USAGE_ERROR = 2
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""How the system says that results cannot be written."""

DESCRIPTION = """\
A three-layer neural network, small enough to read every number of, trained in
the terminal. Without a command the trainer opens, paused at 0:l0.

commands:
  train                 train without a screen, printing what the video's script
                        prints
  verify                compute all published numbers anew and compare them
  explain               print a phase in plain text: its numbers, and how one of
                        them comes about
  lecture [FILE]        go through a lecture, the built-in one or your own
  presets               list settings worth a look, for --preset
  settings [FILE]       print the settings, and every mistake in their file
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status: 2 for bad arguments, 128 + N as if by signal N."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    return _kiosk(words) if kiosk.OPTION in words else _main(words)


def _kiosk(arguments: list[str]) -> NoReturn:
    """Run the program for a guest; end the process whatever happens."""
    status = 1
    try:
        kiosk.shut()
        status = _main(arguments)
    except BaseException as error:
        complain(f"ended by an error: {type(error).__name__}")
    finally:
        os._exit(status)  # at a usual end PYTHONINSPECT would open Python's own prompt


def _main(arguments: list[str]) -> int:
    # Textual and NumPy read these when they are imported. Textual repaints at most so often; with
    # its own 60 one key in twenty takes 30 ms to the screen, with 120 it takes 20. And one thread
    # trains large data a third faster than several that wait for one another.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with _interruptible():
            status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except UsageError as error:
        complain(str(error))
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _drop_output()
        return 128 + signal.SIGPIPE
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        _drop_output()
        complain(f"cannot write the results: {error.strerror}")
        return 1


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let ctrl+c end the process at once until a command is ready for it.

    An exception in the middle of an import may become another one on its way, or get lost.
    """
    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if is_main:
        signal.signal(signal.SIGINT, lambda *_: os._exit(128 + signal.SIGINT))
    try:
        yield
    finally:
        if is_main:
            signal.signal(signal.SIGINT, before)


def _run(arguments: list[str]) -> int:
    try:
        return _run_command(arguments)
    except SystemExit:  # how argparse ends when it has printed the help or the version
        return 0


def _run_command(arguments: list[str]) -> int:
    match arguments:
        case ["train", *options]:
            return train_command(options)
        case ["verify", *options]:
            return verify_command(options)
        case ["explain", *options]:
            return explain_command(options)
        case ["lecture", *options]:
            return lecture(options, _add_viewing, _require_terminal)
        case ["presets", *options]:
            return presets_command(options)
        case ["settings", *options]:
            return settings(options)
        case _:
            with _garbage_kept():
                return _trainer(arguments)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Look for no garbage until the app, which has been painted by then, switches it on again.

    Nothing of what is made on the way there is any, and looking takes a sixth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _trainer(arguments: list[str]) -> int:
    options = _trainer_parser().read(arguments)
    if options.kiosk and options.resume:
        raise UsageError("--resume: a kiosk keeps nothing to be resumed")
    opening = left(arguments, _viewing_parser()) if options.resume else described(options)
    _require_terminal()
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.ui.app.launch import open_trainer

    return open_trainer(
        opening.experiment,
        iterations=opening.iterations,
        pace=options.speed,
        at=opening.at,
        cell=opening.cell,
        play=options.play,
        greeting=opening.greeting,
        settings=in_force(options),
        resume_path=None if options.kiosk else default_path(),
        kiosk=options.kiosk,
    )


def _trainer_parser() -> Parser:
    parser = Parser("", DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    add_run(parser)
    _add_any_run(parser)
    return parser


def _viewing_parser() -> Parser:
    parser = Parser("", "")
    _add_any_run(parser)
    return parser


def _add_any_run(parser: argparse.ArgumentParser) -> None:
    """Add the options that go with any run."""
    parser.add_argument(
        "--resume", action="store_true", help="open the trainer where it was left the last time"
    )
    parser.add_argument("--play", action="store_true", help="play at once (default: paused)")
    _add_viewing(parser)


def _add_viewing(parser: argparse.ArgumentParser) -> None:
    rungs = " ".join(rung.name for rung in LADDER)
    parser.add_argument(
        "--speed",
        metavar="RUNG",
        type=pace,
        default=AUTO,
        help=f"{rungs}: phases (p) or iterations a second (default {AUTO.name}: ever faster)",
    )
    parser.add_argument(
        "--fps",
        metavar="N",
        type=whole_number(1, MAX_FPS),
        help=f"how often a second the numbers change, 1 to {MAX_FPS} (default {FPS})",
    )
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal, to select text"
    )
    parser.add_argument(
        "--ascii",
        action="store_true",
        help="draw with ASCII characters only (default: if the locale has no others)",
    )
    parser.add_argument(
        "--settings", metavar="FILE", help="settings instead of your own: colours, keys, digits"
    )
    parser.add_argument(
        "--kiosk",
        action="store_true",
        help="for a guest: no file is read or written, nothing else is run, no settings",
    )


def _require_terminal() -> None:
    by_ssh = "; over SSH, `ssh -t` gives one" if "SSH_CONNECTION" in os.environ else ""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if not _is_terminal(stream):
            raise UsageError(
                f"the trainer needs a terminal, and standard {name} is none{by_ssh}; "
                f"`{PROGRAM} train` trains without"
            )
    kind = os.environ.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        raise UsageError(
            f"the trainer needs a terminal it can draw on, and TERM is {kind or 'not set'}; "
            f"`{PROGRAM} train` trains without"
        )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere: the interpreter would complain of it at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
