"""The keys that change what is run: edits, options, presets, other runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.experiment.advice import advice
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import counted
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.panes.views import RUNS
from tinynet_tui.worker.commands import Hold, Play, Switch, Undo
from tinynet_tui.worker.past_runs import Run

from .actions import Actions

if TYPE_CHECKING:  # imported when it is needed, like the dialogs
    from tinynet_tui.experiment.presets import Preset


class ExperimentActions(Actions):
    """Edits, options and other runs."""

    def action_edit(self) -> None:
        """Edit the explained cell, or the nearest one that can be edited."""
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
        """Switch the explained weight or neuron off or on."""
        from tinynet_tui.experiment.editable import switchable

        self.main.reveal()
        view = self.main.view
        target = switchable(view.subject, view.cursor, view.experiment) if view else None
        if target:
            self.send(Switch(*target))
        else:
            if view and view.frame.until:
                self.send(Play(False))  # as if there were something to switch
            self.app.tell("only weights, inputs and hidden neurons can be switched off")

    def action_freeze(self) -> None:
        """Hold the explained weight, or the nearest one, at its value, or free it again."""
        from tinynet_tui.experiment.editable import synapse_of

        self.main.reveal()
        view = self.main.view
        if view:
            experiment = view.experiment
            name = synapse_of(view.subject, experiment.script)
            self.send(Hold(name, view.cursor.cell(name, experiment.dimensions)))

    def action_undo(self, again: bool) -> None:
        self.send(Undo(again))

    def action_undo_all(self) -> None:
        """Leave all edits behind."""
        self.send(Undo(every=True))

    def action_options(self) -> None:
        from tinynet_tui.ui.dialogs.options import OptionsScreen

        self.main.reveal()
        frame = self.main.frame
        assert frame is not None
        experiment, presets = frame.snapshot.experiment, self.action_presets
        files = not self.app.kiosk
        self.app.push_screen(
            OptionsScreen(experiment, frame.iterations, self._begin_run, presets, files=files)
        )

    def _begin_run(self, experiment: Experiment, iterations: int) -> None:
        """Run other options from the start; if only the iterations differ, go on from here."""
        frame = self.main.frame
        assert frame is not None
        before = frame.snapshot.experiment
        note = "" if experiment.dataset == before.dataset else experiment.dataset.remark
        note = advice(experiment).partition("\n")[0] or note
        if before.edits and not experiment.edits:
            note = f"started without the {counted(len(before.edits), 'edit')}"
        elif experiment.edits and experiment != before:
            note = f"with {counted(len(experiment.edits), 'edit')}; {self.without_edits}"
        position = frame.snapshot.position if experiment == before else Position()
        self._open(experiment, position, iterations, note)

    def open_again(self, run: Run) -> None:
        """Open a past run where it was left."""
        self._open(run.experiment, run.position, run.iterations, f"opened run {run.number} again")

    def action_presets(self) -> None:
        from tinynet_tui.experiment.presets import PRESETS
        from tinynet_tui.ui.dialogs.presets import PresetsScreen

        self.main.reveal()
        self.app.push_screen(PresetsScreen(self._open_preset, PRESETS))

    def _open_preset(self, preset: Preset) -> None:
        at = preset.cursor
        self._open(preset.experiment, preset.position, preset.iterations, preset.title, at)

    def _open(
        self,
        experiment: Experiment,
        position: Position,
        iterations: int,
        note: str,
        at: tuple[str, Cursor] | None = None,
    ) -> None:
        """Open a run at a position, with the cursor at a cell or at the step's own cell."""

        async def open_run() -> None:
            await self.app.open_run(experiment, position, iterations, note)
            self.main.pinned, self.main.cursor = at or (None, Cursor())
            self.main.repaint()

        self.app.call_next(open_run)
