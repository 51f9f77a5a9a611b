"""The command `settings`, and the settings in force for whatever opens in a terminal.

Textual, which knows the themes and the keys, is imported only when settings are read.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.files import FileError, create, shown

from .parser import PROGRAM, Example, FileParser, UsageError
from .ready import be_ready

ABOUT = (
    "Print where your settings file is, the settings in force, and every mistake in the file. The "
    "exit status is 1 if there is a mistake. All settings are optional."
)
EXAMPLES = (
    Example(f"{PROGRAM} settings --new", "write a file with all settings explained"),
    Example(f"{PROGRAM} settings", "see what is set, and check the file"),
)


def in_force(options: argparse.Namespace) -> Settings:
    """Return the settings of the file that the options name, else of the user's own file.

    Options win over the file. UsageError if a named file cannot be read, or is given to a kiosk.
    """
    from tinynet_tui.wire.unicode_support import shows_unicode

    if options.kiosk and options.settings is not None:
        raise UsageError("--settings: a kiosk reads no settings")
    settings = Settings() if options.kiosk else _read(options.settings)
    return replace(
        settings,
        fps=settings.fps if options.fps is None else options.fps,
        steady=options.fps is not None,
        mouse=settings.mouse and not options.no_mouse,
        ascii=options.ascii or (not shows_unicode() if settings.ascii is None else settings.ascii),
    )


def _read(file: str | None) -> Settings:
    from tinynet_tui.ui.keys.settings_file import default_path, load

    try:
        if file is None:
            return load(default_path(), required=False)
        return load(Path(file), required=True)
    except FileError as error:
        raise UsageError(f"--settings: {error}") from None


def settings_parser() -> FileParser:
    """Return the parser of `settings`."""
    parser = FileParser("settings", ABOUT, EXAMPLES, takes="[FILE] [--new]")
    parser.add_file("which file", "another settings file (default your own)")
    parser.group("instead of printing it").add_argument(
        "--new", action="store_true", help="write an example, unless the file exists"
    )
    return parser


def settings(arguments: list[str]) -> int:
    """Run the command; return its exit status."""
    options = settings_parser().read(arguments)
    be_ready()
    from tinynet_tui.ui.keys.settings_file import default_path

    path = default_path() if options.file is None else Path(options.file)
    try:
        return (
            _new(path, own=options.file is None)
            if options.new
            else _print(path, required=options.file is not None)
        )
    except FileError as error:
        raise UsageError(str(error)) from None


def _new(path: Path, *, own: bool) -> int:
    """Write an example; only the folder of the user's own file is made."""
    from tinynet_tui.ui.keys.settings_file import example

    try:
        if own:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{shown(path.parent)}: cannot be made: {error.strerror}") from None
    create(path, example().encode())
    print(f"{shown(path)}: an example; nothing is set in it yet")
    return 0


def _print(path: Path, *, required: bool) -> int:
    from tinynet_tui.ui.keys.settings_file import describe, load

    found = load(path, required=required)
    note = "" if os.path.lexists(path) else f" (there is none; {PROGRAM} settings --new writes one)"
    print(f"file    {shown(path)}{note}")
    for line in describe(found):
        print(line)
    for complaint in found.complaints(shown(path)):
        print(complaint)
    return 1 if found.mistakes else 0
