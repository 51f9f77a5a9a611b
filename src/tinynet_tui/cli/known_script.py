"""A file that is a built-in script with other numbers: the trainer has all it can do for it."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.support.files import FileError, read

from .experiment_options import ExperimentParser, add_experiment, add_iterations
from .opening import Opening, cell_of
from .parser import UsageError, naming
from .script_options import choice

if TYPE_CHECKING:
    from tinynet_tui.data.dataset import Dataset
    from tinynet_tui.export.known_script import Known
    from tinynet_tui.worker.scripts.saved_file import SavedFile

MOST_BYTES = 10_000_000
"""What is larger is a script of its own."""
MOST_NAMES = 8
"""So many numbers of a script are named."""


def known(options: argparse.Namespace) -> Opening | None:
    """Return what to open if a script's file is one of the built-in ones; otherwise None.

    Edits and steps by their number are those of the engine, which then runs it.
    """
    if options.set:
        return None
    from tinynet_tui.engine.refusal import Refusal
    from tinynet_tui.experiment.position import Position

    try:
        found = _read(options)
        if found is None:
            return None
        at = options.at and Position.parse(options.at, found.experiment.script)
    except (FileError, Refusal, ValueError):
        return None
    with naming("--cell"):
        cell = cell_of(options.cell, found.experiment)
    return Opening(found.experiment, found.iterations, at or None, cell, "")


def refuse_hidden(options: argparse.Namespace) -> None:
    """UsageError for hidden neurons that a script of the user's own cannot be given by number."""
    if options.hidden is None:
        return
    from tinynet_tui.engine.loops import choose
    from tinynet_tui.engine.refusal import Refusal
    from tinynet_tui.engine.seeds import settings
    from tinynet_tui.engine.source import read as parsed

    names: list[str] = []
    with suppress(FileError, Refusal):
        source = parsed(options.file, read(Path(options.file), MOST_BYTES).data)
        names = [one.name for one in settings(source.tree, choose(source.tree))]
    instead = f"--let changes a number of this one: {', '.join(names[:MOST_NAMES])}"
    if not names:
        instead = "this one has no such number"
    raise UsageError(f"--hidden is for the built-in scripts; {instead}")


def saved_file(options: argparse.Namespace) -> SavedFile:
    """Return the file of such a script, which may be saved anew."""
    from tinynet_tui.worker.scripts.saved_file import SavedFile

    return SavedFile(Path(options.file), lambda: _read(options))


def _read(options: argparse.Namespace) -> Known | None:
    """Return the run in the options' file; FileError, or Refusal if that is no Python."""
    data = read(Path(options.file), MOST_BYTES).data
    from tinynet_tui.engine.loops import choose
    from tinynet_tui.engine.source import read as parsed
    from tinynet_tui.export.known_script import known

    source = parsed(options.file, data)
    choose(source.tree)
    found = known(source, choice(options), _named)
    if found is None or options.hidden is None:
        return found
    with naming("--hidden"):
        return found._replace(experiment=replace(found.experiment, hidden=options.hidden))


def _named(command: str) -> Dataset | None:
    """Return the data that a command for `train` names; None if they cannot be had."""
    import shlex

    from tinynet_tui.experiment.experiment import Experiment
    from tinynet_tui.experiment.fields import DATASET

    parser = ExperimentParser("train", helps=False)
    add_experiment(parser)
    add_iterations(parser, "")
    with suppress(ValueError, UsageError):
        _, _, *words = shlex.split(command)
        found: Dataset = DATASET.take(vars(parser.read(words)), Experiment())
        return found
    return None
