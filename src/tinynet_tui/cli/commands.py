"""The table of commands: what each is called, what it takes, and what runs it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import NamedTuple

from .lecture import lecture
from .reports import explain_command, presets_command, train_command, verify_command
from .settings import settings


class Command(NamedTuple):
    """A command of the program."""

    name: str
    help: str
    run: Callable[[list[str]], int]
    """Takes the arguments after the name; returns the exit status."""
    takes: str = ""
    """The arguments in the help."""


def _manual(arguments: list[str]) -> int:
    from .manual import manual  # the trainer opens without it

    return manual(arguments)


TABLE = (
    Command(
        "train", "train without a screen, printing what the video's script prints", train_command
    ),
    Command("verify", "compute all published numbers anew and compare them", verify_command),
    Command(
        "explain",
        "print a phase in plain text: its numbers, and how one of them comes about",
        explain_command,
    ),
    Command("lecture", "go through a lecture, the built-in one or your own", lecture, "[FILE]"),
    Command("presets", "list settings worth a look, for --preset", presets_command),
    Command("manual", "show a page of the manual, or list the pages", _manual, "[PAGE]"),
    Command("settings", "print the settings, and every mistake in their file", settings, "[FILE]"),
)
COMMANDS = tuple(command.name for command in TABLE)


def find(name: str) -> Command | None:
    """Return the command of that name; None if there is none."""
    return next((command for command in TABLE if command.name == name), None)


def listing() -> str:
    """Return the commands as the help lists them, in lines of 80 columns."""
    return "\n".join(
        textwrap.fill(
            command.help,
            80,
            initial_indent=f"  {f'{command.name} {command.takes}':<22}",
            subsequent_indent=" " * 24,
        )
        for command in TABLE
    )
