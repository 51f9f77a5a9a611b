"""What the checks of a script's slopes say, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from .blind import beginning, idle_of
from .blind import told as blind
from .by_sizes import by_sizes
from .corrected import Corrected, corrected
from .growing import of_rates
from .judged import APART, FOLLOWS, UNKNOWN, Verdict
from .kept_too import kept_too
from .losses import BINARY, SOFTMAX, SQUARES
from .meant import Updates, is_sure, live, meant, no_shares, tried, unlike
from .origin import origin
from .penalties import penalties
from .places import Places
from .reshaped import grown, reshaped
from .rows import Row, alone, row_of
from .said import before_of, called, factor_of, not_finite
from .second_round import placed
from .steady import Unsteady, apart, unsteady
from .trails import only_through
from .trails import told as told_only
from .uneven import uneven
from .untouched import told_of, untouched
from .uphill import Uphill
from .whole import on_the_whole
from .wording import listed, notes_on, number, shown, two

NO_MORE = "Slopes do not tell whether the data and the targets are the right ones."
ANOTHER = "tinynet-tui check --loss names another"
NOTHING = dict.fromkeys(
    ("factor", "function", "missing", "beside", "last", "handed", "part", "call", "masks"), 0
)
"""What is known of a step that is right after all."""


def verdict(checks: Mapping[int, Mapping[str, Any]], plan: Mapping[str, Any]) -> Verdict:
    """Return what the checks of some iterations say; `plan` is the script's."""
    return placed(_Judge(checks, plan).verdict(), checks)


