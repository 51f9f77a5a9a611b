"""What a calculation is written with: its lines, the names in it, and formulas."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple, TypeVar, cast

from tinynet_tui.explain.line import Kind, Line
from tinynet_tui.explain.rounding import Form, Sheet, Shown

from .chains import named
from .curves import Curve
from .functions import COMPARED, SUM
from .known import Facts, facts_of
from .scalars import Applied, Atom, Called, Cell, Given, Number, Scalar, Total, atoms

T = TypeVar("T")
LONGEST = 30
"""The longest formula that is written beside a number."""
MOST_DIGITS, SMALLEST_PLAIN = 10, 1e-8
"""The most digits of a number in a formula, and the smallest that is no power of ten."""
LETTERS = "pqrstuvw"
"""The names of sums, where there are several."""


class Final(NamedTuple):
    """What a calculation is for."""

    name: str
    kind: Kind = "sum"
    after: str = ""
    """What is written after the name on a tape: ` now`."""
    signed: bool = True
    enough: int | None = None
    """How many decimals are enough; None if there is no such limit."""


class Survey:
    """What a formula consists of, found out once for all attempts to write it."""

    def __init__(self, scalar: Scalar) -> None:
        found = atoms(scalar, inside=True)
        if not found:
            scalar = named(scalar)
            found = atoms(scalar)
        self.scalar = scalar
        self.arrays: dict[str, set[tuple[int, ...]]] = {}
        """The cells of each array in it."""
        for atom in found:
            if isinstance(atom, Cell):
                self.arrays.setdefault(atom.array, set()).add(atom.index)
        self.totals = len({atom.key for atom in found if isinstance(atom, Total)})
        """How many sums of many numbers there are: only a single one is written term by term."""
        self._known: dict[tuple[str, int], tuple[object, object]] = {}

    def once(self, what: str, scalar: Scalar, find: Callable[[], T]) -> T:
        """Return what is found out of a part of the formula, each time the same."""
        key = what, id(scalar)
        if key not in self._known:
            self._known[key] = scalar, find()  # while it is here, its id is no other's
        return cast("T", self._known[key][1])


class Formulas(ABC):
    """Writes formulas, given what writes the numbers that stand in them."""

    def __init__(self, survey: Survey, sheet: Sheet, terms: int | None = None) -> None:
        """At most `terms` terms of a sum are written; None for all."""
        self.survey, self.sheet, self._terms = survey, sheet, terms
        self.lines: list[Line] = []
        self.curve: Curve | None = None
        self.apart = True
        """True if what is left without the terms still is a calculation."""
        self._names: dict[object, str] = {}
        self._values: dict[object, Decimal] = {}

    def _facts(self, curve: Curve) -> Facts:
        """Return what a function is like."""
        return self.survey.once("facts", curve.scalar, lambda: facts_of(curve))

    @abstractmethod
    def _any(self, scalar: Scalar, final: Final) -> None:
        """Write how a number is computed."""

    def _formula(self, scalar: Scalar, final: Final, text: str = "") -> None:
        """Write the last line of a calculation as a formula."""
        text = text or self._text(scalar)
        self._tell(scalar.value, self._by_hand(scalar), final, f"{final.name} {{}} {text}")

    def _tell(
        self, value: float, by_hand: Decimal, final: Final, text: str, form: Form | None = None
    ) -> None:
        if form is None:
            finer = 0 if final.kind == "result" else self.sheet.finer_sums
            form = Form.of(value, finer, enough=final.enough)
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

    def _define(self, atom: Atom, name: str, scalar: Scalar, enough: int | None = None) -> str:
        """Write what something is under a name of its own; return the name."""
        if atom.key in self._values:
            return self._names[atom.key]
        name = self._free(name)
        self._names[atom.key] = name
        signed = True
        if isinstance(scalar, Cell) or (isinstance(scalar, Total) and scalar.b is None):
            signed = scalar.signed
        self._any(scalar, Final(name, signed=signed, enough=enough))
        self._values[atom.key] = self._last.value
        return name

    def _free(self, name: str) -> str:
        taken = {*self._names.values(), *self.survey.arrays}
        if name not in taken:
            return name
        more = (f"{name}{at}" for at in range(2, 100))
        return next((one for one in (*LETTERS, *more) if one not in taken), name)

    def _settle(self, scalar: Scalar, *, alone: bool = False) -> None:
        """Write all that a formula consists of and that has not been written yet."""
        for atom in atoms(scalar):
            if atom.key in self._values:
                continue
            match atom:
                case Cell():
                    self._register(atom)
                    name = self._names[atom.key]
                    label = label_of(atom)
                    long = name == label or len(name) + len(label) > LONGEST - 6
                    text = label if long else f"{name} = {label}"
                    self._line("sum", text, self._shown(atom).text, given=True)
                case Total():
                    self._define(atom, "x" if alone else LETTERS[0], atom)
                case Given():
                    self._define(atom, atom.name, atom.inner)

    def _register(self, cell: Cell) -> None:
        alone = len(self.survey.arrays.get(cell.array, ())) <= 1
        self._names.setdefault(cell.key, cell.array if alone else cell.label)
        self._values[cell.key] = self._shown(cell).value

    def _shown(self, cell: Cell) -> Shown:
        return self.sheet.operand(cell.value, sign_of(cell))

    def _text(self, scalar: Scalar, binding: int = COMPARED) -> str:
        """Return a formula, in brackets unless it binds as strongly as is asked for."""
        match scalar:
            case Number():
                text = digits_of(scalar)
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
                return Decimal(digits_of(scalar))
            case Called():
                return self._by_hand(scalar.body)
            case Applied(rule, parts):
                return rule.by_hand(*(self._by_hand(part) for part in parts))
        return self._values[scalar.key]


def label_of(scalar: Cell | Number) -> str:
    """Return what a number is called."""
    if isinstance(scalar, Cell):
        return scalar.label + (" before" if scalar.before else "")
    return scalar.name or scalar.text


def sign_of(scalar: Cell | Number) -> str:
    """Return `+` for a number of an array that has negative ones."""
    return "+" if isinstance(scalar, Cell) and scalar.signed else ""


def digits_of(number: Number) -> str:
    """Return a number as it is written in a formula."""
    value = number.value
    if not math.isfinite(value):
        return f"{value}"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    short = repr(value)
    if len(Decimal(short).as_tuple().digits) > MOST_DIGITS:
        short = f"{value:.8g}"
    return f"{Decimal(short):f}" if abs(value) >= SMALLEST_PLAIN else short
