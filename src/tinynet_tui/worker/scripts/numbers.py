"""The numbers of a script by the names that the script would give them: `w[0,1]`, `self.alpha`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tinynet_tui.engine.values import Value
from tinynet_tui.network.array import Array
from tinynet_tui.support.suggest import close

from .plan import ScriptPlan

INDEX = re.compile(r"\[(\d{1,9}(?:,\d{1,9})*)\]")
NO_ERROR = "no error was found in this script"


def arrays(values: Mapping[str, Value]) -> Iterator[tuple[str, str, Value]]:
    """Yield each array of real numbers, also in lists and objects: its variable and its name."""
    for name, value in values.items():
        for label, one in _arrays(name, value):
            yield name, label, one


def _arrays(label: str, value: Value) -> Iterator[tuple[str, Value]]:
    is_real = value.array is not None and value.array.dtype.kind in "biuf"
    if value.kind == "array" and is_real and not value.same and 0 not in value.shape:
        yield label, value
    for at, part in enumerate(value.parts):
        yield from _arrays(label + value.key(at), part)


def weights(plan: ScriptPlan, values: Mapping[str, Value]) -> list[str]:
    """Return the names of the arrays that the loop keeps and changes."""
    found = [
        (variable, label)
        for variable, label, value in arrays(values)
        if value.array is not None
        and value.array.dtype.kind == "f"
        and not plan.is_computed(variable)
    ]
    kept = [label for variable, label in found if variable in plan.states]
    return kept or [label for _, label in found]


def find(
    values: Mapping[str, Value], text: str, others: Iterable[str] = ()
) -> tuple[Value, tuple[int, ...]]:
    """Return what a name stands for, and the cell if it names one; ValueError for a bad name.

    The script has `others` with these names, too, but they have no value yet.
    """
    names = _beginning(values, text)
    if not names:
        if later := _beginning(others, text):
            raise ValueError(
                f"{max(later, key=len)} has no value yet at that position: take a later one"
            )
        raise ValueError(_unknown(text, values))
    name = max(names, key=len)
    value, label, rest = values[name], name, text[len(name) :]
    while value.parts and rest:
        found = [at for at in range(len(value.parts)) if rest.startswith(value.key(at))]
        if not found:
            keys = ", ".join(label + value.key(at) for at in range(min(4, len(value.parts))))
            raise ValueError(f"there is no {text}; there is {keys}")
        at = max(found, key=lambda one: len(value.key(one)))
        label, rest = label + value.key(at), rest[len(value.key(at)) :]
        value = value.parts[at]
    if not rest:
        return value, ()
    match = INDEX.fullmatch(rest)
    if not match or value.kind != "array":
        what = "an array" if value.kind == "array" else value.kind
        example = f", such as {label}{example_of(value)}" if value.kind == "array" else ""
        raise ValueError(f"{label} is {what}: {rest} is no cell of it{example}")
    cell = tuple(int(index) for index in match[1].split(","))
    if len(cell) != len(value.shape) or any(
        at >= size for at, size in zip(cell, value.shape, strict=True)
    ):
        shape = "×".join(map(str, value.shape))
        raise ValueError(f"{label} is {shape}: its last cell is {label}{_last(value)}")
    return value, cell


def require_known(values: Mapping[str, Value], text: str, others: Iterable[str]) -> None:
    """ValueError if a name begins with no variable of the loop, nor with one of `others`."""
    if not _beginning([*values, *others], text):
        raise ValueError(_unknown(text, values))


def _beginning(names: Iterable[str], text: str) -> list[str]:
    """Return the names with which a text begins."""
    return [name for name in names if re.match(re.escape(name) + r"(?![\w])", text)]


def number(values: Mapping[str, Value], text: str) -> float:
    """Return the number that a name stands for; nan if there is none, or it was not sent."""
    try:
        value, cell = find(values, text)
        return float("nan") if value.array is None else float(value.array[cell])
    except (ValueError, IndexError, TypeError):
        return float("nan")


def cell_named(values: Mapping[str, Value], text: str) -> tuple[str, tuple[int, ...]]:
    """Return the array that `w[0,1]` names, and the cell; ValueError as `find`, or if it is none.

    The parts of a list have names of their own, such as `biases[0]`, and no cell.
    """
    value, cell = find(values, text)
    if value.kind not in ("array", "number") or len(cell) != len(value.shape):
        raise ValueError(f"{text} is no number, such as w[0,1]")
    return (text[: text.rindex("[")] if cell else text), cell


def one_number(values: Mapping[str, Value], name: str, others: Iterable[str] = ()) -> float:
    """Return the number that a name stands for; ValueError as `find`, or if it is none."""
    value, cell = find(values, name, others)
    if value.array is None or (value.shape and not cell):
        raise ValueError(f"{name} is no number, such as w[0,1]")
    try:
        return float(value.array[cell])
    except IndexError:
        rows = f"only the first {len(value.array)} rows of so large an array are"
        raise ValueError(f"{name} is not at hand: {rows}") from None


def real_array(values: Mapping[str, Value], name: str) -> Array:
    """Return an array of one or two axes by its name; ValueError if it is none."""
    value, cell = find(values, name)
    if value.kind != "array" or cell or len(value.shape) not in (1, 2):
        raise ValueError(f"{name} is no array of numbers with one or two axes")
    if value.array is None or value.array.dtype.kind not in "biuf" or 0 in value.shape:
        raise ValueError(f"{name} holds no real numbers that are at hand")
    return value.array.astype(float)


def example_of(value: Value) -> str:
    """Return the first cell of an array: `[0,0]`."""
    return f"[{','.join('0' for _ in value.shape)}]"


def _last(value: Value) -> str:
    return f"[{','.join(str(size - 1) for size in value.shape)}]"


def _unknown(text: str, values: Mapping[str, Value]) -> str:
    name = re.split(r"[\[<>=! ]", text, maxsplit=1)[0]
    near = close(name, [*values])
    hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(values)}"
    return f"the loop has no variable {name[:30]!r}; {hint}"
