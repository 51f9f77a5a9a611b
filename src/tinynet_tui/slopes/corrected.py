"""What makes up for averages of slopes that begin at 0, as in Adam, and what does so wrongly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from .averages import SLOPE, SQUARE
from .meant import Updates
from .places import Places
from .wording import listed, number, shown

FIRST = 3
"""Of so many updates the paces are compared, from the one before which all is 0."""
MANY = 1000
"""After so many updates nothing is left to make up for."""
NEAR = 3e-3
"""How far a pace may be off one that is known, in proportion."""
SHOWN = {
    "no second": ((0, "by", True), (1, "by", False)),
    "no first": ((0, "by", False), (1, "by", True)),
    "other first": ((0, "by", True),),
    "other second": ((1, "by", True),),
    "exchanged": ((0, "by", True), (1, "by", True)),
    "first multiplied": ((0, "times", True),),
    "second multiplied": ((1, "times", True),),
}
"""What the lines must show of each average, or must not: a changing rate may go in the same way."""
Pace = Callable[[float, float, int], float]
"""How far the update with a number goes, by what both averages keep, but for the rate."""
PACES: dict[str, Pace] = {
    "right": lambda one, two, t: sqrt(1 - two**t) / (1 - one**t),
    "none": lambda one, two, t: 1.0,
    "no second": lambda one, two, t: 1 / (1 - one**t),
    "no first": lambda one, two, t: sqrt(1 - two**t),
    "other first": lambda one, two, t: sqrt(1 - two**t) / (1 - two**t),
    "other second": lambda one, two, t: sqrt(1 - one**t) / (1 - one**t),
    "first multiplied": lambda one, two, t: sqrt(1 - two**t) * (1 - one**t),
    "second multiplied": lambda one, two, t: 1 / sqrt(1 - two**t) / (1 - one**t),
    "exchanged": lambda one, two, t: sqrt(1 - one**t) / (1 - two**t),
}


class Corrected(NamedTuple):
    """What is said of averages."""

    said: str
    lines: tuple[int, ...]
    first: tuple[int, Mapping[str, Any]]
    """The iteration and the update that shows it."""
    is_wrong: bool
    """False for what may be meant."""


def corrected(
    checks: Mapping[int, Mapping[str, Any]], chosen: Updates, places: Places
) -> Corrected | None:
    """Return what is wrong with the averages that updates go through, if anything is."""
    told = [(at, one, each) for at, them in chosen for one in them for each in one["averages"]]
    known = [pair for pair in told if pair[2]["keeps"] is not None]
    for at, one, each in known:
        same = [other["of"] for _, _, other in known if other["name"] == each["name"]]
        if {*same} == {each["of"]} and each["of"] not in (SLOPE, SQUARE) and len(same) > 1:
            name, of = shown(each["name"]), shown(each["of"])
            said = f"{name} (line {places.at(each['line'])}) averages the squares of {of}: "
            said += "it should be those of the slope."
            return Corrected(said, (each["line"],), (at, one), True)
    for at, one in ((at, one) for at, one, _ in told if one["rootless"]):
        return Corrected(*without_root(one, places), (at, one), True)
    for at, one, each in known:
        counts = {1, int(checks[at].get("examples", 0)) or 1}
        if [each["of"] for each in one["averages"]] == [SQUARE] and _takes_as_it_keeps(
            each, counts
        ):
            said = _sums_up(each, float(each["keeps"]), "squared slope", places)
            return Corrected(said, (each["line"],), (at, one), True)
    for series in _series(chosen):
        counts = {1, *(int(checks[at].get("examples", 0)) or 1 for at, _ in series)}
        if found := _of(series, counts, places):
            return found
    return None


def without_root(one: Mapping[str, Any], places: Places) -> tuple[str, tuple[int, ...]]:
    """Say that an update divides by an average of squares itself, with the lines."""
    each = next(each for each in one["averages"] if each["of"] == SQUARE)
    said = f"Line {places.at(one['at'])} divides by {shown(each['name'])} itself, which averages "
    said += f"the squares of the slope (line {places.at(each['line'])}): RMSProp and Adam divide "
    return f"{said}by its root.", (one["at"], each["line"])


def _series(chosen: Updates) -> Iterator[list[tuple[int, Mapping[str, Any]]]]:
    """Yield the updates of each weight, one after the other, from the one that begins with 0."""
    names = dict.fromkeys(one["weight"] for _, them in chosen for one in them)
    for name in names:
        found: list[tuple[int, Mapping[str, Any]]] = []
        for number_, (at, them) in enumerate(chosen):
            here = [(at, one) for one in them if one["weight"] == name]
            if at != number_ or len(here) >= 6:
                break
            found += here
        averages = [[each["of"] for each in one["averages"]] for _, one in found]
        if len(found) < FIRST or any(sorted(of) != [SLOPE, SQUARE] for of in averages):
            continue
        begins = all(each["keeps"] is None for each in found[0][1]["averages"])
        if begins and all(one["pace"] for _, one in found[:FIRST]):
            yield found


def _of(
    series: Sequence[tuple[int, Mapping[str, Any]]], counts: Collection[int], places: Places
) -> Corrected | None:
    averages = {each["of"]: each for each in series[1][1]["averages"]}
    one, two = (averages[of] for of in (SLOPE, SQUARE))
    keeps = float(one["keeps"]), float(two["keeps"])
    if not all(0 < part < 1 for part in keeps):
        return None
    paces = [float(each["pace"]) for _, each in series[:FIRST]]
    for at, each in series[1:FIRST]:
        if each["pace"] * paces[0] < 0:
            said = f"In iteration {at} the update of {shown(each['weight'])} goes against "
            said += f"{shown(one['name'])}, which averages the slopes"
            said += f": line {places.at(one['by'])} divides that by a number below 0."
            return Corrected(said, (one["by"],), (at, each), True) if one["by"] else None
    is_like = [name for name in PACES if _is_like(paces, PACES[name], keeps)]
    if len(is_like) != 1:
        return None
    kind = is_like[0]
    bad = {"no first": one, "no second": two}.get(kind)
    if bad and bad["by"] and _is_constant(series[:FIRST], bad["of"]):
        kind = kind.replace("no", "constant")
    if any(bool((one, two)[at][how]) != must for at, how, must in SHOWN.get(kind, ())):
        return None
    said, lines, is_wrong = _words(kind, one, two, places)
    if kind == "right":
        said, lines = _takes(one, two, counts, places)
    return Corrected(said, lines, series[0], is_wrong) if said else None


def _is_constant(series: Sequence[tuple[int, Mapping[str, Any]]], of: str) -> bool:
    """True if an average is divided by the same number in every update."""
    averages = [each for _, one in series for each in one["averages"] if each["of"] == of]
    return len({each["divisor"] for each in averages}) == 1


def _is_like(paces: Sequence[float], known: Pace, keeps: tuple[float, float]) -> bool:
    first = known(*keeps, 1)
    return all(
        abs(pace / paces[0] / (known(*keeps, t) / first) - 1) <= NEAR
        for t, pace in enumerate(paces, start=1)
    )


def _words(
    kind: str, one: Mapping[str, Any], two: Mapping[str, Any], places: Places
) -> tuple[str, tuple[int, ...], bool]:
    """Return what is said of a kind of correction, the lines, and whether it is wrong."""
    keeps = float(one["keeps"]), float(two["keeps"])
    names = [shown(each["name"]) for each in (one, two)]
    rest = [f"1 - {number(float(each['keeps']))}**t" for each in (one, two)]
    by = [f"line {places.at(each['by'])}" if each["by"] else "the update" for each in (one, two)]
    lines = [tuple(line for line in (each["by"], each["line"]) if line) for each in (one, two)]
    begin = f"{listed(names)} begin at 0"
    match kind:
        case "none" if one["by"] or two["by"]:
            line = one["by"] or two["by"]
            said = f"{begin}, and line {places.at(line)} divides by the same number in the first "
            said += f"{FIRST} updates: t should count them."
            return said, (line,), False
        case "none":
            times = number(max(1 / PACES["right"](*keeps, t) for t in range(1, MANY)))
            said = f"{begin}, and no line makes up for that (bias correction). Adam divides them "
            said += f"by {rest[0]} and {rest[1]}, where t counts the updates: without that the "
            said += f"first ones are up to {times} times as large."
            return said, (one["line"], two["line"]), False
        case "no second" | "no first":
            good, bad = (0, 1) if kind == "no second" else (1, 0)
            line = int((one, two)[bad]["taken"] or (one, two)[bad]["line"])
            said = f"{begin}. {_first_up(by[good])} makes up for that in {names[good]} (bias "
            said += (
                f"correction), but none in {names[bad]} (line {places.at(line)}): that should be "
            )
            said += f"divided by {rest[bad]}, where t counts the updates."
            return said, (line, *lines[good][:1]), True
        case "constant first" | "constant second":
            at = 0 if kind == "constant first" else 1
            said = f"{begin}. To make up for that, {by[at]} divides {names[at]} by the same number "
            return f"{said}each time, but it should be {rest[at]}.", lines[at], True
        case "other first":
            said = f"{begin}. To make up for that, {by[0]} divides {names[0]} by {rest[1]}, but it "
            return said + f"should be {rest[0]}.", lines[0], True
        case "other second":
            said = f"{begin}. To make up for that, {by[1]} divides {names[1]} by {rest[0]}, but it "
            return said + f"should be {rest[1]}.", lines[1], True
        case "first multiplied" | "second multiplied":
            at = 0 if kind == "first multiplied" else 1
            line = int((one, two)[at]["times"])
            where = f"line {places.at(line)}" if line else "the update"
            said = f"{begin}. To make up for that, {names[at]} should be divided by {rest[at]}, "
            return f"{said}but {where} multiplies it by that.", (line,) if line else (), True
        case "exchanged":
            said = f"{begin}. To make up for that, {by[0]} divides {names[0]} by {rest[1]}, and "
            said += f"{by[1]} divides {names[1]} by {rest[0]}: these should be exchanged."
            return said, (*lines[0][:1], *lines[1][:1]), True
    return "", (), True


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _takes(
    one: Mapping[str, Any], two: Mapping[str, Any], counts: Collection[int], places: Places
) -> tuple[str, tuple[int, ...]]:
    """Say that an average takes another part of the slope than what it does not keep.

    The slope may be that of a sum or a mean of squares, or of half of it; `counts` are the numbers
    of examples that the script may divide by.
    """
    first = abs(float(one["takes"])) / (1 - float(one["keeps"]))
    second = sqrt(abs(float(two["takes"])) / (1 - float(two["keeps"])))
    near = NEAR + sum(float(each["near"]) / (1 - float(each["keeps"])) for each in (one, two))
    if abs(first / second - 1) <= near:
        return "", ()
    scales = [factor / count for factor in (1, 2) for count in counts]
    fits = [any(abs(each / scale - 1) <= near for scale in scales) for each in (first, second)]
    if fits[0] == fits[1]:
        said = "For an average what it keeps and what it takes of the slope should sum to 1: for "
        said += f"{shown(one['name'])} (line {places.at(one['line'])}) or {shown(two['name'])} "
        return f"{said}(line {places.at(two['line'])}) they do not.", (one["line"], two["line"])
    bad, of = (two, "squared slope") if fits[0] else (one, "slope")
    takes = abs(float(bad["takes"])) / (first**2 if fits[0] else second)
    return _sums_up(bad, takes, of, places), (bad["line"],)


def _sums_up(bad: Mapping[str, Any], takes: float, of: str, places: Places) -> str:
    said = f"{shown(bad['name'])} keeps {number(float(bad['keeps']))} of its old numbers and takes "
    said += f"{number(takes)} of the {of} (line {places.at(bad['line'])}): for an average "
    return said + "the two should sum to 1."


def _takes_as_it_keeps(squares: Mapping[str, Any], counts: Collection[int]) -> bool:
    """True if an average of squares, alone, takes the same part as it keeps, and not the rest."""
    keeps, takes = float(squares["keeps"]), abs(float(squares["takes"]))
    if not 0 < round(keeps, 4) < 1:  # else it is the sum of Adagrad
        return False
    scales = [factor / count for factor in (1, 2) for count in counts]
    own, rest = (
        any(abs(sqrt(takes / part) / scale - 1) <= NEAR for scale in scales)
        for part in (keeps, 1 - keeps)
    )
    return own and not rest
