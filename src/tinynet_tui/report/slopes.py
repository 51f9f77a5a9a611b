"""`check FILE.py`: each weight's update beside the measured slope of the loss."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine, Stopped
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.slopes.places import named_lines
from tinynet_tui.slopes.rows import table
from tinynet_tui.slopes.verdict import UNKNOWN, Verdict, verdict
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.files import FileError, read, shown

from .handout import printable

MOST_BYTES = 1 << 22
"""The largest file that is run."""
MOST_ROWS = 40


def check_script(path: Path, choice: Choice, loss: str | None, *, as_json: bool = False) -> int:
    """Print what each weight's update is beside the slope; return the exit status.

    That is 0 where all follow, 1 where one does not, and 2 where it cannot be said.
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
    for line in lines_of(found, data.decode("utf-8", "replace").splitlines()):
        print(printable(line, encoding))
    return found.status


def lines_of(found: Verdict, lines: Sequence[str] = ()) -> Iterator[str]:
    """Yield what is printed of a verdict on a script of these lines."""
    if found.rows:
        yield from table(found.rows[:MOST_ROWS])
    if len(found.rows) > MOST_ROWS:
        yield f"({len(found.rows) - MOST_ROWS} rows more)"
    if found.rows:
        yield ""
    yield from found.words
    yield from (f"  {line}" for line in named_lines(found.lines, lines))
    yield from found.notes
