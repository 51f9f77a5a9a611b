"""How long a process may take, whatever else the machine does.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from os import O_RDONLY, close, read
from os import open as open_file
from time import monotonic


def waited(pid: int) -> float:
    """Return the seconds for which a process has waited for a processor; 0 if that is unknown."""
    try:
        number = open_file(f"/proc/{pid}/schedstat", O_RDONLY)
    except OSError:
        return 0.0
    try:
        return int(read(number, 99).split()[1]) / 1e9
    except (OSError, ValueError, IndexError):  # it has ended
        return 0.0
    finally:
        close(number)


class Allowed:
    """So many seconds for a process; they do not pass while it waits for a processor."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid, self._end, self._waited = pid, monotonic() + seconds, waited(pid)

    @property
    def are_over(self) -> bool:
        late = monotonic() - self._end
        return late > 0 and late > waited(self._pid) - self._waited
