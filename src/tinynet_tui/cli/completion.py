"""The command `completion`: a script with which a shell completes this program's words.

shtab, which writes the script from the parsers, is imported only then.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from tinynet_tui.data.names import NAMES
from tinynet_tui.support.quote import quoted
from tinynet_tui.worker.speed import LADDER

from .experiment_options import ExperimentParser
from .opening import add_any_run, add_run
from .parser import PROGRAM, Example, Parser, UsageError, in_short, require_output

SHELLS = ("bash", "zsh", "fish")
ABOUT = (
    "Print a script with which a shell completes commands, options, and names of data, presets, "
    "scripts, speeds and pages at the tab key. After an option that takes a file it completes file "
    "names. Without SHELL, print how to use the scripts."
)
EXAMPLES = (
    Example(f"{PROGRAM} completion bash", "print the script for bash"),
    Example(f"{PROGRAM} completion zsh > _{PROGRAM} && echo written", "write the one for zsh"),
)
HOW_TO = f"""\
bash  add this line to ~/.bashrc:  eval "$({PROGRAM} completion bash)"
zsh   in a folder of your fpath:   {PROGRAM} completion zsh > _{PROGRAM}
fish  {PROGRAM} completion fish > ~/.config/fish/completions/{PROGRAM}.fish"""
LONGEST_NAME = 40
DATA = "_tinynet_tui_data"
"""The function that completes names of data and files."""


class ShellParser(Parser):
    """Parses the name of a shell."""

    def refusal(self, surplus: list[str]) -> str:
        if any(word.startswith("-") for word in surplus):
            return super().refusal(surplus)
        return f"completion takes one shell, and {quoted(surplus[0], LONGEST_NAME)} is a second one"


def completion_parser() -> ShellParser:
    """Return the parser of `completion`."""
    parser = ShellParser("completion", ABOUT, EXAMPLES, takes="[SHELL]")
    parser.group("which shell").add_argument(
        "shell",
        metavar="SHELL",
        nargs="?",
        help=f"{', '.join(SHELLS)} (default how to use the scripts)",
    )
    return parser


def print_script(
    arguments: list[str], commands: Mapping[str, tuple[str, Callable[[], Parser]]]
) -> int:
    """Print the script for a shell; `commands` are the help and the parser of each command."""
    shell = completion_parser().read(arguments).shell
    if shell is None:
        require_output()
        print(HOW_TO)
        return 0
    if shell not in SHELLS:
        raise UsageError(f"{quoted(shell, LONGEST_NAME)} is not one of {', '.join(SHELLS)}")
    import shtab

    whole = _whole(commands)
    for parser in (whole, *_subparsers(whole)):
        for action in parser._actions:
            _mark(action)
    script = shtab.complete(whole, shell=shell, root_prefix="tinynet_tui")
    require_output()
    print(script)
    return 0


def _whole(commands: Mapping[str, tuple[str, Callable[[], Parser]]]) -> Parser:
    """Return the parser of the trainer, with the commands as argparse's own."""
    whole = ExperimentParser("")
    whole.add_argument("--version", action="version", help="print the version")
    add_run(whole)
    add_any_run(whole)
    made = {name: parser() for name, (_, parser) in commands.items()}

    def parser_of(prog: str, **_: object) -> Parser:
        return made[prog.split()[-1]]

    under = whole.add_subparsers(dest="command", parser_class=cast(type[Parser], parser_of))
    for name, (meaning, _) in commands.items():
        under.add_parser(name, help=meaning)
    return whole


def _subparsers(whole: Parser) -> list[Parser]:
    (under,) = (one for one in whole._actions if isinstance(one, argparse._SubParsersAction))
    return list(under.choices.values())


def _mark(action: argparse.Action) -> None:
    """Say how the value of an option is completed, and shorten its help."""
    import shtab

    if action.help and action.help != argparse.SUPPRESS:
        action.help = in_short(action.help)
    elif action.dest == "help":
        action.help = "show the help"
    if action.dest in ("file", "other", "settings", "handout"):
        action.complete = shtab.FILE  # type: ignore[attr-defined]
    elif action.dest == "dataset":
        action.complete = _data()  # type: ignore[attr-defined]
    elif action.dest in _names():
        action.choices = _names()[action.dest]
    if isinstance(action.metavar, str):
        action.metavar = action.metavar.split("[")[0]  # a bracket means something in zsh


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the values of options and arguments that have names."""
    from tinynet_tui.collection.collection import COLLECTION
    from tinynet_tui.experiment.presets import PRESETS
    from tinynet_tui.lab.lab import LAB
    from tinynet_tui.manual.pages import names as pages

    return {
        "preset": tuple(preset.name for preset in PRESETS),
        "script": tuple(one.name for one in COLLECTION),
        "bug": tuple(one.name for one in LAB),
        "speed": tuple(speed.name for speed in LADDER),
        "page": tuple(pages()),
        "shell": SHELLS,
    }


def _data() -> dict[str, str | dict[str, str]]:
    """Return the completion of `--dataset` in shtab's form: names, then files."""
    names = " ".join(NAMES)
    return {
        "bash": DATA,
        "zsh": DATA,
        "fish": f"{names} (__fish_complete_path (commandline -ct))",
        "preamble": {
            "bash": f'{DATA}() {{\n  compgen -W "{names}" -- "$1"\n  _shtab_compgen_files "$1"\n}}',
            "zsh": f"{DATA}() {{\n  compadd {names}\n  _files\n}}",
        },
    }
