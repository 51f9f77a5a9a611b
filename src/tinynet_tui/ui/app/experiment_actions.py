"""The keys that change what is run: numbers by hand, options, presets, other runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.screen.layout import RUNS
from tinynet_tui.worker.commands import Play, Switch, Undo
from tinynet_tui.worker.past_runs import Run

from .actions import Actions

if TYPE_CHECKING:  # as the lists and dialogs, it is imported when asked for
    from tinynet_tui.experiment.presets import Preset


class ExperimentActions(Actions):
    """Changes what is run."""

    def action_edit(self) -> None:
        """Change the cell that is explained, or the weight nearest to it."""
        from tinynet_tui.experiment.editable import editable
        from tinynet_tui.ui.dialogs.edit import EditCell

        self.main.reveal()
        view = self.main.view
        if view is None:
            return
        if self.main.shown == RUNS:
            if view.behind:
                self.open_again(view.behind)
            return
        if view.frame.playing or view.frame.job:
            self.send(Play(False))
        name, cell = editable(view.subject, view.cursor, view.experiment)
        self.app.push_screen(EditCell(view.snapshot, name, cell, self.send))

    def action_switch(self) -> None:
        """Switch the weight or the neuron that is explained off, or on again."""
        from tinynet_tui.experiment.editable import switchable

        self.main.reveal()
        view = self.main.view
        target = switchable(view.subject, view.cursor, view.experiment) if view else None
        if target:
            self.send(Switch(*target))
        else:
            self.app.tell("output neurons stay on: weights, inputs and hidden neurons are switched")

    def action_undo(self, again: bool) -> None:
        """Take the last change by hand back, or make it again."""
        self.send(Undo(again))

    def action_options(self) -> None:
        """Ask for data, hidden size, alpha, seed and iterations, and run that."""
        from tinynet_tui.ui.dialogs.options import OptionsScreen

        self.main.reveal()
        frame = self.main.frame
        assert frame is not None
        experiment = frame.snapshot.experiment
        self.app.push_screen(
            OptionsScreen(
                experiment,
                frame.iterations,
                self._begin_run,
                self.action_presets,
                files=not self.app.kiosk,
            )
        )

    def _begin_run(self, experiment: Experiment, iterations: int) -> None:
        """Run other settings from the start; with other iterations only, go on where it stands."""
        frame = self.main.frame
        assert frame is not None
        before = frame.snapshot.experiment
        note = "" if experiment.dataset == before.dataset else experiment.dataset.look
        if before.edits and not experiment.edits:
            note = f"without the {counted(len(before.edits), 'change')} by hand"
        position = frame.snapshot.position if experiment == before else Position()
        self.app.call_next(self._open_with_cursor, experiment, position, iterations, None, note)

    def open_again(self, run: Run) -> None:
        """Open a run of the list, where it was left."""
        arguments = (run.experiment, run.position, run.iterations, None, f"run {run.number} again")
        self.app.call_next(self._open_with_cursor, *arguments)

    def action_presets(self) -> None:
        """List settings worth a look, and open the one that is chosen."""
        from tinynet_tui.ui.dialogs.presets import PresetsScreen

        self.main.reveal()
        self.app.push_screen(PresetsScreen(self._open_preset))

    def _open_preset(self, preset: Preset) -> None:
        place = preset.cursor
        arguments = (preset.experiment, preset.position, preset.iterations, place, preset.title)
        self.app.call_next(self._open_with_cursor, *arguments)

    async def _open_with_cursor(
        self,
        experiment: Experiment,
        position: Position,
        iterations: int,
        place: tuple[str, Cursor] | None,
        note: str,
    ) -> None:
        """Open a run at a position, with the cursor at a place or at the step's own cell."""
        await self.app.open_run(experiment, position, iterations, note)
        self.main.pinned, self.main.cursor = place or (None, Cursor())
        self.main.repaint()
