"""Records what a program asks of the machine: files, folders, programs, connections."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROGRAM = """
import json, os, sys

where, *arguments = sys.argv[1:]
log = os.open(where, os.O_WRONLY)
from tinynet_tui.cli import main as cli

def text(value):
    return os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else str(value)

def tell(event, subject="", flags=0):
    os.write(log, json.dumps([event, text(subject)[:500], flags or 0]).encode() + b"\\n")

def see(event, arguments):
    if event == "open":
        if not isinstance(arguments[0], int):  # it is open already
            tell(event, arguments[0], arguments[2])
    elif event.partition(".")[0] in ("os", "socket", "sqlite3", "subprocess", "webbrowser"):
        tell(event, arguments[0] if arguments else "")

def seen(name, look):
    def looked(path, *arguments, **options):
        tell("look", path)
        return look(path, *arguments, **options)
    setattr(os, name, looked)

tell("roots", os.pathsep.join([*sys.path, os.path.dirname(os.path.dirname(cli.__file__))]))
for name in ("stat", "lstat", "access"):
    seen(name, getattr(os, name))
sys.addaudithook(see)
sys.argv[:] = ["tinynet-tui", *arguments]
%s
sys.exit(cli.main())
"""


class Asked(NamedTuple):
    """One request to the machine."""

    event: str
    """An audit event, or `look` for a check whether a file exists."""
    subject: str
    flags: int


WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Recorder:
    """Records what a program asks of the machine from the start of its `main`."""

    def __init__(self, pipe: Path, changes: str = "") -> None:
        """Create a named pipe and listen to it; `changes` is code that runs before `main`."""
        os.mkfifo(pipe)
        self.program: Sequence[str] = (sys.executable, "-c", PROGRAM % changes, str(pipe))
        """A command to which the arguments of tinynet-tui are appended."""
        self._end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self._writing = os.open(pipe, os.O_WRONLY)  # keeps the pipe open until the program opens it
        os.set_blocking(self._end, True)
        self._heard: list[Asked] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with os.fdopen(self._end, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self._heard.append(Asked(*json.loads(line)))

    def finish(self) -> list[Asked]:
        """Return all requests; the program must have ended."""
        if self._thread.is_alive():
            os.close(self._writing)
            self._thread.join()
        return self._heard


@contextmanager
def recorder(folder: Path, changes: str = "") -> Iterator[Recorder]:
    """A recorder with its pipe in a folder."""
    heard = Recorder(folder / "heard", changes)
    try:
        yield heard
    finally:
        heard.finish()


def beyond(asked: Sequence[Asked]) -> list[Asked]:
    """Return the requests beyond reading program text and drawing on the terminal."""
    assert asked[0].event == "roots"
    folders = [folder for folder in asked[0].subject.split(os.pathsep) if folder]
    folders.append(f"{sys.base_prefix}/share/locale")  # where argparse looks for translations
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in folders)
    return [one for one in asked[1:] if not _is_usual(one, roots)]


def _is_usual(one: Asked, roots: tuple[str, ...]) -> bool:
    """True when Python, Textual and NumPy cannot run without this request."""
    if one.event in ("socket.__new__", "os.putenv", "os.unsetenv"):
        return True  # the event loop's wake-up; the environment
    if one.event == "os.chdir":
        return one.subject == "/"
    if one == Asked("open", "/proc/self/environ", os.O_RDONLY | os.O_CLOEXEC):
        return True  # the locale at the start of the process
    path = f"{os.path.realpath(one.subject)}{os.sep}"
    if one.event == "look":
        # Also the folders above, which are checked for links.
        return path.startswith(roots) or any(root.startswith(path) for root in roots)
    if one.event == "open" and one.subject.startswith("/dev/pts/"):
        return True  # the terminal itself
    if one.event == "open" and one.flags & WRITES:
        return False
    return one.event in ("open", "os.listdir", "os.scandir") and path.startswith(roots)
