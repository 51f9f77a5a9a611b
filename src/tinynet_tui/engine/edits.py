"""Edits: numbers that a user changes, switches off or holds at a position of the run."""

from __future__ import annotations

import ast
import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from types import FrameType
from typing import Any, NamedTuple

from numpy import dtype, finfo, generic, iinfo, ndarray

from .positions import Where

SWITCHES, HOLDS = ("off", "on"), ("hold", "free")
"""What an edit may say in place of a number: `off` is 0 from then on, `hold` is as it is then."""


class EditText(NamedTuple):
    """An edit whose position is yet to be found."""

    target: str
    value: float | str
    at: str
    """Where the run stands when it is made, as a user writes it."""

    @classmethod
    def parse(cls, text: str) -> EditText:
        """Read `w[0,1]=0.5@100:7`; ValueError for any other text."""
        match = re.fullmatch(r"\s*([^=@]+?)\s*=\s*([^=@\s]+)\s*@\s*([^@]*[^@\s])\s*", text)
        if not match:
            missing = "" if "@" in text else ": @ITERATION is missing"
            raise ValueError(f"{text!r} is not an edit, such as w[0,1]=0.5@100:7{missing}")
        target, value, at = match.groups()
        parse_target(target)
        if value in SWITCHES + HOLDS:
            return cls(target, value, at)
        try:
            number = float(value)
        except ValueError:
            words = "off, on, hold or free"
            raise ValueError(f"{value!r} is not a number, nor {words}") from None
        if not isfinite(number):
            raise ValueError(f"{value!r} is not a finite number")
        return cls(target, number, at)


@dataclass(frozen=True)
class Edit:
    """One number is changed after a step of the run."""

    where: Where
    target: str
    """What is changed, as the script would write it: `w[0,1]`, `self.alpha`, `l1[:,2]`."""
    value: float | str
    """A number, or one of `SWITCHES` and `HOLDS`."""
    old: float | None = field(default=None, compare=False)
    """What the number was before, where that is known."""

    @classmethod
    def parse(cls, text: str) -> Edit:
        """Read `w[0,1]=0.5@100:7`; ValueError for any other text."""
        target, value, at = EditText.parse(text)
        match = re.fullmatch(r"(\d{1,12}):(\d{1,12})", at)
        if not match:
            raise ValueError(f"{at!r} is not an iteration and the number of a step, such as 100:7")
        iteration, step = map(int, match.groups())
        if step < 1:
            raise ValueError("steps count from 1")
        return cls(Where(iteration, step), target, value)

    @property
    def text(self) -> str:
        """The form that `parse` reads."""
        value = self.value if isinstance(self.value, str) else repr(self.value).removesuffix(".0")
        return f"{self.target}={value}@{self.where.iteration}:{self.where.step}"

    def undoes(self, other: Edit) -> bool:
        """True when the other edit, made at the same position, is without effect before this."""
        pairs = (SWITCHES, SWITCHES[::-1], HOLDS, HOLDS[::-1])
        same = (self.where, self.target) == (other.where, other.target)
        return same and (self.value, other.value) in pairs


def states(edits: Sequence[Edit], where: Where) -> dict[str, set[str]]:
    """Return what is off and what is held at a position: `off`, `hold` by target."""
    found: dict[str, set[str]] = {}
    for edit in sorted(edits, key=lambda edit: edit.where):
        if edit.where <= where:
            mine = found.setdefault(edit.target, set())
            match edit.value:
                case "off" | "hold":
                    mine.add(edit.value)
                case "on":
                    mine.discard("off")
                case "free":
                    mine.discard("hold")
    return {target: mine for target, mine in found.items() if mine}


