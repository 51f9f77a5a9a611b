"""The current run: how it begins, is edited, and gives way to another one."""

from __future__ import annotations

from dataclasses import replace

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .commands import Change, EditCommand, Undo
from .past_runs import PastRuns
from .undo import Edited, EditHistory


class CurrentRun:
    """The timeline of the current run, the goal where playing stops, and the past runs."""

    def __init__(self, experiment: Experiment, iterations: int) -> None:
        self.begin(experiment)
        self.iterations = self.goal = iterations
        """Playing stops after so many iterations each time; the goal, a multiple, is the next."""

    def begin(self, experiment: Experiment) -> None:
        """Begin with an experiment, and without anything that was before."""
        self.timeline = Timeline(experiment)
        self.past = PastRuns()
        self._edit_history = EditHistory()
        self._before_trying: Timeline | None = None
        """The run before a value was tried."""

    @property
    def end(self) -> Position:
        """The last position before the goal, where playing stops."""
        return Position(self.goal - 1, len(self.timeline.experiment.script.steps))

    @property
    def finished(self) -> bool:
        """True when the run stands at its end or beyond."""
        return self.timeline.position >= self.end

    def extend_beyond(self, iteration: int) -> None:
        """Move the goal beyond an iteration, to a multiple of `iterations`."""
        if iteration >= self.goal:
            self.goal = (iteration // self.iterations + 1) * self.iterations

    def restart(self, *, reseed: bool) -> None:
        """Begin a new run with the same edits, and the same seed or the next one."""
        experiment = self.timeline.experiment
        self._leave_for(Timeline(experiment.reseeded() if reseed else experiment))
        self.goal = self.iterations

    def open(self, experiment: Experiment, iterations: int) -> None:
        """Switch to an experiment, to its past run if that is kept."""
        here = self.timeline
        if experiment != here.experiment:
            same = replace(here.experiment, edits=experiment.edits) == experiment
            new = here.edited(experiment.edits) if same else Timeline(experiment)
            self._leave_for(self.past.timeline(experiment) or new)
            self._edit_history.forget()
        self.goal = self.iterations = iterations

    def edit(self, command: EditCommand) -> Edited:
        """Obey an edit command; ValueError if that is impossible."""
        before = self.timeline
        edited = self._edit_history.obey(command, before)
        if edited.leaves and before.furthest.iteration > edited.position.iteration:
            self.past.leave(before, self.goal)
        experiment = replace(before.experiment, edits=edited.edits)
        tried = self._before_trying
        if (
            isinstance(command, Undo)
            and command.quietly
            and tried is not None
            and tried.experiment == experiment
        ):
            # It still has its checkpoints, errors and events.
            self.timeline, self._before_trying = tried, None
        else:
            self.timeline = self.past.timeline(experiment) or before.edited(edited.edits)
        if isinstance(command, Change) and not command.amends:
            self._before_trying = before
        return edited

    def _leave_for(self, timeline: Timeline) -> None:
        """Switch to another run, and keep this one among the past runs."""
        self.past.leave(self.timeline, self.goal)
        self.timeline, self._before_trying = timeline, None
