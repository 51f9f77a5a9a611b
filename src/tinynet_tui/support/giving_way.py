"""Letting the other programs of a machine go first."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

NICENESS = 16
"""At 10, fifteen that are busy leave the lecturer 38 % of a core; at 16 it is 70 %, by weight."""
SESSION = "/proc/self/autogroup"
"""Where Linux keeps how nice a whole session is: beside other sessions, that alone counts."""
TRIES, PAUSE = 100, 0.1
"""Linux lets accounts change it ten times a second, all of them together."""


@contextmanager
def giving_way() -> Iterator[None]:
    """Let others go first for the length of a block, and the session's other programs after it."""
    os.nice(NICENESS)  # which cannot be taken back
    try:
        session = os.open(SESSION, os.O_RDWR)
        before = os.read(session, 100).split()[-1]
    except (OSError, IndexError):  # a system without such sessions
        yield
        return
    Thread(target=_set, args=(session, b"%d" % NICENESS), daemon=True).start()
    try:
        yield
    finally:
        _set(session, before, tries=3)


def _set(session: int, niceness: bytes, tries: int = TRIES) -> None:
    for _ in range(tries):
        try:
            os.write(session, niceness)
        except BlockingIOError:
            time.sleep(PAUSE)
        except OSError:
            return
        else:
            return
