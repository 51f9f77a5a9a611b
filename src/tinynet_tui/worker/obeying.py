"""What commands do: they move a run, play it, edit it, or put another in its place."""

from __future__ import annotations

from tinynet_tui.blame.hop import Hop, Hops, Place
from tinynet_tui.events.event import Event
from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.loop import Interrupted

from .blaming import Blaming
from .commands import (
    AtSpeed,
    Blame,
    Change,
    Command,
    EditCommand,
    Faster,
    Go,
    GoWhere,
    Hold,
    HopBack,
    Jump,
    Move,
    Open,
    Play,
    Restart,
    Switch,
    Undo,
    Until,
    include_edit,
)
from .comparing import Comparing
from .current_run import CurrentRun
from .frame_clock import FrameClock
from .jobs import Going, Job, Searching, Slices, run_until, stepped
from .speed import Speed

PLAY_SECONDS = 0.01
"""How long a slice of playing takes unless a command comes; shorter slices would cost time."""


class Obeying:
    """The current run, played or moved by a job, and what each command does to it."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        iterations: int,
        speed: Speed,
        fps: float,
        interrupted: Interrupted,
    ) -> None:
        """Stand at the start of an experiment; playing stops after `iterations`.

        `fps` is the number of Frames a second while playing; a slice ends early when
        `interrupted` returns True.
        """
        self._run = CurrentRun(experiment, iterations)
        self._run_number = 0
        """The number of runs that the commands obeyed so far have begun."""
        self._frame_clock = FrameClock(speed, fps)
        self._playing = self._then_play = False
        self._job: Job | None = None
        self._unseen = False
        """True when nothing has been shown since the last command came."""
        self._waiting: list[Command] = []
        """The commands to obey when the job ends."""
        self._note = ""
        self._obeyed = 0
        self._event: Event | None = None
        self._hops = Hops()
        self._hop: Hop | None = None
        """The last hop, until the next command."""
        self._cut_at = -1
        """After how many iterations the run to compare with was ended; -1 if it was not."""
        self._job_slices, self._play_slices = Slices(), Slices(min(PLAY_SECONDS, 0.25 / fps))
        self._interrupted = interrupted

    @property
    def timeline(self) -> Timeline:
        return self._run.timeline

    @property
    def has_job(self) -> bool:
        return self._job is not None

    def _begin_to_obey(self, run_number: int, command: Command) -> None:
        match command:
            case Play(on):
                self._play(on)
            case Move(unit, back):
                self._step(unit, back)
            case Faster(by):
                self._frame_clock.faster(by, self.timeline.position.iteration)
            case AtSpeed(speed):
                self._frame_clock.at_speed(speed)
            case Go(Position() as position, play) if isinstance(self._job, Comparing):
                self._job.target, self._then_play = position, play
            case Go(Position() as position, play, tell):
                self._begin(Going(position, self.timeline, tell=tell), then_play=play)
            case Go(None):
                self._go_to_furthest()
            case GoWhere(text):
                self._go_where(text)
            case Until():
                self._run_until(command)
            case Jump(back):
                self._begin(Searching(self.timeline, self._target, back=back))
            case Blame():
                self._blame(command)
            case HopBack():
                self._hop_back()
            case Change() | Switch() | Hold() | Undo():
                self._edit(command)
            case Restart(reseed, hint):
                self._run_number = run_number
                self._restart(hint, reseed=reseed)
            case Open():
                self._run_number, self._note, self._hops = run_number, command.note, Hops()
                self._open(command)

    def _open(self, command: Open) -> None:
        position, other = command.position, command.beside
        begun = self._job.other if isinstance(self._job, Comparing) else None
        if command.afresh:
            self._run.begin(command.experiment)
        self._run.open(command.experiment, command.iterations)
        if command.anew:
            self._run.past.set_aside()
            self._cut_at = command.cut_at
        if other is None:
            self._begin(Going(position, self.timeline))
        else:
            length = command.iterations if self._cut_at < 0 else self._cut_at
            known = (begun, self._run.past.timeline(other))
            fit = (it for it in known if it is not None and it.experiment == other)
            short = (it for it in fit if self._cut_at < 0 or it.history.length <= length)
            timeline = next(short, None) or Timeline(other)
            self._begin(Comparing(timeline, length, position))

    def _add_note(self, before: str) -> None:
        """Put a message before the one that there is."""
        self._note = "; ".join(filter(None, (before, self._note)))

    def _play(self, on: bool | None) -> None:
        if include_edit(self._waiting):
            self._note = "stopped: the edit was not made"
        moving, job = self._playing or self._job is not None, self._job
        self._stop()
        if isinstance(job, Comparing):
            self._cut_at = job.other.history.length
            self._run.past.leave(job.other, self._run.goal)
            self._begin(Going(job.target, self.timeline))
            return
        self._playing = not moving if on is None else on
        if self._playing and self._run.finished:
            self._run.extend_beyond(self.timeline.position.iteration + 1)

    def _step(self, unit: str, back: bool) -> None:
        """Go forward or back by one unit from the job's target."""
        if back and self._target == Position():
            self._note = "this is the start"
        script = self.timeline.experiment.script
        target = stepped(self._target, unit, len(script.steps), back=back)
        self._begin(Going(target, self.timeline))

    def _go_to_furthest(self) -> None:
        """Go to the furthest position reached or requested, or note that the run is there."""
        target = max(self._target, self.timeline.furthest)
        if self._run.finished:
            self._note = "this is the end of the run"
        elif target == self.timeline.position:
            end = self._run.end.text(self.timeline.experiment.script)
            self._note = f"this is the furthest position so far; the run ends at {end}"
        self._begin(Going(target, self.timeline))

    def _go_where(self, text: str) -> None:
        """Go where a text says, or note why not: it may have been typed for another run."""
        script, here = self.timeline.experiment.script, self._target
        try:
            target = Position.resolve(text, script, here, max(here, self.timeline.furthest))
        except ValueError as error:
            self._note = str(error)
        else:
            self._begin(Going(target, self.timeline))

    def _run_until(self, command: Until) -> None:
        """Begin to run until the condition becomes true, unless it is true already."""
        self._stop()
        self._note = command.condition.already(self.timeline.snapshot())
        if self._note:
            return
        if self._run.finished:
            self._run.extend_beyond(self.timeline.position.iteration + 1)
        self._begin(run_until(command.condition, self.timeline, self._run.goal))

    def _blame(self, command: Blame) -> None:
        """Look for what mattered most for the explained number, or for where the last hop leads."""
        hops = self._hops.of(self.timeline)
        asked = Place(command.label, command.cell, *self.timeline.position)
        origin = hops.origin(asked, command.seen)._replace(
            iteration=asked.iteration, step=asked.step
        )
        self._begin(Blaming(origin, self.timeline, hops))

    def _hop_back(self) -> None:
        """Go back to where the last hop began."""
        self._hop = hop = self._hops.of(self.timeline).back()
        self._note = hop.words
        if hop.place is not None:
            self._begin(Going(Position(hop.place.iteration, hop.place.step), self.timeline))

    def _edit(self, command: EditCommand) -> None:
        """Edit the run and go to the edit's position, or note why that is impossible.

        Then the way to the edit that was undone before goes on.
        """
        try:
            edited = self._run.edit(command)
        except ValueError as error:
            self._note = str(error)
            if self._job is None:
                self._stop()
            return
        self._note = edited.note
        undoes = isinstance(command, Undo) and not command.quietly
        self._begin(Going(edited.position, self.timeline, undoes=undoes))

    def _restart(self, hint: str, *, reseed: bool) -> None:
        """Begin a new run; playing goes on."""
        self._run.restart(reseed=reseed)
        self._job, self._waiting = None, []
        self._frame_clock.begin()
        edits = self.timeline.experiment.edits
        if edits:
            self._note = "; ".join(filter(None, (f"with {counted(len(edits), 'edit')}", hint)))

    @property
    def _target(self) -> Position:
        """The job's target, if it is known; else the run's position."""
        return (self._job and self._job.target) or self.timeline.position

    def _begin(self, job: Job, *, then_play: bool = False) -> None:
        """Begin a job in place of playing and of the last job."""
        self._stop()
        self._job, self._then_play = job, then_play
        self._frame_clock.hold_back()

    def _stop(self) -> None:
        """Stop playing, end the job, and drop the commands that wait for it."""
        self._playing, self._job, self._waiting = False, None, []
        self._frame_clock.begin()
