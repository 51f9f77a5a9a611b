"""Tapes: a sum or a product like a calculator's tape, one operand in a line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tinynet_tui.explain.line import Kind
from tinynet_tui.explain.rounding import Form, Shown, fine_enough, magnitude, product

from .chains import (
    Part,
    changed_by,
    go_on,
    has_atoms,
    is_minus,
    lead_value,
    multiplied,
    operations,
    scaled,
    together,
)
from .curves import Curve
from .formulas import LETTERS, LONGEST, Final, digits_of, label_of
from .functions import PRODUCT, SUM
from .scalars import Called, Cell, Given, Number, Scalar, Total
from .tables import Tables

MOST_OPERATIONS = 5
"""The most operations of a formula that is written beside a number."""


class Tapes(Tables):
    """Writes sums and products of a few operands."""

    def _lead(self, parts: Sequence[Part], sign: str) -> int | None:
        """Return which part a tape begins with: a sum of many, perhaps times a number."""
        if self.survey.totals > 1:
            return None
        for at, (one, _) in enumerate(parts):
            if one != "/" and self._many(parts, at, sign) is not None:
                return at
        return None

    def _many(
        self, parts: Sequence[Part], at: int, sign: str
    ) -> tuple[Total, Sequence[Part]] | None:
        """Return a part as a sum of many and the numbers it is multiplied by, if it is that.

        What a cell is changed by may also be a product of two others.
        """
        part, alone = parts[at][1], sign == "+"
        other = parts[1 - at][1] if alone and len(parts) == 2 else None
        changes = isinstance(other, Cell) and other.before

        def find() -> tuple[Total, Sequence[Part]] | None:
            found = scaled(part, alone=alone)
            return changed_by(part) if found is None and changes else found

        return self.survey.once(f"many {alone} {changes}", part, find)

    def _tape(
        self, parts: Sequence[Part], sign: str, final: Final, fine: float | None = None
    ) -> None:
        """Write a sum or a product, one operand in a line."""
        at = self._lead(parts, sign)
        rest = [part for number, part in enumerate(parts) if number != at]
        value = together(parts, sign)
        form = None if fine is None else fine_enough(value, fine)
        if sign == "*":  # cells first: what follows may use them
            rest.sort(key=lambda part: not (part[0] == "*" and isinstance(part[1], Cell)))
        for number, (one, part) in enumerate(rest):
            if operations(part) > MOST_OPERATIONS:
                given = Given(LETTERS[0], part, part)
                self._define(given, LETTERS[0], part)
                rest[number] = (one, given)
            elif isinstance(part, Cell):
                self._register(part)
            else:
                self._settle(part)
        running: Decimal | None = None
        kind: Kind = "sum"
        multiplied = at is None and all(one == "*" for one, _ in rest)
        whole = final.kind == "result" or multiplied
        if at is None and whole and len(rest) == 2 and not self._has_terms():
            kind = "term"
        if at is not None:
            numbers = [one for one in rest if sign == "*" and not has_atoms(one[1])]
            rest = [one for one in rest if one not in numbers]
            lead, text, largest = self._begin(parts, at, numbers, sign, form)
            if not rest:
                self._tell(value, lead, final, f"{final.name} {{}} {text}", form)
                return
            bare = sign == "+" and text in ("their sum", "their product")
            if not bare:
                shown = self._derived(lead_value(parts[at], numbers), lead, form, largest)
                self._line("sum", text, shown.text)
                lead = shown.value
            self.apart &= not bare
            running = lead
        else:
            self.apart &= kind == "term"
        for one, part in rest:
            shown = self._operand(one, part, sign, first=running is None, kind=kind)
            running = go_on(running, one, shown.value)
        assert running is not None
        text = f"{{}} {final.name}{final.after}"
        if final.kind != "result" and multiplied:
            text = f"{final.name} = their product"
        self._tell(value, running, final, text, form)

    def _begin(
        self, parts: Sequence[Part], at: int, numbers: list[Part], sign: str, form: Form | None
    ) -> tuple[Decimal, str, float]:
        """Write the table that a tape begins with.

        Return its sum, how that is called, and the size of its largest term.
        """
        one, found = parts[at][0], self._many(parts, at, sign)
        assert found is not None
        many, factors = found
        minus = sum(is_minus(factor) for factor in (*factors, *numbers)) + (one == "-")
        factors = [factor for factor in (*factors, *numbers) if not is_minus(factor)]
        enough, scale = None, abs(multiplied([("*", Number(1, "1")), *factors]))
        if form is not None and not form.powers:
            enough = form.place + max(0, magnitude(scale))
        by_hand = self._table(many, enough)
        text = f"their {many.noun}"
        for factor, number in factors:
            by_hand = go_on(by_hand, factor, self._by_hand(number))
            text += f" {'×' if factor == '*' else '/'} {self._number(number)}"
        if minus % 2:
            by_hand, text = product(Decimal(-1), by_hand), f"minus {text}"
        return by_hand, text, scale * many.largest

    def _number(self, scalar: Scalar) -> str:
        name = f"{scalar.name} " if isinstance(scalar, Number) and scalar.name else ""
        return name + self._text(scalar, PRODUCT + 1)

    def _derived(self, value: float, by_hand: Decimal, form: Form | None, largest: float) -> Shown:
        if form is None:
            return self.sheet.derived(value, by_hand, Form.of(value, self.sheet.finer_sums))
        fine = Form.of(value, self.sheet.finer_sums, largest=largest, enough=form.place)
        return self.sheet.derived(value, by_hand, fine)

    def _operand(self, one: str, part: Scalar, sign: str, *, first: bool, kind: Kind) -> Shown:
        """Write an operand in a line of the tape."""
        mark = {"*": "×"}.get(one, one)
        mark = " " if first and one in ("+", "*") else mark
        signed = True
        match part:
            case Cell():
                shown = self._shown(part)
                self._line(kind, f"{mark} {label_of(part)}", shown.text, given=True)
                return shown
            case Number():
                text = digits_of(part)
                shown = Shown(text, Decimal(text))
                value = text if part.name else ""
                self._line(kind, f"{mark} {part.name or text}", value, given=True)
                return shown
            case Total() | Given():
                self._line(kind, f"{mark} {self._names[part.key]}", "")
                return Shown("", self._values[part.key])
            case Called(name, argument, body):
                letter = self._names[argument.key]
                curve = Curve(body, argument, letter, name if part.alone else "")
                self._see(curve)
                signed = self._facts(curve).negative
                formula = self._text(body)
                text = f"{name} = {formula}"
                if len(text) > LONGEST:
                    text = f"{name}({letter})"
            case _:
                text = self._text(part, SUM + 1 if sign == "+" else PRODUCT + 1)
        form = Form.of(part.value, self.sheet.finer_sums)
        shown = self.sheet.derived(part.value, self._by_hand(part), form, "+" if signed else "")
        self._line(kind, f"{mark} {text}", shown.text)
        return shown

    def _has_terms(self) -> bool:
        return any(line.kind == "term" for line in self.lines)

    def _see(self, curve: Curve) -> None:
        self.curve = self.curve or curve
