"""The options that describe an experiment, and the experiment built from them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from tinynet_tui.experiment.fields import EDITS, FIELDS, RUN_LENGTH, Option, in_help
from tinynet_tui.experiment.limits import ITERATIONS

from .parser import PROGRAM, Parser, UsageError, argument, naming, nearest

if TYPE_CHECKING:
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.presets import Preset


class ExperimentParser(Parser):
    """Parses the options of an experiment, with a preset's settings as defaults."""

    def read(self, arguments: list[str]) -> argparse.Namespace:
        options = super().read(arguments)
        if options.preset is not None:
            self._set_preset(options)
            options = super().read(arguments)
        return options

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
                f"--preset: {preset.name} changes weights of {preset.network}, which --dataset "
                "and --hidden must leave as it is"
            )
        if is_its_own:
            for field in FIELDS:
                values |= field.values(experiment) if field.bound else {}
            values["at"] = preset.at
            if preset.cell and not known.get("cell"):
                values["cell"] = [preset.cell]
        self.set_defaults(**{name: value for name, value in values.items() if name in known})


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe an experiment."""
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help=f"settings worth a look, which `{PROGRAM} presets` lists; other options win over it",
    )
    for field in in_help():
        for option in field.options:
            add_option(parser, option)


def add_iterations(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add the option for the number of iterations; its help begins with `meaning`."""
    (option,) = RUN_LENGTH.options
    add_option(parser, option._replace(help=f"{meaning} {option.help}"), default=ITERATIONS)


def add_option(parser: argparse.ArgumentParser, option: Option, default: object = None) -> None:
    """Add an option of the table."""
    if option.metavar is None:
        parser.add_argument(option.flag, dest=option.name, action="store_true", help=option.help)
        return
    parser.add_argument(
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
        raise UsageError(f"--preset: {name!r} is none of {', '.join(names)}{hint and f'; {hint}'}")
    return preset


def build_experiment(options: argparse.Namespace) -> Experiment:
    """Build the experiment that the options describe; UsageError names the option at fault."""
    from tinynet_tui.experiment.experiment import Experiment

    experiment = Experiment()
    for field in FIELDS:
        with naming(field.flag):
            value = field.take(vars(options), experiment)
            experiment = replace(experiment, **{field.name: value})
    return experiment
