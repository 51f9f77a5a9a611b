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
    """False if they go down it in other iterations."""
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
            words += f"iteration {iteration}, and down it in others."
        said, lines = [words], [*self.lines]
        here = f"line{'s' if len(self.lines) > 1 else ''} {places.at(*self.lines)}"
        second = f"{'They are' if plural else 'It is'} updated in {here}"
        through = {int(one["state_at"]): one["state"] for _, one in wrong if one["state_at"]}
        if through:
            states = [f"{shown(name)} (line {places.at(at)})" for at, name in through.items()]
            second += f", through {listed(states)}"
            lines += [at for at in through if at not in lines]
        elif self.made and self.made not in lines:
            second += f", by what line {places.at(self.made)} computes"
            lines.append(self.made)
        away = dict.fromkeys(int(one["taken"]) for _, one in wrong if one["taken"])
        for line in away:
            second += f". Line {places.at(line)} subtracts it"
            lines = [line, *lines]
        for line in dict.fromkeys(int(one["falls"]) for _, one in wrong if one["falls"]):
            second += f". What line {places.at(line)} computes falls where its input rises"
            lines = [line, *[one for one in lines if one != line]]
        if self.error and len(self.lines) > 1:
            error = f"The error is computed in line {places.at(*self.error)}: either its sign is "
            said.append(f"{error}wrong there, or that of each update.")
            lines = [*self.error, *lines]
        elif self.error:
            second += f", and the error is computed in line {places.at(*self.error)}"
            lines += self.error
        said.append(f"{second}.")
        return Verdict(
            APART, tuple(said), rows, notes, (iteration, int(worst["step"])), tuple(lines)
        )