class _Judge:
    def __init__(self, checks: Mapping[int, Mapping[str, Any]], plan: Mapping[str, Any]) -> None:
        self.checks: Mapping[int, Mapping[str, Any]] = checks
        self.steps: Sequence[Mapping[str, Any]] = plan["steps"]
        self.plan, self.places = plan, Places(plan)
        self.numbers = {one["name"]: float(one["value"]) for one in plan["settings"]}

    def verdict(self) -> Verdict:
        if (found := on_the_whole(self.checks, self.steps, self.places)) is not None:
            return found
        loss, chosen = meant(self.checks)
        if not chosen:
            reasons = [str(told["reason"]) for told in self.checks.values() if told.get("reason")]
            reason = reasons[0] if reasons else "the loop ends before its first iteration"
            return Verdict(UNKNOWN, (f"It cannot be said: {reason}.",))
        still = untouched(self.checks)
        reason = unlike(chosen)
        changing = [] if still else [*unsteady(chosen)]
        chosen = apart(chosen, [one.weight for one in changing])
        rows = tuple(self._rows(chosen))
        wrong = [
            (iteration, one) for iteration, them in chosen for one in them if not one["follows"]
        ]
        if reason:
            return Verdict(UNKNOWN, (f"It cannot be said: {reason}.",), rows)
        wrong = [pair for pair in wrong if not pair[1].get("unlike")] or wrong
        if changing and {one["weight"] for _, one in wrong} == {changing[0].weight}:
            return self._unsteady(loss, changing[0], rows, chosen)
        rows = (*rows, *(alone(*one) for one in still if one[1]["at"]))
        if not (live(chosen) or still):
            words = f"It cannot be said: all slopes of {loss} that were compared are 0."
            return Verdict(UNKNOWN, (" ".join((words, *beginning(self.checks))),), rows)
        notes = (*origin(self.checks, chosen, self.plan), *notes_on(self.checks, chosen))
        if became := grown(self.checks, chosen):
            return self._reshaped(became, rows, notes)
        if not wrong and not still:
            names = [*dict.fromkeys(one["weight"] for _, them in chosen for one in them)]
            verb = "follows" if len(names) == 1 else "follow"
            plural = "update" if len(names) == 1 else "updates"
            words = f"The {plural} of {listed(names)} {verb} the slope of {loss}."
            average = corrected(self.checks, chosen, self.places)
            if average is not None:
                return self._averaged(average, words, rows, notes)
            if odd := by_sizes(chosen, self.plan) or uneven(self.checks, chosen, self.plan):
                rows = tuple(self._rows(odd.marked(chosen)))
                where, said = odd.position, (words, *odd.words(self.places))
                return Verdict(FOLLOWS, said, rows, (*notes, NO_MORE), where, odd.lines)
            idle, named = idle_of(self.checks, self.places)
            odd_part, beside = penalties(chosen, self.places)
            grows, lines = of_rates(chosen, self.checks, self.plan, self.places)
            said = (words, *odd_part, *grows, *idle, *blind(self.checks))
            lines = (*beside, *lines, *named)
            return Verdict(FOLLOWS, said, rows, (*notes, NO_MORE), lines=lines)
        said, lines = told_of(still, self.places)
        if not wrong:
            iteration, one = still[0]
            return Verdict(APART, said, rows, notes, (iteration, int(one["step"])), lines)
        found = self._apart(loss, chosen, wrong, rows, notes)
        return replace(found, words=(*found.words, *said), lines=(*found.lines, *lines))

    def _averaged(
        self, found: Corrected, words: str, rows: tuple[Row, ...], notes: tuple[str, ...]
    ) -> Verdict:
        """Say what is wrong with the averages of slopes by which updates go, or may be."""
        where = found.first[0], int(found.first[1]["step"])
        if found.is_wrong:
            return Verdict(APART, (found.said,), rows, notes, where, found.lines)
        said = (words, f"But {found.said}")
        return Verdict(FOLLOWS, said, rows, (*notes, NO_MORE), where, found.lines)

    def _rows(self, chosen: Updates) -> list[Row]:
        return [
            row_of(iteration, one, self._told(iteration, int(one["step"])), self.numbers)
            for iteration, them in chosen
            for one in them
        ]

    def _told(self, iteration: int, step: int) -> Mapping[str, Any] | None:
        """Return the plan's step that was run as a step of an iteration."""
        numbers = self.checks[iteration].get("steps") or []
        return self.steps[int(numbers[step - 1])] if 0 < step <= len(numbers) else None

    def _apart(
        self,
        loss: str,
        chosen: Updates,
        wrong: Sequence[tuple[int, dict[str, Any]]],
        rows: tuple[Row, ...],
        notes: tuple[str, ...],
    ) -> Verdict:
        names = [*dict.fromkeys(shown(one["weight"]) for _, one in wrong)]
        all_names = dict.fromkeys(shown(one["weight"]) for _, them in chosen for one in them)
        others = [name for name in all_names if name not in names]
        iteration, worst = wrong[0]
        shape = next(((it, one) for it, one in wrong if one["how"] == "shape"), None)
        if shape is not None:
            return self._reshaped(shape, rows, notes)
        verb = "updates of {} do" if len(others) > 1 else "update of {} does"
        rest = f" The {verb.format(listed(others))}." if others else ""
        plural = "s" if len(names) > 1 else ""
        does = "do" if plural else "does"
        if all(one["how"] == "up" for _, one in wrong):
            error = [int(line) for line in self.checks[iteration].get("compared", ())][:1]
            weights = [*dict.fromkeys(one["weight"] for _, one in wrong)]
            made = only_through(chosen, weights)
            lines = sorted({self._named(i, int(u["step"]), int(u["at"]))[1] for i, u in wrong})
            every = [u for u in live(chosen) if u["weight"] in weights]
            all_up = not any(u["follows"] and u["how"] != "through" for u in every)
            told = Uphill(names, loss, lines, made, all_up, error if not others else [])
            return told.verdict(wrong, self.places, rows, notes)
        words = f"The update{plural} of {listed(names)} {does} not follow the slope of {loss}."
        words += rest
        if found := next(((it, one) for it, one in wrong if one["why"]), None):
            return kept_too(words, *found, self.places, rows, notes)
        parted = [(it, one) for it, one in wrong if one["parting"]]
        parted = [(it, one) for it, one in parted if prod(one["shape"]) > 1] or parted
        if shares := next(
            ((it, *told["shares"][0]) for it, told in no_shares(self.checks, chosen)), None
        ):
            it, line, step = shares
            second = f"The output is computed in line {self.places.at(line)}. For each example its "
            second += "numbers should sum to 1, as the targets do, and they do not."
            return Verdict(APART, (words, second), rows, notes, (it, step), (line,))
        weights = [*dict.fromkeys(one["weight"] for _, one in wrong)]
        only = only_through(chosen, weights)
        if not parted:
            said = [words] + ([told_only(only, len(weights), self.places)] if only else [])
            position = (iteration, int(worst["step"]))
            return Verdict(APART, tuple(said), rows, notes, position, (only,) if only else ())
        it, one = self._first(parted)
        where = one["parting"]
        if where["shared"] and not where["late"] and one["at"]:
            where = {
                **where,
                **dict.fromkeys(NOTHING, 0),
                "step": one["step"],
                "line": one["at"],
                "name": "",
            }
        named, line = self._named(it, int(where["step"]), int(where["line"]), where["name"])
        text, lines = called(where, line, self.places)
        of = named.removeprefix("in ")
        said = [words, f"The first difference from the slope is in {of}{text}"]
        if where["late"]:
            _, at = self._named(it, int(where["late_step"]), 0)
            inner = int(where["late_line"])
            if self.places.function(inner) != self.places.function(at):
                at = inner
            said.append(self._late(it, where, line, at))
            lines.append(at)
        which, more = factor_of(where, line, self.places, lines)
        lines += more
        if not where["is_finite"]:
            said.append(not_finite(where, line, self.places))
        elif which and not is_sure(self.checks, loss):
            said.append(f"{which} is wrong if that loss is meant; {ANOTHER}.")
        elif more:
            said.append(f"{which} is wrong.")
        if only and line == one["at"] and not (where["late"] or where["missing"] or more):
            said.append(told_only(only, len(weights), self.places))
            lines = [only, *lines]
        text, more = before_of(where, line, str(one["weight"]), self.places)
        said += [text] if text else []
        lines += more
        for text, at in self._otherwise(loss, names):
            said.append(text)
            lines.append(at)
        step = int(where["step"])
        weight = one["weight"] if int(one["step"]) == step else str(where["name"])
        within = self.places.within(self._told(it, step), step, line)
        return Verdict(APART, tuple(said), rows, notes, (it, step), tuple(lines), weight, within)

    def _first(self, parted: Sequence[tuple[int, dict[str, Any]]]) -> tuple[int, dict[str, Any]]:
        """Return the update with the first statement that is no slope, in its first iteration.

        In the first iteration a wrong line may have the slope's numbers by chance. What an update
        keeps has so only there: then the iterations come first.
        """
        keeps = any(one["state"] for _, one in parted)

        def order(pair: tuple[int, Mapping[str, Any]]) -> tuple[int, ...]:
            iteration, step = pair[0], int(pair[1]["parting"]["step"])
            numbers = self.checks[iteration].get("steps") or []
            is_known = 0 < step <= len(numbers) and not keeps
            at = int(pair[1]["parting"]["at"])
            return int(numbers[step - 1]) if is_known else 0, iteration, step, at

        return min(parted, key=order)

    def _otherwise(self, loss: str, names: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Say where the first difference is if the squares are meant, with the line.

        That may be so if some updates do not follow a cross-entropy, and follow the squares.
        """
        updates = [(it, one) for it, them in tried(self.checks).get(SQUARES, ()) for one in them]
        apart = {shown(one["weight"]) for _, one in updates if not one["follows"]}
        good = [name for name in names if name not in apart]
        parted = [(it, one["parting"]) for it, one in updates if one["parting"]]
        if loss not in (BINARY, SOFTMAX) or not good or not parted:
            return
        it, where = min(parted, key=lambda pair: (pair[0], pair[1]["step"]))
        named, line = self._named(it, int(where["step"]), int(where["line"]))
        verb = "updates of {} follow" if len(good) > 1 else "update of {} follows"
        words = f"If {SQUARES} is meant, the {verb.format(listed(good))}, and the first "
        yield f"{words}difference is in {named.removeprefix('in ')}.", line

    def _late(self, iteration: int, where: Mapping[str, Any], line: int, at: int) -> str:
        """Say that a weight is used with its update, by the name that the line reads."""
        weight = shown(where["late"])
        told = self._told(iteration, int(where["step"]))
        if at <= line or told is None:
            return f"It uses {weight} after its update in line {self.places.at(at)}."
        for step in reversed(self.steps):
            for name in step["writes"]:
                same = name in told["reads"] and int(step["line"]) < line
                if same and where["late"].partition("[")[0] in step["reads"]:
                    own = int(step["line"])
                    return (
                        f"It uses {shown(name)} (line {self.places.at(own)}), which is {weight} "
                        "with this iteration's update."
                    )
        return f"It uses what {weight} becomes in line {self.places.at(at)}, too early."

    def _unsteady(
        self, loss: str, found: Unsteady, rows: tuple[Row, ...], chosen: Updates
    ) -> Verdict:
        iteration, one = found.pairs[0]
        ratios = [float(each["mean"]) for _, each in found.pairs]
        _, line = self._named(iteration, int(one["step"]), int(one["at"]))
        words = (
            f"The update of {shown(found.weight)} does not follow the slope of {loss}: "
            f"its ratio goes from {' to '.join(two(min(ratios), max(ratios)))}"
        )
        if found.beside:
            words += f", that of {shown(found.beside[0])} is always {number(found.beside[1])}"
        said = [f"{words}.", f"It is updated in line {self.places.at(line)}."]
        lines = [line]
        if only := only_through(chosen, [found.weight]):
            said.append(told_only(only, 1, self.places))
            lines.insert(0, only)
        where = (iteration, int(one["step"]))
        return Verdict(APART, tuple(said), rows, (), where, tuple(lines))

    def _reshaped(
        self, where: tuple[int, dict[str, Any]], rows: tuple[Row, ...], notes: tuple[str, ...]
    ) -> Verdict:
        at = self._named(where[0], int(where[1]["step"]), int(where[1]["at"]))
        return reshaped(self.checks, where, at, self.places, rows, notes)

    def _named(self, iteration: int, step: int, inner: int, name: str = "") -> tuple[str, int]:
        """Return what a step is called, with its line, and the line."""
        return self.places.named(self._told(iteration, step), inner, name)
