"""Looks for what mattered most for a number of a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from tinynet_tui.blame.hop import Hop, Hops, Place, ends
from tinynet_tui.blame.most import Changes
from tinynet_tui.blame.parts import FACTOR
from tinynet_tui.blame.rules import Most, most
from tinynet_tui.blame.words import (
    lost,
    moved_verb,
    of_formula,
    of_history,
    of_inner_sum,
    of_sum,
    of_update,
    of_x,
    reference,
    written,
)
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Frame, Trail, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.explain.rules.lookup import FAILURES, Explained, Subject, explained
from tinynet_tui.explain.rules.nodes import Leaf, UnknownError, brief
from tinynet_tui.explain.rules.script import script_text

from .inside import computing
from .numbers import number
from .plain_truths import Asked, of_counter, of_edit, of_loop
from .script import MOST_BACK, Script

FAILED: tuple[type[Exception], ...] = (*FAILURES, UnknownError)
KEPT, COMPUTED = 1 << 20, FACTOR
"""How what the loop keeps, and what it computes, ranks as an operand; what is given has 0."""


class ScriptBlaming:
    """A search for what mattered most, slice by slice."""

    def __init__(
        self,
        script: Script,
        here: Frame,
        origin: Place,
        edits: Sequence[Edit],
        hops: Hops,
    ) -> None:
        self.origin, self._script, self._here, self._edits = origin, script, here, edits
        self._at_update, self._goes_back = hops.is_at_update(origin), hops.goes_back(origin)
        self._room = 0
        self.hop: Hop | None = None
        """What has been found at last."""
        names = [name for name in here.values if is_part(origin.label, name)]
        self._name = max(names, key=len, default=origin.label)
        self._work = self._look()

    @property
    def words(self) -> str:
        """What it does, for the screen."""
        last = max(1, self._here.where.iteration)
        done = (last - self._room) / last if self._room else 0
        return f"looking for what moved {self.origin.ref} most {done:3.0%}"

    def go_on(self, run: Callable[[int], None]) -> bool:
        """Do a slice; True when the hop is found. `run` runs up to so many iterations."""
        self._run = run
        return next(self._work, True)

    def end(self) -> None:
        """Trace nothing more."""
        self._script.engine.trace()

    def _look(self) -> Iterator[bool]:
        asked = Asked(self._script.plan, self._here, self.origin, self._name)
        is_kept = self._is_kept(self.origin.label)
        self.hop = of_edit(asked, self._edits, only_here=is_kept)
        if self.hop is None and self._name not in asked.plan.writers:
            text = script_text(*self._source)
            self.hop = of_loop(asked, text.turning if text else ())
        if self.hop is None and is_kept:
            self.hop = of_counter(asked, self._script.stand(0, 0))
        if self.hop is None and is_kept and not self._at_update:
            yield from self._history()
        elif self.hop is None:
            self.hop = self._arithmetic()

    @property
    def _source(self) -> tuple[str, bytes, Choice]:
        script = self._script
        return script.name, script.data, script.choice

    def _is_kept(self, label: str) -> bool:
        """True for what the loop keeps from round to round, such as weights."""
        plan = self._script.plan
        return any(is_part(label, name) for name in plan.states)

    # In a history.

    def _history(self) -> Iterator[bool]:
        script, (iteration, step), ref = self._script, self._here.where, self.origin.ref
        first = number(script.stand(0, 0).values, ref)
        changes = Changes(first)
        script.engine.trace(ref)
        script.run_to(0)
        done = 0
        while done < iteration:
            self._room = iteration - script.engine.where.iteration
            if self._room > 0:
                self._run(self._room)
            for begin, numbers in script.engine.traced:
                new = numbers[max(0, done - begin) : max(0, iteration - begin)]
                changes.look(done, new)
                done += len(new)
            script.engine.traced.clear()
            yield False
        changes.look(iteration, np.array([number(self._here.values, ref)]))
        move = changes.best
        if (best := move.iteration) is None:
            self.hop = ends(f"{ref} is as it was before the loop")
            return
        there = self._step_in(best, step if best == iteration else None)
        if there is None:
            self.hop = ends(f"iteration {best:,} moved {ref} most, and cannot be looked at")
            return
        words = of_history(ref, best, move.value, changes.total)
        if move.is_lost:
            words = lost(ref, best)
        if any(one.where == there and self._is_of(one) for one in self._edits):
            moved = f"{moved_verb(move.value)} it most, {written(move.value)}"
            words = f"{ref} was edited at {best:,}:{there.step}: that {moved}"
        self.hop = Hop(words, self.origin._replace(iteration=best, step=there.step), is_update=True)

    def _is_of(self, edit: Edit) -> bool:
        """True for an edit of the array that is looked at."""
        return edit.target.partition("[")[0] == self.origin.label.partition("[")[0]

    def _step_in(self, iteration: int, last: int | None) -> Where | None:
        """Return the step of an iteration that moved the number most, up to one of its steps."""
        before = self._script.stand(iteration, 0)
        if before.where != (iteration, 0):
            return None
        changes = Changes(number(before.values, self.origin.ref))

        def look(frame: Frame) -> bool:
            if last is None or frame.where.step <= last:
                value = number(frame.values, self.origin.ref)
                changes.look(frame.where.step, np.array([value]))
            return frame.where.step == last

        if self._script.first(iteration, look) is None:
            return None
        found = changes.best.iteration
        return None if found is None else Where(iteration, found)

    # In the arithmetic.

    def _arithmetic(self) -> Hop:
        plan, ref = self._script.plan, self.origin.ref
        trail = self._trail()
        subject = Subject(self._name, self.origin.label, self.origin.cell)
        writers = plan.writers[self._name]
        found = explained(trail, writers, self._source, subject)
        if found.found is None or found.where is None:
            why = "of the arrays only the first numbers are known" if found.in_part else ""
            return ends(why or self._unknown(trail))
        if found.found.node is None:
            return ends(f"{found.found.why_left}, so {ref} was left as it was")
        try:
            best = most(
                found.found.node, found.found.at, self._rank, without_before=self._at_update
            )
        except FAILED:
            return ends(f"no rule tells how {ref} was computed")
        if best is None:
            return ends(f"no other number of an array made {ref} what it is")
        words = self._words(best)
        if self._goes_back and best.said.is_compared:
            return ends(words)
        back = self._at_update or self._goes_back
        return Hop(words, self._place(best.leaf, best.at, trail, found), goes_back=back)

    def _unknown(self, trail: Trail) -> str:
        """Say that no rule tells how the number was computed; inside a function, name that."""
        plan, label = self._script.plan, self.origin.label
        for frame in trail:
            if frame.line is not None and self._name in plan.steps[frame.line].writes:
                found = computing(plan, plan.steps[frame.line], label)
                if found is not None:
                    there = f"line {found.line} of " if found.line else ""
                    words = f"{there}{found.function} computes {self.origin.ref}"
                    return f"{words}; W does not look inside"
                break
        return f"no rule tells how {self.origin.ref} was computed"

    def _words(self, best: Most) -> str:
        """Return the sentence about what mattered most."""
        ref, there, said = self.origin.ref, reference(brief(best.leaf.name), best.at), best.said
        if said.term is None or (said.passed and self._at_update):
            comes, alone = f"{ref} comes from {there}", said.alone
            if alone is None:
                return comes
            if self._at_update and there in alone.text:
                whole = f"added to {said.before}" if said.before else "this update"
                return f"{whole} is {alone.text}: {written(alone.value)}"
            text = said.formula if there in said.formula else alone.text
            if self._at_update or there not in text:
                return comes
            return of_formula(ref, text, alone.values, alone.value, comes)
        words = said.term.text, said.term.value, said.total
        if self._at_update:
            return of_update(*words, said.before)
        if said.pair and not said.passed:
            return of_formula(ref, *said.pair, said.total)
        if said.is_compared:
            return of_formula(ref, said.formula, "", said.total, of_sum(ref, *words))
        match said.passed:
            case ():
                return of_sum(ref, *words)
            case (function,) if function:
                return of_x(ref, function, *words)
        return of_inner_sum(ref, *words)

    def _rank(self, leaf: Leaf) -> int:
        """Prefer what the loop keeps, then what was computed last; not what is given.

        From an update on, prefer what was computed: that leads back to the error.
        """
        plan = self._script.plan
        if self._is_kept(leaf.name) and not leaf.before and leaf.array.dtype.kind == "f":
            return KEPT if leaf.shape and not (self._at_update or self._goes_back) else COMPUTED
        name = _variable(leaf.name, plan.writers)
        return COMPUTED + max(plan.writers[name]) + 1 if name else 0

    def _place(
        self, leaf: Leaf, at: tuple[int, ...], trail: Sequence[Frame], found: Explained
    ) -> Place:
        """Return where an operand was computed, or else where a step has read it."""
        plan, frames = self._script.plan, [one.where for one in trail]
        read = frames.index(found.where) if found.where in frames else 0
        where, name = frames[read], _variable(leaf.name, plan.writers)
        earlier = trail[read + 1 :]
        if name and not self._is_kept(leaf.name):
            wrote = (one.where for one in earlier if one.line in plan.writers[name])
            where = next(wrote, where)
        elif name and found.number in plan.writers[name]:  # the step has changed it, too
            where = next((one.where for one in earlier if one.where.step), where)
        return Place(leaf.name, at, *where)

    def _trail(self) -> Trail:
        """Return the Frames from here back, as far as an operand may have been written."""
        trail, plan = [self._here], self._script.plan
        most = min(MOST_BACK, self._here.where.step + len(plan.steps)) + 3
        while len(trail) < most:
            iteration, step = trail[-1].where
            if not (iteration or step):
                break
            frame = self._script.stand(iteration - (not step), step - 1 if step else None)
            if frame.where >= trail[-1].where:
                break
            trail.append(frame)
        return tuple(trail)


def is_part(label: str, name: str) -> bool:
    """True for a variable's label, or that of a part of it: `params[0]`, `net.w`."""
    return re.match(re.escape(name) + r"(?!\w)", label) is not None


def _variable(label: str, names: Sequence[str] | dict[str, tuple[int, ...]]) -> str:
    """Return the variable of which something is a part; "" if there is none."""
    return max((name for name in names if is_part(label, name)), key=len, default="")
