"""What all tests share: which are run, with which examples, and where no settings are found."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from helpers.examples import FULL, ORDINARY, SEARCH
from helpers.terminal import NO_SETTINGS, STATE

# How long an example takes depends on the machine and on what else it does.
for profile, count in ((ORDINARY, 33), (FULL, 100)):
    settings.register_profile(
        profile,
        deadline=None,
        derandomize=True,
        max_examples=count,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
# By a seed alone: no example comes from a run before.
settings.register_profile(
    SEARCH,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)

os.environ["XDG_CONFIG_HOME"] = NO_SETTINGS
os.environ["XDG_STATE_HOME"] = STATE


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", default="1/1", help="run one share of the tests, such as 2/3")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other shares; every test belongs to one."""
    share, shares = map(int, config.getoption("--share").split("/"))
    others = [one for one in items if zlib.crc32(one.nodeid.encode()) % shares != share % shares]
    items[:] = [one for one in items if one not in set(others)]
    config.hook.pytest_deselected(items=others)


def pytest_configure(config: pytest.Config) -> None:
    """Take the same examples every time, unless they are searched for."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile(ORDINARY)


@pytest.fixture
def interleaved() -> Iterator[None]:
    """Let the threads take turns far more often than usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)
