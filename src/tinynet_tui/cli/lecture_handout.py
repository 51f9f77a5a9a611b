"""`tinynet-tui lecture --handout`: a lecture as one HTML file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.engine.refusal import printable

from .lecture_check import foreign, run_mistakes
from .parser import UsageError
from .settings import in_force

if TYPE_CHECKING:
    from tinynet_tui.lecture.scene import Lecture

SECONDS = 0.1
"""The shortest time between two drawings of the progress bar."""


def write_handout(lecture: Lecture, path: Path | None, options: argparse.Namespace) -> int:
    """Write the handout of a lecture; raises UsageError and FileError, also for its mistakes."""
    from tinynet_tui.lecture.files import require_none
    from tinynet_tui.support.files import create, overwrite, shown

    if (others := foreign(lecture)) and not options.scripts:
        names = ", ".join(map(printable, others))
        raise UsageError(f"--handout runs {names}; add --scripts if it may")
    target = Path(options.handout)
    is_handout = _is_handout(target)
    if not is_handout and os.path.lexists(target):
        raise UsageError(f"{shown(target)}: already exists and is no handout; it was not changed")
    if not target.parent.is_dir():
        raise UsageError(f"{shown(target)}: there is no folder {shown(target.parent)}")
    if path is not None:
        lists_all = "--check --scripts" if others else "--check"
        require_none(run_mistakes(lecture, path.parent), shown(path), lists_all)
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
    from tinynet_tui.support.files import shown
    from tinynet_tui.ui.app.handout import NotThere, pages

    with Progress(sys.stderr, len(lecture.scenes), SECONDS) as progress:
        try:
            return document(lecture.title, pages(lecture, path, in_force(options), progress.show))
        except NotThere as late:
            line = "" if path is None else f"{shown(path)}:{late.line}: "
            raise UsageError(f"{line}{late}") from None
