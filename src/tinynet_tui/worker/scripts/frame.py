"""The Frame that a script's worker hands to the screen."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from tinynet_tui.blame.hop import Hop
from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.edits import Edit, states
from tinynet_tui.engine.engine import Raised, Trail, Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.values import Value
from tinynet_tui.slopes.judged import Verdict
from tinynet_tui.training.error_history import ErrorHistory
from tinynet_tui.worker.kept_runs import WithRuns
from tinynet_tui.worker.speed import Speed

from .happenings import Happenings
from .past_runs import ScriptExperiment, ScriptPastRun
from .plan import ScriptPlan
from .story import Story

BEFORE = "running the lines before the loop"
"""The job of a Frame while a run begins."""


@dataclass(frozen=True, eq=False)
class Reply:
    """What the script makes of other inputs at a position."""

    key: tuple[int, Where, tuple[Edit, ...]]
    """The run, the position and the edits of which it tells."""
    watch: object
    """The command that it answers."""
    answer: Answer
    errors: Answer | None = None
    """The errors for other weights; None if nobody has asked."""

    @property
    def where(self) -> Where:
        return self.key[1]


@dataclass(frozen=True)
class ScriptFrame(WithRuns[ScriptPastRun]):
    """Everything there is to show of a script at a position."""

    run: int
    """The number of the run; each Restart begins the next."""
    name: str
    """The file's name, as it is shown."""
    lines: tuple[str, ...]
    """The file's text, in printable characters."""
    plan: ScriptPlan | None
    """None until the script has been opened."""
    choice: Choice
    where: Where
    line: int | None
    """The number, among the plan's steps, of the step that was run last."""
    values: Mapping[str, Value]
    forms: Mapping[str, Value]
    """Values of the variables here, or in the first iteration, for their shapes."""
    printed: str
    """The end of what has been printed so far, in printable characters."""
    history: ErrorHistory
    reached: int
    """The iterations whose error is in the graph."""
    error: tuple[float, int] | None
    """The latest error, and its iteration."""
    length: int | None
    """How many iterations there are, where that is known."""
    furthest: Where
    speed: Speed
    playing: bool
    opened_at: Where | None = None
    """Where it has opened; None before it is there."""
    job: str = ""
    """The job in words; empty while playing or paused."""
    until: bool = False
    """True while it runs until something comes true."""
    unseen: bool = False
    """True while nothing was shown of the job but that it has begun."""
    story: Story | None = None
    """The story of a number that has just been read."""
    verdict: Verdict | None = None
    """What a check of the slopes has found just now."""
    hop: Hop | None = None
    """The hop that the last command has made."""
    hops: int = 0
    """How many hops there are to go back."""
    waiting: int = 0
    """The number of commands that wait for the job's end."""
    finished: bool = False
    """True at the end of the loop."""
    breaks_off: bool = False
    """True when an exception ends the loop before its time."""
    raised: Raised | None = None
    """The exception, at the place that raised it."""
    edits: tuple[Edit, ...] = ()
    """The edits of the run, in the order in which they were made."""
    happenings: Happenings | None = None
    """What has happened so far."""
    odd: tuple[str, ...] = ()
    """What NumPy has done in silence in the step."""
    experiment: ScriptExperiment | None = None
    """What the run follows from; None until the script has been opened."""
    cut_at: int = -1
    """After how many iterations the run to compare with was ended; -1 if it was not."""
    runs: tuple[ScriptPastRun, ...] = ()
    """The past runs, the latest last; with this one if it was opened again."""
    is_outdated: bool = False
    """True when the file has been changed since, or this is an earlier text of it."""
    data: bytes = b""
    """The file as it was opened."""
    trail: Trail = ()
    """The positions before this one as far as they are known, from the latest, with this one."""
    reply: Reply | None = None
    """What it makes of other inputs; None if nobody has asked."""
    marked: frozenset[int] = frozenset()
    """The lines that the commentary is about."""
    note: str = ""
    obeyed: int = 0
    """The number of commands obeyed so far."""

    def has_news_since(self, before: ScriptFrame) -> bool:
        """True when there is a message, and not the one of that Frame."""
        return bool(self.note) and (self.note, self.obeyed) != (before.note, before.obeyed)

    @cached_property
    def turned(self) -> Mapping[str, Set[str]]:
        """What is `off` or on `hold` at the position, by what the script calls it."""
        return states(self.edits, self.where)

    @property
    def total(self) -> int | None:
        """How many iterations there are, or are to be expected; None if that is not known."""
        if self.plan is None or (self.length is not None and not self.breaks_off):
            return self.length
        expected = self.plan.expected(self.lines)
        return expected if expected and expected > self.furthest.iteration else self.length

    @property
    def in_inner_loop(self) -> bool:
        """True when the step that was run last stands in a loop inside the loop."""
        return self.plan is not None and self.plan.inner_loop(self.line) is not None

    @property
    def goal(self) -> int:
        """How far the graph reaches: to the loop's end, or beyond where the run has been."""
        if (total := self.total) is not None:
            return max(1, total)
        beyond = 1000
        while beyond <= self.furthest.iteration + 1:
            beyond *= 10
        return beyond
