"""Whether the terminal shows Unicode, judging by the environment."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .terminal_kind import in_browser

INITIAL = Path("/proc/self/environ")
"""The environment at the start of the process, on Linux."""


def shows_unicode(environment: Mapping[str, str] | None = None) -> bool:
    """True when the locale's encoding is UTF-8 and the terminal has the characters.

    A page in a browser and a Windows console have them. The Linux console has neither the dots of
    curves nor round corners. The locale need not be installed: over SSH it is often that of another
    machine. By default, `environment` is the environment at the start of the process.
    """
    names = initial_environment() if environment is None else environment
    if sys.platform == "win32" or in_browser(names):
        return True
    if names.get("TERM") == "linux":
        return False
    name = next((found for key in ("LC_ALL", "LC_CTYPE", "LANG") if (found := names.get(key))), "C")
    encoding = name.rpartition(".")[2].partition("@")[0]
    if _is_utf_8(encoding):
        return True
    if "." in name or name in ("C", "POSIX"):
        return False
    return _is_utf_8(locale.nl_langinfo(locale.CODESET))


def _is_utf_8(encoding: str) -> bool:
    return encoding.replace("-", "").lower() == "utf8"


def initial_environment() -> Mapping[str, str]:
    """Return the environment from before Python set LC_CTYPE, as it does in the C locale."""
    try:
        lines = INITIAL.read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return os.environ
    return dict(line.split("=", 1) for line in lines if "=" in line)
