"""Which of many similar cases are run every time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def first_quick(cases: Iterable[Any], quick: int = 1) -> list[ParameterSet]:
    """Return the cases of a parameter, all slow but the first ones."""
    whole = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [
        pytest.param(*case, marks=[pytest.mark.slow] * (number >= quick))
        for number, case in enumerate(whole)
    ]
