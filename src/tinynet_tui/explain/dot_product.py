"""A sum of products, written term by term."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from tinynet_tui.network.array import Array

from .line import Line
from .rounding import Form, Sheet, product, total


@dataclass(frozen=True, eq=False)
class Products:
    """A sum of products, as in a matrix product: two vectors, (terms,), and their names."""

    index: str
    """The letter in the names that stands for the running index."""
    counts: str
    """What the index counts: `example`, `input`, `hidden neuron` or `output`; "" if unknown."""
    left: str
    a: Array
    right: str
    b: Array
    sign: str = "+"
    """The sign before positive numbers of `a`; "" for a layer's outputs."""

    @cached_property
    def total(self) -> float:
        return float((self.a * self.b).sum())

    @cached_property
    def largest(self) -> float:
        """The largest absolute value of a product."""
        return float(np.abs(self.a * self.b).max(initial=0.0))

    @property
    def noun(self) -> str:
        return "product" if len(self.a) == 1 else "sum"

    def form(self, finer: int, enough: int | None) -> Form:
        """Return the form of the terms and their sum."""
        return Form.of(self.total, finer, largest=self.largest, enough=enough)

    def lines(
        self, sheet: Sheet, terms: int | None, enough: int | None = None
    ) -> Generator[Line, None, Decimal]:
        """Yield a line with the names and one for each product; return the sum of what is shown.

        A single product is written in full. If there are more than `terms` products, one line
        stands for those before the last. No more than `enough` decimals are needed.
        """
        if len(self.a) == 1:
            return (yield from self._single(sheet))
        left_out = 0 if terms is None else max(0, len(self.a) - max(2, terms))
        first = len(self.a) - left_out - bool(left_out)
        shown = [*range(first), len(self.a) - 1] if left_out else [*range(first)]
        firsts = [sheet.operand(float(self.a[at]), self.sign) for at in shown]
        seconds = [sheet.operand(float(self.b[at])) for at in shown]
        form = self.form(sheet.finer_terms, enough)
        numbers = [
            sheet.derived(float(self.a[at] * self.b[at]), product(x.value, y.value), form)
            for at, x, y in zip(shown, firsts, seconds, strict=True)
        ]  # all of them before the first line is written: most attempts end here
        width, second = (max(len(x.text) for x in side) for side in (firsts, seconds))
        ordinal = len(str(len(self.a) - 1))
        indent = max(ordinal + 1, ordinal + 2 + width - len(self.left))
        names = f"{self.index.ljust(indent)}{self.left} × {self.right}"
        counted = f"  ({self.index} = {self.counts})" if self.counts else ""
        yield Line("head", names + counted)
        values = []
        for at, x, y, number in zip(shown, firsts, seconds, numbers, strict=True):
            if left_out and at == shown[-1]:
                rest = float((self.a * self.b)[first:-1].sum())
                text = form.write(rest, "+")
                yield ellipsis(left_out, text)
                values.append(Decimal(text))
            label = f"{at:>{ordinal}}  {x.text.rjust(width)} × {y.text.rjust(second)}"
            yield Line("term", label, number.text)
            values.append(number.value)
        return total(values)

    def _single(self, sheet: Sheet) -> Generator[Line, None, Decimal]:
        a, b = sheet.operand(float(self.a[0])), sheet.operand(float(self.b[0]))
        yield Line("term", f"  {self.left}", a.text, given=True)
        yield Line("term", f"× {self.right}", b.text, given=True)
        return product(a.value, b.value)


def ellipsis(terms: int, value: str) -> Line:
    """Return a line that stands for terms left out: how many, and their sum."""
    return Line("term", f"… {terms} more terms …", value, stands_for=terms)
