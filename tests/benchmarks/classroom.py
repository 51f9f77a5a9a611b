"""A class, simulated and real: `python tests/benchmarks/run.py classroom --followers 30`.

Here the followers are connections of one process of their own, and the lecturer is this process.
The lecturer's app before them is in class_simulated.py, followers in terminals are in class_real.py
and class_lines.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Condition

import class_lines
import class_real
import class_simulated
from measure import Result, percentile

from tinynet_tui.classroom.changes import NOTHING, lines
from tinynet_tui.classroom.lecturer import Lecturer
from tinynet_tui.classroom.messages import VERSION
from tinynet_tui.classroom.shared import Shared, digest

FOLLOWERS = 200
NAME = "benchmark"
SETTINGS = (
    "dataset: xor\nhidden: 4\nalpha: 1\nseed: 1\nat: {}:{}\ncell: l1_error[2,0]\nlight: l1_error"
)
DEADLINE = 60.0
STATES_A_SECOND = 30
"""As many as a key that is held down makes."""

CLIENTS = (
    f"version = {VERSION}"
    + """
import os, selectors, socket, struct, sys, time
path, count = sys.argv[1], int(sys.argv[2])
selector = selectors.DefaultSelector()
links = []
for _ in range(count):
    link = socket.socket(socket.AF_UNIX)
    link.connect(path)
    far = b"true" if sys.argv[3:] else b"false"
    link.sendall(b'{"do":"hello","version":%d,"far":%s}\\n' % (version, far))
    link.setblocking(False)
    selector.register(link, selectors.EVENT_READ)
    links.append(link)
got, last = 0, {}
while True:
    for key, _ in selector.select():
        data = key.fileobj.recv(1 << 16)
        if not data:
            sys.exit()
        number = data.rfind(b'"number":')
        if number < 0:
            continue
        number = int(data[number + 9 :].split(b",")[0].split(b"}")[0])
        if sys.argv[3:]:
            key.fileobj.send(b'{"do":"seen","number":%d}\\n' % number)
        last[number] = last.get(number, 0) + 1
        if last[number] == count:
            os.write(1, struct.pack("d", time.monotonic()))
"""
)
"""They write when the last of them has received a state."""


@contextmanager
def class_of(followers: int, *, far: bool = False) -> Iterator[tuple[Lecturer, int]]:
    """Lead a class; yield the lecturer, and where is told when all have received a state."""
    woken = Condition()

    def wake() -> None:
        with woken:
            woken.notify_all()

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        lecturer = Lecturer(NAME, wake=wake, folder=Path(folder))
        lecturer.open()
        [path] = Path(folder).glob(f"*/{NAME}")
        command = [sys.executable, "-c", CLIENTS, str(path), str(followers), *(["far"] * far)]
        clients = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert clients.stdout is not None
        try:
            with woken:
                assert woken.wait_for(lambda: lecturer.here == followers, DEADLINE)
            yield lecturer, clients.stdout.fileno()
        finally:
            lecturer.end()
            clients.wait(DEADLINE)


def state(number: int) -> Shared:
    """Return the state after so many steps."""
    return Shared(SETTINGS.format(number // 9, number % 9 + 1), digest(""), scene=3)


def reach(followers: int, steps: int, *, far: bool = False) -> tuple[list[float], float]:
    """Return the seconds until all have each of some states, and the processor's a state."""
    waits: list[float] = []
    with class_of(followers, far=far) as (lecturer, told):
        lecturer.publish(state(0), {digest(""): ""})
        os.read(told, 8)
        busy = time.process_time()
        for number in range(1, steps + 1):
            begun = time.monotonic()
            lecturer.publish(state(number), {})
            os.read(told, 8)
            waits.append(time.monotonic() - begun)
            time.sleep(max(0.0, 1 / STATES_A_SECOND - waits[-1]))
        return waits, (time.process_time() - busy) / steps


def publishing(followers: int, steps: int) -> float:
    """Return the seconds that `publish` takes, for the thread that calls it."""
    with class_of(followers) as (lecturer, _):
        return _publish(lecturer, steps)


def _publish(lecturer: Lecturer, steps: int) -> float:
    took = []
    for number in range(steps):
        begun = time.perf_counter()
        lecturer.publish(state(number), {digest(""): ""})
        took.append(time.perf_counter() - begun)
        time.sleep(1 / STATES_A_SECOND)
    return median(took)


def left(followers: int, seconds: float) -> float:
    """Return the share of a core that is left to a busy thread at the states of a held key."""
    with class_of(followers) as (lecturer, _):
        busy, end = time.process_time(), time.monotonic() + seconds
        due, number, work = 0.0, 0, 0.0
        while (now := time.monotonic()) < end:
            if now >= due:
                number, due = number + 1, now + 1 / STATES_A_SECOND
                lecturer.publish(state(number), {digest(""): ""})
            begun = time.thread_time()
            sum(range(20_000))
            work += time.thread_time() - begun
        a_state = (time.process_time() - busy - work) / number
        return 1 - STATES_A_SECOND * a_state


def idle(followers: int, seconds: float) -> float:
    """Return the share of a core that the lecturer's process takes when nothing happens."""
    with class_of(followers) as (lecturer, told):
        lecturer.publish(state(0), {digest(""): ""})
        os.read(told, 8)
        busy = time.process_time()
        time.sleep(seconds)
        return (time.process_time() - busy) / seconds


def results(
    steps: int = 200,
    rounds: int = 3,
    seconds: float = 3.0,
    keys: int = 40,
    followers: int = class_real.FOLLOWERS,
) -> list[Result]:
    """Measure a class of `FOLLOWERS` that are simulated, and of `followers` that are processes."""
    return [
        *_messages(steps, rounds, seconds),
        *class_simulated.results(FOLLOWERS, CLIENTS, keys=keys, rounds=2 * rounds, seconds=seconds),
        *class_real.results(followers, keys=keys, rounds=rounds, seconds=4 * seconds),
        *class_lines.results(5 * seconds, rounds),
    ]


def _messages(steps: int, rounds: int, seconds: float) -> list[Result]:
    waits, busy = reach(FOLLOWERS, steps)
    far_waits, far_busy = reach(FOLLOWERS, steps, far=True)
    step = [len(lines(state(number), state(number + 1), number)) for number in range(1_000)]
    return [
        Result(f"{FOLLOWERS} followers, until all have a state", 1e3 * median(waits), "ms"),
        Result("the same, 95 of 100", 1e3 * percentile(waits, 0.95), "ms"),
        Result("lecturer's processor time a state", 1e3 * busy, "ms"),
        Result("followers far away: until all have it", 1e3 * median(far_waits), "ms"),
        Result("the same, processor time a state", 1e3 * far_busy, "ms"),
        Result(
            f"left to other threads at {STATES_A_SECOND} states/s",
            median(left(FOLLOWERS, seconds) for _ in range(rounds)),
            "×",
            0.9,
        ),
        Result(
            "publishing takes the screen", 1e6 * publishing(FOLLOWERS, steps), "µs", 1_000, "lower"
        ),
        Result("idle, of a core", 100 * idle(FOLLOWERS, seconds), "%", 0.1, "lower"),
        Result("bytes of a step", sum(step) / len(step), "bytes", 100, "lower"),
        Result("bytes after joining", len(lines(NOTHING, state(0), 1)), "bytes"),
    ]
