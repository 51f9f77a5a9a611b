"""A script's own cross-entropy that takes other classes for the right ones than its errors do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from .begin import CannotError
from .losses import itself, output_of
from .slopes import ancestors, go_back
from .tape import Array, Node, unmoved


def other_classes(
    compared: Sequence[Node], owns: Sequence[Node], cut: frozenset[int], hot: set[int]
) -> tuple[int, int]:
    """Return the lines of an error, and of a logarithm, that take other classes; else zeros.

    The `owns` are what may be losses of the script's own. In each example one class is the right
    one, and all errors have to disagree.
    """
    for own in owns:
        among = ancestors([own], cut)
        logs = [one for one in among.values() if one.name == "log"]
        slopes: dict[int, Array] = {}
        with suppress(CannotError):
            slopes = go_back(itself(own), cut, hot) if logs else {}
        found: list[tuple[int, int]] = []
        for one in compared:
            output, targets = output_of(one, hot)
            output = unmoved(output)
            slope = slopes.get(output.index)
            if slope is None or slope.shape != targets.value.shape or slope.size < 2:
                continue
            chosen, right = slope != 0, targets.value == 1
            is_single = all(
                np.all(np.sum(each, axis=-1) == 1)
                and np.count_nonzero(targets.value) == right.sum()
                for each in (chosen, right)
            )
            line = next((log.line for log in logs if output.index in ancestors([log], cut)), 0)
            if not is_single or not line or np.any(chosen & right):
                break
            found.append((one.line, line))
        else:
            if found:
                return found[0]
    return 0, 0
