"""Runs the command that the arguments name, and turns its end into an exit status.

NumPy and Textual are not imported at module level: help and most errors come at once, and the
environment that the two read at their import can still be set.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from tinynet_tui.support import own_environment, sandbox
from tinynet_tui.support.complaint import complain
from tinynet_tui.wire.terminal_kind import colours_within, in_browser, leave_terminal

from . import commands, script
from .parser import UsageError
from .trainer import open_trainer

USAGE_ERROR = 2
SIGPIPE = 13
"""Windows has no name for it."""
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""The errors of a system that cannot write results."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status: 2 for bad arguments, 128 + N as if by signal N."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    return _kiosk(words) if sandbox.OPTION in words else _main(words)


def _kiosk(arguments: list[str]) -> NoReturn:
    """Run the program for a guest; end the process whatever happens."""
    status = 1
    try:
        if not sandbox.can_confine():
            complain("--kiosk: this system cannot confine a guest")
            os._exit(USAGE_ERROR)
        sandbox.shut()
        status = _main(arguments)
    except BaseException as error:
        complain(f"stopped by an error: {type(error).__name__}")
    finally:
        os._exit(status)  # after a normal exit, PYTHONINSPECT would open Python's prompt


def _main(arguments: list[str]) -> int:
    # Textual and NumPy read these at their import. Textual repaints at most this many times a
    # second: with its default, 60, one key in twenty takes 30 ms to the screen, with 120 it takes
    # 20. One BLAS thread trains large data a third faster than several that wait for one another.
    # And Textual would believe a COLORTERM that was meant for the terminal around this one.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    own_environment.add("OPENBLAS_NUM_THREADS", "1")  # not for scripts: sums would be others
    if in_browser(os.environ):
        leave_terminal(os.environ)
    if colours := colours_within(os.environ):
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", colours)
    try:
        with _interruptible():
            try:
                status = _run_command(arguments)
            except SystemExit:  # argparse has printed the help or the version
                status = 0
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
        return 128 + SIGPIPE
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        _drop_output()
        complain(f"cannot write the results: {error.strerror}")
        return 1


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let ctrl+c end the process at once until a command changes that.

    A KeyboardInterrupt during an import may turn into another exception, or get lost.
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


def _run_command(arguments: list[str]) -> int:
    command = commands.find(arguments[0]) if arguments else None
    if command is not None:
        ended = command.run(arguments[1:])
        return ended if isinstance(ended, int) else script.open_chosen(ended)
    # There is no garbage until the app, once painted, turns the collector on again, and looking
    # for it would take a sixth of the time.
    gc.disable()
    try:
        of_script = script.of_last_session(arguments)
        if of_script is not None or script.is_meant(arguments):
            return script.open_script(of_script or arguments)
        return open_trainer(arguments)
    finally:
        gc.enable()


def _drop_output() -> None:
    """Discard what is left in the buffer, or the interpreter would complain of it at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
