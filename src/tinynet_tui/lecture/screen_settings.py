"""A screen as the settings of a scene, lines `name: value`, and read from them again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeVar

from tinynet_tui.data.built_in import parse as parse_built_in
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import DATASET, FIELDS, RUN_LENGTH
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.experiment.presets import Preset
from tinynet_tui.support.quote import quoted

from . import setting_values, until
from .outline import Located
from .own_data import is_built_in
from .parser import parse
from .scene import NUMBERS, Mistake
from .spotlights import CURVE

Value = TypeVar("Value")
Settings = Mapping[str, Located]

WRITTEN = (
    *("at", "cursor", "cell", "light", "view", "predict"),
    *(field.setting for field in (*FIELDS, RUN_LENGTH)),
)
"""The settings that are written."""

_PLACES = ("at", "until", "cell", "cursor")
"""The settings with which a scene does not stand where its preset does."""


@dataclass(frozen=True)
class ScreenState:
    """A screen: everything that a scene needs to show it again."""

    experiment: Experiment
    iterations: int
    """Where playing stops."""
    position: Position
    cursor: Cursor
    pinned: str | None
    """The variable to explain instead of the step's own."""
    light: str | None
    """The pane that is lit: a variable that it shows, or one of `spotlights.OTHERS`."""
    view: str = NUMBERS
    curve: bool = False
    predict: bool = False
    """True in quiz mode."""


class Head(NamedTuple):
    """What holds in a scene that does not set it."""

    experiment: Experiment = Experiment()
    iterations: int = ITERATIONS


# Writing.


def lines(
    screen: ScreenState, head: Head, of_file: Callable[[Dataset], str] | None = None
) -> Iterator[str]:
    """Yield a screen's settings, as far as they differ from the head's.

    `of_file` writes data that are not built in; without it, they raise ValueError.
    """
    experiment, script = screen.experiment, screen.experiment.script
    dimensions = experiment.dimensions
    yield f"at: {screen.position.text(script)}"
    axes = {axis for name in script.names for axis in dimensions.axes(name)}
    indices = [
        f"{axis} {at}" for axis, at in screen.cursor._asdict().items() if at and axis in axes
    ]
    if indices:
        yield f"cursor: {', '.join(indices)}"
    if screen.pinned:
        row, column = screen.cursor.cell(screen.pinned, dimensions)
        yield f"cell: {screen.pinned}[{row},{column}]"
    yield from looks(screen.light, screen.view, curve=screen.curve)
    if screen.predict:
        yield "predict: on"
    yield from _differences(screen, head, of_file)


def looks(light: str | None, view: str, *, curve: bool) -> Iterator[str]:
    """Yield the settings of what is lit, if anything is, and of the view, if it is another one."""
    lit = [light] if light else []
    lit += [CURVE] if curve else []
    if lit:
        yield f"light: {', '.join(lit)}"
    if view != NUMBERS:
        yield f"view: {view}"


def _differences(
    screen: ScreenState, head: Head, of_file: Callable[[Dataset], str] | None
) -> Iterator[str]:
    here, there = screen.experiment, head.experiment
    own = here.dataset != there.dataset and not is_built_in(here.dataset)
    if own and of_file is None:
        raise ValueError(f"a lecture takes built-in data only, not {here.dataset.name!r}")
    for field in FIELDS:
        if own and of_file and field is DATASET:
            yield f"{field.setting}: {of_file(here.dataset)}"
        elif not _is_default(field, here, there):
            yield f"{field.setting}: {field.text(here)}"
    if screen.iterations != head.iterations:
        yield f"{RUN_LENGTH.setting}: {screen.iterations}"


def _is_default(field: Field, here: Experiment, there: Experiment) -> bool:
    """True when a scene has this value without setting it; `there` is the head's experiment."""
    value, of_head = getattr(here, field.name), getattr(there, field.name)
    if not field.is_moved(here, there):
        return bool(value == of_head)
    if here.dataset.is_file and not field.bound:
        return False  # a default that is found by a trial
    # A field that is not bound may have been set in the head.
    return value == field.default(here) and (field.bound or value == of_head)


# Reading.


def read(text: str, data: Callable[[str], Dataset] = parse_built_in) -> ScreenState:
    """Read what `lines` has written for the usual head; ValueError for anything else.

    `data` finds the dataset that a text names.
    """
    outline, mistakes = parse(f"# -\n{text}")
    draft = outline.drafts[0]
    if other := draft.settings.keys() - {*WRITTEN} or draft.repeated:
        raise ValueError(f"{min(other)} is not what a screen shows")
    reader = Reader(mistakes, data)
    screen = reader.screen(draft.settings, Head())
    if mistakes:
        raise ValueError(min(mistakes).message)
    if len(outline.drafts) > 1 or draft.text or draft.question or draft.notes:
        raise ValueError("these are not the settings of one scene")
    return screen


