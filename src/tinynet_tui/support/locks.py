"""Locks on files that end with the process that holds them; Windows has none of the kind."""

from __future__ import annotations

try:
    import fcntl
except ImportError:
    HAS_LOCKS = False
else:
    HAS_LOCKS = True


def lock(descriptor: int) -> None:
    """Lock an open file; OSError if another process has locked it, or if there are no locks."""
    if not HAS_LOCKS:
        raise OSError("this system has no such locks")
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def try_to_lock(descriptor: int) -> bool:
    """Lock an open file if the file system has locks; return False if another has locked it."""
    try:
        lock(descriptor)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
