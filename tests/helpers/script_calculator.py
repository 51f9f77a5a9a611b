"""Works out again what an explanation of a script's number prints, from its lines alone.

It knows nothing of the rules: it reads the printed text, computes with floats, and has the
functions of the script by running their definitions.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from tinynet_tui.explain.line import Line

NUMBER = r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
KNOWN: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "abs": abs,
    "sign": np.sign,
    "max": max,
    "min": min,
    "where": lambda c, a, b: a if c else b,
    "floor": math.floor,
    "ceil": math.ceil,
    "clip": np.clip,
    "round": round,
}


def definitions(source: str) -> dict[str, Any]:
    """Run the imports of NumPy, the functions and the methods of a script; return these."""
    space: dict[str, Any] = {"np": np, "numpy": np}
    for node in ast.walk(ast.parse(source)):
        wanted = isinstance(node, ast.FunctionDef)
        wanted |= isinstance(node, ast.ImportFrom) and node.module == "numpy"
        wanted |= isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
        if not wanted:
            continue
        try:
            exec(compile(ast.Module([node], []), "?", "exec"), space)  # type: ignore[list-item]
        except Exception:
            continue
        if isinstance(node, ast.FunctionDef) and node.args.args[:1]:
            made = space.pop(node.name)
            if node.args.args[0].arg == "self":
                made = _unbound(made)
            space[node.name.lstrip("_")] = made
            space.setdefault(node.name, made)
    return space


def _unbound(method: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: method(None, *arguments)


def off(text: str) -> float:
    """Half a unit of the last printed digit."""
    digits, _, power = text.partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


@dataclass
class ScriptCalculator:
    """Goes through the lines of an explanation."""

    lines: Sequence[Line]
    space: dict[str, Any]
    """The script's functions."""
    names: dict[str, float] = field(default_factory=dict)
    terms: list[float] = field(default_factory=list)
    running: float | None = None
    formula: str = ""

    def steps(self) -> Iterator[tuple[str, float, str]]:
        """Yield each computed number: its line, what it is, and the text printed for it."""
        for line in self.lines:
            if line.kind == "term" and re.match(r" *\d|…", line.text):
                yield from self._term(line)
            elif line.kind in ("term", "sum", "result"):
                yield from self._line(line)

    def _term(self, line: Line) -> Iterator[tuple[str, float, str]]:
        factors = re.search(rf"({NUMBER}) × +({NUMBER})$", line.text)
        if factors:
            yield line.text, float(factors[1]) * float(factors[2]), line.value
        self.terms.append(float(line.value))

    def _name(self, label: str, value: float) -> None:
        name, _, alias = label.partition(" = ")
        for one in (name, alias):
            one = one.removesuffix(" before").strip()
            if one:
                self.names[one] = value
                whole = re.fullmatch(r"(.+?)\[[\d,]+\]", one)
                if whole:
                    self.names.setdefault(whole[1], value)

    def _line(self, line: Line) -> Iterator[tuple[str, float, str]]:
        text, value = line.text, line.value
        if not value and not text.startswith(("  ", "+ ", "- ", "× ", "/ ")):
            self.formula = text
            return
        if found := re.fullmatch(
            r"(?:(\S.*?) [=≈] )?(minus )?their (?:sum|product)((?: [×/] .*)?)", text
        ):
            worked = self._together() * (-1 if found[2] else 1)
            for sign, factor in re.findall(r" ([×/]) (\([^()]*\)|\S+(?: [\d.+e-]+)?)", found[3]):
                number = self._value(re.sub(r"^[A-Za-z_]\w* ", "", factor))
                worked = worked * number if sign == "×" else worked / number
            yield text, worked, value
            self.terms, self.running = [], float(value)
            if found[1]:
                self.names[found[1]] = float(value)
                self.running = None
            return
        if text.startswith(("= ", "≈ ")):
            if self.formula:
                formula, self.formula = self.formula, ""
                if "their " in formula:
                    yield from self._line(Line("sum", formula, value))
                    worked = float(value)
                else:
                    worked = self._value(formula)
            else:
                worked = self._together()
            yield text, worked, value
            self._name(text[2:].removesuffix(" now"), float(value))
            self.running, self.terms = None, []
        elif text.startswith(("  ", "+ ", "- ", "× ", "/ ")):
            yield from self._operand(line)
        elif line.given:
            self._name(text, float(value))
            if " = " in text and line.kind == "result" and " of " not in text:
                name, _, formula = re.split("( [=≈] )", text, maxsplit=1)
                self._name(formula, float(value))
        elif not re.search(" [=≈] ", text):  # a copy of a whole array
            self._name(text, float(value))
        else:
            name, _, formula = re.split("( [=≈] )", text, maxsplit=1)
            yield text, self._value(formula), value
            self._name(name, float(value))

    def _together(self) -> float:
        if self.terms:
            return math.fsum(self.terms) + (self.running or 0.0)
        assert self.running is not None
        return self.running

    def _operand(self, line: Line) -> Iterator[tuple[str, float, str]]:
        sign, rest = line.text[0], line.text[2:]
        if line.given and line.value:
            number = float(line.value)
            self._name(rest, number)
        elif line.value:
            formula = rest.partition(" = ")[2] or rest
            yield line.text, self._value(formula), line.value
            number = float(line.value)
        else:
            number = self._value(rest)
        before = self.running
        if self.terms:
            before, self.terms = math.fsum(self.terms) + (before or 0.0), []
        if before is None:
            self.running = -number if sign == "-" else number
        else:
            self.running = {
                "+": lambda: before + number,
                "-": lambda: before - number,
                "×": lambda: before * number,
                "/": lambda: before / number if number else math.nan,
            }[sign]()

    def _value(self, formula: str) -> float:
        """Work out a formula with the names known so far."""
        text, space = formula, {**KNOWN, **self.space}
        for at, name in enumerate(sorted(self.names, key=len, reverse=True)):
            placed = rf"(?<![\w.]){re.escape(name)}(?![\w\[(])"
            text = re.sub(placed, f"__{at}__", text)
            space[f"__{at}__"] = self.names[name]
        text = text.replace("×", "*").replace("^", "**").replace(" mod ", " % ")
        with np.errstate(all="ignore"):
            try:
                return float(eval(text, {"__builtins__": {}}, space))
            except (OverflowError, ZeroDivisionError):
                return math.nan


def misses(lines: Sequence[Line], space: dict[str, Any]) -> list[tuple[str, float, str]]:
    """The printed numbers that differ from what is worked out, but for the result after ≈."""
    found = []
    for text, worked, printed in ScriptCalculator(lines, space).steps():
        if math.isnan(worked) or not math.isfinite(float(Decimal(printed))):
            continue
        size = max(abs(worked), abs(float(printed)))
        if abs(worked - float(printed)) > off(printed) * (1 + 1e-6) + 1e-12 * size:
            found.append((text, worked, printed))
    return found
