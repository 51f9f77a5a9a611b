"""The command line: what it passes on, and one clear line about whatever it cannot."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reopening import caught
from helpers.terminal import STATE
from helpers.waiting import DEADLINE
from tinynet_tui import __version__
from tinynet_tui.cli import main as cli
from tinynet_tui.cli import viewing
from tinynet_tui.cli.experiment_options import OF_SCRIPTS
from tinynet_tui.cli.parser import Parser
from tinynet_tui.cli.script import script_parser
from tinynet_tui.cli.script_reports import explain_script_parser, train_script_parser
from tinynet_tui.data.built_in import COPY_FIRST, XOR, parse
from tinynet_tui.data.csv_file import load
from tinynet_tui.experiment.chosen_alpha import chosen_alpha
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.report import train as report
from tinynet_tui.report import verify
from tinynet_tui.settings.settings import Settings
from tinynet_tui.wire.unicode_support import shows_unicode
from tinynet_tui.worker.speed import AUTO, by_name

Capture = pytest.CaptureFixture[str]


def complaint(capsys: Capture, *words: str) -> str:
    """What the program says about arguments that it refuses."""
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tinynet-tui: ")
    assert err.count("\n") == 1
    return err.removeprefix("tinynet-tui: ").removesuffix("\n")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input and output are a terminal."""
    monkeypatch.setattr(viewing, "is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def opened(terminal: None, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the trainer has been opened with, instead of being opened."""
    return caught(monkeypatch, status=5)


def test_without_arguments_the_trainer_opens_paused_at_the_start(
    opened: list[dict[str, Any]],
) -> None:
    assert cli.main([]) == 5
    assert opened == [
        {
            "experiment": Experiment(),
            "iterations": 60_000,
            "speed": AUTO,
            "at": None,
            "cell": None,
            "play": False,
            "greeting": "",
            "settings": Settings(fps=10, mouse=True, ascii=not shows_unicode()),
            "resume_path": Path(STATE) / "tinynet-tui" / "left.json",
            "kiosk": False,
            "file": None,
            "leading": None,
        }
    ]


def test_every_option_of_the_trainer(opened: list[dict[str, Any]]) -> None:
    words = "--dataset copy-first --hidden 2 --alpha 0.5 --seed 7 --iterations 70,000 --play"
    words += " --at 80_000:l1_delta --cell syn1[1,0] --speed 10steps --fps 60 --no-mouse --ascii"
    assert cli.main(words.split()) == 5
    assert opened == [
        {
            "experiment": Experiment(dataset=COPY_FIRST, hidden=2, alpha=0.5, seed=7),
            "iterations": 70_000,
            "speed": by_name("10steps"),
            "at": Position(80_000, 7),
            "cell": ("syn1", Cursor(hidden=1)),
            "play": True,
            "greeting": "",
            "settings": Settings(fps=60, steady=True, mouse=False, ascii=True),
            "resume_path": Path(STATE) / "tinynet-tui" / "left.json",
            "kiosk": False,
            "file": None,
            "leading": None,
        }
    ]


@pytest.mark.parametrize(("text", "step"), [("254", 3), ("254:syn0", 5)])
def test_a_position_is_read_in_the_script_of_the_experiment(
    opened: list[dict[str, Any]], text: str, step: int
) -> None:
    assert cli.main(["--hidden=0", f"--at={text}"]) == 5
    assert opened[0]["at"] == Position(254, step)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {"iterations": 60_000, "every": 10_000, "as_json": False}),
        (["--iterations", "60_000"], {"iterations": 60_000, "every": 10_000, "as_json": False}),
        (
            ["--iterations", "1,000,000", "--every", "5", "--json"],
            {"iterations": 1_000_000, "every": 5, "as_json": True},
        ),
    ],
)
def test_options_of_train(
    monkeypatch: pytest.MonkeyPatch, words: list[str], options: dict[str, object]
) -> None:
    def train(experiment: Experiment, **passed: object) -> int:
        assert experiment == Experiment(dataset=XOR, hidden=0, alpha=1e-3, seed=0)
        assert passed == options
        return 3

    monkeypatch.setattr(report, "train", train)
    assert cli.main(["train", "--hidden", "0", "--alpha", "1e-3", "--seed", "0", *words]) == 3


