"""A copy that the tests use as a script's host is like one that is started."""

from __future__ import annotations

import os

import pytest

from helpers.host_forks import started
from tinynet_tui.engine import keeper
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice

TELLING = b"""
import os, random, resource, signal, sys
import numpy as np
X, y, w = np.eye(2), np.ones((2, 1)), np.zeros((2, 1))
for i in range(3):
    error = y - X.dot(w)
    w += 0.1 * X.T.dot(error)
print(sys.argv, sys.path, sys.flags, sys.executable, os.getcwd(), sorted(os.environ.items()))
print([os.readlink(f"/proc/self/fd/{n}")[:5] for n in range(3)], os.dup(0) < 10, os.umask(0))
print([(s.encoding, s.errors, s.line_buffering) for s in (sys.stdin, sys.stdout, sys.stderr)])
print([(n, signal.getsignal(n)) for n in signal.valid_signals()], signal.pthread_sigmask(0, []))
print([resource.getrlimit(n) for n in range(16)], os.getuid(), os.getpriority(0, 0))
print(os.getsid(0) == os.getpgrp() != os.getpid(), os.getpgrp() == os.getppid())
print(np.random.random(), np.random.default_rng().random(), random.random(), hash("hash"))
print(np.get_printoptions(), np.geterr(), sys.getswitchinterval(), sys.getrecursionlimit())
print(sorted(name for name in sys.modules if "tinynet" not in name), repr(sys.stdin.read()))
print(sorted(os.listdir("/proc/self/fd")))
"""


def told() -> str:
    theirs, ours = os.pipe()
    os.write(ours, b"read")
    os.close(ours)
    with Engine("it.py", TELLING, Choice(), ("an", "argument"), stdin=theirs) as engine:
        os.close(theirs)
        engine.run_to(3)
        assert engine.finish() == 0, engine.err.until(10000)
        return engine.out.until(1 << 20).decode()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="there are no copies")
def test_a_script_sees_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vars(keeper)["start"] is not started
    monkeypatch.setenv("ONE_MORE", "1")
    copied = told()
    monkeypatch.setattr(keeper, "start", started)
    assert copied.splitlines() == told().splitlines()
