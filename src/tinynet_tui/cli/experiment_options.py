"""The options that describe an experiment, and the experiment built from them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from tinynet_tui.experiment.field import Option
from tinynet_tui.experiment.fields import EDITS, FIELDS, RUN_LENGTH, in_building_order
from tinynet_tui.experiment.limits import ITERATIONS

from .collected import OPTION, add_name
from .parser import PROGRAM, Parser, UsageError, argument, naming, nearest
from .script_names import script_meant

if TYPE_CHECKING:
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.presets import Preset


TRAINED = "what is trained"
"""The group of the options that describe an experiment."""
POSITION = """\
254:l1_error; 254 means 254:l2_error (default 0:l0)

A position is an iteration and a step. The steps are l0 l1 l2 l2_error l2_delta l1_error l1_delta
syn1 syn0; without a hidden layer they are l0 l1 l1_error l1_delta syn0. Without a step it is the
step at which the error is known.
"""
CELL = """\
explain a number: 'l1[2,0]' (default the step's first)

Rows and columns count from 0. It may be repeated: explain then prints every number. The trainer
explains the last one.
"""


OF_SCRIPTS = {"": ("--let", "--loop", "--error"), "train": ("--let",)}
OF_SCRIPTS["explain"] = OF_SCRIPTS[""]
"""Options that only scripts have, by the command that takes them; "" is the trainer."""


class ExperimentParser(Parser):
    """Parses the options of an experiment, with a preset's settings as defaults."""

    def read(self, arguments: list[str]) -> argparse.Namespace:
        options = super().read(arguments)
        if options.preset is not None:
            self._set_preset(options)
            options = super().read(arguments)
        return options

    def refusal(self, surplus: list[str]) -> str:
        option = surplus[0].split("=")[0]
        if option in OF_SCRIPTS.get(self.command, ()):
            return f"{option} belongs to a script: {self.prog} mine.py {option}"
        said, word = super().refusal(surplus), surplus[0]
        is_name = OPTION in self.option_names() and not any(one[:1] == "-" for one in surplus)
        return said.replace(self.where, script_meant(word) or self.where) if is_name else said

    def _set_preset(self, given: argparse.Namespace) -> None:
        """Make a preset's settings the defaults of the options.

        Its edits, to which others are added, and its position may not exist in another network or
        in other data, so there they are left out.
        """
        preset = build_preset(given.preset)
        experiment = preset.experiment
        values: dict[str, object] = {"iterations": preset.iterations}
        for field in FIELDS:
            values |= {} if field.bound else field.values(experiment)
        known = vars(given)  # `train` has no --at and no --cell
        is_its_own = all(getattr(given, name) in (None, values[name]) for name in EDITS.follows)
        if experiment.edits and not is_its_own:
            raise UsageError(
                f"--preset: {preset.name} edits weights of {preset.network}; "
                "--dataset and --hidden cannot change that network"
            )
        if is_its_own:
            for field in FIELDS:
                values |= field.values(experiment) if field.bound else {}
            values["at"] = preset.at
            if preset.cell and not known.get("cell"):
                values["cell"] = [preset.cell]
        self.set_defaults(**{name: value for name, value in values.items() if name in known})


def add_experiment(parser: Parser) -> None:
    """Add the options that describe an experiment."""
    group = parser.group(TRAINED)
    group.add_argument(
        "--preset",
        metavar="NAME",
        help=f"start from a preset (see `{PROGRAM} presets`)\n\n"
        "Another option replaces the preset's value.",
    )
    add_name(group)
    for field in FIELDS:
        for option in field.options:
            add_option(group, option)


def add_iterations(parser: Parser, meaning: str) -> None:
    """Add the option for the number of iterations; its help begins with `meaning`."""
    (option,) = RUN_LENGTH.options
    option = option._replace(help=f"{meaning} {option.help}")
    add_option(parser.group(TRAINED), option, default=ITERATIONS)


def add_position(parser: Parser, title: str, default: str | None = None) -> None:
    """Add the options for a position and a cell to a group."""
    group = parser.group(title)
    group.add_argument("--at", metavar="ITERATION[:STEP]", default=default, help=POSITION)
    group.add_argument("--cell", metavar="NAME[ROW,COL]", action="append", default=[], help=CELL)


def add_option(group: argparse._ArgumentGroup, option: Option, default: object = None) -> None:
    """Add an option of the table."""
    if option.metavar is None:
        group.add_argument(option.flag, dest=option.name, action="store_true", help=option.help)
        return
    group.add_argument(
        option.flag,
        dest=option.name,
        metavar=option.metavar,
        help=option.help,
        type=argument(option.read),
        action="append" if option.repeats else "store",
        default=[] if option.repeats else default,
    )


def build_preset(name: str) -> Preset:
    """Return the preset of that name; UsageError, listing all names, if there is none."""
    from tinynet_tui.experiment.presets import PRESETS, find

    preset = find(name)
    if preset is None:
        names = [preset.name for preset in PRESETS]
        hint = nearest(name, names)
        raise UsageError(
            f"--preset: {name!r} is not one of {', '.join(names)}{hint and f'; {hint}'}"
        )
    return preset


def build_experiment(options: argparse.Namespace) -> Experiment:
    """Build the experiment that the options describe; UsageError names the option at fault."""
    from tinynet_tui.experiment.experiment import Experiment

    experiment = Experiment()
    for field in in_building_order():
        with naming(field.flag):
            value = field.take(vars(options), experiment)
            experiment = replace(experiment, **{field.name: value})
    return experiment
