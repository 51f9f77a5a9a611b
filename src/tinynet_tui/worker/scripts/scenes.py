"""Checks what a lecture's scene asks of a script: it is run up to the scene's position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal

from .numbers import find
from .position import resolve
from .script import Script


class Wrong(NamedTuple):
    """What is wrong in a scene: with its script, its position, or one of its numbers."""

    what: str
    """`script`, `at`, `light`, or the number."""
    why: str


def mistakes(path: Path, at: str, cells: Iterable[str], light: str = "") -> Iterator[Wrong]:
    """Yield what is wrong with a position, numbers and a lit variable of a script."""
    try:
        script = Script(path, Choice(), lambda: False)
    except Refusal as refusal:
        line = "" if refusal.line is None else f", line {refusal.line}"
        yield Wrong("script", f"{path.name}{line}: {refusal.reason}")
        return
    try:
        frame = script.enter()
        if at:
            target = resolve(at, script.plan, Where(0, 1), Where(0, 1))
            if not script.run_to(target.iteration):
                length = script.length or 0
                yield Wrong("at", f"{at}: the loop ends after {length:,} iterations")
                return
            frame = script.at(target) or frame
        if light and light not in frame.values:
            try:
                find(frame.values, light)
            except ValueError as error:
                yield Wrong("light", str(error))
        for cell in cells:
            try:
                value, index = find(frame.values, "".join(cell.split()))
                if value.array is None or (value.shape and not index):
                    raise ValueError(f"{cell} is no number, such as w[0,1]")
            except ValueError as error:
                yield Wrong(cell, str(error))
    except (Refusal, ValueError) as error:
        what = "script" if isinstance(error, Refusal) else "at"
        yield Wrong(what, f"{path.name}: {error}" if what == "script" else str(error))
    except Stopped as end:
        yield Wrong("script", f"{path.name}: {end}")
    finally:
        script.close()
