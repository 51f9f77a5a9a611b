"""The weights that no update of the loss changes, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from .places import Places
from .wording import listed, shown

Untouched: TypeAlias = tuple[int, Mapping[str, Any]]
"""An iteration, and what is known of a weight."""


def untouched(checks: Mapping[int, Mapping[str, Any]]) -> list[Untouched]:
    """Return the weights that are never updated by the loss, each with its first iteration."""
    tried = [told for told in checks.values() if told.get("tried")]
    always = [{one["weight"] for one in told.get("never", ())} for told in tried]
    found: dict[str, Untouched] = {}
    for iteration, told in checks.items():
        for one in told.get("never", ()):
            if one["size"] and all(one["weight"] in names for names in always):
                found.setdefault(one["weight"], (iteration, one))
    return [*found.values()]


def told_of(found: Sequence[Untouched], places: Places) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what is said of them, and the lines that are named."""
    said, lines = [], []
    never = [shown(one["weight"]) for _, one in found if not one["at"]]
    if never:
        verb = "are" if len(never) > 1 else "is"
        said.append(f"{listed(never)} {verb} never updated, though the loss has a slope there.")
    for line in dict.fromkeys(int(one["lost"]) for _, one in found if one["lost"]):
        names = [shown(one["weight"]) for _, one in found if one["lost"] == line]
        new = f"new numbers of {listed(names)}" if len(never) > 1 else "its new numbers"
        said.append(f"Line {places.at(line)} computes {new}, but does not keep them.")
        lines.append(line)
    for told in (one["instead"] for _, one in found if not (one["at"] or one["lost"])):
        text, more = _instead(told, places)
        if text and text not in said:
            said.append(text)
            lines += more
    for _, one in found:
        if at := int(one["at"]):
            said.append(
                f"The update of {shown(one['weight'])} in line {places.at(at)} does not depend on "
                "the loss, which has a slope there."
            )
            if (made := int(one.get("made", 0))) and made != at:
                said.append(f"It goes by what line {places.at(made)} computes, not by an error.")
                lines.append(made)
            lines.append(at)
    return tuple(said), tuple(lines)


def _instead(told: Mapping[str, Any], places: Places) -> tuple[str, list[int]]:
    """Say what is updated in the place of a weight that never is, with the lines."""
    if told.get("others"):
        at, loop = int(told["at"]), int(told["loop"])
        where = f", in the loop of line {places.at(loop)}" if loop else ""
        text = f"Line {places.at(at)} updates {listed([*map(shown, told['others'])])}{where}."
        return text, [loop, at] if loop else [at]
    if told.get("twice"):
        lines = [*map(int, told["lines"])]
        return f"{shown(told['twice'])} is updated twice, in lines {places.at(*lines)}.", lines
    return "", []
