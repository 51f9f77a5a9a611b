"""What is run: data, hidden size, alpha, seed and iterations, in one dialog."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from decimal import Decimal
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tinynet_tui.data.built_in import NAMES, find, parse
from tinynet_tui.data.csv_file import MOST_TARGETS
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import plain_text
from tinynet_tui.experiment.experiment import MAX_HIDDEN, Experiment
from tinynet_tui.experiment.position import MAX_ITERATIONS
from tinynet_tui.support.parse_numbers import integer, number, whole_number

from .dialog import Dialog

Value = TypeVar("Value")

FIELDS = ("data", "hidden", "alpha", "seed", "iterations")
FILE_HINT = "; or FILE.csv --targets 2 --bias"
HINTS = {
    "data": "↑ ↓ built in; circle:points=200,noise=0.1",
    "hidden": f"hidden neurons, 0 to {MAX_HIDDEN}; with 0 it is the article's two-layer network",
    "alpha": "the learning rate, above 0",
    "seed": "what the first weights are drawn by",
    "iterations": "where playing stops",
}


class Field(Input):
    """A line of the dialog; up and down nudge what stands in it, enter answers at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "nudge(1)", "Up"),
        ("down", "nudge(-1)", "Down"),
    ]

    def __init__(self, name: str, value: str, options: OptionsScreen) -> None:
        """Begin with a value."""
        super().__init__(value, compact=True, id=name, select_on_focus=True)
        self._options = options

    def action_nudge(self, by: int) -> None:
        """Go to the next value up or down; stay where what stands there is none."""
        nudged = NUDGES[self.id or ""](self.value.strip(), by)
        if nudged is not None:
            self.value = nudged
            self.cursor_position = len(nudged)

    async def action_submit(self) -> None:
        """Take everything as it stands."""
        self._options.take()

    def on_focus(self, event: events.Focus) -> None:
        """Say what belongs in it."""
        self._options.explain(self.id or "")


class OptionsScreen(Dialog):
    """Asks for everything that a run begins with."""

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
        """Begin with what is run now; `run` takes what is wanted, `presets` shows the presets.

        Without `files` no other file can be named than the one that is used now.
        """
        super().__init__()
        self._experiment, self._run, self._presets = experiment, run, presets
        self._files = files
        values = (
            data_text(experiment.dataset),
            str(experiment.hidden),
            experiment.alpha_text,
            str(experiment.seed),
            str(iterations),
        )
        self._fields = {
            name: Field(name, value, self) for name, value in zip(FIELDS, values, strict=True)
        }
        self._alpha_of = experiment.dataset
        """The data to which alpha, as it stands there, belongs."""
        self._reading = ""
        self._wrong: tuple[str, ...] | None = None
        """The values that were complained of."""

    def compose(self) -> ComposeResult:
        """Show a line for each, and below them what belongs there or what is wrong."""
        with Vertical(id="box") as box:
            box.border_title = "options"
            box.border_subtitle = "enter runs it · tab · esc · f2 presets"
            for name, field in self._fields.items():
                with Horizontal(classes="field"):
                    yield Static(name, classes="name")
                    yield field
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the data."""
        self.set_focus(self._fields["data"])  # at once: the next key is for it

    def explain(self, name: str) -> None:
        """Say what belongs in a field; of data that are built in, what to look for."""
        if self._values != self._wrong:
            self._wrong = None
            look = self._look() if name == "data" else ""
            hint = HINTS[name] + FILE_HINT * (name == "data" and self._files)
            self._say(f"{look}\n{hint}" if look else hint, wrong=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take a complaint back, and alpha along with other data as long as it is theirs."""
        if event.input.id == "data":
            self._follow_data()
        if isinstance(self.focused, Field):
            self.explain(self.focused.id or "")

    def _follow_data(self) -> None:
        """Put the learning rate of other data in the place of the one of those before."""
        try:
            dataset = parse(self._values[0].strip())
        except ValueError:
            return
        alpha = self._fields["alpha"]
        if alpha.value == plain_text(self._alpha_of.alpha):
            alpha.value = plain_text(dataset.alpha)
        self._alpha_of = dataset

    def _look(self) -> str:
        try:
            return parse(self._values[0].strip()).look
        except ValueError:
            return ""

    @property
    def _values(self) -> tuple[str, ...]:
        return tuple(field.value for field in self._fields.values())

    def take(self) -> None:
        """Run what is asked for and close, or say what is wrong and where."""
        if not self.is_current:
            return
        try:
            dataset = self._read("data", self._dataset)
            hidden = self._read("hidden", lambda text: Experiment(hidden=integer(text)).hidden)
            alpha = self._read("alpha", lambda text: Experiment(alpha=number(text)).alpha)
            if dataset != self._alpha_of and alpha == self._alpha_of.alpha:
                alpha = dataset.alpha  # a file's is known only now
            seed = self._read("seed", lambda text: Experiment(seed=integer(text)).seed)
            iterations = self._read(
                "iterations", lambda text: whole_number(text, 1, MAX_ITERATIONS)
            )
        except ValueError as error:
            self.set_focus(self._fields[self._reading])  # at once: the next key is for it
            self._wrong = self._values
            self._say(str(error), wrong=True)
            return
        before = self._experiment
        same = dataset == before.dataset and hidden == before.hidden
        # What was changed by hand stays where it means the same.
        edits = before.edits if same else ()
        self.dismiss()
        self._run(Experiment(dataset, hidden, alpha, seed, edits), iterations)

    def _read(self, name: str, read: Callable[[str], Value]) -> Value:
        """Return what a field holds; ValueError says what is wrong with it."""
        self._reading = name
        return read(self._fields[name].value.strip())

    def _dataset(self, text: str) -> Dataset:
        """Return data; a file that is used already is not read again."""
        before = self._experiment.dataset
        return before if text == data_text(before) else read_data(text, files=self._files)

    def action_presets(self) -> None:
        """Show the presets instead."""
        if self.is_current:
            self.dismiss()
            self._presets()

    def _say(self, text: str, *, wrong: bool) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(text)
        hint.set_class(wrong, "wrong")


