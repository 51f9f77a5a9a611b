"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from helpers.terminal import NO_SETTINGS, STATE

# How long an example takes depends on the machine and on what else it does.
settings.register_profile("product", deadline=None, print_blob=True)
settings.load_profile("product")

os.environ["XDG_CONFIG_HOME"] = NO_SETTINGS
os.environ["XDG_STATE_HOME"] = STATE


@pytest.fixture
def interleaved() -> Iterator[None]:
    """Let the threads take turns far more often than usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)
