"""`tinynet-tui lecture --handout`: a lecture as one HTML file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.engine.refusal import printable

from .parser import UsageError
from .settings import in_force

if TYPE_CHECKING:
    from tinynet_tui.lecture.scene import Lecture

SECONDS = 0.1
"""The shortest time between two drawings of the progress bar."""


def write_handout(lecture: Lecture, path: Path | None, options: argparse.Namespace) -> int:
    """Write the handout of a lecture; raises UsageError and FileError."""
    from tinynet_tui.lab.lab import is_ours
    from tinynet_tui.support.files import create, overwrite, shown

    if (foreign := [name for name in lecture.scripts if not is_ours(name)]) and not options.scripts:
        names = ", ".join(map(printable, foreign))
        raise UsageError(f"--handout runs {names}; add --scripts if it may")
    target = Path(options.handout)
    is_handout = _is_handout(target)
    if not is_handout and os.path.lexists(target):
        raise UsageError(f"{shown(target)}: already exists and is no handout; it was not changed")
    if not target.parent.is_dir():
        raise UsageError(f"{shown(target)}: there is no folder {shown(target.parent)}")
    text = _drawn(lecture, path, options)
    (overwrite if is_handout else create)(target, text.encode())
    count = len(lecture.scenes)
    print(f"{shown(target)}: {count} scene{'s' * (count != 1)} to take home")
    return 0


def _is_handout(path: Path) -> bool:
    """True when a file is a handout, so that a new one may replace it."""
    from tinynet_tui.lecture.handout import MARK

    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(MARK)) == MARK.encode()
    except OSError:
        return False


def _drawn(lecture: Lecture, path: Path | None, options: argparse.Namespace) -> str:
    os.environ.pop("NO_COLOR", None)  # which is about the terminal, and this draws on none
    from tinynet_tui.lecture.handout import document
    from tinynet_tui.report.progress import Progress
    from tinynet_tui.ui.app.handout import pages

    with Progress(sys.stderr, len(lecture.scenes), SECONDS) as progress:
        return document(lecture.title, pages(lecture, path, in_force(options), progress.show))
