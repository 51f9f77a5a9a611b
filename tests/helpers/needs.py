"""Programs that some tests need: without them they skip aloud, and on CI they fail."""

from __future__ import annotations

import os
import shutil

import pytest

SYSTEM = "/usr/sbin:/usr/local/sbin"
"""Where servers lie, which are not everybody's to start."""


def needed(program: str, package: str) -> str:
    """Return where a program is; skip the test if it is nowhere, naming Debian's package."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:{SYSTEM}")
    if found is None:
        missing = f"{program.upper()} IS NOT INSTALLED (apt-get install {package})"
        assert os.environ.get("CI") != "true", f"{missing}, and here it must be"
        pytest.skip(f"{missing}: what needs it has not been tested")
    return found
