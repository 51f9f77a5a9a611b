"""A link that is slow, stalls or breaks: a relay on loopback between a client and a server."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 256
"""The most bytes on the line at a time."""

LOOPBACK = "127.0.0.1"


class SlowLink:
    """Relays what comes to its `port`; from the server to the client at a limited rate.

    It behaves as a serial line: bytes arrive one after the other, and idle time earns no credit.
    What the server sends too fast waits in the system's buffers, megabytes of them, as in a bad
    router. Nothing is lost; in the wild, TCP would retry ever more slowly after a stall.
    """

    def __init__(self, server: int, rate: float | None = None) -> None:
        """Relay to a port of this machine; `rate` is in bytes a second, None for no limit."""
        self._server, self._rate = server, rate
        self._open = threading.Event()
        self._open.set()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self.arrived = 0
        """Bytes that have reached the client."""
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        """Let nothing through in either direction until `go_on`."""
        self._open.clear()

    def go_on(self) -> None:
        """Let everything through again, including what was held back."""
        self._open.set()

    def cut(self) -> None:
        """Close all connections; both ends notice."""
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close all connections and accept no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        self.go_on()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((LOOPBACK, self._server))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._sockets.append(each)
                for way in ((client, server), (server, client)):
                    threading.Thread(target=self._relay, args=way, daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        to_client = source.getpeername()[1] == self._server
        free = 0.0
        """When the line has delivered what it was given."""
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                if to_client and self._rate is not None:
                    free = max(free, time.monotonic()) + len(data) / self._rate
                    time.sleep(max(0.0, free - time.monotonic()))
                self._open.wait()
                sink.sendall(data)
                self.arrived += len(data) if to_client else 0
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def slow_link(server: int, rate: float | None = None) -> Iterator[SlowLink]:
    """A link to a port of this machine for the length of a block."""
    link = SlowLink(server, rate)
    try:
        yield link
    finally:
        link.close()
