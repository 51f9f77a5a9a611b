"""The options of a script in one dialog: its seed, its settings, its loop, its error."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from tinynet_tui.engine.plan import Choice
from tinynet_tui.support.parse_numbers import whole_number

from .dialog import Dialog

SEED, LOOP, ERROR = "seed", "loop in line", "error"
MOST_SEED = 2**32 - 1
HINTS = {
    SEED: "the seed of the random numbers, wherever the script sets it",
    LOOP: "the line of the loop that is stepped",
    ERROR: "an expression, such as abs(y - l2).mean(); if empty, the trainer finds one",
}


class ScriptField(Input):
    """The input of a field; enter submits all fields at once."""

    def __init__(self, title: str, value: str, options: ScriptOptions) -> None:
        super().__init__(value, compact=True, select_on_focus=True)
        self.title, self._options = title, options

    async def action_submit(self) -> None:
        self._options.take()

    def on_focus(self) -> None:
        self._options.say(HINTS.get(self.title, "a number in the script's text"), wrong=False)


class ScriptOptions(Dialog):
    """Asks for another seed, other settings, another loop or error of a script."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("f2", "scripts", "Scripts"),
    ]

    def __init__(
        self,
        choice: Choice,
        settings: Mapping[str, float],
        seed: int | None,
        loop: int,
        error: str | None,
        run: Callable[[Choice], None],
        scripts: Callable[[], None] | None = None,
    ) -> None:
        """Start from the present choice, the numbers of the text and the present error.

        `run` takes the new choice. `scripts` lists the scripts of the collection, if one can be
        opened here.
        """
        super().__init__()
        self._scripts = scripts
        self._choice, self._settings, self._run = choice, settings, run
        values = {name: f"{value!r}" for name, value in settings.items()}
        if seed is not None:
            values = {SEED: str(seed), **values}
        values |= {LOOP: str(loop), ERROR: error or ""}
        self._fields = {title: ScriptField(title, value, self) for title, value in values.items()}
        self._old = values

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box") as box:
            box.can_focus = False
            box.border_title = "options"
            scripts = "f2 scripts · " if self._scripts else ""
            box.border_subtitle = f"enter runs it · tab next field · {scripts}esc cancels"
            for title, line in self._fields.items():
                with Horizontal(classes="field"):
                    yield Static(title, classes="name", markup=False)
                    yield line
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(next(iter(self._fields.values())))  # at once: a key may follow already

    def action_scripts(self) -> None:
        if self.is_current and self._scripts is not None:
            self.dismiss()
            self._scripts()

    def take(self) -> None:
        """Run the script with the new choice and close, or show what is wrong."""
        if not self.is_current:
            return
        title = ""
        choice, lets = self._choice, dict(self._choice.lets or {})
        try:
            for title, line in self._fields.items():
                text = line.value.strip()
                if text == self._old[title]:
                    continue
                if title == SEED:
                    choice = replace(choice, seed=whole_number(text, 0, MOST_SEED))
                elif title == LOOP:
                    choice = replace(choice, loop=whole_number(text, 1, 10**6))
                elif title == ERROR:
                    choice = replace(choice, error=text or None)
                else:
                    lets[title] = _number(text)
        except ValueError as error:
            self.set_focus(self._fields[title])
            self.say(f"{title}: {error}", wrong=True)
            return
        self.dismiss()
        self._run(replace(choice, lets=lets or None))


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError("it must be finite")
    return int(value) if text.lstrip("+-").isdecimal() else value
