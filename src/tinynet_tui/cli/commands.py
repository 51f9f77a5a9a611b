"""The table of commands: what each is called, what it takes, and what runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .collected import ToOpen, scripts_command, scripts_parser
from .compare import compare, compare_parser
from .completion import completion_parser, print_script
from .follow import follow, follow_parser
from .lab import lab, lab_parser
from .lecture import lecture, lecture_parser
from .manual import manual, manual_parser
from .parser import Parser
from .reports import (
    explain_command,
    explain_parser,
    presets_command,
    presets_parser,
    train_command,
    train_parser,
    verify_command,
    verify_parser,
)
from .script_reports import check, check_parser
from .serve import guest_parser, serve, serve_parser
from .settings import settings, settings_parser
from .speaker import speaker, speaker_parser


class Command(NamedTuple):
    """A command of the program."""

    name: str
    help: str
    run: Callable[[list[str]], int | ToOpen]
    """Takes the arguments after the name; returns the exit status, or what the trainer opens."""
    parser: Callable[[], Parser]
    """Returns the parser of these arguments."""
    takes: str = ""
    """The arguments in the help."""
    completed: Callable[[], Parser] | None = None
    """Returns the parser of all that it takes, if that is more."""


def _completion(arguments: list[str]) -> int:
    commands = {one.name: (one.help, one.completed or one.parser) for one in TABLE}
    return print_script(arguments, commands)


TABLE = (
    Command("train", "train without a screen, and print the errors", train_command, train_parser),
    Command(
        "verify", "compare all published numbers digit by digit", verify_command, verify_parser
    ),
    Command("explain", "print one step with its arithmetic", explain_command, explain_parser),
    Command(
        "compare",
        "find the first difference between two scripts",
        compare,
        compare_parser,
        "FILE [OTHER]",
    ),
    Command("check", "check the slopes of your own script", check, check_parser, "FILE.py"),
    Command("lecture", "show a lecture, built in or your own", lecture, lecture_parser, "[FILE]"),
    Command("follow", "follow a class that somebody leads", follow, follow_parser, "[NAME]"),
    Command("speaker", "show the notes, and drive your lecture", speaker, speaker_parser, "[NAME]"),
    Command(
        *("serve", "show the trainer in a browser", serve, serve_parser),
        completed=guest_parser,
    ),
    Command("presets", "list experiments worth a look", presets_command, presets_parser),
    Command("scripts", "list scripts worth a look", scripts_command, scripts_parser),
    Command("lab", "find the wrong line in a script of ours", lab, lab_parser, "[NAME]"),
    Command("manual", "show a page of the manual", manual, manual_parser, "[PAGE]"),
    Command("settings", "print and check your settings", settings, settings_parser, "[FILE]"),
    Command("completion", "print a script for a shell", _completion, completion_parser, "[SHELL]"),
)
COMMANDS = tuple(command.name for command in TABLE)


def find(name: str) -> Command | None:
    """Return the command of that name; None if there is none."""
    return next((command for command in TABLE if command.name == name), None)


def listing() -> str:
    """Return the commands as the help lists them, a line each."""
    return "\n".join(f"  {f'{one.name} {one.takes}':<23}{one.help}" for one in TABLE)
