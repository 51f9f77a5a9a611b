"""What `tinynet-tui follow --pipe NAME` does: it connects its input and output with a class."""

from __future__ import annotations

from pathlib import Path


def run(name: str, folder: Path | None = None) -> int:
    """Copy until the other side of the pipe is gone; return the exit status.

    A class that has not begun or has lost its lecturer is waited for. `name` is `NAME`,
    `ACCOUNT/NAME`, or "" for the only class there is.
    """
    raise NotImplementedError
