"""A second account on this machine, for as long as a test needs one."""

from __future__ import annotations

import os
import pwd
import shlex
import subprocess
import sys
import sysconfig
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tinynet_tui
from helpers.needs import needed
from helpers.waiting import DEADLINE, Patience

NO_RIGHTS = ("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all")


def as_account(name: str) -> tuple[str, ...]:
    """Return the words before a command that run it as an account; none for one's own."""
    found = pwd.getpwnam(name)
    if found.pw_uid == os.geteuid():
        return ()
    ids = ("--reuid", str(found.pw_uid), "--regid", str(found.pw_gid), "--clear-groups")
    return (needed("setpriv", "util-linux"), *ids, *NO_RIGHTS)


@contextmanager
def second_account(home: Path) -> Iterator[str]:
    """Make an account with `tinynet-tui` in its home, and remove it; yield its name.

    Without the right to do so, or if it could run no Python, it is one's own account, and a
    warning says so.
    """
    program = home / "tinynet-tui"
    own, name = pwd.getpwuid(os.geteuid()).pw_name, f"tinynet{os.getpid()}"
    _write(program, sys.executable)
    if os.geteuid() != 0:
        warnings.warn("only root can make a second account: the class has one", stacklevel=3)
        yield own
        return
    user = ("--no-create-home", "--home-dir", str(home), "--shell", "/bin/sh", "--password", "*")
    _run(needed("useradd", "passwd"), *user, name)  # with "*" only a key lets one in
    try:
        if _finds_python(program, as_account(name)):
            yield name
        else:
            warnings.warn("another account can run no Python: the class has one", stacklevel=3)
            _write(program, sys.executable)
            yield own
    finally:
        _wait_until_gone(pwd.getpwnam(name).pw_uid)
        _run(needed("userdel", "passwd"), "--force", name)


def _finds_python(program: Path, account: tuple[str, ...]) -> bool:
    """Write a program that an account can run: this Python may lie in a home of somebody else."""
    for base in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        python = program.with_name("venv") / "bin/python"
        if Path(base).exists():
            _make_environment(base, python)
            _write(program, str(python))
            command = [*account, str(program), "--version"]
            if not subprocess.run(command, capture_output=True, check=False).returncode:
                return True
    return False


def _make_environment(base: str, python: Path) -> None:
    """Make an environment with what this Python has installed, of a Python of the same version."""
    _run(base, "-m", "venv", "--clear", "--without-pip", str(python.parents[1]))
    [packages] = python.parents[1].glob("lib/*/site-packages")
    mine = (Path(tinynet_tui.__file__).parents[1], sysconfig.get_path("purelib"))
    (packages / "mine.pth").write_text("".join(f"{path}\n" for path in mine))


def _write(program: Path, python: str) -> None:
    """Write a script that runs `tinynet-tui` with some Python."""
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(python)} -m tinynet_tui "$@"\n')
    program.chmod(0o755)


def _wait_until_gone(uid: int) -> None:
    """Wait until no process of an account is left."""
    patience = Patience()
    while any(_owner(one) == uid for one in Path("/proc").glob("[0-9]*")):
        patience.check(f"processes of the account {uid} go on")
        time.sleep(0.05)


def _owner(process: Path) -> int:
    try:
        return process.stat().st_uid
    except OSError:
        return -1


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE)
