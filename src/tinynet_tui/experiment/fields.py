"""The table of an experiment's fields: how each is read, written, named and explained.

The command line's options, lectures, the options dialog, reports and commands all use it. It
imports NumPy only where a field's value needs it, so that help and most errors appear at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tinynet_tui.data.names import (
    CLOUDS,
    DEFAULT,
    FUNCTIONS,
    MOST_TARGETS,
    NAMED,
    NO_CLASSES,
    Choice,
)
from tinynet_tui.support.parse_numbers import integer, number, whole_number

from .field import Field, Option, Whole
from .limits import ALPHA, HIDDEN, ITERATIONS, MAX_HIDDEN, MAX_ITERATIONS, MAX_SEED, SEED
from .nudges import nudge_alpha, nudge_data, nudge_share, nudge_whole

if TYPE_CHECKING:
    from tinynet_tui.data.dataset import Dataset

    from .edits import Edit
    from .experiment import Experiment


class _Data(Field):
    def take(self, given: Mapping[str, Any], experiment: Experiment) -> Dataset:
        from tinynet_tui.data.built_in import find

        name = DEFAULT if given[self.name] is None else given[self.name]
        choice = Choice(given["targets"], **{what: tuple(given[what]) for what in NAMED})
        return find(name, choice, bias=given["bias"], scale=given["scale"])

    def read(self, text: str, experiment: Experiment) -> Dataset:
        from tinynet_tui.data.built_in import parse

        return parse(text)

    def text(self, experiment: Experiment) -> str:
        return experiment.dataset.spec

    def values(self, experiment: Experiment) -> dict[str, object]:
        data = experiment.dataset
        if not data.is_file:
            return {self.name: data.spec}
        choice = data.choice
        named = {what: list(names) for what, names in choice.named.items()}
        targets = None if choice.target else choice.targets or 1
        added = {"bias": data.bias, "scale": data.scaling is not None}
        return {self.name: data.spec, "targets": targets, **named, **added}

    def arguments(self, experiment: Experiment) -> list[str]:
        return list(experiment.dataset.arguments)

    def words(self, experiment: Experiment) -> str:
        return experiment.dataset.title


class _Hidden(Whole):
    def words(self, experiment: Experiment) -> str:
        return "-".join(map(str, experiment.sizes))

    def differs(self, one: Experiment, other: Experiment) -> bool:
        return one.sizes != other.sizes


class _Alpha(Field):
    def default(self, experiment: Experiment) -> float:
        if not experiment.dataset.is_file:
            return experiment.dataset.alpha
        from .chosen_alpha import chosen_alpha

        return chosen_alpha(experiment)

    def arguments(self, experiment: Experiment) -> list[str]:
        # With a file it is always said: it was found by a trial, and the file may change.
        if experiment.dataset.is_file:
            return [self.flag, self.text(experiment)]
        return super().arguments(experiment)


class _Test(Field):
    def read(self, text: str, experiment: Experiment) -> float:
        return number(text) + 0.0

    def text(self, experiment: Experiment) -> str:
        from .edits import plain_text

        return plain_text(experiment.test)

    def words(self, experiment: Experiment) -> str:
        return super().words(experiment) if experiment.test else ""


class _Edits(Field):
    def take(self, given: Mapping[str, Any], experiment: Experiment) -> tuple[Edit, ...]:
        from .edits import Edit

        return tuple(Edit.parse(text, experiment.dimensions) for text in given[self.name])

    def read(self, text: str, experiment: Experiment) -> tuple[Edit, ...]:
        return self.take({self.name: text.split() if text != "none" else []}, experiment)

    def text(self, experiment: Experiment) -> str:
        return " ".join(self.texts(experiment)) or "none"

    def values(self, experiment: Experiment) -> dict[str, object]:
        return {self.name: self.texts(experiment)}

    def arguments(self, experiment: Experiment) -> list[str]:
        return [word for text in self.texts(experiment) for word in (self.flag, text)]

    def words(self, experiment: Experiment) -> str:
        from .edits import counted

        return counted(len(experiment.edits), "edit") if experiment.edits else ""

    def texts(self, experiment: Experiment) -> list[str]:
        """Return each edit as `--set` takes it."""
        return [edit.text(experiment.script) for edit in experiment.edits]


DATASET = _Data(
    name="dataset",
    options=(
        Option(
            "--dataset",
            f"{', '.join((*FUNCTIONS, *CLOUDS))}, or a CSV file (default {DEFAULT})\n\n"
            f"Points in the plane ({', '.join(CLOUDS)}) take options: "
            "circle:points=200,noise=0.1,seed=7. A CSV file has an example in each row: first the "
            "inputs, then the target, unless --target names it. Columns of words become 0s and 1s. "
            "Of a Python file, these are the numbers of X and y in its text.",
            "NAME|FILE",
        ),
        Option(
            "--targets",
            f"target columns of a CSV file, 1 to {MOST_TARGETS} (default 1)",
            "N",
            partial(whole_number, lowest=1, highest=MOST_TARGETS),
        ),
        Option(
            "--target",
            "a target column of a CSV file; may be repeated\n\n"
            "It is a column's name, or its number from 1; several may have commas between them. "
            "@2 is the second column, even if another one has the name 2. "
            "A column of words gives an output for each word.",
            "NAME",
            repeats=True,
        ),
        Option(
            "--ignore",
            "leave a column of a CSV file out; may be repeated\n\nAs in --target.",
            "NAME",
            repeats=True,
        ),
        Option(
            "--classes",
            "a column whose numbers are classes; may be repeated\n\n"
            "Each number is then a word, with an output or an input of its own. As in --target; "
            f"{NO_CLASSES} means no column. Without it, whole numbers as targets are classes if "
            "there are few of them.",
            "NAME",
            repeats=True,
        ),
        Option("--bias", "add a column of ones to the inputs of a CSV file"),
        Option(
            "--scale",
            "scale each input of a CSV file to mean 0, deviation 1\n\n"
            "A column of words, or with the same number in all rows, is left alone. Targets "
            "outside 0 to 1 are scaled to 0 to 1.",
        ),
    ),
    title="data",
    hint="↑ ↓ choose; or circle:points=200,noise=0.1",
    nudge=nudge_data,
)
EDITS = _Edits(
    name="edits",
    options=(
        Option(
            "--set",
            "an edit: 'syn0[0,1]=0.5@100:l0'; may be repeated\n\n"
            "It sets a weight, an input or a target at a position: 'y[1,0]=0@254' sets a target at "
            "iteration 254. 'syn1[2,0]=off@0:l0' switches off a weight, 'l1[:,2]=off@100' a hidden "
            "neuron. 'syn1[2,0]=hold@100' holds a weight at its value, free lets it be trained "
            "again.",
            "EDIT",
            repeats=True,
            value_name="edits",
        ),
    ),
    words_order=1,
    follows=("dataset", "hidden"),
    bound=True,
)
ALPHA_FIELD = _Alpha(
    name="alpha",
    options=(
        Option(
            "--alpha",
            f"learning rate (default {ALPHA:g}, less for larger data)\n\n"
            "Any number above 0. For a CSV file the default is found by a short trial.",
            "RATE",
            number,
        ),
    ),
    words_order=1,
    title="alpha",
    hint="the learning rate, above 0",
    nudge=nudge_alpha,
    follows=("dataset",),
)
FIELDS: tuple[Field, ...] = (
    DATASET,
    _Hidden(
        name="hidden",
        options=(
            Option(
                "--hidden",
                f"hidden neurons, 0 to {MAX_HIDDEN} (default {HIDDEN})\n\n"
                "0 gives a network without a hidden layer.",
                "N",
                integer,
            ),
        ),
        title="hidden",
        hint=f"hidden neurons, 0 to {MAX_HIDDEN}; 0 gives iamtrask's two-layer network",
        nudge=nudge_whole(0, MAX_HIDDEN),
    ),
    ALPHA_FIELD,
    Whole(
        name="seed",
        options=(
            Option("--seed", f"chooses the random first weights (default {SEED})", "N", integer),
        ),
        title="seed",
        hint="chooses the random first weights",
        nudge=nudge_whole(0, MAX_SEED),
    ),
    EDITS,
    _Test(
        name="test",
        options=(
            Option(
                "--test",
                "hold back this share of the examples, such as 0.2\n\n"
                "They do not train the network; they test it. The seed chooses them, "
                "from each class its share, at least one in all.",
                "SHARE",
                number,
            ),
        ),
        words_order=1,
        title="test",
        hint="the share of the examples held back, such as 0.2; 0 for none",
        nudge=nudge_share,
    ),
)
"""All fields, each after those that it follows."""

RUN_LENGTH = Field(
    name="iterations",
    options=(
        Option(
            "--iterations",
            f"(default {ITERATIONS:,})",
            "N",
            partial(whole_number, lowest=1, highest=MAX_ITERATIONS),
        ),
    ),
    title="iterations",
    hint="playing stops after this many",
    nudge=nudge_whole(1, MAX_ITERATIONS, tenfold=True),
)
"""Where playing stops: not a field, for it changes no number, but an option beside them."""


def in_building_order() -> list[Field]:
    """Return the fields, those last whose default depends on others."""
    return sorted(FIELDS, key=lambda field: bool(field.follows))


def in_words() -> list[Field]:
    """Return the fields in the order of an experiment's description."""
    return sorted(FIELDS, key=lambda field: field.words_order)
