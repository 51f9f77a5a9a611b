"""The cursor and the focus on the screen of a script."""

from __future__ import annotations

import operator
from collections.abc import Iterator

from tinynet_tui.blame.hop import Place
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.script.arrays import ArrayPane
from tinynet_tui.ui.panes.script.cells import cell_of, index_of
from tinynet_tui.ui.panes.script.variables import Item
from tinynet_tui.ui.panes.script.view import ScriptView
from tinynet_tui.worker.commands import GoWhere, Move
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.numbers import find
from tinynet_tui.worker.scripts.plan import ScriptPlan

from .neighbours import nearest
from .script_layout import ScriptLayout


class ScriptCursor(ScriptLayout):
    """Moves the cursor and the focus."""

    _to_aim: Place | None = None
    """The number that a dialog named, with the position from which the run goes there."""
    _note_there = ""

    def focus_pane(self, steps: int) -> None:
        """Focus the next pane, also one that had no room; in what-if, the next input."""
        if self.what_if is not None and self.focused is self.what_if and self.what_if.tab(steps):
            return
        panes = [pane for pane in self.panes if pane in self.arrays or pane.is_displayed]
        if self.enlarged is not None:
            panes = [self.drawing] if self.drawing else [*self.arrays, self.source]
            panes += self.extra
            panes += [self.graph, self.values, self.printed]
        stops: list[tuple[Pane[ScriptView], Item | None]] = []
        for pane in panes:
            items = pane.stops if isinstance(pane, ArrayPane) else (None,)
            stops += [(pane, item) for item in items]
        here = self.current_pane()
        at = [n for n, (pane, _) in enumerate(stops) if pane is here]
        exact = [n for n in at if self.view and stops[n][1] == self.view.subject]
        pane, item = stops[((exact or at)[0] + steps) % len(stops) if at else 0]
        if self.enlarged is not None:
            self.enlarged = pane
        if item is not None:
            self.pinned = item
        pane.display = True
        for row in self.rows.values():
            if pane in row.children:
                row.display = True
        self.set_focus(pane)
        if self.what_if is not None and pane is self.what_if:
            self.what_if.enter(steps)
        self._arrange(self.size)
        self.call_after_refresh(self.repaint)

    def follow(self) -> None:
        """Explain what the step writes again."""
        self.pinned = self.aimed = self._to_aim = None
        stay = [self.what_if, *([self.source] if self.source.chosen is not None else [])]
        if self.focused not in stay:
            self.set_focus(None)

    def arrive(self, *, number: bool = False, cells: bool = False) -> None:
        """Explain the first number that the step writes to which a dialog leads, in its pane.

        The cursor may keep its number, or its cell in each array.
        """
        self.aimed, self._to_aim = None, None
        if not number:
            self.pinned = None
            self._cells = self._cells if cells else {}
        self.enlarged = None
        self.set_focus(None)
        self._arrange(self.size)

    def aim(self, label: str, cell: tuple[int, ...], note: str = "") -> None:
        """Explain a number that a dialog names, once the run has come there, and say the note."""
        if self.frame is not None:
            self._to_aim, self._note_there = Place(label, cell, *self.frame.where), note
            self.choose_place(self._to_aim)
            if note:
                self.say(note)

    def _put_aim(self, frame: ScriptFrame) -> None:
        """Put the cursor on the number that a dialog named."""
        place = self._to_aim
        if place is None or frame.job or frame.playing:
            return
        if self.pinned is None:  # it was not there before
            self.choose_place(place)
        if frame.where != place[2:]:
            self._to_aim = None
            if self._note_there:
                self.say(self._note_there)
            plan, line = frame.plan, frame.line
            writes = () if plan is None or line is None else plan.steps[line].writes
            if self.pinned is not None and self.pinned.name in writes:
                self.aimed, self.pinned = self.pinned, None  # what the steps write is explained
            self._arrange(self.size)

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
        index = index_of(value, view.cell(item))
        sizes = value.array.shape
        if len(index) != len(sizes) or any(map(operator.ge, index, sizes)):
            return "this number of a large array is not at hand"
        old = float(value.array[index])
        return f"{item.label}[{','.join(map(str, index))}]", old, whole

    def switched(self) -> str:
        """Return what `x` switches off or on: a weight, or a neuron for all examples.

        ValueError says why there is nothing.
        """
        target, view, plan = self._target()
        item, name = view.subject, self.variable
        if name in plan.states:
            return target
        value = view.value(item)
        answer = view.answer
        if answer is not None and answer.targets == name:
            raise ValueError(f"{name} has the targets: enter changes them")
        if plan.is_computed(name) and plan.writers[name][0] > plan.compared:
            raise ValueError(f"{name} is not on the way forward: x is for weights and neurons")
        if value is None or len(value.shape) != 2:
            return target
        row, column = view.cell(item)
        across = value.shape[0] != view.rows and value.shape[1] == view.rows
        if across or value.shape[0] == view.rows:
            return f"{item.label}[{row},:]" if across else f"{item.label}[:,{column}]"
        return target

    def frozen(self) -> str:
        """Return what `f` holds at its value or lets go; ValueError says why there is nothing."""
        target, _, plan = self._target()
        if self.variable not in plan.writers:
            raise ValueError(f"{self.variable} is given: the loop does not change it")
        if self.variable not in plan.states:
            raise ValueError(f"{self.variable} is made anew in each iteration: f is for weights")
        return target

    def _target(self) -> tuple[str, ScriptView, ScriptPlan]:
        """Return the number under the cursor; ValueError if it cannot be changed."""
        found, view = self.edited(), self.view
        if isinstance(found, str):
            raise ValueError(found)
        assert view is not None and view.frame.plan is not None
        return found[0], view, view.frame.plan

    def put_cursor(self, frame: ScriptFrame) -> None:
        """Put the cursor on the cells that the command line named, once it stands there."""
        if frame.plan is None or frame.job or frame.playing:
            return
        cells, self.cells_to_come = self.cells_to_come, []
        for text in cells:
            try:
                value, cell = find(frame.forms, text)
                label = text[: text.rindex("[")] if cell else text
                items = [item for pane in self.arrays for item in pane.group.items]
                item = next((one for one in items if one.label == label), None)
                if item is None and label in self.arrangement.others:
                    item = Item(label)
                if item is None or len(cell) != len(value.shape):
                    raise ValueError(f"{text} is no number in a pane")
            except ValueError as error:
                self.say(f"--cell: {error}")
                continue
            self.choose(item, cell_of(value, cell, self.view.rows if self.view else 0))

    def choose(self, item: Item, cell: tuple[int, int]) -> None:
        if self._to_aim is not None and self._to_aim.label != item.label:
            self._to_aim = None
        self.pinned = item
        self._cells = {**self._cells, item.label: cell}
        self._choose_example(item, cell)
        if self.quiz.asked is not None and self.frame is not None:
            self.quiz.turn_to(self.frame, self._asked_about())
        self.repaint()

    def choose_place(self, place: Place) -> None:
        """Choose the number to which a hop has led."""
        if self.frame is None:
            return
        found = self._item(place.label)
        if found is None:
            return
        value, rows = found.value(self.frame.forms), self.view.rows if self.view else 0
        known = value is not None and len(place.cell) == len(value.shape)
        self.choose(found, cell_of(value, place.cell, rows) if value and known else (0, 0))

    def _item(self, label: str) -> Item | None:
        """Return the array, or the other variable, that a label names."""
        assert self.frame is not None
        shown = [item for pane in self.arrays for item in pane.group.items]
        for item in shown:
            if item.label == label or (not item.part and label in item.names):
                return item
        if label in self.frame.values:
            return Item(label)
        return None

    def explained_place(self) -> Place | None:
        """Return the number that is explained; None if there is none."""
        view = self.view
        if view is None or not view.subject.name:
            return None
        value = view.value(view.subject) or view.frame.values.get(view.subject.name)
        if value is None or value.array is None:
            return None
        index = index_of(value, view.cell(view.subject))
        return Place(view.subject.label, index, *view.frame.where)

    def move(self, rows: int, columns: int) -> Move | GoWhere | None:
        """Move the cursor or the focus; return the command that an arrow key gives, if any."""
        pane, view = self.current_pane(), self.view
        if pane is None or view is None:
            return None
        focused = self.focused is pane or self.enlarged is pane
        if focused and pane is self.source and (command := self.source.command(rows)):
            self.pinned = None
            return command
        if focused and pane is self.source and rows and self.source.chosen is not None:
            if self.source.move(view, rows):  # tab, left and right leave its lines
                self.repaint()
            return None
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
        if self.focused is None and pane.is_displayed:
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
        return (pane for pane in self.panes if pane.region.area and pane.is_displayed)
