"""A Python without what only POSIX has, as far as that can be had on POSIX.

`python without_posix.py CODE` runs CODE there. The standard library and other packages keep what
they have imported before: they know by themselves what their system has.
"""

from __future__ import annotations

import asyncio
import importlib.abc
import importlib.machinery
import locale
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from types import ModuleType

import numpy
import platformdirs.unix
import textual.app

MODULES = frozenset(
    {
        *("termios", "tty", "fcntl", "resource", "pty", "pwd", "grp", "crypt", "syslog", "spwd"),
        *("curses", "_curses", "readline", "posix", "nis"),
    }
)
"""Modules that Windows lacks."""

SIGNALS = frozenset({"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"})
"""The signals that Windows has."""

FUNCTIONS: dict[ModuleType, tuple[str, ...]] = {
    os: (
        *("fchmod", "fchown", "geteuid", "getuid", "getgid", "getegid", "getpgrp", "getsid"),
        *("setsid", "killpg", "fork", "ttyname", "openpty", "set_blocking", "statvfs", "mkfifo"),
        *("O_NONBLOCK", "O_CLOEXEC", "O_NOFOLLOW", "O_NOCTTY", "O_DIRECTORY", "nice", "uname"),
    ),
    signal: (
        *("pthread_kill", "pthread_sigmask", "siginterrupt", "setitimer", "sigwait", "pause"),
        *("alarm", "sigpending"),
    ),
    select: ("poll", "epoll"),
    locale: ("nl_langinfo", "CODESET"),
}
"""Names that Windows lacks in modules that it has."""

ALREADY = (asyncio, subprocess, tempfile, numpy, platformdirs.unix, textual.app)
"""What asks for more on this system when it is imported."""


class Missing(importlib.abc.MetaPathFinder):
    """Finds none of the modules."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.split(".")[0] in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def remove() -> None:
    """Remove all of it from this process."""
    for name in list(sys.modules):
        if name.split(".")[0] in MODULES:
            del sys.modules[name]
    sys.meta_path.insert(0, Missing())
    for module, names in FUNCTIONS.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for number in signal.Signals:
        if number.name not in SIGNALS and hasattr(signal, number.name):
            delattr(signal, number.name)


if __name__ == "__main__":
    code = sys.argv.pop(1)
    remove()
    exec(compile(code, "<without POSIX>", "exec"), {"__name__": "__main__"})
