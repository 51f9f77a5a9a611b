"""The variables of a script that have panes of numbers, and where these stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tinynet_tui.engine.values import Value
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.plan import ScriptPlan

MOST_PARTS = 8
"""Of a longer list, no part has a pane."""
COPY = re.compile(r"\s*(\w+)\s*=\s*(\w+)\s*;?\s*(?:#.*)?")


class Item(NamedTuple):
    """An array that has numbers to show: a variable, or a part of a list."""

    name: str
    """The variable."""
    path: tuple[int, ...] = ()
    """Which part of it, if it is a list."""
    also: str = ""
    """Another name that a step gives to the same array."""
    part: str = ""
    """What the part is called after the variable's name: `[0]`, `.weights`."""

    through: tuple[str, ...] = ()
    """Other variables that hold the same array."""
    is_single: bool = False
    """True for a single number that has a pane."""

    @property
    def label(self) -> str:
        return self.name + self.part

    @property
    def brief(self) -> str:
        """A shorter form of the label: of what it is a part of, only a number at its end."""
        number = self.name[len(self.name.rstrip("0123456789")) :]
        return f"…{number}{self.part}" if self.part else self.label

    @property
    def names(self) -> set[str]:
        return {name for name in (self.name, self.also, *self.through) if name}

    def value(self, values: Mapping[str, Value]) -> Value | None:
        """Return the array's value; None where there is none."""
        value = values.get(self.name)
        for index in self.path:
            if value is None or index >= len(value.parts):
                return None
            value = value.parts[index]
        shown = value is not None and (is_table(value) or (self.is_single and is_number(value)))
        return value if shown else None


@dataclass(frozen=True)
class Group:
    """Arrays that share a pane."""

    items: tuple[Item, ...]
    alternates: bool = False
    """True to show only the one that was written last, where there is little room."""

    @property
    def id(self) -> str:
        label = self.items[0].label
        return "of-" + re.sub(r"\W", lambda match: f"-{ord(match[0]):x}", label, flags=re.ASCII)


@dataclass(frozen=True)
class Arrangement:
    """Where a script's variables are shown."""

    forward: tuple[Group, ...] = ()
    backward: tuple[Group, ...] = ()
    others: tuple[str, ...] = ()
    """The variables without a pane of their own."""


def is_table(value: Value) -> bool:
    """True for numbers that can stand in rows and columns."""
    return (
        value.kind == "array"
        and value.array is not None
        and len(value.shape) > 0
        and 0 not in value.shape
        and value.array.ndim == len(value.shape)
        and value.array.dtype.kind in "biuf"
    )


def is_number(value: Value) -> bool:
    """True for a single number."""
    is_single = value.kind == "number" and value.array is not None and not value.shape
    return is_single and value.array is not None and value.array.dtype.kind in "iuf"


def is_whole(value: Value) -> bool:
    """True for integers and for True and False."""
    return value.array is not None and value.array.dtype.kind in "biu"


def examples(plan: ScriptPlan, forms: Mapping[str, Value]) -> int:
    """Return the rows that most arrays have which the loop computes or never writes."""
    counts: dict[int, int] = {}
    for name in plan.variables:
        value = forms.get(name)
        free = plan.is_computed(name) or name not in plan.writers
        if free and value is not None and is_table(value) and len(value.shape) == 2:
            counts[value.shape[0]] = counts.get(value.shape[0], 0) + 1
    return max(counts, key=lambda rows: counts[rows], default=0)


def arrange(frame: ScriptFrame) -> Arrangement:
    """Place a script's arrays: the way forward, then what comes back."""
    plan, forms = frame.plan, frame.forms
    if plan is None:
        return Arrangement()
    learnt = learnt_numbers(plan, frame.lines)
    found = {
        name: [*items(name, forms.get(name), numbers=name in learnt)] for name in plan.variables
    }
    found = _once(found, forms)
    tables = {name: items for name, items in found.items() if items}
    copies = _copies(plan, frame.lines, tables)
    others = tuple(name for name in plan.variables if name in forms and name not in tables)
    others += tuple(name for name in plan.variables if name not in forms)
    forward: dict[str, None] = {}
    backward: dict[str, None] = {}
    behind = max(plan.compared, 1)  # a first step may go forward and compare as well
    for number, step in enumerate(plan.steps):
        reads = [name for name in step.reads if not plan.is_computed(name)]
        row = forward if number <= plan.compared else backward
        for name in reads:
            if name not in forward:
                row.setdefault(name)
        for name in step.writes:
            if name not in forward and name not in backward:
                (forward if number < behind else backward)[name] = None
    hidden = {*copies}
    upper = [item for name in forward if name not in hidden for item in tables.get(name, ())]
    lower = [item for name in backward if name not in hidden for item in tables.get(name, ())]
    named = {copied: copy for copy, copied in copies.items()}
    upper = [item._replace(also=named.get(item.name, "")) for item in upper]
    rest = [
        item
        for name, items in tables.items()
        if name not in {*forward, *backward, *hidden}
        for item in items
    ]
    back = [*_grouped(lower, forms, columns=1 << 30, apart={*plan.states})]
    back.reverse()
    return Arrangement(
        tuple(_grouped(upper, forms, columns=1, apart={*plan.states})),
        (*back, *(Group((item,)) for item in rest)),
        others,
    )


