"""The process in which a script runs: `python -m tinynet_tui.engine.host`, and a socket's number.

Through the socket it is given its files. It is the keeper of all processes of the script: they are
its children, and end with it. The script itself runs in a child, which copies itself from time to
time; the copies wait.
"""

from __future__ import annotations

import builtins
import ctypes
import faulthandler
import fcntl
import os
import random
import resource
import select
import shutil
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import numpy as np

from . import numpy_1, python_2, stand_ins
from .apart_files import ApartFiles
from .controller import Controller
from .file_states import Notes, put
from .forking import HIGH, Copier, high
from .link import ASKING, Lost, receive, send
from .plan import Choice, Plan, bare, plan
from .refusal import Refusal
from .source import read
from .written_files import WrittenFiles

SUBREAPER = 36
"""Linux's PR_SET_CHILD_SUBREAPER."""
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""The GNU C library's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD."""
KEPT, LARGE = 1 << 28, 1 << 25
"""The bytes of freed memory that are kept, and those of an array that is given back at once."""
QUIET = {"MPLBACKEND": "Agg", "PYTHONBREAKPOINT": "0", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}


def main(arguments: list[str]) -> NoReturn:
    """Wait for a script, and keep its processes."""
    with socket.socket(fileno=int(arguments[0])) as orders:
        try:
            order, _, files = receive(orders, files=7)
        except Lost:
            os._exit(0)  # the trainer needs none
    for number, file in enumerate(files[4:]):
        os.dup2(file, number)
        os.close(file)
    keep(files[:4], str(order["apart"]))


def keep(files: Sequence[int], folder: str) -> NoReturn:
    """Keep the script's processes until the trainer has gone or the last has ended.

    The files are the two links, and where to write lines and notes.
    """
    link, keeper = (socket.socket(fileno=number) for number in files[:2])
    lines, notes = files[2:]
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    if not os.fork():
        keeper.close()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
        for number in (woken, wake):
            os.close(number)
        _tell_lines(lines)
        notes = fcntl.fcntl(notes, fcntl.F_DUPFD_CLOEXEC, HIGH)
        os.close(files[3])
        run(high(link), WrittenFiles(notes, leaves=bool(folder)), folder)
    link.close()
    for number in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), number)
    sources: list[Any] = [woken, keeper]
    while True:
        ready, _, _ = select.select(sources, [], [])
        if keeper in ready:
            _end_all(Notes(notes), folder)
        os.read(woken, 4096)
        _reap(keeper)


def _tell_lines(lines: int) -> None:
    """Have a signal write down in which lines this process is, whatever it does."""
    number = fcntl.fcntl(lines, fcntl.F_DUPFD_CLOEXEC, HIGH)
    os.close(lines)
    faulthandler.register(ASKING, number, all_threads=False)


def _end_all(first: Notes, folder: str) -> NoReturn:
    """End all that the script has started, in other sessions too, and this process.

    If it has written copies of files in a folder, the others become what they were first.
    """
    with suppress(ChildProcessError):
        while children := _children():
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(-1, 0)
    if folder:
        with suppress(Exception):  # the script may have written there
            put(first.states())
        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _children() -> list[int]:
    """Return the processes whose parent is this one; only Linux tells them."""
    with suppress(OSError, ValueError):
        told = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
        if told:
            return [int(pid) for pid in " ".join(told).split()]
    found = []  # by a kernel that does not tell them at once
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            if int(path.read_text("latin-1").rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(path.parent.name))
    return found


