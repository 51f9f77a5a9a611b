"""Explains a cell of a script by the expression of the line that wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext

import numpy as np

from tinynet_tui.explain.explained import Curve, Explanation
from tinynet_tui.explain.line import Line
from tinynet_tui.explain.rounding import EXACT, Sheet, plain, with_fewest_digits

from . import curves
from .compared import Written
from .described import NOTHING, Described
from .formulas import Final, Survey
from .known import facts_of
from .nodes import Elementwise, Node, bracketed
from .own import Call
from .remarks import remarks
from .scalars import Cell, Number, Scalar, atoms
from .sums import Product, Summed
from .writing import Writer


def explain(
    found: Written,
    ref: str,
    source: str,
    terms: int | None = None,
    *,
    signed: bool = True,
    described: Described = NOTHING,
    about: str = "",
    in_full: bool = True,
) -> Explanation:
    """Explain the cell `ref` of what a line of a script, `source`, has written.

    At most `terms` terms of a sum are written; None for all. `signed` is False if no number of
    the array is negative. `about` says what the cell stands for. With `in_full` there is a note
    with all digits of a result that is rounded.
    """
    lines = [Line("about", about)] if about else []
    lines.append(Line("formula", source))
    if found.node is None:
        text = f"{ref}, as before" if isinstance(found.scalar, Cell | Number) else ref
        lines += _tested(found)
        shown = plain(found.outcome, "+" if signed else "")
        lines.append(Line("result", text, shown, given=True))
        lines.append(Line("note", f"{found.why_left}: the step leaves it"))
        return Explanation(ref, tuple(lines))
    lines += _shapes(found.node)
    with np.errstate(all="ignore"), localcontext(EXACT):
        after = " now" if _changes(found.scalar) else ""
        survey, final = Survey(found.scalar), Final(ref, "result", after, signed)

        def attempt(sheet: Sheet) -> Writer:
            writer = Writer(survey, sheet, terms)
            writer.write(final, adds=found.adds)
            return writer

        writer = with_fewest_digits(attempt)
        written, curve = writer.lines, writer.curve
        drawn = None if curve is None else _drawn(curve)
    lines += [*_tested(found), *written]
    if found.condition:
        lines.append(Line("note", f"{found.condition} is true here"))
    (result,) = (line for line in written if line.kind == "result")
    if in_full and found.digits and float(result.value) != found.outcome == found.outcome:
        lines.append(Line("note", f"all digits: {found.digits}"))
    lines += (Line("note", text) for text in remarks(found, curve, described))
    return Explanation(ref, tuple(lines), drawn, together=not writer.apart)


def _tested(found: Written) -> Iterator[Line]:
    """Yield the numbers of a condition that chose the cell."""
    for atom in atoms(found.tested) if found.tested is not None else ():
        if isinstance(atom, Cell):
            shown = Sheet().operand(atom.value, "+" if atom.signed else "")
            yield Line("sum", atom.label, shown.text, given=True)


def _changes(scalar: Scalar) -> bool:
    """True if the value before is among what a number is computed from."""
    return any(isinstance(atom, Cell) and atom.before for atom in atoms(scalar, inside=True))


def _shapes(node: Node) -> Iterator[Line]:
    """Yield the shapes in the first matrix product, rows × columns."""
    product = next(_products(node), None)
    if product is not None and product.shape:
        sides = [f"{bracketed(side.text)} {_size(side)}" for side in (product.left, product.right)]
        yield Line("shapes", f"{' @ '.join(sides)} → {_size(product)}")


def _products(node: Node) -> Iterator[Product]:
    match node:
        case Product():
            yield node
        case Elementwise():
            for part in node.parts:
                yield from _products(part)
        case Call():
            yield from _products(node.argument.inner)
        case Summed():
            yield from _products(node.inner)


def _size(node: Node) -> str:
    if len(node.shape) == 1:
        return f"({node.shape[0]},)"
    return f"({'×'.join(map(str, node.shape))})"


def _drawn(curve: curves.Curve) -> Curve | None:
    """Return a curve with its height; None for a straight line, or if there is none."""
    facts = facts_of(curve)
    if facts.codomain is None:
        return None
    return Curve(curve.compute, curve.x, curve.name, facts.domain, facts.codomain, curve.function)


def texts(explanation: Explanation) -> Sequence[str]:
    """Return the lines as they are printed."""
    return [f"{line.text}  {line.value}".rstrip() for line in explanation.lines]
