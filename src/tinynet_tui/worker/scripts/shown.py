"""What a script's session tells: its Frames, and what it does in words."""

from __future__ import annotations

import time
from abc import ABC
from dataclasses import replace

from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.engine import Stopped, Where
from tinynet_tui.training.error_history import ErrorHistory

from .frame import BEFORE, Reply, ScriptFrame
from .hopping import ScriptHopping
from .past_runs import ScriptExperiment
from .printed import tail
from .run import BROKEN

PAUSE = 4
"""How many times as long as a reply takes it plays before the next one."""


class ScriptShown(ScriptHopping, ABC):
    """Makes the Frames."""

    def frame(self) -> ScriptFrame:
        script, shown = self._script, self._shown
        if script is None:
            return self._frame_before()
        printed = script.engine.out.length if self._ended and self._is_at_end else shown.printed
        return ScriptFrame(
            run=self._run_number,
            name=script.name,
            lines=script.lines,
            plan=script.plan,
            choice=replace(script.choice),
            experiment=ScriptExperiment.of(script),
            where=self._here,
            line=shown.line,
            values=shown.values,
            forms=script.forms_at(shown),
            printed=tail(script.engine, printed),
            history=script.history,
            reached=self._reached,
            error=script.error_at(shown),
            length=script.length if self._knows_end else None,
            breaks_off=self._knows_end and script.raised is not None,
            furthest=self._furthest,
            opened_at=self._opened_at,
            speed=self._clock.speed,
            playing=self._playing,
            job=self._words(),
            until=self._seek is not None,
            unseen=self._is_unseen and self.has_job,
            story=self._story,
            verdict=self._verdict,
            hop=self._hop,
            hops=len(self._hops.of(script)),
            waiting=len(self._queue),
            finished=self._is_at_end and not self._at_raise,
            edits=tuple(self._edits),
            happenings=script.happenings(self._furthest),
            raised=script.raised if self._at_raise else None,
            odd=() if self._at_raise else shown.odd,
            cut_at=self._cut_at,
            runs=self._past.kept,
            is_outdated=self._told != script.stamp,
            data=script.data,
            trail=self._trail_back(),
            reply=self._watched(),
            marked=self._text.marked if self._text else frozenset(),
            note=self._note + ("; now the lines after it run" if self._ending else ""),
            obeyed=self._obeyed,
        )

    @property
    def _reached(self) -> int:
        """How many errors the graph shows; on the way, as far as the run has come."""
        if self._furthest == Where(0, 1):
            return 0
        on_the_way = self._playing or self._job is not None or self._seek is not None
        script = self.script
        return script.history.length if on_the_way else script.reached(self._furthest)

    def _watched(self) -> Reply | None:
        """Return what the script makes of other inputs where it is shown."""
        watch, old, script = self._asked, self._reply, self.script
        if watch is None:
            self._reply = None
            return None
        where, edits = self._shown.where, tuple(self._edits)
        key = (self._run_number, where, edits)
        if old is not None and old.watch is watch and old.key == key:
            return old
        self._since = now = time.monotonic()
        then, took = self._replied
        if self.has_job or (
            self._playing and (now < then + PAUSE * took or script.engine.where != where)
        ):
            return old
        if self._at_raise:
            return Reply(key, watch, Answer("an exception was raised here: go back a step"))
        errors = None
        try:
            ask = script.engine.ask
            hidden = watch.hidden
            answer = ask(where, watch.points, watch.grid, self._interrupted, hidden=hidden)
            if (asked := watch.weights) is not None:
                cells, points, grid = asked
                errors = ask(where, points, grid, self._interrupted, cells)
        except BROKEN as end:
            answer = Answer(str(end) if isinstance(end, Stopped) else "it does not answer")
        done = time.monotonic()
        self._replied = (done, done - now)
        self._reply = Reply(key, watch, answer, errors)
        return self._reply

    def _words(self) -> str:
        """Return what it does, for the screen."""
        if self._opening:
            return BEFORE
        if self._other is not None:
            return self._other.words
        if self._ending:
            return "running the lines after the loop"
        if self._telling is not None:
            return self._telling.words
        if self._search is not None:
            return self._search.words
        if self._seek is not None:
            came = self.script.engine.where.iteration
            return f"running until {self._seek.condition.words} · {came:,}"
        if self._job is None:
            return ""
        there = self._job.iteration
        done = self.script.engine.where.iteration / max(1, there)
        return f"going to {self._job.words}" + (f" {done:3.0%}" if 0 <= done < 1 else "")

    def _frame_before(self) -> ScriptFrame:
        """Return the Frame that is shown while the lines before the loop are run."""
        return ScriptFrame(
            run=0,
            name=str(self._path),
            lines=self._lines,
            plan=None,
            choice=self._choice,
            where=Where(0, 0),
            line=None,
            values={},
            forms={},
            printed="",
            history=ErrorHistory(),
            reached=0,
            error=None,
            length=None,
            furthest=Where(0, 1),
            speed=self._clock.speed,
            playing=False,
            job=BEFORE,
        )