def parse_target(target: str) -> ast.expr:
    """Return the syntax tree of what is changed; ValueError if it is none."""
    try:
        node = ast.parse(target, mode="eval").body
        inner = node
        while not isinstance(inner, ast.Name):
            match inner:
                case ast.Attribute(value):
                    inner = value
                case ast.Subscript(value, index):
                    index_of(index)
                    inner = value
                case _:
                    raise ValueError
    except (SyntaxError, ValueError):
        raise ValueError(f"{target!r} is not a number of the script, such as w[0,1]") from None
    return node


def first_change(old: Sequence[Edit], new: Sequence[Edit]) -> Where | None:
    """Return the first position from which two lists of edits lead to different runs."""
    changed = {*old} ^ {*new}
    return min((edit.where for edit in changed), default=None)


def index_of(node: ast.expr) -> Any:
    """Return an index; `:` is all rows or columns. ValueError if it is none."""
    match node:
        case ast.Slice(None, None, None):
            return slice(None)
        case ast.Tuple(parts):
            return tuple(index_of(part) for part in parts)
    return ast.literal_eval(node)


def put(frame: FrameType, node: ast.expr, value: Any) -> None:
    """Change a number where a frame of the script stands; an exception if that cannot be."""
    old = of(frame, node)
    match node:
        case ast.Name(name):
            _put_variable(frame, name, _like(old, value))
        case ast.Attribute(owner, name):
            setattr(of(frame, owner), name, _like(old, value))
        case ast.Subscript(owner, index):
            whole = of(frame, owner)
            holds = isinstance(whole, ndarray) and whole.dtype.kind != "O"
            whole[index_of(index)] = _fitting(whole.dtype, value) if holds else _like(old, value)


def of(frame: FrameType, node: ast.expr) -> Any:
    """Return what a target names where a frame of the script stands."""
    match node:
        case ast.Name(name):
            if name in frame.f_locals:
                return frame.f_locals[name]
            if name in frame.f_globals:
                return frame.f_globals[name]
            raise NameError(f"there is no {name} here")
        case ast.Attribute(owner, name):
            return getattr(of(frame, owner), name)
        case ast.Subscript(owner, index):
            return of(frame, owner)[index_of(index)]
    raise KeyError


def _like(old: Any, value: Any) -> Any:
    """Return a value as it can take the place of an old one; ValueError if it cannot."""
    if isinstance(value, ndarray | generic):
        return value  # it was there
    if isinstance(old, ndarray) and old.ndim:
        raise ValueError(f"it is an array, {'×'.join(map(str, old.shape))}, not one number")
    if isinstance(old, ndarray | generic):
        becomes_float = old.dtype.kind in "iu" and not value.is_integer()
        return value if becomes_float else old.dtype.type(_fitting(old.dtype, value))
    if isinstance(old, complex | float | int):
        return int(value) if type(old) is int and value.is_integer() else value
    raise ValueError(f"it is no number but of type {type(old).__name__}")


def _fitting(kind: dtype[Any], value: Any) -> Any:
    """Return a value if an array can hold it as it is; otherwise ValueError."""
    if isinstance(value, ndarray | generic):
        return value
    low: float
    high: float
    match kind.kind:
        case "i" | "u":
            low, high = int(iinfo(kind).min), int(iinfo(kind).max)  # exactly
            if not value.is_integer():
                raise ValueError("it takes whole numbers only")
        case "f" | "c":
            high = float(finfo(kind).max)
            low = -high
        case "b":
            low, high = 0, 1
        case _:
            raise ValueError(f"it holds no numbers but {kind}")
    if not low <= value <= high or (kind.kind == "b" and value not in (0, 1)):
        raise ValueError(f"{kind} holds numbers from {low:.6g} to {high:.6g} only")
    return value


def _put_variable(frame: FrameType, name: str, value: float) -> None:
    if name not in frame.f_locals or frame.f_locals is frame.f_globals:
        frame.f_globals[name] = value
        return
    local = frame.f_locals
    local[name] = value
    if hasattr(ctypes.pythonapi, "PyFrame_LocalsToFast"):  # before Python 3.13
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
