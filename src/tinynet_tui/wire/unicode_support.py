"""Whether the terminal shows Unicode, as far as the environment tells."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

INITIAL = Path("/proc/self/environ")
"""The environment that the process was started with, on Linux."""


def shows_unicode(environment: Mapping[str, str] | None = None) -> bool:
    """Return whether the locale's encoding is UTF-8, and the terminal has the characters for it.

    Linux's own console has neither dots for curves nor round corners. The locale need not be
    installed here: over SSH it is often that of another machine. None is the environment that the
    process was started with.
    """
    names = started_with() if environment is None else environment
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


def started_with() -> Mapping[str, str]:
    """Return the environment as it was before Python, in the C locale, set LC_CTYPE in it."""
    try:
        lines = INITIAL.read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return os.environ
    return dict(line.split("=", 1) for line in lines if "=" in line)
