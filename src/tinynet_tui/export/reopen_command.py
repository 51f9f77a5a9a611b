"""The command that opens an experiment at a position; options at their defaults are left out."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.fields import FIELDS, RUN_LENGTH
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position

PROGRAM = "tinynet-tui"


def describe(experiment: Experiment) -> list[str]:
    """Return the options that describe an experiment; all commands take them."""
    return [word for field in FIELDS for word in field.arguments(experiment)]


def reopen(
    experiment: Experiment, iterations: int, position: Position, subject: str, cursor: Cursor
) -> list[str]:
    """Return the command that opens the trainer at a position and explains the subject's cell.

    Playing stops after `iterations`. Speed and appearance are left out. A CSV file keeps the name
    that was given.
    """
    script = experiment.script
    words = [PROGRAM, *describe(experiment), *_up_to(iterations)]
    if position != Position():
        words += ["--at", position.text(script)]
    names = [*_beside(subject, cursor, experiment), subject]
    cells = [(name, cursor.cell(name, experiment.dimensions)) for name in names]
    if cells != [(script.names[position.step - 1], (0, 0))]:
        for name, cell in cells:
            words += ["--cell", f"{name}[{cell[0]},{cell[1]}]"]
    return words


def _beside(subject: str, cursor: Cursor, experiment: Experiment) -> list[str]:
    """Return variables whose cells give the cursor on the axes that the subject lacks."""
    axes = experiment.dimensions.axes
    missing = {axis for axis, index in cursor._asdict().items() if index} - {*axes(subject)}
    names = []
    for name in (experiment.script.roles.input, *experiment.script.weights, "y"):
        if missing & {*axes(name)}:
            missing -= {*axes(name)}
            names.append(name)
    return names


def train(experiment: Experiment, iterations: int) -> list[str]:
    """Return the command that trains a number of iterations without a screen."""
    return [PROGRAM, "train", *describe(experiment), *_up_to(iterations)]


def _up_to(iterations: int) -> list[str]:
    return [] if iterations == ITERATIONS else [RUN_LENGTH.flag, str(iterations)]


def line(words: Iterable[str]) -> str:
    """Return words as one printable line for a shell."""
    return " ".join(map(quoted, words))


def quoted(word: str) -> str:
    """Quote a word for a shell if needed.

    A word with unprintable characters becomes `$'...'`, which bash, zsh and ksh understand.
    """
    if word.isprintable():
        return shlex.quote(word)
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b"'\\" else f"\\{byte:03o}"
        for byte in os.fsencode(word)
    )
    return f"$'{escaped}'"


def wrapped(words: Sequence[str], width: int) -> list[str]:
    """Return a command for a shell in lines of at most `width` characters.

    An option stays in one line with its value, even if that line is longer.
    """
    lines: list[str] = []
    for part in _parts(words):
        if lines and len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(f"  {part}" if lines else part)
    return [f"{text} \\" for text in lines[:-1]] + lines[-1:]


def _parts(words: Sequence[str]) -> list[str]:
    parts: list[str] = []
    for before, word in zip(("", *words), words, strict=False):
        if before.startswith("--") and not word.startswith("--"):
            parts[-1] += f" {quoted(word)}"
        else:
            parts.append(quoted(word))
    return parts
