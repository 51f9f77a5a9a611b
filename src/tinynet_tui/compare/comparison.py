"""Two scripts run in step until they part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tinynet_tui.engine.refusal import Refusal

from .asked import Asked, Result
from .evened import evened, passed
from .leaves import difference, same
from .matching import Half, learnt, match
from .most_like import most_like
from .orientation import has_columns, transposed, words_of
from .other import THREE_LAYERS, TWO_LAYERS, labels
from .parting import SMALLEST, Parting, alike, parting
from .setting import unlike
from .side import Side
from .slots import pairs, slots
from .unlike_calls import with_unlike_functions
from .unlike_lines import unlike_words, with_unlike_lines
from .unlike_networks import no_inputs, other_inputs, tells_nothing, too_different

NEAR = 16
"""So many iterations are compared one after another; of the later ones, ever fewer."""
MOST = 10_000
"""As far as is looked if nobody says how far."""
ROUNDED, MOST_ROUNDED = 1e-9, 1e-6
"""How large a difference is passed over after one that rounding makes, at first and at most."""


def compare(asked: Asked, interrupted: Callable[[], bool] = lambda: False) -> Result:
    """Compare two scripts; Refusal if that cannot be done."""
    with ExitStack() as stack:

        def opened(
            number: int,
            path: Path,
            label: str,
            data: bytes | None = None,
            seed: int | None = None,
            lets: Mapping[str, float] | None = None,
        ) -> Side:
            choice = asked.choices[number]
            if seed is not None:
                choice = replace(choice, seed=seed)
            if lets:
                choice = replace(choice, lets={**(choice.lets or {}), **lets})
            try:
                side = Side(path, choice, label, interrupted, data)
                stack.callback(side.close)
                side.enter()
                side.script.edit(() if number else asked.edits)
            except Refusal as refusal:
                line = "" if refusal.line is None else f":{refusal.line}"
                raise Refusal(f"{label}{line}: {refusal.reason}") from None
            return side

        mine = opened(0, asked.mine, asked.mine.name)
        path = asked.theirs or (TWO_LAYERS if _has_one_layer(mine) else THREE_LAYERS)
        mine.label, label = labels(asked.mine, path, asked.choices)
        if asked.data is not None:
            label = f"{path.name} (right)"
        theirs = opened(1, path, label, asked.data)
        run = _Comparison(asked, (mine, theirs))
        data = evened(theirs, run.pairs, run.transposed, takes_any=asked.is_ours)
        seed = mine.script.seed
        if seed == theirs.script.seed or theirs.script.seed is None:
            seed = None
        lets = passed(theirs, run.pairs)
        if data is None or (data == theirs.script.data and seed is None and not lets):
            run.require_one_form()
            return run.require_one_build(run.result())
        even = opened(1, path, label, data, seed, lets)
        found = _Comparison(asked, (mine, even)).result()
        if even.raised and not (theirs.raised or mine.raised):
            return run.require_one_build(run.result())  # what it was given does not fit
        return run.require_one_build(run.result(found))


def _has_one_layer(side: Side) -> bool:
    return sum(slot.role == "kept" for slot in slots(side, side.start())) == 1


class _Comparison:
    def __init__(self, asked: Asked, sides: tuple[Side, Side]) -> None:
        self._asked, self._sides = asked, sides
        self._within = asked.within or 0.0
        self._slots = tuple(slots(side, side.start()) for side in sides)
        self.pairs = pairs(self._slots[0], self._slots[1], self._within)
        self.transposed = transposed(sides, self.pairs, self._within)
        self._kept = {
            pair.mine.leaf.target: pair.theirs.leaf.target for pair in self.pairs if pair.is_kept
        }
        one, two = self._labels
        if not self._kept:
            raise Refusal(
                f"no array that {one} changes in its loop corresponds to one of {two}: "
                f"use check, which needs no second script{unlike_words(self._sides)}"
            )
        known = {id(slot) for pair in self.pairs for slot in pair}
        for label, all_slots in ((one, self._slots[0]), (two, self._slots[1])):
            inputs = [slot for slot in all_slots if slot.role == "input"]
            if inputs and not any(id(slot) in known for slot in inputs):
                raise Refusal(
                    no_inputs(sides, self._slots, label, known, is_ours=self._asked.is_ours)
                )

    @property
    def _labels(self) -> tuple[str, str]:
        return self._sides[0].label, self._sides[1].label

    def require_one_form(self) -> None:
        """Refusal if the inputs have other sizes."""
        why = other_inputs(self.pairs, self._labels)
        if why and not self._asked.is_ours:  # for which more is said
            raise Refusal(why)

    def require_one_build(self, found: Result) -> Result:
        """Return a result; Refusal if a script of ours differs too much for it to tell."""
        is_even = found.evened is not None
        alone = self._alone() if self._asked.theirs is None else []
        if self._asked.is_ours and tells_nothing(
            self._sides[0], self.pairs, found.telling, alone, is_even=is_even
        ):
            raise Refusal(too_different(self._sides, self.pairs, self._slots))
        return found

    def result(self, even: Result | None = None) -> Result:
        """Compare; where nobody says what to pass over, go on past what rounding makes."""
        exact = found = self._result(even)
        within = 0.0
        while (
            self._asked.within is None
            and found.parting is not None
            and within < MOST_ROUNDED
            and self._is_rounding(found.parting, within)
        ):
            within = max(ROUNDED, 1000 * within)
            again = _Comparison(replace(self._asked, within=within), self._sides)._result(even)
            found = replace(again, settings=exact.settings, rounded=_rounded(exact.parting))
        if self._asked.within is None and found.parting and found.parting.lacks_line:
            nearer = self._again(found.parting, within)  # it may be known beside what is rounded
            if nearer is not None and nearer.begins == found.parting.begins:
                found = replace(found, parting=nearer)
        return replace(
            found,
            lacks=bool(self._alone()),
            transposed=words_of(self.transposed, self._sides[0].label),
        )

    def _alone(self) -> list[str]:
        """Return what the first script keeps, and the other has nothing that corresponds."""
        known = {id(pair.mine) for pair in self.pairs}
        own = (one for one in self._slots[0] if one.role == "kept" and id(one) not in known)
        return [one.leaf.name for one in own]

    def _is_rounding(self, found: Parting, within: float) -> bool:
        """True if rounding makes the difference, also where that hides what corresponds.

        Then another line is the first, or none, as soon as differences of that size are passed
        over.
        """
        if found.is_rounding(within) or found.raises:
            return found.is_rounding(within)
        again = self._again(found, within)
        return again is None or again.begins != found.begins

    def _again(self, found: Parting, within: float) -> Parting | None:
        """Return where an iteration parts if differences that rounding makes are passed over."""
        asked = replace(
            self._asked, within=max(SMALLEST, 10 * within), first=found.iteration, iterations=1
        )
        return _Comparison(asked, self._sides)._result(None).parting

    def _result(self, even: Result | None) -> Result:
        asked, sides = self._asked, self._sides
        settings = tuple(unlike(sides, self.pairs, self._slots, self.transposed, self._within))
        last = asked.first - 1
        found, ends = None, ""
        for iteration in self._boundaries():
            is_same = self._is_same(iteration)
            if is_same is None:
                ends = self._ending()
                bound = min(side.length for side in sides if side.length is not None) - 1
                if bound > last and self._is_same(bound) is False:
                    found = self._first(last, bound)
                else:
                    last = max(last, bound)
                break
            if not is_same:
                found = self._first(last, iteration)
                break
            last = iteration
        names, start = self._names(), (self._labels, settings, None, asked.first)
        if found is None:
            return Result(*start, last + 1, ends, names, evened=even)
        where, looked = found
        if where is None:
            both = self._both_raise()
            return Result(*start, looked, names=names, evened=even, both_raise=both)
        return replace(Result(*start, looked, "", names, True, evened=even), parting=where)

    def _boundaries(self) -> Iterator[int]:
        first = self._asked.first
        bound = first + (self._asked.iterations or MOST)
        iteration, stride = first, 1
        while iteration < bound:
            yield iteration
            if iteration >= first + NEAR - 1:
                stride *= 2
            iteration += stride
        if iteration - stride < bound - 1:
            yield bound - 1

    def _is_same(self, iteration: int) -> bool | None:
        """True when all that corresponds is the same after an iteration; None without one."""
        one, two = (side.end(iteration) for side in self._sides)
        if one is None or two is None:
            return None
        if any(side.raised and side.length == iteration + 1 for side in self._sides):
            return False
        for mine, theirs in self._kept.items():
            a, b = one.get(mine), two.get(theirs)
            if a is None or b is None or same(a, b, self._within) is None:
                return False
        return True

    def _first(self, same_at: int, unlike_at: int) -> tuple[Parting | None, int]:
        """Return where they part, and how many iterations are the same before.

        They do not if both raise the same exception in the same line of the same iteration.
        """
        while unlike_at - same_at > 1:
            middle = (same_at + unlike_at) // 2
            if self._is_same(middle):
                same_at = middle
            else:
                unlike_at = middle
        mine, theirs = self._sides
        traces = (mine.trace(unlike_at), theirs.trace(unlike_at))
        turned = has_columns(self.transposed)
        found = parting(self._sides, traces, self._kept, self._known, self._within, turned)
        if found is None and alike(*self._sides, *traces):
            return None, unlike_at
        found = found or self._kept_apart(unlike_at)
        like = most_like(self._sides, found, {**self._known, **self._kept})
        return with_unlike_lines(replace(found, most_like=like), self._sides), unlike_at

    def _kept_apart(self, iteration: int) -> Parting:
        """Say what is not the same after an iteration, if no line is known to be the one."""
        one, two = (side.end(iteration) or {} for side in self._sides)
        for mine, theirs in self._kept.items():
            a, b = one.get(mine), two.get(theirs)
            if a is None or b is None or same(a, b, self._within) is None:
                apart = difference(a, b, self._within) if a and b else None
                cause = f"{mine} is not the same after the iteration"
                found = Parting(iteration, None, None, apart, (cause,), kept=mine)
                return with_unlike_functions(found, self._sides)
        return Parting(iteration, None, None)

    @cached_property
    def _known(self) -> dict[str, str]:
        """What corresponds, as far as the beginning and the first iteration tell it."""
        given = {pair.mine.leaf.target: pair.theirs.leaf.target for pair in self.pairs}
        mine, theirs = (
            Half(side, side.trace(self._asked.first), frozenset()) for side in self._sides
        )
        match(mine, theirs, self._within)
        return {**learnt(mine, theirs), **given}

    def _both_raise(self) -> str:
        one, two = self._sides
        assert one.raised and two.raised
        lines = f"{one.label}:{one.raised.line}, {two.label}:{two.raised.line}"
        return f"an exception ({lines}): {one.raised}"

    def _names(self) -> tuple[tuple[str, str], ...]:
        return tuple((one, two) for one, two in self._known.items() if one != two)

    def _ending(self) -> str:
        """Return which script ends first, and why."""
        side = min(
            (side for side in self._sides if side.length is not None),
            key=lambda side: side.length or 0,
        )
        if side.raised is not None:
            return f"{side.label}:{side.raised.line} raises {side.raised}"
        return f"{side.label} ends after {side.length:,} iterations"


def _rounded(found: Parting | None) -> Parting | None:
    """Return a first difference without its numbers, if these are not of what corresponds."""
    return found if found is None or found.is_rounding() else replace(found, difference=None)
