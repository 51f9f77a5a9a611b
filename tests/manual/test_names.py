"""Whatever stands between backticks in the README and the manual exists: options, keys, data…"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from textual.theme import BUILTIN_THEMES

from helpers.pages import EVERY_PAGE, PAGES, Page, page, runs_the_program
from helpers.project import PACKAGE, ROOT
from tinynet_tui.cli.commands import COMMANDS
from tinynet_tui.cli.main import main
from tinynet_tui.cli.parser import UsageError
from tinynet_tui.cli.script import script_parser
from tinynet_tui.data.built_in import parse as parse_data
from tinynet_tui.data.names import CLOUDS, DEFAULT, NAMES
from tinynet_tui.data.table import MISSING
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.values import pack, unpack
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import default_path as last_session_path
from tinynet_tui.lecture import spotlights
from tinynet_tui.lecture.asking import QUANTITIES
from tinynet_tui.lecture.check import check as check_lecture
from tinynet_tui.lecture.scene import VIEWS
from tinynet_tui.lecture.settings import SETTINGS
from tinynet_tui.settings.settings import check as check_settings
from tinynet_tui.support.sandbox import KEPT
from tinynet_tui.timeline.condition import OPERATORS
from tinynet_tui.timeline.condition_parser import parse as parse_condition
from tinynet_tui.ui.app.key_order import IN_FIELDS
from tinynet_tui.ui.dialogs.help import MARKS
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.settings_file import default_path as settings_path
from tinynet_tui.ui.keys.settings_file import known
from tinynet_tui.ui.keys.table import KEYS, LECTURE_KEYS, SCRIPT_KEYS, in_lecture, rebound
from tinynet_tui.worker.scripts.conditions import parse as parse_of_script
from tinynet_tui.worker.scripts.plan import ScriptPlan
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.speed import by_name

USUAL = Experiment()
OF_SCRIPT = "# A scene\nscript: mine.py\n"
THERE, END = Position(500, 4), Position(59_999, 9)

# Options.


@cache
def options(command: str) -> Mapping[str, tuple[str, str]]:
    """Each option of a command as its help shows it, with the default: `--at` → its form."""
    with redirect_stdout(io.StringIO()) as printed:
        main([*command.split(), "--help"])
    found = {}
    for entry in re.split(r"^  (?=-)", printed.getvalue(), flags=re.M)[1:]:
        form, _, meaning = entry.partition("  " if "  " in entry.split("\n")[0] else "\n")
        default = re.search(r"\(default:? ([^)]*)\)", " ".join(meaning.split()))
        flag = form.split(", ")[-1].split()[0]
        found[flag] = (form.split(", ")[-1].strip(), default[1] if default else "")
    return {flag: found[flag] for flag in found if flag not in ("--help", "--version", "-h")}


@cache
def documented() -> Mapping[str, dict[str, tuple[str, str]]]:
    """The same, by command, as the page on the command line has it."""
    _, experiment, trainer, others = page("command-line").text.split("\n## ")[1:]
    of_all, of_trainer = rows(experiment), rows(trainer)
    found: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in ("", *COMMANDS)}
    found[""] = {**of_all, **of_trainer}
    for name in ("train", "explain"):
        found[name] |= of_all
    (also,) = re.findall(r"^`lecture`, `follow` and `lab` also take (.*?)\. ", others, re.M)
    for name in ("lecture", "follow", "lab"):
        found[name] |= {flag: of_trainer[flag] for flag in re.findall(r"--[\w-]+", also)}
    (speaker,) = re.findall(r" `speaker` takes (.*?)\. ", others)
    found["speaker"] |= {flag: of_trainer[flag] for flag in re.findall(r"--[\w-]+", speaker)}
    for name, row in re.findall(r"^\| `(\w+)` (\| `--.*)$", others, re.M):
        found[name] |= rows(row)
    return found


def rows(text: str) -> dict[str, tuple[str, str]]:
    """The options in a table: flag → form and default."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
        if line.startswith("| `--") and cells[0] != "--dataset FILE":
            for form in cells[0].split(", "):
                default = "" if cells[-1] in ("off", "none") else cells[-1]
                found[form.split()[0]] = (form, default)
    return found


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_page_has_all_options_with_their_defaults(command: str) -> None:
    there = {
        flag: (form.replace("NAME|FILE", "NAME"), default)
        for flag, (form, default) in options(command).items()
    }
    assert documented()[command] == there


def test_the_page_has_all_commands() -> None:
    commands = page("command-line").text.split("\n## ")[1]
    assert re.findall(r"^\| `tinynet-tui (\w+)[^`]*`", commands, re.M) == sorted(
        COMMANDS, key=lambda name: commands.index(f"`tinynet-tui {name}")
    )


# Data.


def test_the_page_has_all_data() -> None:
    table = page("data").text.split("\n## ")[1]
    assert tuple(re.findall(r"^\| `([\w-]+)` \|", table, re.M)) == NAMES
    assert NAMES[0] == DEFAULT
    plane = page("data").text.split("## Points in the plane\n")[1]
    assert re.findall(r"`([\w-]+)`", plane.split(" are 100")[0]) == [*CLOUDS]


