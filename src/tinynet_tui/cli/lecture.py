"""The command `lecture`, with all that it does without a screen.

NumPy and Textual are imported only when a lecture is read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.engine.refusal import printable
from tinynet_tui.support.parse_numbers import integer

from .follow import add_lead, add_results, led, require_leading
from .lecture_check import check_lecture, foreign
from .lecture_handout import write_handout
from .parser import PROGRAM, Example, FileParser, UsageError, argument, file_name
from .ready import be_ready
from .settings import in_force
from .viewing import OPENING, add_viewing, require_terminal

if TYPE_CHECKING:
    from tinynet_tui.lecture.scene import Lecture

ABOUT = (
    "Show a lecture, scene by scene. pagedown shows the answer, then the next scene; pageup goes "
    "back. In between you can explore freely; backspace returns to the scene. Without FILE the "
    "built-in lecture opens: build it, train it, test it."
)
EXAMPLES = (
    Example(f"{PROGRAM} lecture --scene 3", "show the built-in lecture, from scene 3"),
    Example(f"{PROGRAM} lecture --new mine.md", "write an example to make your own from"),
)


def lecture(arguments: list[str]) -> int:
    """Run the command; return its exit status."""
    options = lecture_parser().read(arguments)
    from tinynet_tui.support.files import FileError

    path = None if options.file is None else Path(options.file)
    try:
        require_showing(options)
        if any(_instead(options)):
            be_ready()
        if options.check:
            return check_lecture(_required(path, "--check"), options.scripts)
        if options.new:
            return _new(_required(path, "--new"))
        if options.notes:
            return _notes(_load(path))
        if options.worksheets:
            return _worksheets(_load(path))
        if options.handout is not None:
            return write_handout(_load(path), path, options)
        return _open(path, options)
    except FileError as error:
        raise UsageError(str(error)) from None


def lecture_parser() -> FileParser:
    """Return the parser of `lecture`."""
    parser = FileParser("lecture", ABOUT, EXAMPLES, takes="[FILE] [options]")
    parser.add_file("which lecture", "a lecture of your own (default the built-in one)")
    instead = parser.group("instead of showing it").add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="list every mistake in FILE")
    instead.add_argument("--new", action="store_true", help="write an example lecture to FILE")
    instead.add_argument(
        "--notes", action="store_true", help="print the presenter's notes, for a second terminal"
    )
    instead.add_argument(
        "--handout",
        metavar="FILE.html",
        type=file_name,
        help="write a page to take home: every scene with its screen, the answers at the end",
    )
    instead.add_argument(
        "--worksheets",
        action="store_true",
        help="print a worksheet for each scene that computes a number, and then the answers",
    )
    parser.group(OPENING).add_argument(
        "--scene",
        metavar="N",
        type=argument(integer),
        help="open at scene N (default 1)",
    )
    parser.group(OPENING).add_argument(
        "--scripts", action="store_true", help="run the scripts it names without asking"
    )
    add_lead(parser)
    add_results(parser)
    add_viewing(parser)
    return parser


def _required(path: Path | None, option: str) -> Path:
    if path is None:
        raise UsageError(f"{option} needs a file: {PROGRAM} lecture {option} FILE")
    return path


def _load(path: Path | None) -> Lecture:
    from tinynet_tui.lecture.files import built_in, load

    return built_in() if path is None else load(path)


def _instead(options: argparse.Namespace) -> tuple[object, ...]:
    return (options.check, options.new, options.notes, options.worksheets, options.handout)


def require_showing(options: argparse.Namespace) -> None:
    """Raise UsageError if a guest asks for something else than to be shown the lecture."""
    instead = any(_instead(options))
    if options.kiosk and instead:
        raise UsageError("--kiosk only shows a lecture")
    require_leading(options)
    if options.lead is not None and instead:
        raise UsageError(
            "--lead shows the lecture to a class: leave out what is to be done instead"
        )


def lecture_to_show(options: argparse.Namespace) -> Lecture:
    """Return the lecture that the options name; UsageError if it has no such scene."""
    require_showing(options)
    from tinynet_tui.support.files import FileError

    try:
        lecture = _load(None if options.file is None else Path(options.file))
    except FileError as error:
        raise UsageError(str(error)) from None
    if options.kiosk and lecture.scripts:
        raise UsageError(
            f"--kiosk runs no scripts; this lecture names {', '.join(lecture.scripts)}"
        )
    count, scene = len(lecture.scenes), options.scene
    if scene is not None and not 1 <= scene <= count:
        scenes = f"its scenes are 1 to {count}" if count > 1 else "its only scene is 1"
        raise UsageError(f"--scene: the lecture has no scene {str(scene)[:20]}; {scenes}")
    return lecture


def _open(path: Path | None, options: argparse.Namespace) -> int:
    lecture = lecture_to_show(options)
    require_terminal()
    if path is not None and not _may_run(lecture, path, options.scripts):
        return 1
    from tinynet_tui.export.last_session import default_path
    from tinynet_tui.ui.app.lecture_launch import open_lecture

    leading, first = led(options), (options.scene or 1) - 1
    if leading is not None and options.scene is None:
        first = leading.back_in(lecture, path)
    return open_lecture(
        lecture,
        path=path,
        first=first,
        speed=options.speed,
        settings=in_force(options),
        resume_path=None if options.kiosk else default_path(),
        kiosk=options.kiosk,
        leading=leading,
    )


def _may_run(lecture: Lecture, path: Path, told: bool) -> bool:
    """Ask once before scripts of a lecture are run; True if they may be, or there are none."""
    found = foreign(lecture)
    if told or not found:
        return True
    names = ", ".join(printable(str(path.parent / name)) for name in found)
    print(f"This lecture runs Python files with your own rights: {names}")
    print("Run them? y or n, then enter: ", end="", flush=True)
    try:
        return sys.stdin.readline().strip().lower() in ("y", "yes")
    except KeyboardInterrupt:
        return False


def _new(path: Path) -> int:
    from tinynet_tui.lecture.files import EXAMPLE, packaged
    from tinynet_tui.support.files import create, shown

    create(path, packaged(EXAMPLE).encode())
    print(f"{shown(path)}: an example to start from; {PROGRAM} lecture FILE shows it")
    return 0


def _worksheets(lecture: Lecture) -> int:
    from tinynet_tui.report.lecture_worksheets import print_worksheets
    from tinynet_tui.support.complaint import complain

    try:
        count = print_worksheets(lecture)
    except ValueError as error:
        raise UsageError(f"--worksheets: {error}") from None
    if not count:
        complain("no scene computes a number of the built-in network, so there is no worksheet")
    return 0


def _notes(lecture: Lecture) -> int:
    planned = sum(scene.minutes for scene in lecture.scenes)
    if lecture.title or planned:
        print(f"{lecture.title or 'A lecture'}{_in_minutes(planned)}\n")
    for number, scene in enumerate(lecture.scenes, 1):
        print(f"{number}/{len(lecture.scenes)} {scene.title}{_in_minutes(scene.minutes)}")
        at = f"at {scene.position.text(scene.experiment.script)}"
        print(f"    {f'{scene.where} of {scene.script}' if scene.script else at}")
        for note in scene.notes:
            print(f"    {note}".rstrip())
        print()
    return 0


def _in_minutes(planned: float) -> str:
    """Return a planned time to go after a title; "" if none is planned."""
    return f" ({planned:g} minute{'s' * (planned != 1)})" if planned else ""
