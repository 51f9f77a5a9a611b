"""The hooks of a running script: they stop it, tell what it holds, and have it copied.

What they call is bound when this is imported: a script may change any module later.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, repeat
from os import register_at_fork
from time import perf_counter
from types import FrameType
from typing import Any

from .hook_calls import BEGINS, ENDED, NEXT, RESULT, ROUND, SEEN, SIZE, STEP, TRIED, TRY
from .link import Lost, send
from .obeying import Obeying
from .printing import BEFORE
from .telling import explained
from .trial import Trial

CHUNK_SECONDS = 0.01
"""About how often a running script looks for a command."""
TOLD_SECONDS = 0.25
"""How often it tells the errors, at most."""


class Controller(Obeying):
    """Runs a script from stop to stop, as the trainer commands."""

    def install(self, builtins: dict[str, Any]) -> None:
        """Make the hooks known to the script; what it forks runs without them."""
        others = set(builtins)  # what a script of Python 2 means is not ours to take away
        trial = Trial(lambda told: send(self.link, {**told, "number": self.at.iteration}))
        hooks: dict[str, Callable[..., object]] = {
            STEP: self.step,
            ROUND: self.round,
            ENDED: self.ended,
            RESULT: self.errors.result,
            TRY: trial.begins,
            TRIED: trial.ends,
        }
        self._written.install()
        self._bind = builtins.update
        self._bind(hooks)
        self._begin_anew()
        self._watch.install(self._bind)
        self.errors.install(self._bind)
        ours = set(builtins) - others

        def forked() -> None:
            if not self._copier.forking:
                self.link.close()
                builtins.update(dict.fromkeys(ours, lambda *_: False))
                builtins[SEEN] = builtins[RESULT] = lambda error: error
                builtins[SIZE] = 0

        register_at_fork(after_in_child=forked)

    def _begins(self) -> Iterator[Iterable[bool]]:
        """Yield, as iterations begin, whether each is to be run step by step."""
        while True:
            if self._check is not None:
                self.at.ahead, self.at.step = self.at.ahead + 1, 0
                yield (self._check.begin(),)
                continue
            yield (self._boundary(sys._getframe(1)),)
            if not (self._notes or self._holds):
                yield self.at.pass_until(self._limit)
            while self.at.ahead + 1 < self._limit:
                yield (self._passed(sys._getframe(1)),)

    def _begin_anew(self) -> None:
        """Look at the next iteration that begins."""
        self.at.ahead, self.at.passes = self.at.iteration, repeat(False, 0)
        self._bind({NEXT: next, BEGINS: chain.from_iterable(self._begins())})

    def _passed(self, frame: FrameType) -> bool:
        """An iteration begins: return True if it is to be run step by step."""
        self._note(frame)
        if not self._holds:
            return False
        self.at.state, self.at.step = "begin", 0
        return True

    def _note(self, frame: FrameType) -> None:
        """Note what there is at the beginning of an iteration."""
        self.at.ahead += 1
        if self._notes:
            self.errors.mark()
            if self._trace is not None:
                self._trace.take(self.at.iteration - 1, frame)

    def _boundary(self, frame: FrameType) -> bool:
        """An iteration begins at which there may be something to do; return as `_passed` does."""
        self._note(frame)
        at, left, steps = self.at, self._todo, self.at.step
        at.state, at.step, at.line, self._todo = "begin", 0, None, 0
        self._handled = sys.exc_info()[1]
        if not self._watch.is_begun:
            self._gather(at.iteration, frame)
        if at.iteration - 1 in self._edited:
            self._miss(at.iteration - 1, steps)
        now = perf_counter()
        spent, self._since = now - self._since, now
        if self._chunk == 1:
            self._slowest = max(self._slowest, spent)
        if not self._copied(frame):
            self._look(frame)
            if left > 0 or at.iteration >= self._goal or self._stopping:
                self._gather(at.iteration, frame)
                self._stop(frame, steps=steps, left=max(0, left))
            elif now > self._told + TOLD_SECONDS or self.errors.is_much or self._watch.is_much:
                self._gather(at.iteration, frame)
                self._tell_errors()
        self._edited = [one for one in self._edited if one >= at.iteration]
        if 0 < self._todo < self._keep:  # what the first step is about to read
            self._tell_step(frame, BEFORE)
        if self._todo > 0 or at.iteration in self._edited:
            return True
        self._chunk = min(1 << 16, 2 * self._chunk) if spent < CHUNK_SECONDS else self._chunk // 2
        self._chunk = max(1, self._chunk)
        self._limit = min(
            [self._goal, at.iteration + self._chunk, *self._copies[:1], *self._edited[:1]]
        )
        return bool(self._holds)

    def step(self, number: int) -> None:
        """A step has been run."""
        at = self.at
        at.step, at.line, at.state = at.step + 1, number, "step"
        if self._check is not None:
            self._check.step(number, sys._getframe(1))
        is_edited = bool(self._holds) or (at.iteration, at.step) in self._edits
        if is_edited:
            self._edit(sys._getframe(1))
        if self._check is not None:
            if is_edited:
                self._check.edited(sys._getframe(1))
            return
        self._todo = 0 if number in self._until else self._todo - 1
        if not 0 <= self._todo <= self._keep and perf_counter() < self._looked + CHUNK_SECONDS:
            return
        frame = sys._getframe(1)
        if 0 <= self._todo < self._keep:
            self._flush()
            self._tell_step(frame, number)
        if self._todo and not self._copied(frame):
            self._look(frame)
        if not self._todo or self._stopping:
            self._stop(frame)

    def _tell_step(self, frame: FrameType, number: int) -> None:
        """Tell the values after a step.

        If the next one may print, wait until the trainer has read what was printed before.
        """
        waits = self._todo > 0 and number in self._chosen.waiting
        self._tell(frame, "step", waits=waits)
        if waits:
            self._acknowledged(frame)

    def _edit(self, frame: FrameType) -> None:
        """Change what is edited after this step, and put back what is off or held."""
        at = self.at
        self.errors.part()
        for target, value in self._edits.get((at.iteration, at.step), ()):
            try:
                self._holds.change(frame, target, value)
                self._watch.edited(at.iteration, target)
            except Exception as error:
                self._fail((at.iteration, at.step), target, error)
        if self._holds:
            self._holds.keep(frame)

    def round(self, line: int) -> None:
        """A round of an inner loop begins, step by step."""
        self._rounds[line] = self.at.step + 1
        if line == self._passing and self._todo > 0:
            self._todo = 1

    def ended(self) -> None:
        """The loop has ended, by itself or by an exception."""
        at, error = self.at, sys.exc_info()[1]
        if error is self._handled:
            error = None
        if self._check is not None:
            self._check.end(lambda: explained(error, self.file, self.tree))
        left, self._todo = max(0, self._todo), 0
        at.state, self._error, self._limit = "ended", error, 0
        if error is None and at.iteration in self._edited:
            self._miss(at.iteration, at.step)
        self.raised = explained(error, self.file, self.tree)
        self.errors.mark()
        if self._trace is not None:
            self._trace.take(at.iteration, sys._getframe(1))
        self._begin_anew()
        self._gather(at.iteration + 1, sys._getframe(1), ended=True)
        self._tell_errors()
        if not self._through:
            self._stop(sys._getframe(1), left=left, steps=at.step)

    def exited(self, error: BaseException | None) -> None:
        """The script is over; tell it."""
        if error is None or error is not self._error:
            self._error = None
            error = None if isinstance(error, SystemExit) else error
            self.raised = explained(error, self.file)
        self.at.state = "exited"
        self._flush()
        with suppress(Lost):
            send(self.link, {"do": "exited", **self._position()})

    def first_command(self) -> None:
        """Wait for the command with which the script begins."""
        self._stop(None)
