"""A search for examples that no property has been tried with: new ones by a seed, round by round.

    python tests/search.py --minutes 60
    python tests/search.py --seed 7 --minutes 1 tests/timeline

Every round runs all property tests with another seed, as many examples of each as it names; what
else is given goes to pytest. A property that is found false makes the status 1. What only took too
long does not: that depends on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import TimeoutExpired

import pytest
from hypothesis.errors import DeadlineExceeded, FailedHealthCheck, FlakyFailure

from helpers.examples import SEARCH
from helpers.waiting import InVain

HERE = Path(__file__).parent
END, SEED = "SEARCH_END", "SEARCH_SEED"
"""What a round is told by its environment: when to end, in seconds since 1970, and its seed."""

TOO_SLOW = (InVain, TimeoutError, TimeoutExpired, DeadlineExceeded, FailedHealthCheck)


def main() -> int:
    """Search for as long as asked; return 1 if a property was found false."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("--minutes", type=float, default=5, help="how long (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="of the first round; the next has the next")
    parser.add_argument("--rounds", type=int, help="at most so many")
    options, arguments = parser.parse_known_args()
    first = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    end = time.time() + 60 * options.minutes
    rounds, seed = options.rounds or sys.maxsize, first
    while time.time() < end and seed - first < rounds:
        print(f"\n== round {seed - first + 1}: --seed {seed}", flush=True)
        status = search(seed, end, arguments)
        if status == pytest.ExitCode.TESTS_FAILED:
            print(
                f"\n\n!! A PROPERTY IS FALSE: see the example above. The same again:\n"
                f"   python {Path(sys.argv[0])} --seed {seed} --rounds 1 --minutes 60 NODE\n"
                f"   (NODE is what stands behind FAILED)\n",
                flush=True,
            )
            return 1
        if status:
            return status
        seed += 1
    print(f"\nNo property was found false with the seeds {first} to {seed - 1}.")
    return 0


def search(seed: int, end: float, arguments: list[str]) -> int:
    """Run every property with a seed, those that begin before the end; return pytest's status."""
    command = [
        *(sys.executable, "-m", "pytest", "--quiet", "-m", "hypothesis", "-p", "search", "-rfx"),
        *(f"--hypothesis-profile={SEARCH}", f"--hypothesis-seed={seed}"),
        *arguments,
    ]
    path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    told = {"PYTHONPATH": path, END: str(end), SEED: str(seed)}
    return subprocess.run(command, env={**os.environ, **told}, check=False).returncode


class _AsWritten(argparse.ArgumentDefaultsHelpFormatter, argparse.RawDescriptionHelpFormatter): ...


# What follows is pytest's, in a round.


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the properties in another order each time: a search may end before the last."""
    random.Random(os.environ[SEED]).shuffle(items)


def pytest_runtest_setup() -> None:
    """Begin nothing more at the end."""
    if time.time() > float(os.environ[END]):
        pytest.skip("the time is over")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Iterator[None]:
    """Tell of what only took too long, and do not let it fail."""
    outcome = yield
    if call.excinfo is not None and is_slowness(call.excinfo.value):
        report = outcome.get_result()  # type: ignore[attr-defined]
        report.outcome, report.wasxfail = "skipped", f"too slow: {call.excinfo.value!r:.200}"


def is_slowness(error: BaseException) -> bool:
    """True if an error says nothing but that something was not done in time."""
    if isinstance(error, FlakyFailure):
        return all(map(is_slowness, error.exceptions))
    return isinstance(error, TOO_SLOW)


if __name__ == "__main__":
    sys.exit(main())
