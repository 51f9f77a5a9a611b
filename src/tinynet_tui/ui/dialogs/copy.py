"""The command that opens the current view again: copied, and shown on a page."""

from __future__ import annotations

import os
import subprocess
import textwrap
from base64 import b64encode
from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual.binding import BindingType

from tinynet_tui.export.reopen_command import line, reopen, wrapped
from tinynet_tui.ui.canvas.view import View
from tinynet_tui.ui.keys.table import closing

from .page import Page, text_width

BY_HAND = """\
Many terminals refuse that, and do not say so. Then select the command here: drag with the mouse \
and hold shift (option or fn on a Mac), or start with --no-mouse.
"""

TMUX_SECONDS = 1.0
"""How long tmux may take; it usually answers within a few milliseconds."""


class Clipboard(Protocol):
    """A clipboard that a text can be sent to."""

    kiosk: bool
    """True when no other program may be run."""

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal's clipboard."""

    def pass_through_tmux(self, sequence: str) -> None:
        """Send a control sequence to the terminal around tmux."""


class CopyPage(Page):
    """The copied command."""

    BINDINGS: ClassVar[list[BindingType]] = [*closing("copy")]


def command(view: View) -> list[str]:
    """Return the command that opens the trainer on the current view."""
    iterations = view.frame.iterations
    return reopen(view.experiment, iterations, view.snapshot.position, view.subject, view.cursor)


def copied_page(clipboard: Clipboard, words: Sequence[str], width: int) -> Page:
    """Copy a command; return the page that shows it on a screen of this width."""
    text = line(words)
    if not os.environ.get("TMUX"):
        clipboard.copy_to_clipboard(text)
        sent = "sent to the clipboard"
    elif not clipboard.kiosk and _tmux_takes(text):
        sent = "in tmux's buffer, and sent to the clipboard"
    else:
        clipboard.pass_through_tmux(f"\x1b]52;c;{b64encode(text.encode()).decode()}\a")
        sent = "sent to the clipboard, if tmux lets it pass"
    space = text_width(width)
    rows = [((part, "strong"),) for part in wrapped(words, space)]
    notes = [((part, "muted"),) for part in textwrap.wrap(f"{sent}. {BY_HAND}", space)]
    return CopyPage("the command that opens these numbers", [*rows, (), *notes])


def _tmux_takes(text: str) -> bool:
    """Put a text into tmux's buffer and have it sent on; False before tmux 3.2.

    By default tmux ignores the same sequence from an application, wrapped or not.
    """
    try:
        subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TMUX_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
