"""Inputs of one's own: numbers to choose, to type and to nudge, and the outputs for them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.editable import is_toggle
from tinynet_tui.explain.called import brief
from tinynet_tui.ui.canvas.canvas import Row, Shown, first_fitting
from tinynet_tui.ui.canvas.pane import Pane

from .choice_row import choice_row
from .entry import Entry

TYPED = {**{digit: digit for digit in "0123456789"}, "full_stop": ".", "minus": "-"}
"""The keys that type a number, and what they type."""


class InputsPane(Pane[Shown]):
    """An example to change. With the focus, its keys change it; all others are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"type('{typed}')", show=False) for key, typed in TYPED.items()),
        Binding("backspace", "erase", show=False),
        Binding("left", "choose(-1)", show=False),
        Binding("right,enter", "choose(1)", show=False),
        Binding("up", "nudge(1)", show=False),
        Binding("down", "nudge(-1)", show=False),
    ]

    class Changed(Message):
        """Another input or output was chosen or changed."""

    def __init__(self, entry: Entry, *, id: str) -> None:
        super().__init__(id=id)
        self.entry = entry
        self._places: dict[int, list[tuple[range, int]]] = {}
        """The clickable columns of each row, with the index of their input or output."""

    @property
    @abstractmethod
    def data(self) -> Dataset | None:
        """The examples that the inputs are like; None while nothing can be changed."""

    def keys_foot(self, key: str, leave: str, width: int) -> str:
        """Return what is chosen, and the keys."""
        if not self.has_focus:
            return first_fitting(
                width, f" {key}: change the inputs, {leave}: close ", f" {key} {leave} "
            )
        entry = self.entry
        at = entry.at if entry.is_input else entry.output
        axis = "input" if entry.is_input else "output"
        name = "" if self.data is None else brief(axis, at, self.data, 24)
        return first_fitting(
            width,
            *[f" {name} ─ ←→ choose  ↑↓ 0-9 . - change  {key} close "] * bool(name),
            *[f" {name} ─ ←→  ↑↓ 0-9 . -  {key} close "] * bool(name),
            *[f" {name} ─ {key} close "] * bool(name),
            f" ←→ choose  ↑↓ 0-9 . - change  {key} close ",
            f" ←→  ↑↓ 0-9 . -  {key} close ",
            f" {key} close ",
        )

    def choice(self, name: str, texts: Sequence[str], first: int, y: int, width: int) -> Row:
        """Return a row of inputs or outputs; `first` is the index of its first."""
        chosen = self.entry.at - first if self.entry.at - first in range(len(texts)) else None
        choice = choice_row(name, texts, chosen, width, focused=self.has_focus)
        self._places[y] = [(span, first + index) for span, index in choice.places]
        return choice.row

    # How it is used.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.view is None or self.data is not None

    def action_type(self, character: str) -> None:
        if self.data is not None:
            toggles = self.entry.is_input and is_toggle(self.entry.at, self.data)
            self.entry.type(character, toggles=toggles)
        self._show_again()

    def action_erase(self) -> None:
        self.entry.erase()
        self._show_again()

    def action_choose(self, steps: int) -> None:
        self.entry.choose(self.entry.at + steps)
        self._show_again()

    def tab(self, steps: int) -> bool:
        """Choose the next input or output, as in a form; False beyond the last one."""
        there = self.entry.at + steps
        stays = self.data is not None and 0 <= there <= self.entry.last
        self.entry.choose(there if stays else 0)
        self._show_again()
        return stays

    def enter(self, steps: int) -> None:
        """Choose the first input, or coming from behind, the last one or output."""
        self.entry.choose(0 if steps > 0 else self.entry.last)
        self._show_again()

    def action_nudge(self, steps: int) -> None:
        if self.data is not None:
            self.entry.nudge(steps, self.data)
        self._show_again()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.view and self.data is not None:
            try:
                said = self.entry.fill(event.text, self.data)
            except ValueError as error:
                said = str(error)
            self.app.clear_notifications()  # an older one would cover the prediction
            if said:
                self.app.notify(said, markup=False)
            self._show_again()

    def on_click(self, event: events.Click) -> None:
        for span, at in self._places.get(event.y - 1, []):
            if event.x - 1 in span:
                self.entry.choose(at)
        self._show_again()

    def _show_again(self) -> None:
        if self.view:
            self.show(self.view)
        self.post_message(self.Changed())
