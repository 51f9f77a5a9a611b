"""What a command does before it prints."""

from __future__ import annotations

import signal
import threading

from .parser import require_output


def be_ready(*, prints: bool = True) -> None:
    """Make ctrl+c raise KeyboardInterrupt from now on.

    OSError if there is no standard output, for what `prints`.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if prints:
        require_output()
