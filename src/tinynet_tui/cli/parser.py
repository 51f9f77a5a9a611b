"""Reading the command line's options; whatever is wrong with them becomes one line.

Imports neither NumPy nor Textual until an experiment is to be built.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn, TypeVar

from tinynet_tui.support import parse_numbers as reading
from tinynet_tui.worker.speed import Pace, by_name

if TYPE_CHECKING:
    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.presets import Preset

Value = TypeVar("Value")

PROGRAM = "tinynet-tui"
COMMANDS = ("train", "verify", "explain", "lecture", "presets", "settings")
OF_TRAIN = ("--every", "--json")
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


class UsageError(Exception):
    """What is wrong with the arguments, in one line."""


class Parser(argparse.ArgumentParser):
    """Reads one command's options; what is wrong with them becomes a UsageError."""

    def __init__(self, command: str, description: str, *, helps: bool = True) -> None:
        """Read the options of a command, `--help` too if it helps; without one, the trainer's."""
        name = f"{PROGRAM} {command}".strip()
        super().__init__(
            prog=name,
            usage=f"{PROGRAM} [COMMAND] [options]" if not command else f"{name} [options]",
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            exit_on_error=False,
            add_help=False,
        )
        self._command = command
        if helps:
            self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Return the options; UsageError if something is wrong with them."""
        options = self._read(arguments)
        if getattr(options, "preset", None) is not None:
            self._set_preset(options)
            options = self._read(arguments)
        return options

    def _read(self, arguments: list[str]) -> argparse.Namespace:
        try:
            options, surplus = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            raise UsageError(self._explain(error)) from None
        if surplus:
            raise UsageError(self._refuse(surplus))
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

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would write together with the whole usage."""
        raise UsageError(message)

    def _explain(self, error: argparse.ArgumentError) -> str:
        option = (error.argument_name or "").split("/")[-1]
        action = self._option_string_actions.get(option)
        if error.message == "expected one argument" and action is not None:
            return f"{option} needs a value: {action.help}"
        if error.message.startswith("ignored explicit argument"):
            return f"{option} takes no value"
        return f"{option}: {error.message}"

    def _refuse(self, surplus: list[str]) -> str:
        word = next((word for word in surplus if word.startswith("-")), surplus[0])
        where = f"`{self.prog} --help` lists what there is"
        if word.startswith("-"):
            option = word.split("=")[0]
            command = f" for {self._command}" if self._command else ""
            if not self._command and option in OF_TRAIN:
                return f"{option} belongs to train: {PROGRAM} train {option}"
            hint = _nearest(option, self._option_string_actions) or where
            return f"unknown option {option!r}{command}; {hint}"
        if self._command:
            return f"{self._command} takes options only, not {word!r}; {where}"
        if word in COMMANDS:
            return f"the command comes first: {PROGRAM} {word} [options]"
        return f"unknown command {word!r}; {_nearest(word, COMMANDS) or where}"


def _nearest(word: str, known: Iterable[str]) -> str:
    """Ask for the one that may have been meant, if there is one: misspelt or cut short."""
    from difflib import get_close_matches

    names = {name.strip("-"): name for name in known}
    word = word.strip("-")
    longer = [name for name in names if len(word) > 1 and name.startswith(word)]
    found = longer if len(longer) == 1 else get_close_matches(word, names, n=1)
    return f"did you mean {names[found[0]]}?" if found else ""


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
        hint = _nearest(name, names)
        raise UsageError(f"--preset: {name!r} is none of {', '.join(names)}{hint and f'; {hint}'}")
    return preset


def build_experiment(options: argparse.Namespace) -> Experiment:
    """Build what the options describe; UsageError names the one that cannot be."""
    from tinynet_tui.data.data_text import find
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
            edits = tuple(Edit.parse(text, experiment) for text in options.edits)
        experiment = replace(experiment, edits=edits)
    return experiment


@contextmanager
def naming(option: str) -> Iterator[None]:
    """Turn a ValueError into a UsageError that names the option."""
    try:
        yield
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def integer(text: str) -> int:
    """Read a whole number."""
    return _read(reading.integer, text)


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from lowest to highest."""
    return lambda text: _read(reading.whole_number, text, lowest, highest)


def number(text: str) -> float:
    """Read a number."""
    return _read(reading.number, text)


def pace(text: str) -> Pace:
    """Read a rung of the ladder of paces."""
    return _read(by_name, text)


def _read(read: Callable[..., Value], text: str, *bounds: int) -> Value:
    """Read a value; what is wrong with it is said in its own words."""
    try:
        return read(text, *bounds)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
