"""Finds the step that wrote a number of a script, and the rules' explanation of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.positions import Trail, Where
from tinynet_tui.engine.values import Value
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.rules.assigned import Source, Written, written
from tinynet_tui.explain.rules.explain import explain
from tinynet_tui.explain.rules.nodes import NotSentError, UnknownError
from tinynet_tui.explain.rules.script import ScriptText, script_text
from tinynet_tui.worker.scripts.plan import ScriptPlan

from .variables import Item


@dataclass(frozen=True)
class Explained:
    """How a number was computed; nothing if no rule tells it."""

    found: Written | None = None
    text: ScriptText | None = None
    number: int = 0
    """The number of the step among the plan's."""
    where: Where | None = None
    """Where it was computed."""
    ref: str = ""
    signed: bool = True
    in_part: bool = False
    """True if numbers that are needed were not sent."""

    @property
    def read(self) -> Mapping[str, frozenset[int]]:
        """The cells that are read for it: of each array their numbers in order."""
        return {} if self.found is None else self.found.read

    def lines(self, terms: int | None) -> Explanation | None:
        """Return the explanation with at most so many terms of a sum; None if there is none."""
        if self.found is None or self.text is None:
            return None
        source = self.text.sources[self.number]
        return explain(self.found, self.ref, source, terms, signed=self.signed)


def explained(
    trail: Trail,
    plan: ScriptPlan,
    script: tuple[str, bytes, Choice],
    item: Item,
    cell: tuple[int, ...],
) -> Explained:
    """Return how a cell of a variable got its value, by the last step that changed it."""
    writers = plan.writers.get(item.name, ())
    text = script_text(*script) if writers and len(trail) > 1 else None
    if text is None:
        return Explained()
    for after, before in zip(trail, trail[1:], strict=False):
        if after.line not in writers or after.line is None:
            continue
        value, old = _value(item, after.values), _value(item, before.values)
        if value is None:
            return Explained()
        try:
            source = Source(after.line, before.values, after.values)
            found = written(text, source, item.label, value, cell)
        except NotSentError:
            return Explained(in_part=True)
        except UnknownError:
            if old is None or _differ(old, value):
                return Explained()
            continue  # another part of a list was written
        place = f"[{','.join(map(str, cell))}]" if cell else ""
        signed = value.array is None or bool((value.array < 0).any())
        return Explained(found, text, after.line, after.where, item.label + place, signed)
    return Explained()


def _differ(one: Value, other: Value) -> bool:
    """True if a value has changed."""
    if one.array is None or other.array is None:
        return True
    return one.digest != other.digest or not np.array_equal(one.array, other.array, equal_nan=True)


def _value(item: Item, values: Mapping[str, Value]) -> Value | None:
    value = values.get(item.name)
    for index in item.path:
        if value is None or index >= len(value.parts):
            return None
        value = value.parts[index]
    return value
