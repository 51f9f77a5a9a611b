"""Which of Textual's drivers shows the app: ours, or another one with Textual's own output."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from .terminal_kind import DRIVER, in_browser

if TYPE_CHECKING:
    from textual.driver import Driver

NEEDS_TERMINAL = frozenset(
    f"textual.drivers.{name}_driver" for name in ("linux", "linux_inline", "windows")
)
"""The modules of Textual's drivers that draw on a terminal."""


def driver_class(environment: Mapping[str, str]) -> type[Driver] | None:
    """Return the driver that TEXTUAL_DRIVER names, else ours; None for Textual's own choice.

    Ours needs what only POSIX has. ValueError if there is no driver of that name.
    """
    if in_browser(environment):
        from .web_driver import GuestDriver

        return GuestDriver
    if name := environment.get(DRIVER):
        return _named(name)
    try:
        from .driver import Driver
    except ModuleNotFoundError:  # on Windows there is no termios
        return None
    return Driver


def _named(name: str) -> type[Driver]:
    from textual.driver import Driver

    module, _, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except Exception:  # a module may fail in any way
        found = None
    if not (isinstance(found, type) and issubclass(found, Driver)):
        raise ValueError(f"{name!r} is not a driver of Textual's, as MODULE:CLASS")
    return found


def draws_on_terminal(environment: Mapping[str, str]) -> bool:
    """True when the driver needs a terminal; ValueError if there is no such driver."""
    if not environment.get(DRIVER):
        return True
    kind = driver_class(environment)
    return kind is None or any(base.__module__ in NEEDS_TERMINAL for base in kind.__mro__)


def tells_kind(environment: Mapping[str, str]) -> bool:
    """True when TERM says what kind of terminal it is; in a Windows console it does not."""
    return sys.platform != "win32" or bool(environment.get("TERM"))