def _once(found: Mapping[str, list[Item]], forms: Mapping[str, Value]) -> dict[str, list[Item]]:
    """Leave out the arrays that a variable before has or holds, and note these there."""
    held: dict[str, list[str]] = {}
    kept: dict[str, list[Item]] = {}
    for name, items in found.items():
        kept[name] = []
        for item in items:
            value = item.value(forms)
            if value is not None and value.same in found and item.path:
                held.setdefault(value.same, []).append(name)
            else:
                kept[name].append(item)
    return {
        name: [item._replace(through=tuple(dict.fromkeys(held.get(name, ())))) for item in items]
        for name, items in kept.items()
    }


def learnt_numbers(plan: ScriptPlan, lines: Sequence[str]) -> set[str]:
    """Return what is kept from round to round and changed by something else than itself.

    If that is a single number, or a list of such that does not grow, it is a weight or a bias: no
    counter, and no sum or best value, which nothing on the way forward reads.
    """
    found = set()
    forward = plan.steps[: plan.compared + 1] if plan.compared >= 0 else plan.steps
    for name in plan.states:
        steps = [plan.steps[at] for at in plan.writers[name]]
        readers = (step for step in forward if name in step.reads and step not in steps)
        if all([*step.writes] == [name] for step in steps) and not any(readers):
            continue
        grows = re.compile(re.escape(name) + r"\.(append|extend|insert)\(")
        texts = ["\n".join(lines[step.line - 1 : step.end]) for step in steps]
        if any({*step.reads} - {name} for step in steps) and not any(map(grows.search, texts)):
            found.add(name)
    return found


def items(
    name: str, value: Value | None, whole: Item | None = None, *, numbers: bool = False
) -> Iterator[Item]:
    """Yield the arrays that a variable is or holds; with `numbers`, single numbers, too."""
    item = whole or Item(name)
    if value is None:
        return
    if is_table(value):
        yield item
    elif numbers and is_number(value):
        yield item._replace(is_single=True)
    elif value.kind == "list" and len(value.parts) <= MOST_PARTS and value.shape[0] <= MOST_PARTS:
        for index, part in enumerate(value.parts):
            called = item.part + value.key(index)
            inner = Item(name, (*item.path, index), part=called)
            yield from items(name, part, inner, numbers=numbers)


def _copies(
    plan: ScriptPlan, lines: Sequence[str], tables: Mapping[str, Sequence[Item]]
) -> dict[str, str]:
    """Return the variables that a step only gives another name to, with what they are."""
    found: dict[str, str] = {}
    for step in plan.steps:
        match = COPY.fullmatch(lines[step.line - 1]) if step.line <= len(lines) else None
        if not match or {*match.groups()} - {*tables} or match[2] in found.values():
            continue
        if match[2] not in plan.writers and len(plan.writers[match[1]]) == 1:
            found[match[1]] = match[2]
    return found


def _grouped(
    items: Sequence[Item], forms: Mapping[str, Value], columns: int, apart: set[str]
) -> Iterator[Group]:
    """Put neighbours of the same shape together if they have at most so many columns.

    Those whose names are in `apart` have panes of their own, but for single numbers.
    """
    together: list[Item] = []
    for item in items:
        value = item.value(forms)
        before = together[-1].value(forms) if together else None
        fits = (
            value is not None
            and before is not None
            and value.shape == before.shape
            and (value.shape[-1] if len(value.shape) > 1 else 1) <= columns
            and len(together) < (MOST_PARTS if is_number(value) else 3)
            and (is_number(value) or not {item.name, together[-1].name} & apart)
        )
        if together and not fits:
            yield Group(tuple(together), alternates=columns > 1)
            together = []
        together.append(item)
    if together:
        yield Group(tuple(together), alternates=columns > 1)
