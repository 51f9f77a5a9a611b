"""The options that describe an experiment, and the experiment that they build."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from .parser import PROGRAM, Parser, UsageError, integer, naming, nearest, number, whole_number

if TYPE_CHECKING:
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.presets import Preset


LOGIC = ("xor", "and", "or", "copy-first", "parity")


CLOUDS = ("circle", "moons", "spiral", "blobs")
"""The built-in data, as in `net.datasets`, which would import NumPy."""


DEFAULT_DATA = "xor"
"""What is taken if nothing is said of it, nor by a preset."""


MOST_TARGETS = 16
"""The same as `net.csv_data`'s."""


ITERATIONS = 60_000
"""Where a run ends if nothing is said of it."""


MAX_ITERATIONS = 10**12
"""The same as `net.experiment`'s."""


class ExperimentParser(Parser):
    """Reads options that describe an experiment, those of a preset among them."""

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Return the options; UsageError if something is wrong with them."""
        options = super().read(arguments)
        if options.preset is not None:
            self._set_preset(options)
            options = super().read(arguments)
        return options

    def _set_preset(self, given: argparse.Namespace) -> None:
        """Make a preset's settings what is taken for the options that are not given.

        Its edits, to which others are added, and its place may not exist in another network or in
        other data, so they count in its own only.
        """
        preset = build_preset(given.preset)
        experiment = preset.experiment
        values: dict[str, object] = {
            "dataset": experiment.dataset.spec,
            "hidden": experiment.hidden,
            "alpha": experiment.alpha,
            "seed": experiment.seed,
            "iterations": preset.iterations,
        }
        is_its_own = all(
            getattr(given, name) in (None, values[name]) for name in ("dataset", "hidden")
        )
        if experiment.edits and not is_its_own:
            raise UsageError(
                f"--preset: {preset.name} changes weights of {preset.network}, which --dataset "
                "and --hidden must leave as it is"
            )
        if is_its_own:
            values["edits"] = [edit.text(experiment.script) for edit in experiment.edits]
            values["at"] = preset.at
            if preset.cell and not given.cell:
                values["cell"] = [preset.cell]
        known = vars(given)
        self.set_defaults(**{name: value for name, value in values.items() if name in known})


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe an experiment."""
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help=f"settings worth a look, which `{PROGRAM} presets` lists; other options win over it",
    )
    parser.add_argument(
        "--dataset",
        metavar="NAME|FILE",
        help=f"{', '.join(LOGIC)} (default {DEFAULT_DATA}), {', '.join(CLOUDS)}, which take "
        "options, as circle:points=200,noise=0.1,seed=7, or a CSV file",
    )
    parser.add_argument(
        "--targets",
        metavar="N",
        type=whole_number(1, MOST_TARGETS),
        help=f"of a CSV file: how many of its last columns are targets, 1 to {MOST_TARGETS} "
        "(default 1)",
    )
    parser.add_argument(
        "--bias", action="store_true", help="of a CSV file: add a column of ones to its inputs"
    )
    parser.add_argument(
        "--hidden",
        metavar="N",
        type=integer,
        help="hidden neurons, 0 to 64 (default 4); 0: no hidden layer",
    )
    parser.add_argument(
        "--alpha",
        metavar="A",
        type=number,
        help="learning rate, above 0 (default 1, less for larger data)",
    )
    parser.add_argument(
        "--set",
        metavar="EDIT",
        dest="edits",
        action="append",
        default=[],
        help="change something by hand on the way, for example 'syn0[0,1]=0.5@100:l0', "
        "'y[1,0]=0@254', 'syn1[2,0]=off@0:l0' or, a neuron, 'l1[:,2]=off@100'; may be repeated",
    )
    parser.add_argument(
        "--seed", metavar="N", type=integer, help="what the first weights are drawn by (default 1)"
    )


def add_iterations(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add the option that says how many there are."""
    parser.add_argument(
        "--iterations",
        metavar="N",
        type=whole_number(1, MAX_ITERATIONS),
        default=ITERATIONS,
        help=f"{meaning} (default {ITERATIONS:,})",
    )


def build_preset(name: str) -> Preset:
    """Return the preset of that name; UsageError lists those that there are."""
    from tinynet_tui.experiment.presets import PRESETS, find

    preset = find(name)
    if preset is None:
        names = [preset.name for preset in PRESETS]
        hint = nearest(name, names)
        raise UsageError(f"--preset: {name!r} is none of {', '.join(names)}{hint and f'; {hint}'}")
    return preset


def build_experiment(options: argparse.Namespace) -> Experiment:
    """Build what the options describe; UsageError names the one that cannot be."""
    from tinynet_tui.data.built_in import find
    from tinynet_tui.experiment.experiment import Experiment

    with naming("--dataset"):
        data = DEFAULT_DATA if options.dataset is None else options.dataset
        dataset = find(data, options.targets, bias=options.bias)
    experiment = Experiment(dataset=dataset, alpha=dataset.alpha)
    for name in ("hidden", "alpha", "seed"):
        value = getattr(options, name)
        if value is not None:
            with naming(f"--{name}"):
                experiment = replace(experiment, **{name: value})
    if options.edits:
        from tinynet_tui.experiment.edits import Edit

        with naming("--set"):
            edits = tuple(Edit.parse(text, experiment.dimensions) for text in options.edits)
        experiment = replace(experiment, edits=edits)
    return experiment
