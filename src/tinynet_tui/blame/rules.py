"""What mattered most in an expression of a script, by the rules that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.rules.nodes import Elementwise, Leaf, Node
from tinynet_tui.explain.rules.own import Call

from .most import largest
from .parts import FACTOR, Index, Rank, Scale, Spot, Term, inmost, ranked, terms
from .words import written


@dataclass
class Said:
    """What is to be told on the way to the number that mattered most."""

    term: Term | None = None
    """The largest term of the first sum; None without a sum."""
    total: float = 0.0
    passed: tuple[str, ...] = ()
    """The functions between the number and that sum; "" for what has no name."""
    pair: tuple[str, str] | None = None
    """The formula of a sum of two numbers, and with their values."""
    is_compared: bool = False
    """True if the number is what is given, less what was computed, or the other way round."""
    before: str = ""
    """The part of the number's own value before to which an update is added, `0.9 × v[0]`."""
    formula: str = ""
    """What the number is."""
    alone: Term | None = None
    """The same as one term, or the largest part of it."""


class Most(NamedTuple):
    """The number of a variable that mattered most, and what is to be told of the way there."""

    leaf: Leaf
    at: Index
    said: Said


def most(node: Node, at: Index, rank: Rank, *, without_before: bool = False) -> Most | None:
    """Return what mattered most for a number of a node; None if only numbers of the text did.

    `without_before` leaves out the term that is the number's own value before; of the other terms
    the largest in the direction of their sum counts.
    """
    spot, said = Spot(node, at), Said(formula=Spot(node, at).text())
    passed: list[str] = []
    """The functions on the way to the sum, `""` for what has no name."""
    with np.errstate(all="ignore"):
        while not isinstance(spot.node, Leaf):
            spot = inmost(spot)
            if isinstance(spot.node, Call):
                said.alone = said.alone or Term(spot.value, [spot])
                passed.append(spot.node.name if spot.node.alone else "")
                spot = Spot(spot.node.argument.inner, spot.at)
                continue
            if passed and isinstance(spot.node, Elementwise) and spot.node.rule.name == "neg":
                spot = Spot(spot.node.parts[0], spot.at)  # the sum x in exp(-x)
            found = list(terms(spot, rank))
            if without_before:
                before = [one.text for one in found if _is_before(one) and one.scale != Scale()]
                said.before = before[0] if before else ""
                found = [one for one in found if not _is_before(one)]
            named = [one for one in found if _rank(one, rank) >= 0]
            if not named:
                return None
            total = float(sum(one.value for one in found))
            values = np.array([one.value for one in named])
            best = named[largest(values, total if without_before else 0.0)]
            without_before = False
            if said.term is None and len(named) > 1:
                said.term, said.total, said.passed = best, total, tuple(passed)
                ranks = [_rank(one, rank) for one in named]
                said.is_compared = not passed and min(ranks) == 0 and max(ranks) > FACTOR
                said.pair = _pair(found)
                if passed and not any(passed):
                    said.passed = (_known(Spot(node, at).value, total),)
            said.alone = said.alone or best
            passed.append("")
            spot = inmost(max(best.spots, key=lambda one: ranked(one.node, rank)))
    return Most(spot.node, spot.at, said)


def _known(value: float, x: float) -> str:
    """Return the name of the function that has a value at x; "" if it is not known."""
    known = {"sigmoid": 1 / (1 + np.exp(-x)), "tanh": np.tanh(x)}
    return next((name for name, one in known.items() if np.isclose(value, one, 1e-9, 0)), "")


def _pair(terms: Sequence[Term]) -> tuple[str, str] | None:
    """Return the formula of a sum or a difference of two numbers, and with their values."""
    if len(terms) != 2 or any(len(one.spots) > 1 or one.scale.factors for one in terms):
        return None
    first, second = terms
    if first.scale.negative or first.scale.divisors or second.scale.divisors:
        return None
    sign = "-" if second.scale.negative else "+"
    texts = (one.text.removeprefix("-") for one in terms)
    values = (written(one.spots[0].value, sign="") for one in terms)
    return f" {sign} ".join(texts), f" {sign} ".join(values)


def _rank(term: Term, rank: Rank) -> int:
    """Return the highest rank of the variables in a term."""
    return max(ranked(spot.node, rank) for spot in term.spots)


def _is_before(term: Term) -> bool:
    leaves = [inmost(one).node for one in term.spots]
    return len(leaves) == 1 and isinstance(leaves[0], Leaf) and leaves[0].before
