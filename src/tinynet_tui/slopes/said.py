"""Where an update parts from the slope, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .places import Places
from .wording import shown


def factor_of(
    where: Mapping[str, Any], line: int, places: Places, named: list[int]
) -> tuple[str, list[int]]:
    """Return which lines may be wrong where a line multiplies, and those beside the `named` ones.

    That is nothing where a call of the line's function is wrong, and not the line.
    """
    if named[0] != line:
        return "", []
    two = f"One of these {'two' if len(named) == 1 else 'three'} lines"
    factor, caller = int(where["factor"]), int(where["factor_call"])
    function = int(where["function"])
    if not factor and function and function != line:
        text = f"It should multiply by the slope of what line {places.at(function)} computes."
        return f"{text} {two}", [function]
    if not factor:
        return "One of these two lines" if len(named) > 1 else "This line", []
    name = places.function(factor)
    if not name or name == places.function(line):
        return f"It multiplies by what line {places.at(factor)} computes. {two}", [factor]
    called = f"{name} (line {factor})"
    if caller == line or places.function(caller) != places.function(line):
        return f"Line {places.at(line)} calls {called}. {two}", [factor]
    text = f"It multiplies by what line {places.at(caller)} computes, which calls {called}."
    return f"{text} One of these three lines", [caller, factor]


def called(where: Mapping[str, Any], line: int, places: Places) -> tuple[str, list[int]]:
    """Return which line calls the function of a line that others call, too, and what is named."""
    call, right = int(where["call"]), int(where["right_call"])
    if not call or places.function(call) == places.function(line):
        return ".", [line]
    text = f", which line {places.at(call)} calls."
    if not right:
        return text, [line, call]
    text += f" It is right where line {places.at(right)} calls it: line {call}, or what that "
    return f"{text}hands over, is wrong.", [call, line]


def not_finite(where: Mapping[str, Any], line: int, places: Places) -> str:
    """Say which line gives numbers that are not finite, and why."""
    text = f"Line {places.at(line)} gives numbers that are not finite"
    if where["factor"]:
        text += f": some of what line {places.at(int(where['factor']))} computes is below 0"
    return f"{text}."


def before_of(
    where: Mapping[str, Any], line: int, weight: str, places: Places
) -> tuple[str, list[int]]:
    """Return what is known of the lines before, and which it names."""
    last, missing, beside = (int(where[name]) for name in ("last", "missing", "beside"))
    up_to = f"Up to line {places.at(last)} what goes back is a slope" if last else ""
    lines = [one for one in (last, missing) if one and missing]
    if handed := int(where["handed"]):
        up_to = (
            f"Line {places.at(handed)} hands a slope on as it is: something may be missing there"
        )
        lines = [handed, *([missing] if missing else [])]
        beside = 0
    elif masks := int(where["masks"]):
        up_to, lines = f"What line {places.at(masks)} multiplies by is left out", [masks]
    elif part := int(where["part"]):
        up_to = f"What line {places.at(part)} computes is only a part of the slope"
        lines, beside = [part], 0
    if missing and not where["part"]:
        text = f"The slope of the function in line {places.at(missing)} is left out"
        calls = int(where["missing_call"])
        if calls and not places.is_in_loop(calls):  # a line of the loop may call all
            text += f", which line {places.at(calls)} calls"
            lines.append(calls)
        if last and (by := int(where["by"])):
            text += f"; line {places.at(last)} multiplies by what line {places.at(by)} computes"
            lines.append(by)
        return f"{up_to}. {text}." if up_to else f"{text}.", lines
    if beside:
        text = f"ine {places.at(line)} does not multiply by what line {places.at(beside)} "
        text += f"multiplies {shown(weight)} by."
        return f"{up_to}, but l{text}" if up_to else f"L{text}", lines
    return f"{up_to}." if up_to else "", lines
