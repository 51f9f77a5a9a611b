"""`check FILE.py`: each weight's update beside the measured slope of the loss."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine, Stopped
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.slopes.judged import UNKNOWN, Verdict
from tinynet_tui.slopes.places import named_lines
from tinynet_tui.slopes.rows import Row, table
from tinynet_tui.slopes.verdict import verdict
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.files import FileError, read, shown

from .handout import printable

MOST_BYTES = 1 << 22
"""The largest file that is run."""


def check_script(
    path: Path,
    choice: Choice,
    loss: str | None,
    *,
    every_row: bool = False,
    as_json: bool = False,
) -> int:
    """Print what each weight's update is beside the slope; return the exit status.

    `every_row` prints the updates of all iterations that were checked, else there is one of each
    weight. The status is 0 where all follow, 1 where one does not, and 2 where it cannot be said.
    """
    try:
        data = read(path, MOST_BYTES).data
        with Engine(str(path), data, choice, leaves_files=True) as engine:
            found = verdict(check_some(engine, loss), engine.plan)
    except FileError as error:
        complain(str(error))
        return UNKNOWN
    except Refusal as refusal:
        place = f"{shown(path)}:{refusal.line}" if refusal.line else shown(path)
        complain(f"{place}: {refusal.reason}")
        return UNKNOWN
    except Stopped as end:
        complain(f"{shown(path)}: {end}")
        return UNKNOWN
    if as_json:
        print(json.dumps(asdict(found)))
        return found.status
    if found.status == UNKNOWN:
        complain(f"{shown(path)}: {found.words[0]}")
        return UNKNOWN
    encoding = sys.stdout.encoding or "ascii"
    lines = data.decode("utf-8", "replace").splitlines()
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lines_of(found, lines, every_row=every_row, room=room):
        print(printable(line, encoding))
    return found.status


def lines_of(
    found: Verdict,
    lines: Sequence[str] = (),
    *,
    every_row: bool = False,
    room: int | None = None,
) -> Iterator[str]:
    """Yield what is printed of a verdict on a script of these lines, in a terminal's columns."""
    for words in found.words:
        yield from _wrapped(words, room)
    yield from (f"  {line}" for line in named_lines(found.lines, lines))
    rows = found.rows if every_row else _telling(found.rows)
    if rows:
        yield ""
        yield from table(rows, room)
        if len(rows) < len(found.rows):
            yield f"--all shows all {len(found.rows)} updates that were checked."
    if rows and found.notes:
        yield ""
    for note in found.notes:
        yield from _wrapped(note, room)


def _wrapped(words: str, room: int | None) -> list[str]:
    return [words] if room is None else textwrap.wrap(words, room, break_on_hyphens=False)


def _telling(rows: Sequence[Row]) -> list[Row]:
    """Return one row of each weight: the first one that does not follow, if there is one."""
    found: dict[str, Row] = {}
    for row in rows:
        if found.setdefault(row.weight, row).follows and not row.follows:
            found[row.weight] = row
    return [*found.values()]
