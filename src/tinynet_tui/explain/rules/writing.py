"""Writes the arithmetic of a cell line by line, as a teacher would at the board.

What a formula needs is written first, under a short name: `x = their sum`. A sum or a product is
written like a calculator's tape, one operand in a line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.dot_product import Products, ellipsis
from tinynet_tui.explain.line import Kind, Line
from tinynet_tui.explain.rounding import Form, Sheet, Shown, fine_enough, magnitude, product, total

from .chains import (
    Part,
    chain_of,
    flat,
    go_on,
    has_atoms,
    in_words,
    inmost,
    is_minus,
    lead_value,
    multiplied,
    named,
    operations,
    put,
    scaled,
    together,
)
from .curves import Curve, domain
from .functions import ATOM, COMPARED, PRODUCT, SUM
from .scalars import Applied, Atom, Called, Cell, Given, Number, Scalar, Total, atoms

LONGEST = 30
"""The longest formula that is written beside a number."""
MOST_OPERATIONS = 5
"""The most operations of a formula that is written beside a number."""
LETTERS = "pqrstuvw"
"""The names of sums, where there are several."""


class Final(NamedTuple):
    """What a calculation is for."""

    name: str
    kind: Kind = "sum"
    after: str = ""
    """What is written after the name on a tape: ` now`."""
    signed: bool = True


class Writer:
    """Writes one calculation on a sheet."""

    def __init__(self, sheet: Sheet, terms: int | None = None) -> None:
        """At most `terms` terms of a sum are written; None for all."""
        self.sheet, self._terms = sheet, terms
        self.lines: list[Line] = []
        self.curve: Curve | None = None
        self._names: dict[object, str] = {}
        self._values: dict[object, Decimal] = {}
        self._arrays: dict[str, set[tuple[int, ...]]] = {}
        self._totals = 0
        """How many sums of many numbers there are: only a single one is written term by term."""

    def write(self, scalar: Scalar, final: Final, *, adds: bool) -> list[Line]:
        """Write how a number is computed; with `adds` the first operand is changed by it."""
        found = [*atoms(scalar, inside=True)]
        if not found:
            scalar = named(scalar)
            found = [*atoms(scalar)]
        for atom in found:
            if isinstance(atom, Cell):
                self._arrays.setdefault(atom.array, set()).add(atom.index)
        self._totals = len({atom.key for atom in found if isinstance(atom, Total)})
        match scalar:
            case Applied(rule, (Cell() as old, new)) if adds and rule.name in ("+", "-"):
                self._tape([("+", old), (rule.name, new)], "+", final, fine=new.value)
            case _:
                self._any(scalar, final)
        return self.lines

    # What is written of each kind.

    def _any(self, scalar: Scalar, final: Final) -> None:
        match scalar:
            case Given():
                self._any(scalar.inner, final)
            case Total() if scalar.kind != "sum" or self._totals > 1:
                shown = self.sheet.operand(scalar.value, "+" if final.signed else "")
                equals = f"{final.name} = {in_words(scalar)}"
                self._line(final.kind, equals, shown.text, given=True)
                self._last = shown
            case Total():
                by_hand = self._table(scalar)
                if final.kind == "result":
                    self._tell(scalar.value, by_hand, final, f"{{}} {final.name}{final.after}")
                else:
                    form = self._form(scalar)
                    self._tell(scalar.value, by_hand, final, f"{final.name} = their sum", form)
            case Number() | Cell():
                shown = self.sheet.operand(scalar.value, _sign(scalar))
                text = _label(scalar)
                if final.kind == "result":
                    self._line("result", f"{final.name} = {text}", shown.text, given=True)
                else:
                    self._line("sum", f"{final.name} = {text}", shown.text, given=True)
                self._last = shown
            case Called(name, argument):
                letter = self._define(argument, argument.name, argument.inner)
                self._see(Curve(scalar.body, argument, letter))
                self._formula(scalar, final, f"{name}({letter})" if scalar.alone else "")
            case Applied(rule, (part,)) if rule.binds == ATOM and not isinstance(part, Cell):
                if not has_atoms(part):
                    self._formula(scalar, final)
                    return
                inner = part if isinstance(part, Given | Total) else Given("x", part, part)
                letter = self._define(inner, "x", part)
                renamed = Applied(rule, (inner,), scalar.value)
                self._see(Curve(renamed, inner, letter))
                self._formula(renamed, final)
            case Applied():
                self._applied(scalar, final)

    def _applied(self, scalar: Applied, final: Final) -> None:
        found = {atom.key: atom for atom in atoms(scalar)}
        sign = chain_of(scalar)
        parts = flat(scalar, sign) if sign else []
        lead = self._lead(parts, sign)
        several = sum(has_atoms(part) for _, part in parts) > 1
        if several or lead is not None:
            self._tape(parts, sign, final)
            return
        inner = inmost(scalar)
        if len(found) > 1 and inner is not scalar and isinstance(inner, Applied):
            given = Given("x", inner, inner)
            letter = self._define(given, "x", inner)
            outer = put(scalar, inner, given)
            self._see(Curve(outer, given, letter))
            self._formula(outer, final)
            return
        self._settle(scalar, alone=len(found) == 1)
        if len(found) == 1:
            (atom,) = found.values()
            self._see(Curve(scalar, atom, self._names[atom.key]))
        self._formula(scalar, final)

    def _formula(self, scalar: Scalar, final: Final, text: str = "") -> None:
        """Write the last line of a calculation as a formula."""
        text = text or self._text(scalar)
        self._tell(scalar.value, self._by_hand(scalar), final, f"{final.name} {{}} {text}")

    def _tell(
        self, value: float, by_hand: Decimal, final: Final, text: str, form: Form | None = None
    ) -> None:
        form = form or Form.of(value, 0 if final.kind == "result" else self.sheet.finer_sums)
        self._last = self.sheet.derived(value, by_hand, form, "+" if final.signed else "")
        equals = self.sheet.equals if final.kind == "result" else "="
        written = text.format(equals)
        if len(written) > LONGEST and not written.startswith(equals):
            formula = written.partition(f" {equals} ")[2]
            self._line("sum", formula, "")
            written = f"{equals} {final.name}{final.after}"
        self._line(final.kind, written, self._last.text)

    def _line(self, kind: Kind, text: str, value: str, *, given: bool = False) -> None:
        self.lines.append(Line(kind, text, value, given=given))

    # Names.

    def _define(self, atom: Atom, name: str, scalar: Scalar) -> str:
        """Write what something is under a name of its own; return the name."""
        if atom.key in self._values:
            return self._names[atom.key]
        name = self._free(name)
        self._names[atom.key] = name
        signed = not isinstance(scalar, Cell | Total) or scalar.signed
        self._any(scalar, Final(name, signed=signed))
        self._values[atom.key] = self._last.value
        return name

    def _free(self, name: str) -> str:
        taken = {*self._names.values(), *self._arrays}
        more = (f"{name}{at}" for at in range(2, 100))
        return next((one for one in (name, *LETTERS, *more) if one not in taken), name)

    def _settle(self, scalar: Scalar, *, alone: bool = False) -> None:
        """Write all that a formula consists of and that has not been written yet."""
        for atom in atoms(scalar):
            if atom.key in self._values:
                continue
            match atom:
                case Cell():
                    self._register(atom)
                    name = self._names[atom.key]
                    label = _label(atom)
                    long = name == label or len(name) + len(label) > LONGEST - 6
                    text = label if long else f"{name} = {label}"
                    self._line("sum", text, self._shown(atom).text, given=True)
                case Total():
                    self._define(atom, "x" if alone else LETTERS[0], atom)
                case Given():
                    self._define(atom, atom.name, atom.inner)

    def _register(self, cell: Cell) -> None:
        alone = len(self._arrays.get(cell.array, ())) <= 1
        self._names.setdefault(cell.key, cell.array if alone else cell.label)
        self._values[cell.key] = self._shown(cell).value

    def _shown(self, cell: Cell) -> Shown:
        return self.sheet.operand(cell.value, _sign(cell))

    # Tapes.

    def _lead(self, parts: Sequence[Part], sign: str) -> int | None:
        """Return which part a tape begins with: a sum of many, perhaps times a number."""
        if self._totals > 1:
            return None
        for at, (one, part) in enumerate(parts):
            if one != "/" and scaled(part, alone=sign == "+") is not None:
                return at
        return None

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
        if at is not None:
            numbers = [one for one in rest if sign == "*" and not has_atoms(one[1])]
            rest = [one for one in rest if one not in numbers]
            lead, text = self._begin(parts[at], numbers, sign, form)
            if not rest:
                self._tell(value, lead, final, f"{final.name} {{}} {text}", form)
                return
            if text != "their sum" or sign == "*":
                shown = self._derived(lead_value(parts[at], numbers), lead, form)
                self._line("sum", text, shown.text)
                lead = shown.value
            running = lead
        for one, part in rest:
            shown = self._operand(one, part, sign, first=running is None, final=final)
            running = go_on(running, one, shown.value)
        assert running is not None
        text = f"{{}} {final.name}{final.after}"
        self._tell(value, running, final, text, form)

    def _begin(
        self, part: Part, numbers: list[Part], sign: str, form: Form | None
    ) -> tuple[Decimal, str]:
        """Write the table that a tape begins with; return its sum and how that is called."""
        one, scalar = part
        found = scaled(scalar, alone=sign == "+")
        assert found is not None
        many, factors = found
        minus = sum(is_minus(factor) for factor in (*factors, *numbers)) + (one == "-")
        factors = [factor for factor in (*factors, *numbers) if not is_minus(factor)]
        enough = None
        if form is not None and not form.powers:
            scale = abs(multiplied([("*", Number(1, "1")), *factors]))
            enough = form.place + max(0, magnitude(scale))
        by_hand = self._table(many, enough)
        text = "their sum"
        for factor, number in factors:
            by_hand = go_on(by_hand, factor, self._by_hand(number))
            text += f" {'×' if factor == '*' else '/'} {self._number(number)}"
        if minus % 2:
            by_hand, text = product(Decimal(-1), by_hand), f"minus {text}"
        return by_hand, text

    def _number(self, scalar: Scalar) -> str:
        name = f"{scalar.name} " if isinstance(scalar, Number) and scalar.name else ""
        return name + self._text(scalar, PRODUCT + 1)

    def _derived(self, value: float, by_hand: Decimal, form: Form | None) -> Shown:
        if form is None:
            return self.sheet.derived(value, by_hand, Form.of(value, self.sheet.finer_sums))
        fine = Form.of(value, self.sheet.finer_sums, enough=form.place)
        return self.sheet.derived(value, by_hand, fine)

    def _operand(self, one: str, part: Scalar, sign: str, *, first: bool, final: Final) -> Shown:
        """Write an operand in a line of the tape."""
        mark = {"*": "×"}.get(one, one)
        mark = " " if first and one in ("+", "*") else mark
        match part:
            case Cell():
                shown = self._shown(part)
                self._line("sum", f"{mark} {_label(part)}", shown.text, given=True)
                return shown
            case Number():
                text = _digits(part)
                shown = Shown(text, Decimal(text))
                value = text if part.name else ""
                self._line("sum", f"{mark} {part.name or text}", value, given=True)
                return shown
            case Total() | Given():
                self._line("sum", f"{mark} {self._names[part.key]}", "")
                return Shown("", self._values[part.key])
            case Called(name, argument, body):
                letter = self._names[argument.key]
                self._see(Curve(body, argument, letter))
                formula = self._text(body)
                text = f"{name} = {formula}"
                if len(text) > LONGEST:
                    text = f"{name}({letter})"
            case _:
                text = self._text(part, SUM + 1 if sign == "+" else PRODUCT + 1)
        form = Form.of(part.value, self.sheet.finer_sums)
        signed = not isinstance(part, Called) or self._can_be_negative(part)
        shown = self.sheet.derived(part.value, self._by_hand(part), form, "+" if signed else "")
        self._line("sum", f"{mark} {text}", shown.text)
        return shown

    def _can_be_negative(self, part: Called) -> bool:
        low, high = domain(Curve(part.body, part.argument, ""))
        found = Curve(part.body, part.argument, "").compute(np.linspace(low, high, 25))
        return bool((found < 0).any())

    def _see(self, curve: Curve) -> None:
        self.curve = self.curve or curve

    # Tables.

    def _form(self, many: Total, enough: int | None = None) -> Form:
        terms = many.a if many.b is None else many.a * many.b
        largest = float(np.abs(terms).max(initial=0.0))
        return Form.of(many.value, self.sheet.finer_sums, largest=largest, enough=enough)

    def _table(self, many: Total, enough: int | None = None) -> Decimal:
        """Write the terms of a sum; return the sum of what is written."""
        self.lines.extend(Line("head", helper) for helper in many.helpers)
        if many.b is None:
            return self._terms_of(many, enough)
        sign = "+" if many.signed else ""
        products = Products(
            many.index, many.counts, many.left, many.a, many.right, many.b, sign=sign
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

    # Formulas.

    def _text(self, scalar: Scalar, binding: int = COMPARED) -> str:
        """Return a formula, in brackets unless it binds as strongly as is asked for."""
        match scalar:
            case Number():
                text = _digits(scalar)
                return f"({text})" if text[0] == "-" and binding > SUM else text
            case Cell():
                return self._names.get(scalar.key, scalar.label)
            case Total() | Given():
                return self._names.get(scalar.key, "x")
            case Called():
                return self._text(scalar.body, binding)
            case Applied(rule, parts):
                needed = rule.operands or (COMPARED,) * len(parts)
                texts = [self._text(part, least) for part, least in zip(parts, needed, strict=True)]
                text = rule.written(texts)
                return f"({text})" if rule.binds < binding else text
        raise AssertionError

    def _by_hand(self, scalar: Scalar) -> Decimal:
        """Compute a formula from the numbers as they are written."""
        match scalar:
            case Number():
                return Decimal(_digits(scalar))
            case Called():
                return self._by_hand(scalar.body)
            case Applied(rule, parts):
                return rule.by_hand(*(self._by_hand(part) for part in parts))
        return self._values[scalar.key]


def _label(scalar: Cell | Number) -> str:
    if isinstance(scalar, Cell):
        return scalar.label + (" before" if scalar.before else "")
    return scalar.name or scalar.text


def _sign(scalar: Cell | Number) -> str:
    return "+" if isinstance(scalar, Cell) and scalar.signed else ""


def _digits(number: Number) -> str:
    """Return a number as it is written in a formula."""
    value = number.value
    if not math.isfinite(value):
        return f"{value}"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.8g}"
