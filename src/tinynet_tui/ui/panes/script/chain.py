"""A script's layers and the weights between them, as far as its arrays show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.values import Value
from tinynet_tui.network.array import Array
from tinynet_tui.worker.scripts.plan import ScriptPlan

from .sample import present_example
from .variables import Item, items
from .view import ScriptView

MOST = 24
"""The most arrays among which a chain is looked for."""


@dataclass(frozen=True)
class Link:
    """Weights between two layers."""

    item: Item
    turned: bool
    """True for an array with a row for each neuron that they lead to."""
    array: Array
    """With a row for each neuron that they lead from."""
    changes: bool
    """True for an array that the loop changes under this name, or in a list."""
    vector: bool = False
    """True for an array of one dimension, which leads to one neuron."""

    def cell(self, start: int, end: int) -> tuple[int, int]:
        """Return the cell of the weight between two neurons in the script's array."""
        return (end, start) if self.turned or self.vector else (start, end)


@dataclass(frozen=True)
class Layer:
    """Neurons, and their outputs for an example."""

    name: str
    size: int
    outputs: Array | None
    """None where no array shows them."""
    is_old: bool = False
    is_single: bool = False
    """True when its array has the outputs for one example only: that at which the loop is."""


@dataclass(frozen=True)
class Chain:
    """Layers from the input to the output; between two there is a link."""

    layers: Sequence[Layer]
    links: Sequence[Link]
    example: int | None
    """The example for which the outputs are; None if it cannot be told."""


def chain(view: ScriptView) -> Chain | str:
    """Return a script's chain of layers at a position, or why there is none."""
    plan, answer = view.frame.plan, view.answer
    if plan is None or answer is None:
        return "…"
    if not answer.X.size:
        return f"No drawing here: {answer.reason}."
    found = [*_weights(view, plan, (answer.source, answer.targets))]
    sizes = answer.X.shape[1], answer.y.shape[1]
    count = len(answer.X)
    early = [one for one in found if _first_read(plan, one.item) <= plan.compared]
    changing, every = [one for one in early if one.changes], [one for one in found if one.changes]
    # What an object holds may be weights or outputs: these have a row for each example.
    sure = [
        one for one in changing if one.item.part[:1] != "." or one.array.shape != (count, count)
    ]
    # What the loop never changes and has a row for each example is data.
    fixed = [one for one in early if one.changes or count not in one.array.shape]
    stages = (sure, False), (changing, False), (every, False), (fixed, False), (changing, True)
    chains = (
        _longest([one for one in some if one.turned == turned and one.vector <= vectors], *sizes)
        for some, vectors in [*_multiplied(stages, plan), *stages]
        for turned in (answer.across, not answer.across)
    )
    links = next(filter(None, chains), [])
    if not links and any(
        value.kind == "array" and not value.whole for value in view.frame.values.values()
    ):
        return "No drawing here: the arrays are too large."
    if not links:
        return (
            f"No drawing here: no arrays of weights lead from {sizes[0]} inputs to "
            f"{sizes[1]} output{'s' * (sizes[1] > 1)}, one after the other."
        )
    example: int | None = min(view.example, len(answer.X) - 1)
    layers = [*_layers(view, plan, answer, links, example)]
    if any(layer.is_single for layer in layers):
        example = present_example(view, answer)
        layers = [*_layers(view, plan, answer, links, example)]
    return Chain(layers, links, example)


def _layers(
    view: ScriptView,
    plan: ScriptPlan,
    answer: Answer,
    links: Sequence[Link],
    example: int | None,
) -> Iterator[Layer]:
    """Yield the layers with their outputs for an example, or for the one where the loop is."""
    yield Layer(answer.source, answer.X.shape[1], None if example is None else answer.X[example])
    own = None if example is None or not len(answer.own) else answer.own[example]
    for at, link in enumerate(links):
        end = _first_read(plan, links[at + 1].item) if at + 1 < len(links) else plan.compared
        size = link.array.shape[1]
        first, is_last = _first_read(plan, link.item), at + 1 == len(links)
        # The step that reads the next weights mostly writes the layer after them.
        span = range(first, end + 1 if is_last else max(end, first + 1))
        known = is_last and len(answer.own) and answer.output not in plan.writers
        layer = (
            Layer(answer.output, size, own)
            if known
            else _layer(view, plan, span, size, example, answer.output if is_last else "")
        )
        if layer is None and is_last:
            layer = Layer(answer.output, size, own)
        if layer is None and example is not None:
            layer = _held(view, plan, span, [one.array.shape[1] for one in links], at, example)
        yield layer or Layer(f"layer {at + 1}", size, None)