class Reader:
    """Reads settings and collects the mistakes in them."""

    def __init__(
        self, mistakes: list[Mistake], data: Callable[[str], Dataset] = parse_built_in
    ) -> None:
        self._mistakes, self._data = mistakes, data
        self._for_all: Settings = {}
        """The settings of the head, which a preset does not outweigh."""

    def head(self, settings: Settings) -> Head:
        """Read what holds for all scenes."""
        _, experiment, iterations = self._run(settings, Head())
        if "preset" not in settings:
            self._for_all = settings
        return Head(experiment, iterations)

    def screen(self, settings: Settings, head: Head) -> ScreenState:
        """Read what a scene shows; what it does not set is as in the head."""
        preset, experiment, iterations = self._run(settings, head)
        cursor, pinned = self._cursor(settings, experiment)
        position = self._position(settings, preset, Head(experiment, iterations))
        if preset and preset.cursor and settings.keys().isdisjoint(_PLACES):
            pinned, cursor = preset.cursor
        explained = pinned or experiment.script.names[position.step - 1]
        read_light = partial(setting_values.light, explained=explained, experiment=experiment)
        unlit: tuple[str | None, bool] = (None, False)
        light, curve = self.value(settings, "light", read_light, unlit)
        return ScreenState(
            experiment,
            iterations,
            position,
            cursor,
            pinned,
            light,
            self.view(settings),
            curve,
            self.predict(settings),
        )

    def _run(self, settings: Settings, head: Head) -> tuple[Preset | None, Experiment, int]:
        """Return the preset if there is one, the experiment, and where playing stops."""
        preset, for_all = self.value(settings, "preset", setting_values.preset, None), self._for_all
        if preset is not None:
            head, for_all = Head(preset.experiment, preset.iterations), {}
        experiment = self._experiment(settings, head.experiment, for_all)
        count = self.value(settings, "iterations", setting_values.iterations, head.iterations)
        return preset, experiment, count

    def _position(self, settings: Settings, preset: Preset | None, run: Head) -> Position:
        usual = preset.position if preset else Position()
        if "until" not in settings:
            read = partial(setting_values.position, **run._asdict())
            return self.value(settings, "at", read, usual)
        self.one_place(settings)
        return self.value(settings, "until", partial(until.first, **run._asdict()), usual)

    def one_place(self, settings: Settings) -> None:
        """Find a mistake in a position that is set twice."""
        if "at" in settings and "until" in settings:
            message = f"until: the position is already set in line {settings['at'].line}"
            self._mistakes.append(Mistake(settings["until"].line, message))

    def predict(self, settings: Settings) -> bool:
        """Read whether the quiz is on."""
        return self.value(settings, "predict", setting_values.switch, False)

    def view(self, settings: Settings) -> str:
        """Read the view."""
        return self.value(settings, "view", setting_values.view, NUMBERS)

    def compared(self, settings: Settings, experiment: Experiment) -> Experiment | None:
        """Read the run to compare with, `seed 3, alpha 10`; None if there is none."""
        setting = settings.get("compare")
        if setting is None or setting.text == "none":
            return None
        changes: dict[str, Located] = {}
        known = [field.setting for field in FIELDS]
        for part in re.split(r",\s+", setting.text):
            name, _, value = part.partition(" ")
            if name not in known or not value.strip():
                hint = "write what is otherwise there, such as seed 3, or none"
                message = f"compare: {quoted(part, 40)}: {hint}"
                self._mistakes.append(Mistake(setting.line, message))
                return None
            changes[name] = Located(setting.line, value.strip(), "compare")
        before = len(self._mistakes)
        other = self._experiment(changes, experiment, {})
        if other == experiment and len(self._mistakes) == before:
            self._mistakes.append(Mistake(setting.line, "compare: this is the scene's own run"))
        return other

    def value(
        self, settings: Settings, name: str, read: Callable[[str], Value], default: Value
    ) -> Value:
        """Return a setting's value; the default if it is missing or wrong."""
        setting = settings.get(name)
        if setting is None:
            return default
        try:
            return read(setting.text)
        except ValueError as error:
            message = f"{setting.name or name}: {error}"
            self._mistakes.append(Mistake(setting.line, message))
            return default

    def _experiment(
        self, settings: Settings, experiment: Experiment, for_all: Settings
    ) -> Experiment:
        """Return the experiment with the settings applied to it.

        What is set `for_all` scenes stays when a setting that it follows is changed.
        """
        before = experiment
        usual = {field.name: field.default(before) for field in FIELDS if field.bound}
        experiment = replace(before, **usual)
        for field in FIELDS:
            if field.setting in settings:
                change = partial(self._change, field=field, experiment=experiment)
                experiment = self.value(settings, field.setting, change, experiment)
            else:
                moved = not settings.keys().isdisjoint(field.follows)
                anew = moved and (field.bound or field.setting not in for_all)
                value = field.default(experiment) if anew else getattr(before, field.name)
                experiment = replace(experiment, **{field.name: value})
        return experiment

    def _change(self, text: str, field: Field, experiment: Experiment) -> Experiment:
        value: Any = self._data(text) if field is DATASET else field.read(text, experiment)
        return replace(experiment, **{field.name: value})

    def _cursor(self, settings: Settings, experiment: Experiment) -> tuple[Cursor, str | None]:
        """Return the cursor, and the variable to explain if it is not the step's own."""
        dimensions = experiment.dimensions
        read_cursor = partial(setting_values.cursor, experiment=experiment)
        given = self.value(settings, "cursor", read_cursor, None)
        unpinned: tuple[Cursor, str | None] = (given or Cursor(), None)

        def read_cell(text: str) -> tuple[Cursor, str | None]:
            name, through = Cursor.parse(text, dimensions)
            cell = through.cell(name, dimensions)
            if given is not None and (at := given.cell(name, dimensions)) != cell:
                raise ValueError(f"the cursor is at {name}[{at[0]},{at[1]}]")
            return unpinned[0].through(name, cell, dimensions), name

        return self.value(settings, "cell", read_cell, unpinned)
