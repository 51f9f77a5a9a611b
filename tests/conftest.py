"""What all tests share: which are run, with which examples, and where no settings are found."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from textual.css.stylesheet import Stylesheet

from helpers.examples import FULL, ORDINARY, SEARCH
from helpers.host_forks import Template, start_of
from helpers.shared_styles import parse_rules
from helpers.terminal import NO_SETTINGS, STATE
from tinynet_tui.engine import keeper

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
# Or each of a thousand processes compiles the program anew, and each run all tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


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


@pytest.fixture(scope="session", autouse=True)
def hosts_are_copies() -> Iterator[None]:
    """Open scripts in copies of a process that has imported what they need."""
    if not hasattr(os, "pidfd_open"):
        yield
        return
    template = Template()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "start", start_of(template))
        yield
    template.close()


@pytest.fixture(scope="session", autouse=True)
def styles_are_shared() -> Iterator[None]:
    """Read each stylesheet once for all apps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_rules)
        yield


@pytest.fixture
def interleaved() -> Iterator[None]:
    """Let the threads take turns far more often than usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)
