"""A script that stands at a position: where it is, how it comes to another one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.blame.hop import Hop, Hops
from tinynet_tui.engine import engine as engines
from tinynet_tui.engine.edits import Edit, EditText
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.engine.link import Lost
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.worker.frame_clock import FrameClock
from tinynet_tui.worker.jobs import Slices
from tinynet_tui.worker.speed import Speed

from .blaming import ScriptBlaming
from .checking import Checking
from .commands import ScriptCommand, Watch
from .event_search import EventSearch
from .frame import Reply
from .opened import contents, lines_of
from .opening import Opening
from .other_run import OtherRun
from .past_runs import ScriptPastRuns
from .plan import ScriptPlan
from .position import Target
from .saved_file import Stamp, stamp
from .script import Script
from .seek import Seek
from .story import Story, Telling

if TYPE_CHECKING:  # a script of the user does not need it
    from tinynet_tui.collection.fitted import Fitted

SLICE_SECONDS = 0.05
"""How long a slice of running takes; a command is obeyed after it."""
PAUSE = 100
"""Flat out, it runs so many times as long as a Frame holds it up before the next one."""
WATCH_SECONDS = 1.0
"""How often the file is looked at."""
GRACE = 0.5
"""The seconds that a slice may take before a waiting command interrupts it."""
BROKEN = (Stopped, Refusal, Lost, KeyError, ValueError)
"""What the engine raises when a script's process has ended, talks nonsense, or is not replaced."""


