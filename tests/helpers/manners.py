"""The scripts in tests/scripts, what is known of each, and what Python prints for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.waiting import DEADLINE
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.support.own_environment import of_user

SCRIPTS = Path(__file__).parents[1] / "scripts"


@dataclass(frozen=True)
class Manner:
    """What manners.toml tells of a script, and where it is."""

    name: str
    path: Path
    loop: int = 0
    iterations: int = 0
    plain: bool = True
    seeded: bool = True
    python: int = 3
    needs: str = ""
    stdin: str = ""
    status: int = 0
    cwd: bool = False
    right: str = ""
    outcome: str = ""
    line: int | None = None
    iteration: int | None = None

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()


@cache
def table(section: str) -> dict[str, Manner]:
    """Return the scripts of a section by their names."""
    folder = SCRIPTS if section == "scripts" else SCRIPTS / section
    found: dict[str, dict[str, Any]] = tomllib.loads((SCRIPTS / "manners.toml").read_text())[
        section
    ]
    return {name: Manner(name, folder / f"{name}.py", **told) for name, told in found.items()}


def printed(manner: Manner) -> tuple[bytes, int]:
    """Return what `python FILE` prints, and its exit status."""
    ended = subprocess.run(
        [sys.executable, str(manner.path)],
        input=manner.stdin.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=manner.path.parent,
        env=of_user() | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=DEADLINE,
    )
    return ended.stdout, ended.returncode


@contextmanager
def opened(manner: Manner, choice: Choice | None = None, **more: Any) -> Iterator[Engine]:
    """An engine that runs a script in its folder, with its answers on standard input."""
    here = Path.cwd()
    theirs, ours = os.pipe()
    os.write(ours, manner.stdin.encode())
    os.close(ours)
    os.chdir(manner.path.parent)
    try:
        with Engine(str(manner.path), manner.data, choice or Choice(), stdin=theirs, **more) as one:
            os.close(theirs)
            yield one
    finally:
        os.chdir(here)