def test_the_data_bring_their_own_learning_rate(
    opened: list[dict[str, Any]],
) -> None:
    assert cli.main(["--dataset", "circle:points=200,seed=7"]) == 5
    assert cli.main(["--dataset", "circle:seed=7,points=200", "--alpha", "3"]) == 5
    data = parse("circle:points=200,seed=7")
    assert data.alpha < 1
    assert [call["experiment"] for call in opened] == [
        Experiment(data, alpha=data.alpha),
        Experiment(data, alpha=3.0),
    ]


@pytest.mark.parametrize("words", [[], ["--targets", "2"], ["--targets=2", "--bias"]])
def test_data_from_a_file(opened: list[dict[str, Any]], tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "own data.csv"
    path.write_text("a,b,c\n1,0,1\n9,1,0\n")
    assert cli.main(["--dataset", str(path), *words]) == 5
    experiment = opened[0]["experiment"]
    assert experiment.dataset == load(str(path), 2 if words else 1, bias="--bias" in words)
    assert experiment.alpha == chosen_alpha(experiment)
    assert cli.main([*experiment.dataset.arguments]) == 5
    assert opened[1]["experiment"] == experiment


@pytest.mark.parametrize("command", [[], ["train"], ["explain"]])
def test_every_command_names_the_line_of_a_bad_file(
    terminal: None, capsys: Capture, tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("1,0\n1,x\n")
    line = complaint(capsys, *command, "--dataset", str(path))
    assert line.startswith("--dataset: ")
    assert line.endswith("bad.csv, line 2, column 2: 'x' is not a number such as 0.5")


def test_verify_passes_on_what_it_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "verify", lambda: 1)
    assert cli.main(["verify"]) == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--bogus"], "unknown option '--bogus'; see `tinynet-tui --help`"),
        (["--hiden", "8"], "unknown option '--hiden'; did you mean --hidden?"),
        (["--sed=3"], "unknown option '--sed'; did you mean --seed?"),
        (["-x"], "unknown option '-x'; see `tinynet-tui --help`"),
        (["--iter", "5"], "unknown option '--iter'; did you mean --iterations?"),
        (["-"], "unknown option '-'; see `tinynet-tui --help`"),
        (["--json"], "--json belongs to train and check: tinynet-tui train --json"),
        (["--let", "a=1"], "--let belongs to a script: tinynet-tui mine.py --let"),
        (["train", "--let=a=3"], "--let belongs to a script: tinynet-tui train mine.py --let"),
        (
            ["train", "--loop", "3"],
            "unknown option '--loop' for train; see `tinynet-tui train --help`",
        ),
        (["explain", "--let=a=1"], "--let belongs to a script: tinynet-tui explain mine.py --let"),
        (["serve", "--let", "a=1"], "unknown option '--let' for serve; did you mean --set?"),
        (["--check"], "--check belongs to lecture: tinynet-tui lecture --check"),
        (["--new"], "--new belongs to lecture and settings: tinynet-tui lecture --new"),
        (["help"], "unknown command 'help'; see `tinynet-tui --help`"),
        (
            ["train", "--at", "5"],
            "unknown option '--at' for train; see `tinynet-tui train --help`",
        ),
        (
            ["verify", "--seed", "5"],
            "unknown option '--seed' for verify; see `tinynet-tui verify --help`",
        ),
        (["--beep"], "unknown option '--beep'; see `tinynet-tui --help`"),
        (["tests/conftest"], "unknown command 'tests/conftest'; did you mean tests/conftest.py?"),
        (["trian"], "unknown command 'trian'; did you mean train?"),
        (["verfy", "--seed", "1"], "unknown command 'verfy'; did you mean verify?"),
        (["biasses"], "unknown command 'biasses'; did you mean --script biases?"),
        (
            ["train", "momentun"],
            "train takes options only, not 'momentun'; did you mean --script momentum?",
        ),
        (
            ["none/relu.py"],
            "none/relu.py: No such file or directory; did you mean --script relu?",
        ),
        (["zzz"], "unknown command 'zzz'; see `tinynet-tui --help`"),
        (["--hidden", "8", "train"], "the command comes first: tinynet-tui train [options]"),
        (
            ["train", "100"],
            "train takes options only, not '100'; see `tinynet-tui train --help`",
        ),
        (["--alpha"], "--alpha needs a value: learning rate (default 1, less for larger data)"),
        (
            ["train", "--every"],
            "--every needs a value: print the error every N iterations (default 10,000)",
        ),
        (["--play=3"], "--play takes no value"),
        (["--alpha", "nan"], "--alpha: alpha nan is not a finite number above 0"),
        (["--alpha", "inf"], "--alpha: alpha inf is not a finite number above 0"),
        (["--alpha", "0"], "--alpha: alpha 0.0 is not a finite number above 0"),
        (["--alpha", "-1"], "--alpha: alpha -1.0 is not a finite number above 0"),
        (["--alpha", "fast"], "--alpha: 'fast' is not a number"),
        (["--seed", "-1"], "--seed: seed -1 is not between 0 and 4294967295"),
        (["--seed", "4294967296"], "--seed: seed 4294967296 is not between 0 and 4294967295"),
        (["--seed", "1.5"], "--seed: '1.5' is not a whole number"),
        (["--hidden", "65"], "--hidden: 65 hidden neurons: not between 0 and 64"),
        (["train", "--hidden", "-1"], "--hidden: -1 hidden neurons: not between 0 and 64"),
        (["--hidden", ""], "--hidden: '' is not a whole number"),
        (["--iterations", "0"], "--iterations: 0 is not between 1 and 1,000,000,000,000"),
        (
            ["train", "--iterations", "-5"],
            "--iterations: -5 is not between 1 and 1,000,000,000,000",
        ),
        (["--iterations", "6,0"], "--iterations: '6,0' is not a whole number"),
        (["--iterations", "\u0663"], "--iterations: '\u0663' is not a whole number"),
        (["train", "--every", "0"], "--every: 0 is not between 1 and 1,000,000,000,000"),
        (["--fps", "0"], "--fps: 0 is not between 1 and 60"),
        (["--fps", "1000"], "--fps: 1000 is not between 1 and 60"),
        (["--fps", "2.5"], "--fps: '2.5' is not a whole number"),
        (
            ["--speed", "11"],
            "--speed: '11' is not a speed: 1step 3steps 10steps 3 10 30 100 1000 10000 auto max",
        ),
        (["--dataset", "nand"], "--dataset: 'nand' is not one of xor, and, or, copy-first"),
        (
            ["--dataset", "circel"],
            "--dataset: 'circel' is not one of xor, and, or, copy-first, parity, "
            "circle, moons, spiral, blobs; did you mean circle?",
        ),
        (
            ["--dataset", "circle:points=1"],
            "--dataset: circle: points=1 is not between 2 and 10,000",
        ),
        (["--dataset", "none.csv"], "--dataset: none.csv: No such file or directory"),
        (["--targets", "2"], "--dataset: --targets is only for a CSV file; xor is built in"),
        (["--dataset", "and", "--bias"], "--dataset: --bias is only for a CSV file; and is built"),
        (["--targets", "17"], "--targets: 17 is not between 1 and 16"),
        (["--targets", "0"], "--targets: 0 is not between 1 and 16"),
        (["--at", "254:bogus"], "--at: 'bogus' is not a step; the steps are l0 l1 l2 l2_error"),
        (["--at", "-1"], "--at: '-1' is not a position, such as 254 or 254:l2_error"),
        (
            ["--at", "1000000000000"],
            "--at: iteration 1000000000000 is too large: at most 999,999,999,999",
        ),
        (
            ["--hidden", "0", "--at", "3:l2"],
            "--at: 'l2' is not a step; the steps are l0 l1 l1_error",
        ),
        (["--cell", "l9[0,0]"], "--cell: 'l9' is not a variable; the variables are l0 l1 l2"),
        (["--cell", "l1[4,0]"], "--cell: l1 has rows 0 to 3 and columns 0 to 3"),
    ],
)
def test_a_bad_argument_is_one_clear_line(
    terminal: None, capsys: Capture, words: list[str], line: str
) -> None:
    assert complaint(capsys, *words).startswith(line)