class ScriptRun:
    """A script, where it stands, and what it is on its way to."""

    def __init__(
        self,
        path: Path,
        choice: Choice,
        *,
        speed: Speed,
        fps: float,
        opening: Opening,
        edits: Sequence[EditText],
        text: Fitted | None,
        waiting: Callable[[], bool],
        stopping: Callable[[], bool],
        tell: Callable[[], None],
        is_apart: bool = False,
    ) -> None:
        """Nothing runs before `open`.

        `text` is run in the place of what is in the file; what is `apart`, in the file's folder.
        `waiting` tells whether there is a command, `stopping` whether the thread is to end; `tell`
        leaves a Frame.
        """
        self._path, self._choice, self._opens_at = path, choice, opening
        self._text, self._is_apart = text, is_apart
        self._has_command, self._stopping, self._tell = waiting, stopping, tell
        self._asked_edits = edits
        self._edits, self._undone = list[Edit](), list[Edit]()
        self._lines: tuple[str, ...] = ()
        """The file's text, until it has been opened."""
        with suppress(Refusal):
            self._lines = lines_of(text.data if text else contents(path))
        self._since = time.monotonic()
        self._script: Script | None = None
        self._opened_at: Where | None = None
        """Where it has opened, once it is there."""
        self._to_opening = self._then_play = False
        """True on the way to where it opens, and when it plays from where the job leads."""
        self._shown = engines.Frame(Where(0, 0), None, {}, 0)
        self._at_raise = False
        """True when it stands at the step that raised the exception."""
        self._end: Where | None = None
        """The last position, once the run has been there."""
        self._furthest = Where(0, 1)
        self._run_number = 0
        self._clock = FrameClock(speed, fps, pause=PAUSE)
        self._slices = Slices(min(SLICE_SECONDS, 0.5 / fps))
        self._playing = False
        self._rested = False
        """True while playing by iterations, once the first has been shown."""
        self._count = 0
        """While playing by iterations, the one that is shown next."""
        self._job: Target | None = None
        self._moves: bool | None = None
        """True when the job consists of moves back, False when they are all forward."""
        self._is_unseen = False
        """True when nothing has been told since the last command came."""
        self._seek: Seek | None = None
        """What it runs until."""
        self._search: EventSearch | None = None
        """The event that it looks for."""
        self._other: OtherRun | None = None
        """The run to compare with, while it is run."""
        self._cut_at = -1
        """After how many iterations it was ended; -1 if it was not."""
        self._telling: Telling | Checking | ScriptBlaming | None = None
        """The story that it reads, the check that it does, or what it looks for."""
        self._hops = Hops()
        self._hop: Hop | None = None
        """The last hop, until the next command."""
        self._story: Story | None = None
        """The story that was read last, until the next command."""
        self._opening = False
        """True while another run begins in the place of this one."""
        self._begun: Script | None = None
        """The script that was begun last; it may not have come to its loop yet."""
        self._verdict: Verdict | None = None
        """What the last check of the slopes has found, until the next command."""
        self._ending = False
        """True while the lines after the loop are run."""
        self._ended = False
        """True once they have been."""
        self._queue: list[ScriptCommand] = []
        self._note = ""
        self._obeyed = 0
        self._cut_off = ""
        """What is said with the next command, as of a statement that was cut off for its sake."""
        self._asked: Watch | None = None
        self._reply: Reply | None = None
        self._replied = (0.0, 0.0)
        """When the last reply came, and how long it took."""
        self._past = ScriptPastRuns()
        self._texts: list[bytes] = []
        """The hashes of the file's texts so far."""
        self._trail: engines.Trail = ()
        """The positions before the one that is shown."""
        self._trail_key: object = None
        self._trail_lacks = False
        """True when more of them are to be looked for while it rests."""
        self._told: object = None
        """What the file was when it was last said to have changed."""

    def _opened(self, choice: Choice, earlier: tuple[bytes, Stamp | None] | None = None) -> Script:
        self._since = time.monotonic()
        if earlier is None and self._text is not None:
            earlier = self._text.data, stamp(self._path)
        self._opening = self._script is not None
        try:
            return self._entered(choice, earlier)
        finally:
            self._opening = False

    def _entered(self, choice: Choice, earlier: tuple[bytes, Stamp | None] | None) -> Script:
        """Return a script that stands at its first step."""
        apart = self._is_apart
        script = Script(self._path, choice, self._interrupted, earlier, writes=True, is_apart=apart)
        self._begun, known = script, sha256(script.data).digest()
        if known not in self._texts:
            self._texts.append(known)
        script.text = self._texts.index(known) + 1
        if self._script is not None:
            self._script.engine.set_aside()
        try:
            self._shown = script.enter()
            if self._edits:
                script.edit(self._edits)
                self._shown = script.stand(*self._shown.where)
        except BaseException:
            if self._script is not None:
                script.engine.set_aside()
                self._script.engine.take_back()
            script.close()
            raise
        return script

    def _leave(self) -> None:
        """Keep the present run among the past ones."""
        self._past.leave(self.script, self._here, self._furthest)

    def close(self) -> None:
        if self._other is not None:
            self._other.end()
        if self._script is not None:
            self._script.close()

    def _interrupted(self) -> bool:
        """True when the script is to stop for a command."""
        if self._stopping():
            for one in (self._begun, self._script):
                if one is not None:
                    one.engine.is_leaving = True
            return True
        is_late = time.monotonic() > self._since + GRACE
        if is_late and self._is_unseen and self.has_job:
            self._is_unseen = False  # a job whose first slice does not end is shown, too
            self._tell()
        return is_late and self._script is not None and self._has_command()

    @property
    def script(self) -> Script:
        assert self._script is not None
        return self._script

    @property
    def plan(self) -> ScriptPlan:
        return self.script.plan

    @property
    def has_job(self) -> bool:
        busy = self._job, self._seek, self._search, self._telling, self._other
        return any(one is not None for one in busy) or self._ending or self._opening

    @property
    def seconds_left(self) -> float | None:
        if self.has_job or (self._trail_lacks and not self._playing):
            return 0.0
        return self._clock.seconds_left if self._playing else WATCH_SECONDS

    # Where it is.

    @property
    def _here(self) -> Where:
        where = self._shown.where
        return Where(where.iteration, where.step + 1) if self._at_raise else where

    def _is_last(self, where: Where) -> bool:
        length = self.script.length
        return length is not None and where.iteration >= length - 1

    @property
    def _is_at_end(self) -> bool:
        """True at the end of the loop, or where it raised an exception."""
        if self._at_raise:
            return True
        return self._end is not None and self._shown.where >= self._end

    @property
    def _knows_end(self) -> bool:
        """True unless the script has raised an exception further on than it has been shown."""
        raised = self.script.raised
        return raised is None or raised.where is None or self._furthest >= raised.where

    # On the way.

    def _begin(
        self,
        target: Target,
        *,
        then_play: bool = False,
        note: str = "",
        moves: bool | None = None,
    ) -> None:
        """Go to a target in place of playing and of the last job."""
        note = note or self._note
        self._stop()
        self._job, self._then_play, self._note = target, then_play, note
        self._moves = moves
        self._clock.hold_back()

    def _stop(self) -> None:
        """Stop playing, end the job, and drop the commands that wait for it."""
        self._playing, self._job, self._queue = False, None, []
        for job in (self._seek, self._search, self._telling, self._other):
            if job is not None:
                job.end()
        self._seek = self._search = self._telling = self._other = None
        self._then_play = self._ending = self._to_opening = False
        self._moves = None
        self._clock.begin()

    def _run(self, iterations: int, begin: int) -> int:
        """Run some iterations from the beginning of one; return how many were run."""
        if not self.script.run_to(begin + iterations):
            return iterations
        return max(0, self.script.engine.where.iteration - begin)