# Lectures.


def test_the_page_has_all_panes_and_all_settings_of_a_scene() -> None:
    text = page("lecturers").text
    (panes,) = re.findall(r"^- `light` takes (.*)\.$", text, re.M)
    named = [spotlights.find(code, USUAL) for code in re.findall(r"`([^`]+)`", panes)]
    assert sorted(named) == sorted({*spotlights.names(USUAL).values()})
    told = re.findall(r"^(?:\||-) `(\w+): ", text, re.M)
    assert sorted({*told}) == sorted(SETTINGS)
    (axes,) = re.findall(r"^- `cursor` takes (.*?),? each", text, re.M)
    assert re.findall(r"`(\w+)`", axes) == [*Cursor._fields]


# Files.


def test_the_files_are_where_the_pages_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/you")
    for name, path in (("settings", settings_path()), ("saving", last_session_path())):
        assert str(path).replace("/home/you", "~") in page(name).codes


# Keys.

IN_LECTURES = rebound((*KEYS, *LECTURE_KEYS), in_lecture({}, clicker=True))
NAMED = {
    name
    for key in (*KEYS, *LECTURE_KEYS, *SCRIPT_KEYS, *IN_LECTURES)
    for name in displays(key).split(", ")
}
ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
IN_DIALOGS = {"f2", "/", "y", "."}


def test_every_key_is_explained_in_the_manual() -> None:
    explained = set(chain.from_iterable(one.codes for one in PAGES))
    assert {ARROWS.get(name, name) for name in NAMED} - explained == set()


# Whatever stands between backticks.

FOREIGN = {
    "sep=;",  # spreadsheets
    *("python mine.py", "alpha = 0.1", "254:7"),  # a script of the reader
    # Python's and NumPy's: tests/explain/rules has what is known.
    *("+ - * / // % **", "@", ".T", "where", "clip", "sqrt", "np.matrix"),
    "… 60 more terms …",
    # Shells and Python.
    *(". .venv/bin/activate", "fg", "reset", "/bin/sh"),
    'np.array(json.load(open(name))["syn0"])',
    *("-m hypothesis --hypothesis-profile=full", "--first"),
    *("~/.bashrc", "_tinynet-tui", "fpath"),
    # OpenSSH, tmux, systemd.
    *("~/.ssh/config", "~/.ssh/authorized_keys", "sshd_config", "ssh", "scp", "sftp", "tmux"),
    *("RequestTTY", "-t", "Compression", "SendEnv", "ServerAliveInterval", "ServerAliveCountMax"),
    *("AcceptEnv LANG LC_* COLORTERM", "ClientAliveInterval 5", "IPQoS none", "AcceptEnv"),
    *("LANG LC_* COLORTERM", "PermitUserEnvironment", "no", "PermitTTY yes"),
    *("tmux -u attach", "tmux -u", "-u", "-r", "escape-time", "ctrl+b d", "ctrl+b ]", "-C"),
    *("tmux -u -L class attach", "class", "guest", "ssh lecturer@host", "ssh guest@host"),
    *("remain-on-exit", "set status off", "ctrl+b :", "respawn-pane", "kill-session"),
    # What the last line says.
    *(
        "28 here · 3 away",
        "answered 21 of 28",
        "end the lecture for everybody? y",
        "following ada's lecture",
        "12:40 of 45:00",
    ),
    *("CPUQuota=", "MemoryMax=", "openssh-server", "mandoc"),
    # Variables of the environment.
    *(
        "TEXTUAL_DRIVER",
        "TEXTUAL_LOG",
        "BROWSER",
        "XDG_CONFIG_HOME",
        "HOME",
        "PATH",
        "SSH_ORIGINAL_COMMAND",
    ),
    *("PYTHONINSPECT", "LD_PRELOAD", "LC_ALL=C", "vt100", *KEPT),
    *("largest cell of", "smallest cell of", "of", "| lpr"),  # lectures, a printer
    # Browsers and pip.
    *("http://127.0.0.1:8000/", "pip install 'tinynet-tui[web]'", "chromium", "zsh", "fish"),
    # What `s` writes: tests/export has the names and the columns.
    "iteration,error",
    ".npz",
    "first_iteration,last_iteration,lowest,highest",
    # What is typed into a dialog, or shown.
    *("theme", "1 of 2 edits", "(0)", "0 of 1 edit", "layer 2", "synapse 0", "synapse 1"),
    *(
        "ctrl+\\",
        "Answers",
        "{l1_error[2,0]}",
        "auto",
        "seed 1",
        "ulimit -f",
        "tinynet needs 40×12 characters",
        "7 of 9 right",
    ),
}
MARK_CHARACTERS = set("".join(name for name, _ in MARKS)) | {*"►•·≈±▲!●○◆◊?→≠"}

