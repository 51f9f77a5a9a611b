"""Writes the arithmetic of a cell line by line, as a teacher would at the board.

What a formula needs is written first, under a short name: `x = their sum`. A sum or a product is
written like a calculator's tape, one operand in a line.
"""

from __future__ import annotations

from tinynet_tui.explain.line import Line
from tinynet_tui.explain.rounding import plain

from .chains import chain_of, flat, has_atoms, in_words, inmost, put
from .curves import Curve
from .formulas import Final, label_of, sign_of
from .functions import ATOM
from .scalars import Applied, Called, Cell, Given, Number, Scalar, Total, atoms
from .tapes import Tapes


class Writer(Tapes):
    """Writes one calculation on a sheet."""

    def write(self, final: Final, *, adds: bool) -> list[Line]:
        """Write how a number is computed; with `adds` the first operand is changed by it."""
        scalar = self.survey.scalar
        match scalar:
            case Applied(rule, (Cell() as old, new)) if adds and rule.name in ("+", "-"):
                self._tape([("+", old), (rule.name, new)], "+", final, fine=new.value)
            case _:
                self._any(scalar, final)
        return self.lines

    def _any(self, scalar: Scalar, final: Final) -> None:
        match scalar:
            case Given():
                self._any(scalar.inner, final)
            case Total() if scalar.kind != "sum" or self.survey.totals > 1:
                shown = self.sheet.operand(scalar.value, "+" if final.signed else "")
                equals = f"{final.name} = {in_words(scalar)}"
                self._line(final.kind, equals, shown.text, given=True)
                self._last = shown
            case Total():
                by_hand = self._table(scalar, final.enough)
                if final.kind == "result":
                    self._tell(scalar.value, by_hand, final, f"{{}} {final.name}{final.after}")
                else:
                    form = self._form(scalar, final.enough)
                    self._tell(scalar.value, by_hand, final, f"{final.name} = their sum", form)
            case Number() | Cell():
                shown = self.sheet.operand(scalar.value, sign_of(scalar))
                copied = final.kind == "result"
                value = plain(scalar.value) if copied else shown.text
                place = scalar.place if isinstance(scalar, Cell) else ""
                if copied and place and final.name.endswith(place):  # all of an array: l0 = X
                    self._line("result", final.name, value)
                else:
                    self._line(final.kind, f"{final.name} = {label_of(scalar)}", value, given=True)
                self._last = shown
            case Called(name, argument):
                called = name if scalar.alone else ""
                known = self._facts(Curve(scalar.body, argument, "")).known
                enough = None if known is None else known.enough
                letter = self._define(argument, argument.name, argument.inner, enough)
                self._see(Curve(scalar.body, argument, letter, called))
                self._formula(scalar, final, f"{name}({letter})" if called else "")
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