def _weights(view: ScriptView, plan: ScriptPlan, given: tuple[str, str]) -> Iterator[Link]:
    """Yield what may be weights, in both directions: arrays that the loop does not make anew."""
    count = 0
    for name in plan.variables:
        if name in given or plan.is_computed(name):
            continue
        for item in items(name, view.frame.forms.get(name)):
            value = item.value(view.frame.values)
            array = None if value is None or not value.whole else value.array
            if array is None or array.ndim not in (1, 2) or array.dtype.kind != "f":
                continue
            count += 1
            if count <= MOST:
                changes = name in plan.states or bool(item.path)
                if array.ndim == 1:
                    for turned in (False, True):
                        yield Link(item, turned, array[:, None], changes, True)
                else:
                    yield Link(item, False, array, changes)
                    yield Link(item, True, array.T, changes)


def _multiplied(
    stages: Sequence[tuple[list[Link], bool]], plan: ScriptPlan
) -> Iterator[tuple[list[Link], bool]]:
    """Yield the stages with only what the script multiplies: what it adds is biases."""
    for some, vectors in stages:
        yield (
            [one for one in some if plan.factors & {*re.findall(r"\w+", one.item.label)}],
            vectors,
        )


def _first_read(plan: ScriptPlan, item: Item) -> int:
    reads = (n for n, step in enumerate(plan.steps) if item.names & {*step.reads})
    return next(reads, 0)


def _longest(links: Sequence[Link], start: int, end: int) -> list[Link]:
    """Return the longest chain of weights in the order given."""
    best: dict[int, list[Link]] = {start: []}
    ends: list[Link] = []
    used: dict[int, set[str]] = {start: set()}
    for link in links:
        rows, columns = link.array.shape
        if (rows == 1 != start) or (columns == 1 != end):
            continue  # biases
        if rows not in best or link.item.label in used[rows]:
            continue
        longer = [*best[rows], link]
        if columns == end and len(longer) > len(ends):
            ends = longer
        if columns > 1 and (columns not in best or len(best[columns]) < len(longer)):
            best[columns] = longer
            used[columns] = {one.item.label for one in longer}
    return ends


def _layer(
    view: ScriptView, plan: ScriptPlan, span: range, size: int, example: int | None, output: str
) -> Layer | None:
    """Return the array that shows a layer's outputs: the last that is written in some steps."""
    found: tuple[tuple[bool, bool, int], Layer] | None = None
    assert view.answer is not None
    count, across = len(view.answer.X), view.answer.across
    for name in plan.writers:
        value = view.frame.values.get(name)
        first = plan.writers[name][0]
        if first not in span or not plan.is_computed(name) or value is None:
            continue
        if not output and name == view.answer.output:
            continue
        has_all = value.shape in (_form(size, count, across), *[(count,)] * (size == 1))
        if name == output and value.kind == "number" and value.array is not None:
            outputs: Array | None = np.asarray(value.array, float).ravel()
        elif has_all and example is None:
            continue
        else:
            outputs = _of_example(value, size, example or 0, count, across)
        rank = name == output, value.shape == _form(size, count, across), first
        if outputs is not None and (found is None or found[0] <= rank):
            is_single = not has_all and count > 1
            found = rank, Layer(name, size, outputs, view.is_old(name), is_single)
    return None if found is None else found[1]


def _held(
    view: ScriptView, plan: ScriptPlan, span: range, sizes: list[int], at: int, example: int
) -> Layer | None:
    """Return the part of a list or dictionary that shows a layer's outputs.

    None unless it is clear which: of layers of one size, each must have one part or two.
    """
    assert view.answer is not None
    count, across, size = len(view.answer.X), view.answer.across, sizes[at]
    for name, writers in plan.writers.items():
        if not ({*writers} & {*span}) or not plan.is_computed(name):
            continue
        parts = [
            item
            for item in items(name, view.frame.forms.get(name))
            if item.path
            and (form := item.value(view.frame.forms)) is not None
            and form.shape == _form(size, count, across)
        ]
        each, rest = divmod(len(parts), sizes.count(size))
        if not each or rest or (each > 2 and sizes.count(size) > 1):
            continue
        item = parts[each * sizes[: at + 1].count(size) - 1]
        value = item.value(view.frame.values)
        outputs = None if value is None else _of_example(value, size, example, count, across)
        if outputs is not None:
            return Layer(item.label, size, outputs, view.is_old(name))
    return None


def _form(size: int, count: int, across: bool) -> tuple[int, int]:
    """Return the shape of an array of all examples."""
    return (size, count) if across else (count, size)


def _of_example(value: Value, size: int, example: int, count: int, across: bool) -> Array | None:
    array = value.array
    if array is None or value.kind != "array" or array.dtype.kind not in "biuf":
        return None
    if value.shape == _form(size, count, across):
        if array.ndim != 2 or array.shape[across] <= example or array.shape[not across] < size:
            return None  # of a large array only the first rows are known
        return np.asarray(array[:, example] if across else array[example], float)
    if array.size == size and value.whole and (size > 1 or array.ndim == 0 or count > 1):
        return np.asarray(array.ravel(), float)
    if size == 1 and array.shape == (count,):
        return np.asarray(array[example : example + 1], float)
    return None
