"""Tables: sums of many numbers, term by term."""

from __future__ import annotations

from decimal import Decimal

from tinynet_tui.explain.dot_product import Products, ellipsis
from tinynet_tui.explain.line import Line
from tinynet_tui.explain.rounding import Form, total

from .formulas import Formulas
from .scalars import Total


class Tables(Formulas):
    """Writes the terms of sums."""

    def _form(self, many: Total, enough: int | None = None) -> Form:
        finer = self.sheet.finer_sums
        return Form.of(many.value, finer, largest=many.largest, enough=enough)

    def _table(self, many: Total, enough: int | None = None) -> Decimal:
        """Write the terms of a sum; return the sum of what is written."""
        self.lines.extend(Line("head", helper) for helper in many.helpers)
        if many.b is None:
            return self._terms_of(many, enough)
        sign, b = "+" if many.signed else "", many.b
        products = self.survey.once(
            "products",
            many,
            lambda: Products(many.index, many.counts, many.left, many.a, many.right, b, sign),
        )
        lines = products.lines(self.sheet, self._terms, enough)
        while True:
            try:
                self.lines.append(next(lines))
            except StopIteration as end:
                return Decimal(end.value)

    def _terms_of(self, many: Total, enough: int | None) -> Decimal:
        """Write numbers that are added."""
        count = len(many.a)
        left_out = 0 if self._terms is None else max(0, count - max(2, self._terms))
        first = count - left_out - bool(left_out)
        ordinal = len(str(count - 1))
        self.lines.append(Line("head", f"{many.index.ljust(ordinal)} {many.left}"))
        values = []
        for at in [*range(first), count - 1] if left_out else range(first):
            if left_out and at == count - 1:
                form = self._form(many, enough)
                text = form.write(float(many.a[first:-1].sum()), "+")
                self.lines.append(ellipsis(left_out, text))
                values.append(Decimal(text))
            shown = self.sheet.operand(float(many.a[at]), "+" if many.signed else "")
            self._line("term", f"{at:>{ordinal}}", shown.text, given=True)
            values.append(shown.value)
        return total(values)