def _reap(keeper: socket.socket) -> None:
    """Tell the trainer which processes have ended, and how."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            os._exit(0)
        if not pid:
            return
        with suppress(Lost):
            send(keeper, {"pid": pid, "status": os.waitstatus_to_exitcode(status)})


def run(link: socket.socket, written: WrittenFiles, folder: str) -> NoReturn:
    """Prepare the script that the trainer names, and run it.

    If there is a folder, it leaves files as they are, and writes copies of them there.
    """
    try:
        header, data, _ = receive(link)
    except Lost:
        os._exit(0)
    name = str(header["name"])
    file = name if name.startswith("/") else f"{Path.cwd()}/{name}"  # as Python calls it
    try:
        choice = Choice(**header["choice"])
        chosen = (bare if header["bare"] else plan)(read(file, data), choice)
        code = compile(chosen.tree, file, "exec", dont_inherit=True)
    except Refusal as refusal:
        _refuse(link, refusal)
    except (RecursionError, MemoryError, SyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else None
        _refuse(link, Refusal(f"it cannot be compiled: {error}", line))
    send(link, {"do": "planned", "pid": os.getpid(), **described(chosen)})
    controller = Controller(link, chosen, Copier(header["spacing"], written))
    module = _surround(name, header["arguments"], header["choice"]["seed"], chosen)
    controller.install(vars(sys.modules["builtins"]))
    if folder:
        ApartFiles(folder).install(vars(sys.modules["builtins"]))
    if not header["bare"]:
        controller.watch_warnings()
    _keep_freed_memory()
    _limit(header["memory"])
    try:
        controller.first_command()
        exec(code, vars(module))
    except SystemExit as end:
        controller.exited(end)
        raise
    except BaseException as error:
        controller.exited(error)
        _print_traceback(error, file)
        sys.exit(1)
    controller.exited(None)
    sys.exit()


def _print_traceback(error: BaseException, file: str) -> None:
    """Print an exception as Python would, without the frames of this program."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    sys.excepthook(type(error), error.with_traceback(trace), trace)


def _refuse(link: socket.socket, refusal: Refusal) -> NoReturn:
    with suppress(Lost):
        told = {"reason": refusal.reason, "line": refusal.line, "hint": refusal.hint}
        send(link, {"do": "refused", **told})
    os._exit(0)


def described(chosen: Plan) -> dict[str, Any]:
    """Return a plan as it is sent to the trainer."""
    return {
        "python": chosen.source.python,
        "loop": chosen.loop_line,
        "loops": list(chosen.loops),
        "steps": [vars(step) for step in chosen.steps],
        "variables": list(chosen.variables),
        "written": sorted(chosen.written),
        "settings": [vars(setting) for setting in chosen.settings],
        "seeded": chosen.seeded,
        "error": chosen.error,
        "error_step": chosen.error_step,
        "compares": chosen.compares if chosen.error_step is None else chosen.error_step,
        "straight": chosen.straight,
        "flat": chosen.flat,
        "seed": chosen.seed,
        "literals": chosen.literals,
        "own_seed": chosen.own_seed,
        "once": chosen.once,
        "direct": list(chosen.direct),
        "prediction_step": chosen.prediction_step,
        "factors": sorted(chosen.factors),
        "functions": chosen.functions,
        "assigned": chosen.assigned,
        "called": chosen.called,
        "numbers": chosen.numbers,
    }


def _keep_freed_memory() -> None:
    """Have the C library keep memory that arrays have freed, for the next ones.

    Else each iteration could give it back to the system, and get it page by page again.
    """
    with suppress(OSError, AttributeError):
        options = ctypes.CDLL(None).mallopt
        options(TRIM_THRESHOLD, KEPT)
        options(MMAP_THRESHOLD, LARGE)


def _limit(memory: int) -> None:
    """Bound the process's memory."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _surround(name: str, arguments: list[str], seed: int | None, plan: Plan) -> ModuleType:
    """Make the process look to the script as if Python had started it; return its module.

    It gets built-in functions of its own, so that it can change them.
    """
    os.environ |= QUIET
    sys.argv = [name, *arguments]
    sys.path[0:0] = [str(Path(name).resolve().parent)]
    sys.meta_path.append(stand_ins.Finder(plan.source.name, stand_ins.tried(plan.tree)))
    sys.breakpointhook = lambda *_, **__: None
    module = ModuleType("__main__")
    module.__file__ = plan.source.name
    own = ModuleType("builtins")
    vars(own).update(vars(builtins) | stand_ins.notebook(plan.tree))
    vars(module)["__builtins__"] = own
    sys.modules |= {"__main__": module, "builtins": own}
    if plan.source.python == 2:
        python_2.install(own)
        numpy_1.install(own)
    # Also for a script that seeds them itself: it may draw before that.
    np.random.seed(seed or 0)
    random.seed(seed or 0)
    _seed_generators(seed or 0)
    return module


def _seed_generators(given: int) -> None:
    """Seed the generators that a script makes without a seed."""
    made = np.random.default_rng

    def default_rng(seed: Any = None) -> np.random.Generator:
        return made(given if seed is None else seed)

    np.random.default_rng = default_rng


if __name__ == "__main__":
    main(sys.argv[1:])
