"""Updates that have the wrong sign, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .judged import APART, Verdict
from .places import Places
from .rows import Row
from .wording import listed, shown


class Uphill(NamedTuple):
    """Updates of some weights, all of which go up the slope."""

    names: Sequence[str]
    loss: str
    lines: Sequence[int]
    """Where they are updated."""
    made: int
    """The first line through which they go and no other update; 0 if there is none."""
    is_always: bool
    """False if they go down in other iterations."""
    error: Sequence[int]
    """Where the error is computed, if no update goes down."""

    def verdict(
        self,
        wrong: Sequence[tuple[int, Mapping[str, Any]]],
        places: Places,
        rows: tuple[Row, ...],
        notes: tuple[str, ...],
    ) -> Verdict:
        """Say so, and in which lines the sign may be wrong."""
        iteration, worst = wrong[0]
        plural = len(self.names) > 1
        verb = "s of {} go" if plural else " of {} goes"
        words = f"The update{verb.format(listed(self.names))} up the slope of {self.loss}, "
        words += "not down: the sign is wrong."
        if not self.is_always:
            words = f"The update{verb.format(listed(self.names))} up the slope of {self.loss} in "
            words += f"iteration {iteration}, and down in others."
        said, lines = [words], [*self.lines]
        here = f"line{'s' if len(self.lines) > 1 else ''} {places.at(*self.lines)}"
        updated = f"{'They are' if plural else 'It is'} updated in {here}"
        through = {int(one["state_at"]): one["state"] for _, one in wrong if one["state_at"]}
        if through:
            states = [f"{shown(name)} (line {places.at(at)})" for at, name in through.items()]
            updated += f", through {listed(states)}"
            lines += [at for at in through if at not in lines]
        elif self.made and self.made not in lines:
            updated += f", by what line {places.at(self.made)} computes"
            lines.append(self.made)
        said.append(f"{updated}.")
        for line, names in _by_line(wrong, "taken").items():
            said.append(f"Line {places.at(line)} subtracts {listed(names)}.")
            lines = [line, *lines]
        for line in _by_line(wrong, "falls"):
            said.append(f"What line {places.at(line)} computes falls where its input rises.")
            lines = [line, *[one for one in lines if one != line]]
        error = f"The error is computed in line {places.at(*self.error)}" if self.error else ""
        if error and self.is_always and len(self.lines) > 1:
            error += ": either its sign is wrong there, or that of each update."
            said.insert(1, error)
            lines = [*self.error, *lines]
        elif error:
            said.append(f"{error}.")
            lines += self.error
        return Verdict(
            APART, tuple(said), rows, notes, (iteration, int(worst["step"])), tuple(lines)
        )


def _by_line(
    wrong: Sequence[tuple[int, Mapping[str, Any]]], what: str
) -> Mapping[int, Sequence[str]]:
    """Return the lines that are known of updates, each with the weights."""
    found: dict[int, list[str]] = {}
    for _, one in wrong:
        names = found.setdefault(int(one[what]), [])
        if one["weight"] not in names:
            names.append(one["weight"])
    return {line: names for line, names in found.items() if line}
