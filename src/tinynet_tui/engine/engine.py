"""Runs a script in processes of its own, to any position in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tinynet_tui.slopes.found import NOT_HERE, NOTHING, STEP

from .answers import NONE, Answer, Array
from .edits import Edit, first_change
from .endings import Endless, Raised, Stopped
from .hearing import MEMORY
from .link import Header
from .positions import Frame, Trail, Where
from .refusal import Refusal
from .talk import Interrupted
from .travel import ALL, LITTLE, QUICK, Travel

__all__ = ["MEMORY", "Endless", "Engine", "Frame", "Raised", "Refusal", "Stopped", "Trail", "Where"]

MOST_FIRSTS = 1 << 12
ROUNDS = 3
"""How often it is gone back for the steps before a position."""
MOST_FEW = 16
"""The steps of an ordinary loop."""


class Engine(Travel):
    """A script that runs; it stands at a position."""

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What is changed and traced.

    def edit(self, edits: Sequence[Edit]) -> Where | None:
        """Change the edits; return the first position from which the run is another one."""
        first = first_change(self.edits, edits)
        if first is None:
            return None
        for edit in edits:
            if (frame := self._frames.get(edit.where)) is not None:
                self._printed[edit.where] = frame.printed
        self._printed = {where: count for where, count in self._printed.items() if where <= first}
        self.edits, self._has_edited = tuple(edits), True
        run = self._run
        if run.where >= first or not run.goes_on:
            self._part()
        self._copies.drop(first)
        self._frames.drop(first)
        copy = self._copies.last(first)
        known = [copy.printed[0] if copy else 0, run.printed[0] if run.where < first else 0]
        self.out.cut(self._printed.get(first, max(known)))
        self._known = min(self._known, first.iteration)
        self.errors.clear()
        self.odd = {text: noted for text, noted in self.odd.items() if noted.where < first}
        self._happened = min(self._happened, first.iteration)
        self.happened.clear()
        self._lasts = {it: last for it, last in self._lasts.items() if it < first.iteration}
        self._firsts.clear()
        self.length = self.raised = self.status = None
        return first

    def skip_errors(self, iterations: int) -> None:
        """Do not tell the errors of the first iterations: they are known."""
        self._known = max(self._known, iterations)

    def trace(self, *targets: str, signs: bool = False) -> None:
        """Trace a number from now on after each iteration that is run; without targets, nothing.

        With `signs`, that is how many numbers of the arrays have changed sign in the iteration.
        """
        self.traced.clear()
        self._traces += 1
        told: Header = {"targets": targets, "signs": signs, "number": self._traces}
        self._trace = told if targets else None
        self._has_traced = True

    def told(self, where: Where) -> Frame | None:
        """Return the variables at a position if they have been told."""
        return self._frames.get(where)

    def last_step(self, iteration: int) -> int | None:
        """Return how many steps an iteration has, if that is known."""
        return self._lasts.get(iteration)

    def begins_before(self, iteration: int) -> int:
        """Return the last iteration before one to which it is quick to go back."""
        return max(0, self._copies.begin(iteration))

    # Positions.

    def stand(
        self, iteration: int, step: int | None = None, interrupted: Interrupted = None
    ) -> Frame:
        """Go to a step of an iteration, or to its last; return the variables there.

        If there are fewer steps, that is the last; with none finished, the iteration's beginning.
        When it is `interrupted`, that is an earlier position. Stopped if the script does not come
        so far.
        """
        if step is None:
            step = self._lasts.get(iteration)
        if step is not None and (frame := self._frames.get(Where(iteration, step))):
            return frame
        if not self._enter(Where(iteration, step or 0), interrupted):
            return self._here()
        told = self._most_told
        if step is None:
            ended = self._steps(told, told, interrupted) or self._steps(ALL, 0, interrupted)
        else:
            ended = self._steps(step - self.where.step, told, interrupted)
        if not ended:
            return self._frames.get(Where(iteration, -1 if step is None else step)) or self._here()
        self._lasts[iteration] = ended.get("steps", self.where.step)
        raised = self._run.raised
        if raised is not None and self._run.inside and self.plan["once"]:
            self.length = iteration + 1
            self.raised = replace(raised, where=Where(iteration, self._lasts[iteration] + 1))
        return self.stand(iteration, self._lasts[iteration], interrupted)

    def ask(
        self,
        where: Where,
        points: Array = NONE,
        grid: tuple[int, int] = (0, 0),
        interrupted: Interrupted = None,
        cells: Sequence[str] = (),
        *,
        hidden: bool = False,
    ) -> Answer:
        """Return the outputs at a position for other inputs than the script's own.

        They are points, (rows × columns, inputs), of a grid of rows and columns. With `cells`,
        the points are other values of these numbers, and the outputs are the errors with them:
        the mean distance of the outputs from the targets, last that with the present ones.
        With `hidden`, the answer has what the layer before the output makes of the points.
        Nothing of the run changes. Stopped if the script does not come to that position.
        """
        self._return(where, interrupted)
        if self.where != where:
            if interrupted is not None and interrupted():
                return Answer("another key came first")
            raise Stopped(self.status, "the loop ends before that")
        points = np.ascontiguousarray(points, dtype=np.float64)
        shape = points.shape
        told = {"do": "ask", "shape": shape, "grid": grid, "cells": [*cells], "hidden": hidden}
        self._run.send(told, points.tobytes())
        self._await("answered")
        return self._answer

    def look_back(
        self, frame: Frame, needed: int, interrupted: Interrupted = None, *, patient: bool = False
    ) -> Trail:
        """Return the Frames known before one without a gap, from the latest.

        Where fewer than `needed` are known, the steps before it are run again if that is quickly
        done, or if one is `patient`. The script then stands at the Frame's position.
        """
        where, known = frame.where, self.known_before(frame, needed)
        moved = False
        for _ in range(ROUNDS):
            iteration, step = known[-1].where
            if len(known) >= needed or not (iteration or step):
                break
            is_quick = self._is_little and self.is_near(known[-1], QUICK)
            if not (patient or is_quick):
                break
            self.stand(iteration - (not step), step - 1 if step else None, interrupted)
            known = self.known_before(frame, needed)
            moved = True
        if moved:
            self._return(where, interrupted)
        return known

    @property
    def _is_little(self) -> bool:
        """True when the values of an ordinary loop's steps are told in no time worth mentioning."""
        return self._frames.latest_size * MOST_FEW <= LITTLE

    def is_near(self, frame: Frame, seconds: float) -> bool:
        """True if a copy is so near that the steps before a position are run again in some time."""
        iteration, step = frame.where
        copy = self._copies.last(Where(iteration - (not step), 0))
        return copy is not None and (iteration + 1 - copy.where.iteration) * self._pace < seconds

    def known_before(self, frame: Frame, most: int) -> Trail:
        """Return the Frames known before one without a gap, from the latest, with itself."""
        found = [frame]
        while len(found) < most:
            iteration, step = found[-1].where
            before = Where(iteration, step - 1)
            if not step:
                before = Where(iteration - 1, self._lasts.get(iteration - 1, -1))
            one = self._frames.get(before)
            if one is None:
                break
            found.append(one)
        return tuple(found)

    def _return(self, where: Where, interrupted: Interrupted) -> None:
        """Stand at a position whose Frame may be known already."""
        away = self.where != where or self._run.state != "step"
        if away and self._enter(where, interrupted):
            self._steps(where.step - self.where.step, 1, interrupted)

    def check(
        self, iteration: int, loss: str | None = None, interrupted: Interrupted = None
    ) -> Header:
        """Return what each weight's update in an iteration is beside the slope of the loss.

        Nothing of the run changes. Stopped if the script does not come to that iteration.
        """
        if not self.run_to(iteration, interrupted) or self.where != Where(iteration, 0):
            raise Stopped(self.status, f"the loop ends before iteration {iteration}")
        told: Header = {}
        for rounds in (1, 2):  # where the error is in the condition of a `while`, it takes two
            self._order({"do": "check", "loss": loss, "rounds": rounds})
            told = self._await("checked", interrupted=interrupted)
            if not str(told.get("reason")).endswith((NOT_HERE, NOTHING, STEP)):
                break
        return told

    def stand_at(
        self, iteration: int, lines: Sequence[int], interrupted: Interrupted = None
    ) -> Frame:
        """Go to the first step of an iteration that is one of the plan's steps; return its values.

        If there is none, that is the iteration's last step.
        """
        if (step := self._firsts.get((iteration, *lines))) is not None:
            return self.stand(iteration, step, interrupted)
        if not self._enter(Where(iteration, 0), interrupted):
            return self._here()
        keep = ALL if self._tells_all else 1
        ended = self._steps(ALL - 1, keep, interrupted, lines)
        if ended:
            self._lasts[iteration] = ended.get("steps", self.where.step)
            return self.stand(iteration, self._lasts[iteration], interrupted)
        frame = self._here()
        if frame.line in lines:
            if len(self._firsts) > MOST_FIRSTS:
                self._firsts.clear()
            self._firsts[(iteration, *lines)] = frame.where.step
        return frame

    def pass_round(self, where: Where, line: int, interrupted: Interrupted = None) -> Where | None:
        """Return where an inner loop at a position begins its next round.

        After its last round, that is the first step behind it. None if it is interrupted.
        """
        loops = [step["inside"] for step in self.plan["steps"]]

        def is_behind(frame: Frame) -> bool:
            around = () if frame.line is None else loops[frame.line]
            return line not in around or frame.rounds[around.index(line)] > where.step

        there = where
        while (frame := self._frames.get(there)) is not None:
            if is_behind(frame):
                return there
            there = there._replace(step=there.step + 1)
        if not self._enter(where, interrupted):
            return None
        self._steps(where.step - self.where.step, 1, interrupted)
        if self.where != where:
            return None
        behind = [number for number, around in enumerate(loops) if line not in around]
        if ended := self._steps(ALL, 1, interrupted, behind, line):
            self._lasts[where.iteration] = ended.get("steps", self.where.step)
            return Where(where.iteration + 1, 1)
        return self.where if is_behind(self._here()) else None

    def finish(self, interrupted: Interrupted = None) -> int:
        """Run the script to its end without a stop; return its exit status."""
        if self._run.state != "exited":
            self._order({"do": "run", "to": ALL, "through": True})
            self._await("exited", interrupted=interrupted)
            self.length, raised = self._run.where.iteration + 1, self._run.raised
            if self.raised is None or raised is None:
                self.raised = raised
        try:
            self._await("", interrupted=interrupted)
        except Endless:
            raise
        except Stopped as end:
            self.status = end.status
        return 1 if self.status is None else self.status
