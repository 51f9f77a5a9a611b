"""The past runs of a script: what was run, where it stood, and its errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.network.array import Array
from tinynet_tui.training.error_history import EXACT, ErrorHistory
from tinynet_tui.worker.kept_runs import KeptRuns

from .saved_file import Stamp
from .script import Script

MOST_BYTES = 1 << 24
"""The most bytes of the file's earlier texts that are kept, at least the latest run's."""


@dataclass(frozen=True)
class ScriptExperiment:
    """What a run of a script follows from."""

    data: bytes = field(compare=False)
    """The file's contents."""
    text: int
    """The number of the text: each change of the file gives it another one."""
    choice: Choice
    edits: tuple[Edit, ...]

    @classmethod
    def of(cls, script: Script) -> ScriptExperiment:
        chosen = replace(script.choice, seed=script.seed, lets=script.choice.lets or None)
        return cls(script.data, script.text, chosen, script.edits)

    @property
    def words(self) -> Mapping[str, str]:
        """The settings in words, by what they are of; those that were not chosen are left out."""
        seed = self.choice.seed
        found = {"seed": "" if seed is None else f"seed {seed}"}
        if self.choice.loop is not None:
            found["loop"] = f"loop {self.choice.loop}"
        if self.choice.error is not None:
            found["error"] = f"error {self.choice.error}"
        for name, value in (self.choice.lets or {}).items():
            found[f"let {name}"] = f"{name} {value:g}"
        if self.edits:
            count = len(self.edits)
            last = self.edits[-1].text
            found["edits"] = last if count == 1 else f"{count} edits: {last}"
        found["text"] = f"text {self.text}"
        return found


class ScriptPastRun(NamedTuple):
    """A past run of a script, as it was when another one was opened in its place."""

    number: int
    """From 1, in the order in which they became past runs."""
    experiment: ScriptExperiment
    stamp: Stamp | None
    """What the file was."""
    position: Where
    furthest: Where
    error: float | None
    """The last error known."""
    verdict: str
    history: ErrorHistory
    length: int
    """The length of the history at that time."""

    @property
    def errors(self) -> Array:
        """The errors of the first iterations."""
        return self.history.columns(min(self.length, EXACT))[0]


class ScriptPastRuns(KeptRuns[ScriptPastRun]):
    """Keeps the longest past run of each experiment with a script, and of the latest texts."""

    def leave(
        self, script: Script, position: Where, furthest: Where, length: int | None = None
    ) -> None:
        """Keep a run that is about to be left, if it has finished an iteration.

        Of these it has `length`, or as many as lie before the furthest position.
        """
        length = script.reached(furthest) if length is None else length
        if not furthest.iteration and script.length is None:
            return
        last = script.history.latest(length)
        over = script.length is not None
        verdict = "finished" if over else "under way"
        if script.raised is not None:
            verdict = f"raised {script.raised.type}"
        run = ScriptPastRun(
            self.next_number,
            ScriptExperiment.of(script),
            script.stamp,
            position,
            furthest,
            last[1] if last else None,
            verdict,
            script.history,
            length,
        )
        self.keep(run, _joined)
        while len(self.kept) > 1 and self._nbytes > MOST_BYTES:
            self.kept = self.kept[1:]

    @property
    def _nbytes(self) -> int:
        """The bytes of the texts, each counted once."""
        texts = {run.experiment.text: len(run.experiment.data) for run in self.kept}
        return sum(texts.values())


def _joined(run: ScriptPastRun, known: ScriptPastRun) -> ScriptPastRun:
    """Return the longer of two runs of an experiment, at the position of the first."""
    longer = run if (run.length, run.furthest) > (known.length, known.furthest) else known
    return longer._replace(number=known.number, position=run.position)
