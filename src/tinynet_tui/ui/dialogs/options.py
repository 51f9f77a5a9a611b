"""The options of a run in one dialog: data, hidden size, alpha, seed and iterations."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tinynet_tui.data.built_in import find, parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.names import MOST_TARGETS, NAMED, NAMES, Choice
from tinynet_tui.experiment.edits import plain_text
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import ALPHA_FIELD, DATASET, FIELDS, RUN_LENGTH
from tinynet_tui.support.parse_numbers import whole_number
from tinynet_tui.support.quote import quoted

from .dialog import Dialog

FILE_HINT = " or FILE.csv --target NAME --scale"


class FieldInput(Input):
    """The input of a field; up and down nudge its value, enter submits all fields at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "nudge(1)", "Up"),
        ("down", "nudge(-1)", "Down"),
    ]

    def __init__(self, field: Field, value: str, options: OptionsScreen) -> None:
        super().__init__(value, compact=True, id=field.title, select_on_focus=True)
        self.field, self._options = field, options

    def action_nudge(self, by: int) -> None:
        """Go to the next value up or down; an invalid one stays."""
        nudge = self.field.nudge
        nudged = None if nudge is None else nudge(self.value.strip(), by)
        if nudged is not None:
            self.value = nudged
            self.cursor_position = len(nudged)

    async def action_submit(self) -> None:
        self._options.take()

    def on_focus(self, event: events.Focus) -> None:
        self._options.explain(self.field)


class OptionsScreen(Dialog):
    """Asks for the experiment to run and its number of iterations."""

    about_run = True

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("f2", "presets", "Presets"),
    ]

    def __init__(
        self,
        experiment: Experiment,
        iterations: int,
        run: Callable[[Experiment, int], None],
        presets: Callable[[], None],
        *,
        files: bool = True,
    ) -> None:
        """Start from the current run; `run` takes the new one, `presets` opens the presets.

        Without `files`, only the file in use can be named.
        """
        super().__init__()
        self._experiment, self._run, self._presets = experiment, run, presets
        self._files = files
        values = {field: field.text(experiment) for field in FIELDS if field.hint}
        values |= {DATASET: data_text(experiment.dataset), RUN_LENGTH: str(iterations)}
        self._inputs = {
            field.name: FieldInput(field, value, self) for field, value in values.items()
        }
        dataset = experiment.dataset
        self._follows_data = dataset.is_file or experiment.alpha == dataset.alpha
        """Whether alpha is replaced with the data, if nobody types another one."""
        self._usual_alpha = self._inputs["alpha"].value
        self._reading = DATASET.name
        self._wrong: tuple[str, ...] | None = None
        """The values that were refused."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = "options"
            box.border_subtitle = "enter runs it · tab next field · f2 presets · esc cancels"
            for line in self._inputs.values():
                with Horizontal(classes="field"):
                    yield Static(line.field.title, classes="name")
                    yield line
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self._inputs[DATASET.name])  # at once: a key may follow already

    def explain(self, field: Field) -> None:
        """Show the hint of a field; for built-in data also what to look for."""
        if self._values != self._wrong:
            self._wrong = None
            look = self._look() if field is DATASET else ""
            hint = field.hint + FILE_HINT * (field is DATASET and self._files)
            self.say(f"{look}\n{hint}" if look else hint, wrong=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Clear the complaint, and adjust alpha when the data change."""
        if event.input is self._inputs[DATASET.name]:
            self._follow_data()
        if isinstance(self.focused, FieldInput):
            self.explain(self.focused.field)

    def _follow_data(self) -> None:
        """Replace alpha by the new data's learning rate unless it was chosen."""
        try:
            dataset = parse(self._values[0].strip())
        except ValueError:
            return
        alpha = self._inputs["alpha"]
        if self._has_usual_alpha:
            alpha.value = self._usual_alpha = plain_text(dataset.alpha)

    @property
    def _has_usual_alpha(self) -> bool:
        return self._follows_data and self._inputs["alpha"].value == self._usual_alpha

    def _look(self) -> str:
        try:
            return parse(self._values[0].strip()).remark
        except ValueError:
            return ""

    @property
    def _values(self) -> tuple[str, ...]:
        return tuple(line.value for line in self._inputs.values())

    def take(self) -> None:
        """Run the experiment and close, or show what is wrong and focus that field."""
        if not self.is_current:
            return
        try:
            experiment = self._experiment_asked()
            iterations = self._read(RUN_LENGTH)
        except ValueError as error:
            self.set_focus(self._inputs[self._reading])  # at once: a key may follow already
            self._wrong = self._values
            self.say(str(error), wrong=True)
            return
        self.dismiss()
        self._run(experiment, iterations)

    def _experiment_asked(self) -> Experiment:
        """Return the experiment that the fields describe; ValueError if one is wrong."""
        before = self._experiment
        usual = {field.name: field.default(before) for field in FIELDS if field.bound}
        experiment = replace(before, **usual)
        for field in FIELDS:
            value = getattr(before, field.name)
            if field.name in self._inputs:
                value = self._read(field)
            elif field.is_moved(before, experiment):
                value = field.default(experiment)  # the old value has no meaning here
            experiment = replace(experiment, **{field.name: value})
        if experiment.dataset != before.dataset and self._has_usual_alpha:
            # That of a file is known only now.
            experiment = replace(experiment, alpha=ALPHA_FIELD.default(experiment))
        return experiment

    def _read(self, field: Field) -> Any:
        """Return the value of a field; ValueError if it is wrong."""
        self._reading = field.name
        text = self._inputs[field.name].value.strip()
        if field is not DATASET:
            return field.options[0].read(text)
        before = self._experiment.dataset  # a file in use is not read again
        return before if text == data_text(before) else read_data(text, files=self._files)

    def action_presets(self) -> None:
        if self.is_current:
            self.dismiss()
            self._presets()


def data_text(dataset: Dataset) -> str:
    """Return data as they are typed into the first field."""
    first, *rest = list(dataset.arguments) or ["--dataset", dataset.spec]
    text = [first.removeprefix("--dataset=")] if first != "--dataset" else []
    return shlex.join([*text, *rest])


def read_data(text: str, *, files: bool = True) -> Dataset:
    """Return built-in data, or those of a file with options after its name, as in a shell."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise ValueError("a quotation mark is missing") from None
    switches = {option.flag: False for option in DATASET.options if option.metavar is None}
    given = {option.flag: list[str]() for option in DATASET.options if option.metavar}
    while words:
        flag, equals, value = words.pop(0).partition("=")
        if flag in switches and not equals:
            switches[flag] = True
        elif flag in given:
            if not equals and not words:
                raise ValueError(f"{flag} needs a value")
            given[flag].append(value if equals else words.pop(0))
        elif not given[DATASET.flag]:
            given[DATASET.flag].append(flag + equals + value)
        else:
            word = quoted(flag + equals + value, 30)
            raise ValueError(f"{word} is too much; put a name with blanks in quotes")
    if not any(given[DATASET.flag]):
        or_a_file = ", or a file" if files else ""
        raise ValueError(f"type the name of the data: {', '.join(NAMES)}{or_a_file}")
    targets = [whole_number(count, 1, MOST_TARGETS) for count in given["--targets"]]
    named = {what: tuple(given[f"--{what}"]) for what in NAMED}
    choice = Choice(targets[-1] if targets else None, **named)
    bias, scale = switches["--bias"], switches["--scale"]
    return find(given[DATASET.flag][-1], choice, bias=bias, scale=scale, files=files)
