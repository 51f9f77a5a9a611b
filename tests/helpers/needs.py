"""Programs that some tests need: without them the tests are skipped, and on CI they fail."""

from __future__ import annotations

import os
import shutil

import pytest

SYSTEM = "/usr/sbin:/usr/local/sbin"
"""Where Debian installs servers; not everyone has them in their PATH."""


def needed(program: str, package: str) -> str:
    """Return a program's path; without it, skip the test and name Debian's package."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:{SYSTEM}")
    if found is None:
        missing = f"{program.upper()} IS NOT INSTALLED (apt-get install {package})"
        assert os.environ.get("CI") != "true", f"{missing}, and here it must be"
        pytest.skip(f"{missing}: what needs it has not been tested")
    return found