@pytest.mark.parametrize(
    "word", ["line\nbreak", "\x1b[31mred", "9" * 5000, "\udcff", "", "-", "--", "--=", "%s"]
)
def test_a_bad_argument_cannot_break_the_line(terminal: None, capsys: Capture, word: str) -> None:
    for words in ([word], ["train", word], *([f"--{o}", word] for o in ("at", "seed", "dataset"))):
        line = complaint(capsys, *words)
        assert "\x1b" not in line
        assert len(line) < 400


KNOWN_WORDS = """
train verify --dataset --hidden --alpha --seed --iterations --every --at --cell --play --speed
--fps --no-mouse --json --version --help -h -- - xor 0 1 -1 60,000 254 254:l1 l1[0,0] auto nan
1e5 --alpha=2 --at=5:syn0 --seed=
"""
WORDS = st.sampled_from(KNOWN_WORDS.split()) | st.text(max_size=5)


@given(st.lists(WORDS, max_size=6))
def test_no_arguments_lead_to_a_traceback(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr(report, "train", lambda *_, **__: 0)
        patch.setattr(verify, "verify", lambda: 0)
        patch.setattr(viewing, "is_terminal", lambda stream: False)
        patch.setattr(cli, "complain", said.append)
        assert (cli.main(words), len(said)) in [(0, 0), (2, 1)]
        assert not any("\n" in line for line in said)


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
@pytest.mark.parametrize("by_ssh", [False, True])
def test_the_trainer_needs_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, stream: str, by_ssh: bool
) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    if by_ssh:
        monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    monkeypatch.setattr(viewing, "is_terminal", lambda other: other is not getattr(sys, stream))
    monkeypatch.setenv("TERM", "xterm")
    name = {"stdin": "input", "stdout": "output"}[stream]
    assert complaint(capsys) == (
        f"it shows a network learning and needs a terminal; standard {name} is none. "
        f"Try {'`ssh -t` or ' * by_ssh}`tinynet-tui train` (it prints), or `tinynet-tui --help`"
    )


