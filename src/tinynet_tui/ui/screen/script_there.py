"""The run of a script where it rests, for a scene's question."""

from __future__ import annotations

import math
import re
from functools import partial

import numpy as np

from tinynet_tui.lecture.answers import ScriptThere
from tinynet_tui.lecture.asking import ERROR
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import one_number, real_array


def there(frame: ScriptFrame) -> ScriptThere:
    """Return what a Frame knows."""
    plan = frame.plan
    names = {*re.findall(r"\w+", plan.error or "")} if plan is not None else set()
    names |= {name for name in frame.values if _tells_error(frame, name)}
    return ScriptThere(
        partial(_number, frame),
        partial(real_array, frame.values),
        f"{frame.where.iteration}:{frame.where.step}",
        frozenset(names & {*frame.values}),
    )


def _tells_error(frame: ScriptFrame, name: str) -> bool:
    """True for an array whose mean magnitude is the error."""
    try:
        numbers = real_array(frame.values, name)
    except ValueError:
        return False
    return frame.error is not None and math.isclose(np.abs(numbers).mean(), frame.error[0])


def _number(frame: ScriptFrame, name: str) -> float:
    if name != ERROR:
        return one_number(frame.values, name)
    if frame.error is None or frame.error[1] != frame.where.iteration:
        raise ValueError("error is not computed yet at this position")
    return frame.error[0]