VALUES = unpack(*pack({"w": np.zeros((2, 2)), "loss": 0.5}))
PLAN = ScriptPlan.read(
    {
        "loop": 1,
        "steps": [
            {
                "line": 2,
                "end": 2,
                "writes": ["w", "loss", "l1_error"],
                "reads": ["w"],
                "inside": [],
            }
        ],
        "variables": [*VALUES],
        "settings": [],
        "seed": 1,
        "seeded": True,
        "error_step": 0,
        "compares": 0,
        "error": "loss",
        "straight": True,
        "direct": [0],
        "prediction_step": None,
        "factors": ["w"],
        "literals": {},
        "own_seed": None,
        "python": 3,
    }
)


def attempt(read: Callable[[], object]) -> bool:
    with suppress(ValueError, KeyError):
        return bool(read())
    return False


def is_option(code: str) -> bool:
    flag, _, value = code.partition(" ")
    if flag in ("--help", "--version"):
        return True
    forms = [options(name)[flag] for name in ("", *COMMANDS) if flag in options(name)]
    if not forms:
        return False
    is_form = re.fullmatch(r"[A-Z]+(\[.*\])?", value)
    return not is_form or any(value in re.split(r"[ |]", form) for form, _ in forms)


def is_a_files_name(code: str) -> bool:
    return (
        any((folder / code).exists() for folder in (ROOT, PACKAGE, PACKAGE / "network"))
        or code.startswith("tinynet-xor-seed1-254")
        or code in (page("settings").codes[0], page("saving").text.split("on Linux `")[1])
    )


def is_option_of_script(code: str) -> bool:
    with suppress(UsageError):
        return code.startswith("--") and bool(script_parser().read(["mine.py", *shlex.split(code)]))
    return False


def is_data_beside_a_lecture(code: str) -> bool:
    with TemporaryDirectory() as name:
        (Path(name) / "own.csv").write_text("a,b\n0,1\n1,0\n")
        return (
            code.startswith("dataset: ")
            and not check_lecture(f"# A scene\n{code}\n", Path(name)).mistakes
        )


KNOWN: dict[str, Callable[[str], object]] = {
    "a command": runs_the_program,
    "a command's name": lambda code: code in COMMANDS,
    "a developer's command": lambda code: code.startswith(".venv/bin/"),
    "an option": is_option,
    "an option of a script": is_option_of_script,
    "a key": lambda code: code in {*NAMED, *ARROWS.values(), *IN_DIALOGS, *IN_FIELDS, "alt"},
    "a position": lambda code: Position.resolve(code, USUAL.script, THERE, END),
    "a cell": lambda code: Cursor.parse(code.strip("'"), USUAL.dimensions),
    "an edit": lambda code: Edit.parse(code.strip("'"), USUAL.dimensions),
    "a condition": lambda code: parse_condition(code, USUAL),
    "a position in a script": lambda code: resolve(code, PLAN, Where(0, 1), Where(0, 1)),
    "a condition of a script": lambda code: parse_of_script(code, PLAN, VALUES),
    "data": parse_data,
    "a column": lambda code: re.fullmatch(r"@\d+", code),
    "a missing value": lambda code: code in MISSING,
    "a speed": by_name,
    "a variable": lambda code: code in (*USUAL.script.names, "y", "X"),
    "a label": lambda code: re.fullmatch("[eiho]0", code),
    "a comparison": lambda code: code in OPERATORS,
    "a mark": lambda code: set(code) <= MARK_CHARACTERS | {" "} or code in ("(253)", "(-1)"),
    "a theme": lambda code: code in BUILTIN_THEMES,
    "a setting": lambda code: (
        not check_settings(code if "=" in code else f"{code} = 4", known()).mistakes
    ),
    "a line of a lecture": lambda code: (
        code in ("#", "...")
        or (": " in code and not check_lecture(f"# A scene\n{code}\n\nText.\n").mistakes)
        or (
            ": " in code
            and not check_lecture(f"{OF_SCRIPT}{code}\n\nText.\n\n? What?\n= That.\n").mistakes
        )
        or (": " in code and not check_lecture(f"# A scene\n{code}\n\n? Q\n= A\n").mistakes)
        or (code[0] == "{" and not check_lecture(f"{OF_SCRIPT}\n{code}\n").mistakes)
    ),
    "data beside a lecture": is_data_beside_a_lecture,
    "a pane of a lecture": lambda code: spotlights.find(code, USUAL),
    "a setting of a scene": lambda code: code in SETTINGS,
    "a view": lambda code: code in VIEWS,
    "an axis": lambda code: code in Cursor._fields,
    "a folder or a file": is_a_files_name,
    "a file elsewhere": lambda code: code.startswith(("~/.config/", "~/.local/")),
    "a quantity of a lecture": lambda code: code in QUANTITIES,
    "of another program": lambda code: code in FOREIGN,
}
"""What a code can be, and how that is found out."""


@pytest.mark.parametrize("page", EVERY_PAGE, ids=repr)
def test_everything_between_backticks_exists(page: Page) -> None:
    unknown = [
        code
        for code in page.codes
        if not any(attempt(partial(is_it, code)) for is_it in KNOWN.values())
    ]
    assert unknown == []


def test_nothing_foreign_is_left_over() -> None:
    used = set(chain.from_iterable(one.codes for one in EVERY_PAGE))
    assert FOREIGN - used - set(KEPT) == set()