def data_text(dataset: Dataset) -> str:
    """Return data as the first field takes them."""
    words = list(dataset.arguments) or ["--dataset", dataset.spec]
    first, *rest = words
    text = [first.removeprefix("--dataset=")] if first != "--dataset" else []
    return shlex.join([*text, *rest])


def read_data(text: str, *, files: bool = True) -> Dataset:
    """Read what is built in or, of files, a name and behind it `--targets N` and `--bias`."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise ValueError("a quote is not closed") from None
    name, targets, bias = "", None, False
    while words:
        word = words.pop(0)
        if word == "--bias":
            bias = True
        elif word == "--targets":
            targets = whole_number(words.pop(0) if words else "", 1, MOST_TARGETS)
        elif not name:
            name = word
        else:
            raise ValueError(f"{word[:30]!r} is too much; a name with blanks takes quotes")
    if not name:
        or_a_file = ", or a file" if files else ""
        raise ValueError(f"the name of data is missing: {', '.join(NAMES)}{or_a_file}")
    return find(name, targets, bias=bias, files=files)


def _nudge_data(text: str, by: int) -> str | None:
    names = list(NAMES)
    name = text.partition(":")[0]
    return names[(names.index(name) - by) % len(names)] if name in names else names[0]


def _nudge_alpha(text: str, by: int) -> str | None:
    """Go along 0.1, 0.2, 0.5, 1, 2, 5, 10, ..."""
    try:
        alpha = Decimal(plain_text(number(text)))
    except ValueError:
        return None
    if not (alpha.is_finite() and alpha > 0):
        return None
    exponent = alpha.adjusted()
    rungs = [Decimal(digit).scaleb(exponent + up) for up in (-1, 0, 1) for digit in (1, 2, 5)]
    beyond = [rung for rung in rungs if (rung > alpha if by > 0 else rung < alpha)]
    rung = float(min(beyond) if by > 0 else max(beyond))
    return plain_text(rung) if 0 < rung < float("inf") else None


def _nudge_whole(lowest: int, highest: int, *, tenfold: bool = False) -> Nudge:
    def nudge(text: str, by: int) -> str | None:
        try:
            value = integer(text)
        except ValueError:
            return None
        if tenfold:
            value = value * 10 if by > 0 else value // 10
        else:
            value += by
        return str(min(max(value, lowest), highest))

    return nudge


Nudge = Callable[[str, int], str | None]
NUDGES: dict[str, Nudge] = {
    "data": _nudge_data,
    "hidden": _nudge_whole(0, MAX_HIDDEN),
    "alpha": _nudge_alpha,
    "seed": _nudge_whole(0, 2**32 - 1),
    "iterations": _nudge_whole(1, MAX_ITERATIONS, tenfold=True),
}
