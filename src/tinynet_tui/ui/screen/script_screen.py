"""The screen of a script: its text, its arrays in the order of the flow, the graph, the output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tinynet_tui.engine.values import Value
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.ui.canvas.canvas import STYLE_CLASSES
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.canvas.sizes import (
    PreferredWidth,
    drawing_heights,
    row_heights,
    share,
    usual_decimals,
)
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.explanation import ScriptExplanation
from tinynet_tui.ui.panes.script.graph import ScriptGraph
from tinynet_tui.ui.panes.script.others import PrintedPane, ValuesPane
from tinynet_tui.ui.panes.script.source import ScriptSource
from tinynet_tui.ui.panes.script.status import HiddenLine, ScriptStatus
from tinynet_tui.ui.panes.script.variables import Arrangement, Item, arrange, examples
from tinynet_tui.ui.panes.script.view import ScriptView
from tinynet_tui.ui.panes.status import KeyLine
from tinynet_tui.worker.commands import GoWhere, Move
from tinynet_tui.worker.scripts.commands import Unwatch, Watch
from tinynet_tui.worker.scripts.frame import ScriptFrame

from .layout import DECIMALS_ENLARGED, LEAST
from .neighbours import nearest
from .script_quiz import ScriptQuiz, Subject

if TYPE_CHECKING:  # the first paint does not wait for it
    from tinynet_tui.ui.panes.script.decision_map import ScriptMap
    from tinynet_tui.ui.panes.script.network import ScriptNetwork
    from tinynet_tui.ui.panes.script.what_if import ScriptWhatIf

BESIDE = 120
"""From so many columns on, the graph, the other variables and the output are side by side."""
NOTHING = Item("")


class ScriptScreen(Screen[None]):
    """Shows the Frames of a script, moves the cursor, enlarges a pane."""

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
        self.what_if: ScriptWhatIf | None = None
        self.drawing: ScriptMap | ScriptNetwork | None = None
        """What stands in the place of the arrays and the source, in another view."""
        self._example = self._output = 0
        """What is chosen of the script's examples and outputs."""
        self._knows_examples = False
        """True once the cursor has chosen one of the script's examples."""
        self._asked: Watch | None = None
        """Which inputs the worker tells of."""
        self._note, self._noted_at = "", None
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

    # The Frame.

    async def show(self, frame: ScriptFrame) -> None:
        """Show a Frame in every pane."""
        if self.frame is None or frame.note or frame.where != self.frame.where:
            self._note = ""
        self.frame = frame
        self.quiz.see(frame, self._asked_about)
        self.keys.note = self._note or frame.note
        forms = {name: _form(value) for name, value in frame.forms.items()}
        if forms != self._forms or frame.plan is None:
            self._forms = forms
            await self._rearrange(frame)
        signed = self._signed | self._negative(frame)
        shapes = {name: value.shape for name, value in frame.values.items()}
        if signed != self._signed or (shapes != self._shapes and not frame.playing):
            self._signed, self._shapes = signed, shapes
            self._arrange(self.size)
        elif self._hides_written():
            self._arrange(self.size)
        self.repaint()

    def _negative(self, frame: ScriptFrame) -> frozenset[str]:
        """Return the labels of arrays that have a negative number which the quiz does not hide."""
        values = self.quiz.curtained(frame).values
        return frozenset(
            item.label
            for pane in self.arrays
            for item in pane.group.items
            if item.label not in self._signed and _is_negative(item.value(values))
        )

    # The quiz.

    def _asked_about(self) -> Subject | None:
        """Return what the step has written, and the cursor's cell in it."""
        frame = self.frame
        if frame is None or frame.plan is None:
            return None
        rows = examples(frame.plan, frame.forms)
        item = self._written(ScriptView(frame, NOTHING, self._cells, rows, self._signed))
        return None if item is None else (item, self._cells.get(item.label, (0, 0)), rows)

    def answer(self, given: Answer) -> None:
        """Answer the quiz's question, if there is one."""
        if self.quiz.answer(given):
            self._show_hidden()

    def reveal(self) -> bool:
        """Show what the quiz asks for; True if there was a question."""
        revealed = self.quiz.reveal()
        if revealed:
            self._show_hidden()
        return revealed

    def _show_hidden(self) -> None:
        if self.frame is not None:
            self._signed |= self._negative(self.frame)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)
        self.repaint()

    async def _rearrange(self, frame: ScriptFrame) -> None:
        """Make the panes anew if other arrays have come."""
        found = arrange(frame)
        if found != self.arrangement:
            self.arrangement = found
            self.values.names = found.others
            with self.app.batch_update():
                for pane in self.arrays:
                    await pane.remove()
                self.forward = [ArrayPane(group, zero=True) for group in found.forward]
                self.backward = [ArrayPane(group, zero=False) for group in found.backward]
                if self.enlarged not in self.panes:
                    self.enlarged = None
                await self.rows["forward"].mount(*self.forward)
                await self.rows["backward"].mount(*self.backward)
            items = {item for pane in self.arrays for item in pane.group.items}
            if self.pinned is not None and self.pinned not in items:
                self.pinned = None
        self._arrange(self.app.size)
        self.call_after_refresh(self.repaint)

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
        )

    def _written(self, view: ScriptView) -> Item | None:
        """Return what the step at the position has written."""
        step = view.step
        if step is None:
            return None
        items = [item for pane in self.arrays for item in pane.group.items]
        for name in (*step.writes, *(step.reads if view.frame.raised else ())):
            found = [item for item in items if name in item.names]
            if found:
                return self._last if self._last in found else found[-1 if step.writes else 0]
            if name in self.arrangement.others:
                return Item(name)
        return None

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

    # What the script makes of other inputs.

    class Wanted(Message):
        """The worker is to tell of other inputs, or no longer."""

        def __init__(self, command: Watch | Unwatch) -> None:
            self.command = command
            super().__init__()

    def _watch_for(self, view: ScriptView) -> None:
        """Have the worker tell what the panes need to know of other inputs."""
        drawn = self.drawing
        if self.what_if is None and drawn is None:
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
        old = self._asked
        if old is None or grid != old.grid or not np.array_equal(points, old.points):
            self._asked = Watch(points, grid)
            self.post_message(self.Wanted(self._asked))

    # The views.

    async def turn_to(self, shown: str) -> None:
        """Show a view of the run; the position and the cursor stay."""
        old, self.drawing = self.drawing, None
        was_enlarged = old is not None and self.enlarged is old
        if old is not None:
            await old.remove()
        if shown != "numbers":
            self.drawing = _drawing(shown)
            await self.rows["drawing"].mount(self.drawing)
        self.enlarged = self.drawing if was_enlarged else None
        self.set_focus(None)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    @property
    def map(self) -> ScriptMap | None:
        """The decision map, in its view."""
        from tinynet_tui.ui.panes.script.decision_map import ScriptMap

        return self.drawing if isinstance(self.drawing, ScriptMap) else None

    def on_script_map_turned(self) -> None:
        self.repaint()

    def on_script_map_chosen(self, message: ScriptMap.Chosen) -> None:
        self._example = message.example
        self.repaint()

    def on_script_network_chosen(self, message: ScriptNetwork.Chosen) -> None:
        if message.output is not None:
            self._output = message.output
        self.choose(message.item, message.cell)

    def on_inputs_pane_changed(self) -> None:
        self.repaint()

    async def ask(self) -> None:
        """Open the what-if pane, focus it, or close it."""
        if self.view is None:
            return
        if self.what_if is not None and self.focused is self.what_if:
            await self.close_what_if()
            return
        if self.what_if is None:
            from tinynet_tui.ui.panes.script.what_if import ScriptWhatIf

            self.what_if = ScriptWhatIf(id="what-if")
            await self.rows["bottom"].mount(self.what_if)
        if self.enlarged is not None and self.enlarged is not self.what_if:
            self.enlarged = None
        self._arrange(self.size)
        self.set_focus(self.what_if)
        self.call_after_refresh(self.repaint)

    async def close_what_if(self) -> None:
        pane, self.what_if = self.what_if, None
        if pane is not None:
            if self.enlarged is pane:
                self.enlarged = None
            await pane.remove()
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def say(self, note: str) -> None:
        """Show a message in the last line until the run moves on."""
        self._note = note
        if note != self.keys.note:
            self.keys.note = note
            view = self.view
            if view is not None:
                self.keys.show(view)

    # The layout.

    def on_mount(self) -> None:
        self._arrange(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size)
        self.call_after_refresh(self.repaint)

    def _hides_written(self) -> bool:
        """True when what was written just now has no room, and could have."""
        view = self.view
        if view is None or self.enlarged is not None or view.frame.playing:
            return False
        return any(pane.holds(view.subject) and not pane.display for pane in self.arrays)

    def _arrange(self, size: Size) -> None:
        """Share a screen of a size among the panes."""
        view = self.view
        fits = size.width >= LEAST.width and size.height >= LEAST.height
        self.hidden.display = self.status.display = self.keys.display = fits
        if view is None or not fits:
            for row in self.rows.values():
                row.display = False
            self.keys.display = self.status.display = fits
            return
        decimals = self.digits or usual_decimals(size.width)
        for pane in self.arrays:
            pane.most, pane.least = decimals, 2
        names = self._share(view, size, size.height - 2)
        self.hidden.names = names
        self.hidden.display = bool(names) and self.enlarged is None
        if self.hidden.display:
            self._share(view, size, size.height - 3)
        self.keys.enlarged = self.enlarged is not None
        self.keys.shows_position = not self.source.display or not self.rows["backward"].display

    def _share(self, view: ScriptView, size: Size, height: int) -> list[str]:
        """Give the panes their sizes; return the labels of the arrays without room."""
        if self.enlarged is not None:
            self._enlarge(self.enlarged, size, height)
            return []
        if self.drawing is not None:
            tall, low = drawing_heights(height)
            self.drawing.styles.width = size.width
            for name, given in zip(self.rows, (0, 0, tall, low), strict=True):
                self.rows[name].display = given > 0
                self.rows[name].styles.height = given
            self._share_bottom(view, size)
            return []
        self.rows["drawing"].display = False
        rows: dict[str, list[Pane[ScriptView]]] = {
            "forward": [*self.forward],
            "backward": [self.source, *self.backward],
            "bottom": self._bottom(size.width),
        }
        natural = [
            max((pane.height(view) for pane in self.forward), default=0),
            max(self.source.height(view), *(pane.height(view) for pane in self.backward), 0),
        ]
        low = size.height < 20
        if self.forward and not (low and self._focused_is_lower()):
            heights = row_heights(height, *natural, low=low)
        else:
            heights = [0, *row_heights(height, natural[1], 0, low=True)[::2]]
        for (name, panes), tall in zip(rows.items(), heights, strict=True):
            self.rows[name].display = tall > 0
            self.rows[name].styles.height = tall
            self._widths(view, panes, size.width)
        self._share_bottom(view, size)
        lost = [pane for pane in self.forward if not pane.display or not heights[0]]
        lost += [pane for pane in self.backward if not pane.display or not heights[1]]
        return [item.label for pane in lost for item in pane.group.items]

    def _share_bottom(self, view: ScriptView, size: Size) -> None:
        shown = self._bottom(size.width)
        self._widths(view, shown, size.width)
        bottom = (self.graph, self.values, self.printed, self.explanation, self.what_if)
        for pane in (*self.extra, *bottom):
            if pane is not None and pane not in shown:
                pane.display = False

    def _focused_is_lower(self) -> bool:
        return self.focused is self.source or self.focused in self.backward

    def _bottom(self, width: int) -> list[Pane[ScriptView]]:
        asked: list[Pane[ScriptView]] = [self.what_if] if self.what_if else []
        if width < BESIDE:
            return [self.slot, *(asked or [self.explanation])]
        others: list[Pane[ScriptView]] = [self.values] if self.values.names else []
        printed: list[Pane[ScriptView]] = []
        frame = self.frame and self.quiz.curtained(self.frame)
        if (frame is not None and frame.printed) or self.slot is self.printed:
            printed = [self.printed]
        if self.extra:
            return [*self.extra, *(asked or [self.graph]), self.explanation]
        return [self.graph, *(asked or [*others, *printed]), self.explanation]

    def _widths(self, view: ScriptView, panes: Sequence[Pane[ScriptView]], width: int) -> None:
        if not panes:
            return
        preferred = [self._preferred(view, pane, width) for pane in panes]
        for pane, given in zip(panes, share(width, preferred), strict=True):
            pane.display = given > 0
            pane.styles.width = given

    def _preferred(self, view: ScriptView, pane: Pane[ScriptView], width: int) -> PreferredWidth:
        if isinstance(pane, ScriptSource):
            return pane.widths(view, width)
        if isinstance(pane, ArrayPane):
            found = pane.widths(view, width)
            if pane is self.focused:
                return found._replace(rank=-9)
            is_current = pane.holds(view.subject) and not view.frame.playing
            return found._replace(rank=-7 if is_current else 0)
        if width < BESIDE:
            first = width * (11 if self.slot in self.extra else 9) // 20
            half = first if pane is self.slot else width - first
            return PreferredWidth((half,), 24, rank=int(pane is self.slot))
        part = 3 if pane in (self.graph, self.explanation, self.what_if, *self.extra) else 2
        return PreferredWidth((width * part // 10,), 24)

    def _enlarge(self, pane: Pane[ScriptView], size: Size, height: int) -> None:
        """Give a pane the whole width, and all rows that the explanation leaves it."""
        view = self.view
        natural = height
        if isinstance(pane, ArrayPane) and view is not None:
            pane.most = pane.least = DECIMALS_ENLARGED
            natural = pane.height(view)
        below = height - natural >= 10
        natural = natural if below else height
        for name, row in self.rows.items():
            inside = pane in row.children
            row.display = inside or (below and name == "bottom")
            row.styles.height = (
                natural if inside and below else height if inside else height - natural
            )
            for other in row.children:
                other.display = other is pane if inside else other is self.explanation
                other.styles.width = size.width

    # The cursor and the focus.

    def enlarge(self) -> None:
        self.enlarged = None if self.enlarged else self.current_pane()
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def current_pane(self) -> Pane[ScriptView] | None:
        """Return the enlarged pane, else the focused one, else that of the explained array."""
        if self.enlarged is not None:
            return self.enlarged
        if isinstance(self.focused, Pane):
            return self.focused
        if self.drawing is not None:
            return self.drawing
        view = self.view
        shown = (pane for pane in self.arrays if view and pane.holds(view.subject))
        return next(shown, None) or self.source

    def focus_pane(self, steps: int) -> None:
        """Focus the next pane, also one that had no room."""
        panes = [pane for pane in self.panes if pane in self.arrays or _is_displayed(pane)]
        if self.enlarged is not None:
            panes = [self.drawing] if self.drawing else [*self.arrays, self.source]
            panes += self.extra
            panes += [self.graph, self.values, self.printed]
        here = self.current_pane()
        pane = panes[(panes.index(here) + steps) % len(panes) if here in panes else 0]
        if self.enlarged is not None:
            self.enlarged = pane
        if isinstance(pane, ArrayPane):
            self.pinned = pane.group.items[0]
        pane.display = True
        for row in self.rows.values():
            if pane in row.children:
                row.display = True
        self.set_focus(pane)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def follow(self) -> None:
        """Explain what the step writes again."""
        self.pinned = None
        if self.what_if is None or self.focused is not self.what_if:
            self.set_focus(None)

    @property
    def variable(self) -> str:
        """The variable that is explained."""
        return self._last.name

    def pin(self) -> None:
        """Explain the same number wherever the run goes."""
        self.pinned = self._last

    def edited(self) -> tuple[str, float, bool] | str:
        """Return the number under the cursor: what the script calls it, its value, if it is whole.

        Where nothing can be changed, return why.
        """
        view = self.view
        if view is None or view.frame.plan is None:
            return "wait until the script has come to its loop"
        item = view.subject
        value = view.value(item) or view.frame.values.get(item.name)
        if view.frame.raised is not None:
            return "nothing can be changed where an exception was raised: go back a step"
        if value is None or value.array is None:
            return f"{item.label or 'this'} is no number: choose one by the arrows"
        whole = value.array.dtype.kind in "iub" and value.kind == "array"
        if value.kind == "number":
            return item.label, float(value.array), whole
        row, column = view.cell(item)
        index = (row, column) if len(value.shape) == 2 else (max(row, column),)
        if any(at >= size for at, size in zip(index, value.array.shape, strict=True)):
            return "this number of a large array is not at hand"
        old = float(value.array[index])
        return f"{item.label}[{','.join(map(str, index))}]", old, whole

    def choose(self, item: Item, cell: tuple[int, int]) -> None:
        self.pinned = item
        self._cells = {**self._cells, item.label: cell}
        self._choose_example(item, cell)
        if self.quiz.asked is not None and self.frame is not None:
            self.quiz.turn_to(self.frame, self._asked_about())
        self.repaint()

    def _choose_example(self, item: Item, cell: tuple[int, int]) -> None:
        """Let the cursor in an array with a row per example choose that example."""
        view = self.view
        value, answer = (view.value(item), view.answer) if view else (None, None)
        plan = None if view is None else view.frame.plan
        if value is None or plan is None or answer is None or answer.reason:
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

    def move(self, rows: int, columns: int) -> Move | GoWhere | None:
        """Move the cursor or the focus; return the command that an arrow key gives, if any."""
        pane, view = self.current_pane(), self.view
        if pane is None or view is None:
            return None
        focused = self.focused is pane or self.enlarged is pane
        if focused and pane is self.source and (command := self.source.command(rows)):
            self.pinned = None
            return command
        if focused and pane is self.graph and (there := self.graph.command(view, columns)):
            self.pinned = None
            return there
        if isinstance(pane, ArrayPane) and (found := pane.move(view, rows, columns)):
            self.choose(*found)
        elif self.drawing is not None and pane is self.drawing:
            if not self.drawing.move(view, rows, columns):
                self._enter_neighbour(pane, rows, columns)
            return None
        elif pane is self.values and (item := self.values.move(view, rows)):
            self.pinned = item
            self.repaint()
        else:
            self._enter_neighbour(pane, rows, columns)
            return None
        if self.focused is None and _is_displayed(pane):
            self.set_focus(pane)
        return None

    def _enter_neighbour(self, pane: Pane[ScriptView], rows: int, columns: int) -> None:
        visible = {other.region: other for other in self._visible() if other is not pane}
        region = nearest(pane.region, visible, rows, columns)
        if region is None:
            return
        there = visible[region]
        if isinstance(there, ArrayPane):
            self.pinned = there.group.items[0 if columns >= 0 else -1]
        elif there is self.values and self.values.names:
            self.pinned = Item(self.values.names[0])
        self.set_focus(there)
        self.repaint()

    def _visible(self) -> Iterator[Pane[ScriptView]]:
        return (pane for pane in self.panes if pane.region.area and _is_displayed(pane))

    def turn(self) -> str:
        """Show something else in the graph's place; return a message if there is nothing."""
        if self.size.width >= BESIDE:
            return "the output and the other variables are beside the graph"
        every: list[Pane[ScriptView]] = [*self.extra, self.graph, self.printed, self.values]
        self.slot = every[(every.index(self.slot) + 1) % len(every)]
        if self.enlarged is not None and self.enlarged in every:
            self.enlarged = self.slot
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)
        return ""

    def leave(self) -> None:
        """Shrink the enlarged pane, else go back to what the step writes."""
        if self.map is not None and self.map.leave_cross():
            self.repaint()
        elif self.enlarged is not None:
            self.enlarge()
        elif self.what_if is not None:
            self.app.call_next(self.close_what_if)
        else:
            self.follow()
            self.repaint()

    def on_click(self) -> None:
        self.keys.know()

    def on_array_pane_chosen(self, message: ArrayPane.Chosen) -> None:
        self.choose(message.item, message.cell)


def _drawing(view: str) -> ScriptMap | ScriptNetwork:
    """Return a new pane for a view."""
    from tinynet_tui.ui.panes.script.decision_map import ScriptMap
    from tinynet_tui.ui.panes.script.network import ScriptNetwork

    return ScriptMap(id=view) if view == "map" else ScriptNetwork(id=view)


def _form(value: Value) -> object:
    """Return what of a value decides where it is shown."""
    dims = len(value.shape), 0 in value.shape
    if value.kind == "list":
        return "list", tuple(_form(part) for part in value.parts), value.keys, value.shape[0] > 8
    return value.kind, value.dtype, dims, value.same


def _is_negative(value: Value | None) -> bool:
    if value is None or value.array is None:
        return False
    with np.errstate(invalid="ignore"):
        return bool((value.array < 0).any())


def _is_displayed(pane: Pane[ScriptView]) -> bool:
    return all(node.display for node in pane.ancestors_with_self)
