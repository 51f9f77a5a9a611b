"""`--script NAME` and the command `scripts`: the scripts of the collection.

NumPy is imported only when there is something to open.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.experiment.field import Field
from tinynet_tui.experiment.fields import DATASET, FIELDS

from .parser import PROGRAM, Example, Parser, UsageError, naming, nearest
from .ready import be_ready

if TYPE_CHECKING:
    from tinynet_tui.collection.collection import Collected
    from tinynet_tui.collection.fitted import Fitted
    from tinynet_tui.lab.lab import Visit

OPTION = "--script"
FITTED = ("dataset", "hidden", "alpha")
"""The fields of an experiment to which a script is fitted."""
OTHERWISE = "With your options the numbers differ."


@dataclass(frozen=True)
class Ours:
    """A script of the collection or of the lab, as it is to be run."""

    path: Path
    text: Fitted
    command: tuple[str, ...]
    """The words that open it."""
    greeting: str
    at: str
    visit: Visit | None = None
    """What is to be found in it, in the lab."""


@dataclass(frozen=True)
class ToOpen:
    """A script of ours that a command wants to be opened in the trainer."""

    name: str
    """What `--script` takes."""
    options: argparse.Namespace
    """How it is to be shown."""
    choosing: bool
    """True when the list of the lab comes first."""


def names_ours(arguments: list[str]) -> bool:
    """True when a script of the collection is among the arguments."""
    return any(word.partition("=")[0] == OPTION for word in arguments)


def add_name(group: argparse._ArgumentGroup) -> None:
    """Add the option that names a script."""
    group.add_argument(
        OPTION,
        metavar="NAME",
        help=f"open one of our scripts (see `{PROGRAM} scripts`)\n\n"
        f"`{PROGRAM} lab` lists those with a wrong line. "
        "With it go --dataset, --hidden and --alpha, and the options of a script: --seed, --let, "
        "--set, --loop and --error.",
    )


def fields() -> list[Field]:
    """Return the fields of an experiment to which a script is fitted."""
    return [field for field in FIELDS if field.name in FITTED]


def ours(options: argparse.Namespace) -> Ours:
    """Return the script that the options name, fitted to them; UsageError if that fails."""
    from dataclasses import replace

    from tinynet_tui.collection.fitted import fitted
    from tinynet_tui.experiment.experiment import Experiment

    if options.script.startswith("lab/"):
        return _of_lab(options)
    one = _named(options.script)
    experiment = Experiment()
    for field in fields():
        with naming(field.flag):
            value = field.take(vars(options), experiment)
            experiment = replace(experiment, **{field.name: value})
    if options.hidden == 0:
        raise UsageError("--hidden: these scripts have a hidden layer; 1 is the least")
    asked = None if options.dataset is None else experiment.dataset
    usual = 1.0 if asked is None or options.alpha is not None else experiment.alpha
    with naming(DATASET.flag):
        text = fitted(one, asked, options.hidden, options.alpha, usual)
    words = [PROGRAM, OPTION, one.name, *experiment.dataset.arguments] if asked else []
    words = words or [PROGRAM, OPTION, one.name]
    for name in ("hidden", "alpha"):
        value = getattr(options, name)
        words += [] if value is None else [f"--{name}", f"{value:g}"]
    changes = vars(options)  # `train` has no --set
    is_itself = text.data == one.text.encode() and changes["seed"] is None
    is_itself = is_itself and not (changes["let"] or changes.get("set"))
    greeting = one.greeting if is_itself else f"{one.greeting}\n{OTHERWISE}"
    return Ours(one.path, text, tuple(words), greeting, one.at)


def _of_lab(options: argparse.Namespace) -> Ours:
    """Return a script of the lab, which stays as it is."""
    from tinynet_tui.collection.fitted import Fitted
    from tinynet_tui.export.last_session import counts_path
    from tinynet_tui.lab.lab import LAB, Visit, find

    for field in fields():
        if vars(options)[field.name] is not None:
            raise UsageError(f"{field.flag}: a script of the lab stays as it is")
    bug = find(options.script)
    if bug is None:
        names = [f"lab/{one.name}" for one in LAB]
        hint = nearest(options.script, names) or f"`{PROGRAM} lab` lists the scripts"
        raise UsageError(f"{OPTION}: there is no {options.script!r}; {hint}")
    text = Fitted(bug.text.encode(), frozenset())
    command = (PROGRAM, OPTION, f"lab/{bug.name}")
    return Ours(bug.path, text, command, bug.greeting, "", Visit(bug, counts_path()))


def _named(name: str) -> Collected:
    from tinynet_tui.collection.collection import COLLECTION, find

    found = find(name)
    if found is None:
        names = [one.name for one in COLLECTION]
        hint = nearest(name, names)
        raise UsageError(
            f"{OPTION}: {name!r} is not one of {', '.join(names)}{hint and f'; {hint}'}"
        )
    return found


def scripts_parser() -> Parser:
    """Return the parser of `scripts`."""
    return Parser(
        "scripts",
        "List our scripts worth a look: each differs from the video's by the lines that matter.",
        (
            Example(f"{PROGRAM} scripts", "list all scripts"),
            Example(f"{PROGRAM} --script momentum", "open one of them"),
        ),
        takes="",
    )


def scripts_command(arguments: list[str]) -> int:
    """List the scripts; return the exit status."""
    scripts_parser().read(arguments)
    from tinynet_tui.report.scripts import list_scripts

    be_ready()
    return list_scripts()
