"""What a terminal can do that cannot be asked of it, judging by the environment."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from tinynet_tui.support.sandbox import WEB_DRIVER

DRIVER = "TEXTUAL_DRIVER"
"""The variable that names another driver than ours."""

OF_TERMINAL = ("COLORTERM", "COLORFGBG", "SSH_CONNECTION", "TMUX", "STY", "DVTM")
"""The variables that describe a terminal, and what is between it and the program."""

WHITE = ("7", "15")
"""White among the sixteen colours, dark and bright."""

SILENT = ("linux", "vt", "ansi", "cons", "sun", "dvtm", "eterm")
"""How the names of terminals begin that do not tell their colours, or print what they do not know.
"""


def in_browser(environment: Mapping[str, str]) -> bool:
    """True when Textual's server shows the program on a page."""
    return environment.get(DRIVER) == WEB_DRIVER


def leave_terminal(environment: MutableMapping[str, str]) -> None:
    """Forget the terminal in which the server was started: the page is another one."""
    for name in OF_TERMINAL:
        environment.pop(name, None)
    environment["TERM"] = "xterm-256color"


def colours_within(environment: Mapping[str, str]) -> str | None:
    """Return Rich's name for the colours of a terminal inside another one; None for any other.

    It inherits COLORTERM from the terminal around it, but does not know true colours itself: GNU
    screen (also the one from which a connection comes), dvtm, and Emacs.
    """
    kind = environment.get("TERM", "")
    if kind.startswith("eterm"):
        return "standard"
    in_tmux = bool(environment.get("TMUX"))
    if environment.get("STY") or (kind.startswith("screen") and not in_tmux):
        return "256"
    if kind.startswith("dvtm") or (environment.get("DVTM") and not in_tmux):
        return "256"
    return None


def holds_escape_back(environment: Mapping[str, str]) -> bool:
    """True when the terminal keeps the key escape until the next key while it reports the mouse.

    GNU screen does; its own kinds of terminal are called `screen.xterm`, for example.
    """
    return bool(environment.get("STY")) or environment.get("TERM", "").startswith("screen.")


def has_dark_background(environment: Mapping[str, str]) -> bool | None:
    """Return whether COLORFGBG, such as `0;default;15`, names a dark background; None without."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return background not in WHITE if background.isdecimal() else None


def tells_background(environment: Mapping[str, str]) -> bool:
    """True unless the terminal is known not to tell the colour of its background."""
    return not environment.get("TERM", "").startswith(SILENT) and not environment.get("DVTM")
