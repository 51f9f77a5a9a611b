"""`lab --list`: lists the scripts of the bug lab."""

from __future__ import annotations

from pathlib import Path

from tinynet_tui.lab.counts import Counts
from tinynet_tui.lab.lab import FOLDER
from tinynet_tui.lab.listing import listing


def list_lab(counts: Path | None) -> int:
    """Print every script's number, name, degree and title; return the exit status."""
    for one in listing(Counts(counts)):
        print(one.line)
    print(f"One line of each is wrong. Open one: tinynet-tui lab NAME. The files are in\n{FOLDER}")
    return 0
