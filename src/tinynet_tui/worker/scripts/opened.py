"""An opened script: its file, its engine, and what it has told so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from tinynet_tui.engine import engine as engines
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Engine, Raised, Stopped, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal, printable
from tinynet_tui.engine.source import decoded
from tinynet_tui.engine.values import Value
from tinynet_tui.network.array import Array
from tinynet_tui.support.files import FileError, read, shown
from tinynet_tui.training.error_history import ErrorHistory

from .happening_log import HappeningLog
from .happenings import Happenings
from .plan import ScriptPlan
from .saved_file import Stamp, stamp

MOST_BYTES = 1 << 22
"""The largest file that is opened."""
MOST_ERRORS = 1 << 20
"""Of so many iterations every error is kept."""

Interrupted = Callable[[], bool]


class OpenedScript:
    """A file that is run by an engine; Refusal if it cannot be opened."""

    def __init__(
        self,
        path: Path,
        choice: Choice,
        interrupted: Interrupted,
        earlier: tuple[bytes, Stamp | None] | None = None,
        *,
        writes: bool = False,
        is_apart: bool = False,
    ) -> None:
        """`earlier` is what the file was before, to be run in place of what it is now.

        What the script writes into files stays there if it `writes`. What is `apart` runs in the
        file's folder, which is not told.
        """
        self.path, self.choice, self._interrupted = path, choice, interrupted
        self.name = shown(Path(path.name) if is_apart else path)
        now = stamp(path)
        data, self.stamp = earlier or (contents(path), now)
        self.data, self.text = data, 1
        """The file's contents, and the number of this text among all that it has had."""
        self.lines = lines_of(data)
        self.history = ErrorHistory()
        self._errors: list[Array] = []
        """The errors so far, of at most so many iterations, for a run that goes another way."""
        self.watching: list[tuple[int, Array]] | None = None
        """The errors that have come, and the iteration of the first, if anybody waits for them."""
        self.forms: dict[str, Value] = {}
        """Values of the variables in the first iteration, for their shapes."""
        folder = str(path.parent) if is_apart else None
        self.engine = Engine(str(path), data, choice, leaves_files=not writes, folder=folder)
        self.plan = ScriptPlan.read(self.engine.plan)
        self._log = HappeningLog(self.plan)
        self._told = 0
        """Of the iterations before that, the events are known."""

    def close(self) -> None:
        self.engine.close()

    def enter(self) -> engines.Frame:
        """Run the lines before the loop; return the first position. Refusal if that fails."""
        try:
            if not self.engine.run_to(0, self._interrupted):
                raise self.engine.refusal()
        except Stopped as end:
            raise Refusal(f"before the loop, {end}") from None
        frame = engines.Frame(Where(0, 0), None, {}, 0)
        with suppress(Stopped):
            self.stand(0, 0)  # what the first step's numbers are made of, however slow that step is
            last = self.stand(0)
            for step in range(1, last.where.step + 1):
                self.forms |= _forms(self.engine.told(Where(0, step)) or last)
            frame = self.stand(0, 1)
            written = [last.values[name] for name in self.plan.writers if name in last.values]
            if self.raised is None and written and all(_is_count(value) for value in written):
                raise Refusal("the loop changes no array", self.plan.loop)
        if (raised := self.raised) is not None and raised.type == "ModuleNotFoundError":
            raise Refusal(str(raised), raised.line)
        return frame

    @property
    def length(self) -> int | None:
        return self.engine.length

    @property
    def raised(self) -> Raised | None:
        """The exception that ended the loop."""
        return self.engine.raised if self.engine.length is not None else None

    def run_to(self, iteration: int, *, tell: bool = False) -> bool:
        """Run to the beginning of an iteration; False if the loop ends before it.

        With `tell`, what was before it is known then.
        """
        came = self.engine.run_to(iteration, self._interrupted, tell=tell)
        self._learn()
        return came

    def stand(self, iteration: int, step: int | None = None) -> engines.Frame:
        """Return the variables after a step of an iteration, or after its last one.

        That is an earlier position if it is interrupted.
        """
        frame = self.engine.stand(iteration, step, self._interrupted)
        self._learn()
        return frame

    def forms_at(self, frame: engines.Frame) -> dict[str, Value]:
        """Return values of all variables for their shapes, the same whatever was shown before."""
        return self.forms | _forms(frame)

    def known_errors(self) -> Array:
        """Return the errors of the iterations so far, of at most so many."""
        self._errors = [np.concatenate([np.empty(0), *self._errors])]
        return self._errors[0]

    def reached(self, furthest: Where) -> int:
        """Return how many iterations a run has finished that has come to a position.

        The script itself may have run further, for a check of the slopes.
        """
        is_over = self.length is not None and furthest.iteration >= self.length - 1
        return self.history.length if is_over else min(self.history.length, furthest.iteration)

    def _learn(self) -> None:
        """Take over what the engine has told."""
        errors = self.engine.errors
        while errors:
            new = np.asarray(errors.pop(0), dtype=float)
            if self.watching is not None:
                self.watching.append((self.history.length, new))
            self.history.append(new)
            self._log.take_errors(new)
            if self.history.length <= MOST_ERRORS:
                self._errors.append(new)

        happened = self.engine.happened
        while happened:
            self._log.take(happened.pop(0))
        self._told = max(self._told, self.engine.length or self.engine.where.iteration)

    def edit(self, edits: Sequence[Edit]) -> None:
        """Change the run's edits, and forget what is no longer so."""
        self._learn()
        first = self.engine.edit(edits)
        if first is None:
            return
        kept = self.known_errors()[: first.iteration]
        self.history, self._errors = ErrorHistory(), [kept]
        self.history.append(kept)
        if len(kept) < first.iteration:
            self.history.skip(first.iteration - len(kept))
        self._log = self._log.cut(first.iteration, kept)
        self._told = min(self._told, first.iteration)

    def recall(self, errors: Array) -> None:
        """Take over the errors of the first iterations from a past run of the same experiment."""
        self._learn()
        new = errors[self.history.length :]
        self.engine.skip_errors(len(errors))
        self.history.append(new)
        self._log.take_errors(new)
        self._errors.append(new)

    def happenings(self, furthest: Where | None = None) -> Happenings:
        """Return what has happened so far."""
        return self._log.now(self.engine.odd, self.raised, furthest, self._told)

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.engine.edits

    def error_at(self, frame: engines.Frame) -> tuple[float, int] | None:
        """Return the latest error that is known whole at a position, and its iteration."""
        where, plan = frame.where, self.plan
        is_part = plan.error_step is None and plan.inner_loop(frame.line) is not None
        if is_part and self.engine.last_step(where.iteration) == where.step:
            is_part = False
        if frame.error is not None and not is_part:
            return frame.error, where.iteration
        found = self.history.latest(where.iteration)
        return None if found is None else (found[1], found[0])

    @property
    def seed(self) -> int | None:
        """The seed; None if the script draws no random numbers."""
        if self.plan.seeded:
            return self.plan.seed
        return self.choice.seed or 0

    def reseeded(self) -> Choice:
        """Return the choice with the next seed; ValueError if that would change nothing."""
        if self.seed is None:
            raise ValueError("the script draws no random numbers, so it has no seed")
        return replace(self.choice, seed=self.seed + 1)


def contents(path: Path) -> bytes:
    """Read a file; Refusal if that fails."""
    try:
        return read(path, MOST_BYTES).data
    except FileError as error:
        raise Refusal(str(error).removeprefix(f"{shown(path)}: ")) from None


def lines_of(data: bytes) -> tuple[str, ...]:
    """Return the lines of a file in printable characters; Refusal if it is no text."""
    text = decoded(data).removeprefix("\ufeff")
    return tuple(printable(line.expandtabs(8)) for line in text.split("\n"))


def _forms(frame: engines.Frame) -> dict[str, Value]:
    """Return the values at a position whose form says where they are to be shown."""
    values = frame.values.items()
    return {name: one for name, one in values if one.kind != "list" or one.parts}


def _is_count(value: Value) -> bool:
    """True for whole numbers and for texts, of which no training consists."""
    is_whole = value.kind == "number" and np.dtype(value.dtype).kind in "iub"
    return is_whole or value.text[:1] in ("'", '"')