@pytest.mark.parametrize("kind", [None, "", "dumb"])
def test_the_trainer_needs_a_terminal_that_can_be_drawn_on(
    terminal: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture, kind: str | None
) -> None:
    if kind is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", kind)
    assert complaint(capsys) == (
        f"it shows a network learning and needs a terminal; TERM is {kind or 'not set'}. "
        "Try `tinynet-tui train` (it prints), or `tinynet-tui --help`"
    )


def test_version(capsys: Capture) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr() == (f"tinynet-tui {__version__}\n", "")


FRESH = """
import json, os, sys
from tinynet_tui.cli.main import main
status = main(json.loads(sys.argv[1]))
heavy = sorted({"numpy", "textual", "plotext", "rich"} & set(sys.modules))
print(json.dumps([status, heavy, os.environ["TEXTUAL_FPS"], os.environ["OPENBLAS_NUM_THREADS"]]))
"""


def fresh(*words: str, **environment: str) -> list[Any]:
    """Exit status, heavy imports and what they would read, of a new interpreter."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "OPENBLAS"))}
    done = subprocess.run(
        [sys.executable, "-c", FRESH, json.dumps(words)],
        env=clean | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=True,
    )
    result = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(result, list)
    return result


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--help"], 0),
        (["train", "--help"], 0),
        (["--version"], 0),
        (["--bogus"], 2),
        (["trian"], 2),
        (["train", "--every", "0"], 2),
        (["--speed", "warp"], 2),
        (["--hidden", "four"], 2),
        (["explain", "--targets", "17"], 2),
        (["--fps", "1000"], 2),
    ],
)
def test_help_and_most_errors_come_without_heavy_imports(words: list[str], status: int) -> None:
    assert fresh(*words) == [status, [], "120", "1"]


def test_the_screen_is_not_loaded_where_there_is_none() -> None:
    assert fresh("train", "--iterations", "1") == [0, ["numpy"], "120", "1"]
    assert fresh() == [2, ["numpy"], "120", "1"]


def test_what_the_environment_says_already_stands() -> None:
    settings = {"TEXTUAL_FPS": "30", "OPENBLAS_NUM_THREADS": "2"}
    assert fresh("--version", **settings) == [0, [], "30", "2"]


ENDLESS = [
    *(sys.executable, "-m", "tinynet_tui", "train"),
    *("--iterations", "1_000_000_000_000", "--every", "1"),
]


def test_ctrl_c_ends_quietly() -> None:
    with subprocess.Popen(
        ENDLESS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stderr
        assert program.stdout.readline() == "Error: 0.496410031903\n"
        program.send_signal(signal.SIGINT)
        for _ in program.stdout:
            pass
        assert program.wait(DEADLINE) == 130
        assert program.stderr.read() == ""


def test_a_reader_that_has_read_enough_ends_it_quietly() -> None:
    with subprocess.Popen(
        ENDLESS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stderr
        assert program.stdout.readline() == "Error: 0.496410031903\n"
        program.stdout.close()
        assert program.wait(DEADLINE) == 141
        assert program.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_clear_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tinynet_tui", "train", "--iterations", "1"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=DEADLINE,
        )
    assert done.returncode == 1
    assert done.stderr == "tinynet-tui: cannot write the results: No space left on device\n"


def test_what_is_said_to_belong_to_a_script_does() -> None:
    parsers = {
        "": script_parser(),
        "train": train_script_parser(lambda: Parser("")),
        "explain": explain_script_parser(lambda: Parser("")),
    }
    for command, parser in parsers.items():
        found = {"--let", "--loop", "--error"} & {*parser.option_names()}
        assert {*OF_SCRIPTS[command]} == found


# Where nobody can read.


def run_in_shell(command: str) -> subprocess.CompletedProcess[str]:
    program = f"{shlex.quote(sys.executable)} -m tinynet_tui"
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("PROGRAM", program)],
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )


@pytest.mark.parametrize(
    "words",
    [
        *("train --iterations 10", "verify", "explain", "--help", "--version", "train --help"),
        *("lecture --notes", "settings"),
    ],
)
def test_results_that_cannot_be_written_are_told_in_a_line(words: str) -> None:
    for redirection in (">&-", ">/dev/full", "1</dev/null"):
        ended = run_in_shell(f"PROGRAM {words} {redirection}")
        assert ended.returncode == 1, redirection
        assert ended.stderr.startswith("tinynet-tui: cannot write the results: ")
        assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_a_complaint_that_nobody_can_read_changes_nothing(redirection: str) -> None:
    ended = run_in_shell(f"PROGRAM --bogus {redirection}")
    assert (ended.returncode, ended.stdout) == (2, "")


@pytest.mark.parametrize("alpha", ["٣", "1_0", "5\n"])
def test_what_only_python_takes_for_a_number_is_none(alpha: str, capsys: Capture) -> None:
    assert cli.main(["--alpha", alpha]) == 2
    assert "is not a number" in capsys.readouterr().err
