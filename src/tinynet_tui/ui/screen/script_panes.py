"""The panes of a script, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tinynet_tui.ui.canvas.canvas import STYLE_CLASSES
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.explanation import ScriptExplanation
from tinynet_tui.ui.panes.script.graph import ScriptGraph
from tinynet_tui.ui.panes.script.others import PrintedPane, ValuesPane
from tinynet_tui.ui.panes.script.source import ScriptSource
from tinynet_tui.ui.panes.script.status import HiddenLine, ScriptStatus
from tinynet_tui.ui.panes.script.variables import Arrangement, Item, examples
from tinynet_tui.ui.panes.script.view import Apart, ScriptView
from tinynet_tui.ui.panes.status import KeyLine
from tinynet_tui.worker.scripts.commands import Unwatch, Watch
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .layout import LEAST
from .script_quiz import ScriptQuiz, Subject

if TYPE_CHECKING:  # the first paint does not wait for it
    from tinynet_tui.ui.panes.script.views import Drawing
    from tinynet_tui.ui.panes.script.what_if import ScriptWhatIf

NOTHING = Item("")


class ScriptPanes(Screen[None]):
    """Its panes, and the view that they show."""

    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = STYLE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_pane(1)", show=False, id="next"),
        Binding("shift+tab", "app.focus_pane(-1)", show=False, id="previous"),
    ]

    def __init__(self, keys: list[Key]) -> None:
        super().__init__()
        self.frame: ScriptFrame | None = None
        self.status, self.hidden = ScriptStatus(id="status"), HiddenLine(id="hidden")
        self.source = ScriptSource(id="step")
        self.forward: list[ArrayPane] = []
        self.backward: list[ArrayPane] = []
        self.graph = ScriptGraph(id="graph")
        self.values = ValuesPane(id="values")
        self.printed = PrintedPane(id="printed")
        self.explanation = ScriptExplanation(id="explanation")
        self.keys = KeyLine(keys, id="keys")
        self.rows = {
            name: Horizontal(id=name, classes="row")
            for name in ("forward", "backward", "drawing", "bottom")
        }
        self.extra: list[Pane[ScriptView]] = []
        """Panes before the graph: a lecture's text."""
        self.slot: Pane[ScriptView] = self.graph
        """What stands beside the explanation where there is room for one pane only."""
        self.enlarged: Pane[ScriptView] | None = None
        self.arrangement = Arrangement()
        self.quiz = ScriptQuiz()
        self._forms: object = None
        """What the arrangement was made for."""
        self._shapes: object = None
        self._cells: dict[str, tuple[int, int]] = {}
        self._signed: frozenset[str] = frozenset()
        self._last = NOTHING
        """What was explained last."""
        self.pinned: Item | None = None
        self.aimed: Item | None = None
        """What a dialog named: it is explained wherever a step writes it beside others."""
        self.what_if: ScriptWhatIf | None = None
        self.drawing: Drawing | None = None
        """What stands in the place of the arrays and the source, in another view."""
        self.apart: Apart | None = None
        """What a comparison with another script has found."""
        self.chosen_run: int | None = None
        """The number of the past run that is dotted in the graph; None for the latest."""
        self._example = self._output = 0
        """What is chosen of the script's examples and outputs."""
        self._knows_examples = False
        """True once the cursor has chosen one of the script's examples."""
        self._asked: Watch | None = None
        """Which inputs the worker tells of."""
        self._note = ""
        self._noted: ScriptFrame | None = None
        """The Frame that was shown when that message came."""
        self.painted: Callable[[], None] = lambda: None
        """Called whenever the panes have been painted, with what may have changed."""
        self.cells_to_come: list[str] = []
        """Cells on which the cursor is to be put as soon as they are there."""
        self.key_names: Mapping[str, str] = {}
        self.ascii = False
        self.digits: int | None = None

    def compose(self) -> ComposeResult:
        yield self.status
        with self.rows["forward"]:
            yield from self.forward
        with self.rows["backward"]:
            yield self.source
            yield from self.backward
        yield self.rows["drawing"]
        with self.rows["bottom"]:
            yield from (*self.extra, self.graph, self.values, self.printed, self.explanation)
        yield self.hidden
        yield self.keys
        yield Static(f"tinynet needs {LEAST.width}×{LEAST.height} characters", id="notice")

    @property
    def asks_here(self) -> bool:
        """True while the keys go to the what-if beside the other panes."""
        return self.what_if is not None and self.focused is self.what_if and not self.enlarged

    @property
    def arrays(self) -> list[ArrayPane]:
        return [*self.forward, *self.backward]

    @property
    def panes(self) -> list[Pane[ScriptView]]:
        """All panes, in reading order."""
        bottom = [*self.extra, self.graph, self.values, self.printed]
        bottom += [*([self.what_if] if self.what_if else []), self.explanation]
        if self.drawing is not None:
            return [self.drawing, *bottom]
        return [*self.forward, self.source, *self.backward, *bottom]

    @property
    def view(self) -> ScriptView | None:
        """What the panes show; None before the first Frame."""
        frame = self.frame
        if frame is None:
            return None
        rows = examples(frame.plan, frame.forms) if frame.plan is not None else 0
        bare = ScriptView(frame, NOTHING, self._cells, rows, self._signed)
        self._last = self.pinned or self._written(bare) or self._last
        return ScriptView(
            self.quiz.curtained(frame),
            self._last,
            self._cells,
            rows,
            self._signed,
            example=self._example,
            output=self._output,
            ascii=self.ascii,
            keys=self.key_names,
            asked=self.quiz.asked,
            quiz=self.quiz.on,
            verdict=self.quiz.verdict,
            apart=self.apart,
            behind=frame.behind(self.chosen_run),
        )

    def _written(self, view: ScriptView) -> Item | None:
        """Return what the step at the position has written."""
        step = view.step
        if step is None:
            return None
        items = [item for pane in self.arrays for item in pane.group.items]
        if self.aimed is not None and self.aimed.name in step.writes:
            return self.aimed
        for name in (*step.writes, *(step.reads if view.frame.raised else ())):
            found = [item for item in items if name in item.names]
            if found:
                return self._last if self._last in found else found[-1 if step.writes else 0]
            if name in self.arrangement.others:
                return Item(name)
        return None

    def _asked_about(self) -> Subject | None:
        """Return what the step has written, and the cursor's cell in it."""
        frame = self.frame
        if frame is None or frame.plan is None:
            return None
        rows = examples(frame.plan, frame.forms)
        item = self._written(ScriptView(frame, NOTHING, self._cells, rows, self._signed))
        return None if item is None else (item, self._cells.get(item.label, (0, 0)), rows)

    def repaint(self) -> None:
        view = self.view
        if view is not None:
            if view.examples is not None and not self._knows_examples:
                self._knows_examples = True
                self._choose_example(self._last, view.cell(self._last))
                view = self.view or view
            for canvas in (self.status, self.hidden, *self.panes):
                if canvas.display:
                    canvas.show(view)
            self.keys.show(view)
            self._watch_for(view)
            self.painted()

    def _choose_example(self, item: Item, cell: tuple[int, int]) -> None:
        """Let the cursor in an array with a row per example choose that example."""
        view = self.view
        value, answer = (view.value(item), view.answer) if view else (None, None)
        plan = None if view is None else view.frame.plan
        if value is None or not value.shape or plan is None or answer is None or answer.reason:
            return
        if not (plan.is_computed(item.name) or {answer.source, answer.targets} & item.names):
            return  # weights
        row, column = reversed(cell) if answer.across else cell
        shape = value.shape[::-1] if answer.across else value.shape
        if len(shape) == 1:
            shape, row, column = (*shape, 1), max(row, column), 0
        if shape[0] == len(answer.X):
            self._example = row
            if shape[1] == answer.y.shape[1]:
                self._output = column

    def show_apart(self, apart: Apart, cell: tuple[int, ...]) -> None:
        """Mark the numbers that are not those of another script; put the cursor on one."""
        self.apart = apart
        if len(cell) == 2:
            self._cells[apart.label] = (cell[0], cell[1])
        self.repaint()

    def say(self, note: str) -> None:
        """Show a message in the last line until the run moves on."""
        self._note, self._noted = note, self.frame
        if note != self.keys.note:
            self.keys.note = note
            view = self.view
            if view is not None:
                self.keys.show(view)

    # What the script makes of other inputs.

    class Wanted(Message):
        """The worker is to tell of other inputs, or no longer."""

        def __init__(self, command: Watch | Unwatch) -> None:
            self.command = command
            super().__init__()

    def _watch_for(self, view: ScriptView) -> None:
        """Have the worker tell what the panes need to know of other inputs."""
        drawn = self.drawing
        if self.what_if is None and (drawn is None or not drawn.asks):
            if self._asked is not None:
                self._asked = None
                self.post_message(self.Wanted(Unwatch()))
            return
        points, grid = np.empty((0, 0)), (0, 0)
        if view.examples is not None:
            inputs = view.examples.X.shape[1]
            parts = [np.empty((0, inputs))]
            if drawn is not None and drawn.wanted is not None:
                parts, grid = [drawn.wanted.points], drawn.wanted.grid
            if self.what_if is not None and self.what_if.wanted is not None:
                parts.append(self.what_if.wanted[None])
            if all(part.shape[1] == inputs for part in parts):
                points = np.vstack(parts)
            else:
                grid = (0, 0)
        weights = None if drawn is None else drawn.wanted_weights
        hidden = drawn is not None and drawn.wanted is not None and drawn.wanted.hidden
        asked = Watch(points, grid, weights, hidden)
        if self._asked is None or not asked.is_like(self._asked):
            self._asked = asked
            self.post_message(self.Wanted(asked))
