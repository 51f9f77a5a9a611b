"""What a line of a script is called in a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .wording import listed, shown


class Places:
    """Names the lines of a script, with the functions in which they stand."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        """`plan` is the script's."""
        self._functions: Sequence[tuple[str, int, int]] = plan.get("functions", ())
        self._loop = int(plan.get("loop") or 0)
        self._assigned: Sequence[tuple[str, int, int]] = plan.get("assigned", ())

    def function(self, line: int) -> str:
        """Return what the innermost function around a line is called; nothing in the loop's."""
        return _innermost(self._functions, line)

    def is_in_loop(self, line: int) -> bool:
        """True for a line of the function, or the file, in which the loop stands."""
        return self.function(line) == self.function(self._loop)

    def at(self, *lines: int) -> str:
        """Return the numbers of lines, with the function in which they stand."""
        names = [self.function(line) for line in lines]
        if len({*names}) == 1 and len(lines) > 1:
            ending = f" in {names[0]}" if names[0] else ""
            return listed([*map(str, lines)]) + ending
        pairs = zip(lines, names, strict=True)
        return listed([f"{line} in {name}" if name else str(line) for line, name in pairs])

    def named(self, told: Mapping[str, Any] | None, inner: int, name: str = "") -> tuple[str, int]:
        """Return what a step of the plan is called, with its line, and the line.

        `inner` is the line that was run in it, perhaps in a function. `name` is the variable that
        is meant, if the step writes several.
        """
        if told is None:
            return f"in line {self.at(inner)}", inner
        start, end = int(told["line"]), int(told.get("end", told["line"]))
        is_inside = bool(inner) and not start <= inner <= end
        line = inner if is_inside or start <= inner <= end else start
        written = [*told["writes"]]
        if is_inside or name not in written:
            name = _innermost(self._assigned, line) if is_inside else next(iter(written), "")
        place = f"line {self.at(line)}"
        if is_inside and not self.function(line):
            place += " in a function"
        return (f"{shown(name)} ({place})" if name else place), line

    def within(self, told: Mapping[str, Any] | None, number: int, line: int) -> str:
        """Say within which step of the plan a line is run; nothing for a step's own line."""
        if told is None or int(told["line"]) <= line <= int(told.get("end", told["line"])):
            return ""
        name = self.function(line)
        of = f" of {name}" if name else ""
        return f"line {line}{of} is run within step {number} (line {told['line']})"


def named_lines(named: Sequence[int], lines: Sequence[str]) -> list[str]:
    """Return the texts of the lines that are named, with their numbers."""
    known = [one for one in dict.fromkeys(named) if 0 < one <= len(lines)]
    width = max((len(str(one)) for one in known), default=0)
    return [f"{one:>{width}}  {lines[one - 1].strip()}" for one in known]


def _innermost(spans: Sequence[tuple[str, int, int]], line: int) -> str:
    """Return what the innermost span around a line stands for, or all that it does."""
    around = [one for one in spans if one[1] <= line <= one[2]]
    return ", ".join(name for name, *span in around if span == [*around[-1][1:]])
