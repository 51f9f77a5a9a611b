"""Picks the command that the arguments name; maps how it ends to an exit status.

Nothing above the functions imports NumPy or Textual: help and most errors come at once, and
what the two read from the environment when they are imported can still be set.
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

from tinynet_tui.support import sandbox as kiosk
from tinynet_tui.support.complaint import complain

from . import commands
from .parser import UsageError
from .trainer import open_trainer

USAGE_ERROR = 2
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""How the system says that results cannot be written."""


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
    command = commands.find(arguments[0]) if arguments else None
    if command is not None:
        return command.run(arguments[1:])
    with _garbage_kept():
        return open_trainer(arguments)


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


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere: the interpreter would complain of it at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
