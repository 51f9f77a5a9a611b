"""View 4 for a script: this run and past runs."""

from __future__ import annotations

from tinynet_tui.ui.drawing.experiment_text import fitted
from tinynet_tui.ui.panes.past_runs import Line, RunsPane, error_text
from tinynet_tui.worker.kept_runs import WithRuns
from tinynet_tui.worker.scripts.past_runs import ScriptPastRun

from .settings import filled
from .view import ScriptView


class ScriptPastRuns(RunsPane[ScriptPastRun, ScriptView]):
    """The runs of a script; they are told apart by their settings, their edits and the text."""

    asks, wanted, wanted_weights = False, None, None
    """It needs to know nothing of other inputs."""

    def frame(self, view: ScriptView) -> WithRuns[ScriptPastRun]:
        return view.frame

    def behind(self, view: ScriptView) -> ScriptPastRun | None:
        return view.behind

    def key(self, view: ScriptView, id: str, built_in: str) -> str:
        return view.key(id, built_in)

    def settings(self, view: ScriptView, width: int) -> list[str]:
        own = view.frame.experiment
        words = {} if own is None else own.words  # until it has been opened
        listed = filled([words, *(run.experiment.words for run in view.frame.others)])
        fields = [name for name in listed[0] if len({words[name] for words in listed}) > 1]
        if "text" not in fields:
            listed = [{**words, "text": ""} for words in listed]
        return fitted(listed, fields, width)

    def current(self, view: ScriptView) -> Line:
        frame = view.frame
        reached = f"{frame.furthest.iteration:,}"
        if view.hides_error:
            return Line("►", reached, "·", "")
        last = frame.history.latest(frame.reached)
        error = None if last is None else last[1]
        if frame.where == frame.furthest and frame.error is not None:
            error = frame.error[0]  # of an iteration that is not at its end
        verdict = "under way" if frame.length is None else "finished"
        if frame.breaks_off:
            verdict = "raised" if frame.raised is None else f"raised {frame.raised.type}"
        return Line("►", reached, "·" if error is None else error_text(error), verdict)

    def line(self, run: ScriptPastRun) -> Line:
        error = "·" if run.error is None else error_text(run.error)
        return Line(str(run.number), f"{run.furthest.iteration:,}", error, run.verdict)

    # How it is used.

    def move(self, view: ScriptView, rows: int, columns: int) -> bool:
        """Choose another run; False at the end of the list."""
        run = view.frame.beside(view.behind, rows)
        if run is not None:
            self.post_message(self.Chosen(run.number))
        return run is not None
