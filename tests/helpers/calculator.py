"""A pocket calculator that recomputes the numbers of an explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

from helpers.explanations import cells, standing_at
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line

CALCULATOR = Context(prec=60)

NUMBER = r"[+-]?\d+(?:\.\d+)?(?:e-?\d+)?"


class Calculator:
    """Computes each line of an explanation from the printed lines above it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.terms = [Decimal(line.value) for line in lines if line.kind == "term"]
        self.sums = {line.text: Decimal(line.value) for line in lines if line.kind == "sum"}
        self.lines = lines

    def steps(self, way: str) -> Iterator[tuple[Decimal, str]]:
        """Yield each computed number and the text printed for it."""
        for line in self.lines:
            factors = re.search(rf"({NUMBER}) × +({NUMBER})$", line.text)
            if line.kind == "term" and factors:
                yield Decimal(factors[1]) * Decimal(factors[2]), line.value
        together = self._together()
        for line in self.lines:
            if line.kind == "sum" and line.text.startswith("x = "):
                yield together, line.value
                together = Decimal(line.value)
            elif line.kind == "sum" and "× alpha" in line.text:
                yield together * Decimal(line.text.split()[-1]), line.value
                together = Decimal(line.value)
            elif line.kind == "sum" and line.text.endswith("before"):
                together += Decimal(line.value)
            elif line.text.startswith("× slope = "):
                output = self.sums[next(text for text in self.sums if text.startswith("l = "))]
                yield output * (1 - output), line.value
            elif line.kind == "result" and way == "forward":
                yield 1 / (1 + (-together).exp()), line.value
            elif line.kind == "result":
                yield together, line.value

    def _together(self) -> Decimal:
        """Combine the terms: the sum of a table of products, else a difference or a product."""
        if any(line.kind == "head" for line in self.lines):
            return sum(self.terms, Decimal(0))
        first, second = self.terms
        is_difference = any(line.text.startswith("- ") for line in self.lines)
        return first - second if is_difference else first * second


def last_digit(text: str) -> Decimal:
    """One unit of the last printed digit."""
    return Decimal((0, (1,), int(Decimal(text).as_tuple().exponent)))


def misses(lines: Sequence[Line], way: str) -> list[tuple[Decimal, str]]:
    """The printed numbers that differ from a calculator's in some way of rounding."""
    with localcontext(CALCULATOR):
        return [
            (worked_out, printed)
            for worked_out, printed in Calculator(lines).steps(way)
            for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
            if worked_out.quantize(last_digit(printed), rounding) != Decimal(printed)
        ]


def calculations(experiment: Experiment, position: Position) -> Iterator[tuple[str, Explanation]]:
    """Every calculation at a position, with the way of its step."""
    snapshot = standing_at(experiment, position)
    for step in experiment.script.steps:
        value = snapshot.value(step.name)
        if value is None or value.origin is None or step.name == "l0":
            continue
        for _, cursor in cells(step.name, experiment):
            yield step.way, explain(snapshot, step.name, cursor)


def calculation(lines: Sequence[Line]) -> tuple[int, list[Line]]:
    """The number of terms, written or summarized, and the other lines of the calculation."""
    terms = sum(line.stands_for for line in lines if line.kind == "term")
    return terms, [line for line in lines if line.kind in ("head", "sum", "result")]


def is_exact(lines: Sequence[Line]) -> bool:
    (result,) = (line for line in lines if line.kind == "result")
    return "≈" not in result.text
