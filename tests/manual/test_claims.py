"""Every number in the sentences of the README and the manual is known and checked."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from functools import cache

import pytest

from helpers.pages import EVERY_PAGE, README_PAGE, Page, page
from helpers.program import LIMIT, SIZES, opened
from helpers.project import ROOT
from tinynet_tui.cli.serve import VISITORS
from tinynet_tui.compare.comparison import MOST as MOST_COMPARED
from tinynet_tui.compare.comparison import MOST_ROUNDED, ROUNDED
from tinynet_tui.data import csv_file, names
from tinynet_tui.data.columns import are_classes
from tinynet_tui.data.point_clouds import MOST_POINTS, Cloud
from tinynet_tui.engine.python_2 import divide
from tinynet_tui.engine.values import MOST_CELLS
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS, MAX_HIDDEN, SEED
from tinynet_tui.explain import rounding
from tinynet_tui.lecture.files import built_in
from tinynet_tui.network.array import Array
from tinynet_tui.network.loss import STUCK
from tinynet_tui.settings.settings import DIGITS, MAX_FPS
from tinynet_tui.timeline.condition_parser import parse
from tinynet_tui.timeline.conditions import RightAtLeast
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.error_history import EXACT
from tinynet_tui.ui.panes.network.strands import THICK, THICKER
from tinynet_tui.ui.panes.numbers.scale import sign_style
from tinynet_tui.worker.current_run import CurrentRun
from tinynet_tui.worker.scripts import other_run, scenes
from tinynet_tui.worker.speed import AUTO, LADDER


@cache
def learned() -> Timeline:
    """The first 10,001 iterations of the usual run."""
    timeline = Timeline(Experiment())
    timeline.advance(10_001)
    return timeline


def syn0_after(iteration: int) -> Array:
    timeline = Timeline(Experiment())
    timeline.advance(iteration + 1)
    timeline.stand_at(1)
    found = timeline.snapshot().value("syn0")
    assert found is not None
    return found.array


def error(iteration: int) -> float:
    timeline = Timeline(Experiment())
    timeline.advance(iteration + 1)
    found = timeline.snapshot().error
    assert found is not None
    return found[0]


def crosses(example: int, iteration: int) -> bool:
    """True when an example's prediction crosses 0.5 in an iteration."""
    return any(
        event.kind == "prediction"
        and event.position.iteration == iteration
        and event.cell == (example, 0)
        for event in learned().events
    )


def seconds_of_a_run() -> float:
    """How long the usual run takes at the speed `auto`, ten frames a second."""
    iteration, seconds = 0, 0.0
    while iteration < ITERATIONS:
        units, duration = AUTO.quantum(iteration, 10)
        assert units is not None
        iteration, seconds = iteration + units, seconds + duration
    return seconds


def moved_end(iterations: int) -> int:
    """Where a run ends after it has gone past its end."""
    run = CurrentRun(USUAL, iterations)
    run.extend_beyond(iterations)
    return run.goal


def says(file: str, text: str) -> bool:
    """True when a file of the project has a text, where the fact is tested or decided."""
    return text in (ROOT / file).read_text(encoding="utf-8")


def python() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["requires-python"])


def ssh_option(name: str) -> int:
    found = re.search(rf"{name} (\d+)", page("ssh").block("Host class"))
    assert found is not None
    return int(found[1])


USUAL = Experiment()


def happens(condition: str, alpha: float, goal: int) -> bool:
    """True when a condition comes true in the default run with this alpha."""
    timeline = Timeline(Experiment(alpha=alpha))
    wanted = parse(condition, timeline.experiment)
    return timeline.advance_until(wanted, timeline.position, goal)


def rises(alpha: float, goal: int) -> bool:
    return happens("error rises", alpha, goal)


CLAIMS: dict[str, Callable[[], bool]] = {
    r"silently became 4×4\. Line 27 cannot": lambda: (
        says("screenshots/script.svg", "(4×4)") and says("screenshots/script.svg", "line 27")
    ),
    # The program and its limits.
    r"Python 3\.11 or newer": lambda: python() == ">=3.11",
    r"80×24": lambda: SIZES[0] == (80, 24),
    r"hidden neurons, 0 to 64|64 hidden neurons": lambda: MAX_HIDDEN == 64,
    r"mean 0 and deviation 1": lambda: says("tests/data/test_scaling.py", "[0, 1], atol"),
    r"goes below 0 or above 1 is scaled to 0 to 1": lambda: says(
        "tests/data/test_scaling.py", "test_only_targets_outside_0_to_1_are_scaled"
    ),
    r"Large inputs, such as 1,680, make the hidden outputs 0 or 1": lambda: says(
        "tests/experiment/test_chosen_alpha.py", "one up to 1,680"
    ),
    r"their delta is set to 0": lambda: says(
        "tests/training/test_held_back.py", "[experiment.split.test] == 0).all()"
    ),
    r"95 of 100 examples": lambda: parse("right >= 0.95", Experiment()) == RightAtLeast(0.95),
    r"10,000 points": lambda: MOST_POINTS == 10_000,
    r"up to 64 inputs, 16 targets and 10,000 rows": lambda: (
        (csv_file.MOST_INPUTS, names.MOST_TARGETS, csv_file.MOST_ROWS) == (64, 16, 10_000)
    ),
    r"about 60 MB of memory as a rule\. The most is under 200 MB": lambda: says(
        __file__, "it.resident < 200"
    ),
    r"A trainer on the host needs about 60 MB of memory": lambda: says(
        "tests/program/test_resting.py", "40 < it.resident < 80"
    ),
    r"At most 30 visitors": lambda: VISITORS == 30,
    r"30 guests need about 2 GB as a rule, and 6 GB at most": lambda: (
        round(30 * 60 / 1000) == 2 and 30 * 200 == 6000
    ),
    r"updates of the screen per second, 1 to 60": lambda: MAX_FPS == 60,
    r"more than 131,072 iterations": lambda: EXACT == 131_072,
    r"quits within 2 seconds": lambda: LIMIT == 2.0,
    r"1 / 2 is 0": lambda: divide(1, 2) == 0,
    r"up to 1e-9 do not count, or up to 1e-6 if": lambda: (ROUNDED, MOST_ROUNDED) == (1e-9, 1e-6),
    r"ends after 10,000 iterations": lambda: MOST_COMPARED == 10_000,
    r"exit status is 2|exit status 1": lambda: says("tests/cli/test_main.py", "== 2"),
    r"contrast of at least 4\.5:1": lambda: says("tests/ui/test_contrast.py", "LEAST = 4.5"),
    r"more than 16,384 numbers": lambda: MOST_CELLS == 16_384,
    r"8 decimals": lambda: DIGITS[1] <= 8 == rounding.MOST,
    r"within 0\.4 of its target": lambda: STUCK == 0.4,
    r"about 15 seconds": lambda: (
        ssh_option("ServerAliveInterval") * ssh_option("ServerAliveCountMax") == 15
    ),
    r"tmux 3\.2 or later": lambda: says("src/tinynet_tui/ui/dialogs/copy.py", "tmux 3.2"),
    r"from 1 step a second": lambda: LADDER[0][1:] == ("step", 1),
    r"thicker from 1 and thicker again from 3": lambda: (THICK, THICKER) == (1, 3),
    r"Bold numbers are at least 1, or at most -1": lambda: (
        [sign_style(value) == sign_style(2 * value) for value in (0.4, 0.9, 1, -0.9, -1)]
        == [True, False, True, False, True]
    ),
    r"half a minute": lambda: 25 < seconds_of_a_run() < 35,
    # The network and its runs.
    r"19 scenes": lambda: len(built_in().scenes) == 19,
    r"Eight questions can be answered": lambda: (
        sum(one.ask is not None for one in built_in().scenes) == 8
    ),
    r"about 25 minutes": lambda: sum(scene.minutes for scene in built_in().scenes) == 25,
    r"[Ww]ith seed 1": lambda: SEED == 1,
    r"error after 10,000 iterations is 0\.00858452565325": lambda: (
        f"{error(10_000):.12g}" == "0.00858452565325"
    ),
    r"before iteration 1,000": lambda: error(0) - error(1000) > 0.9 * error(0),
    r"the error is below 0\.1, at iteration 498": lambda: error(497) > 0.1 > error(498),
    r"this weight is above 2, at iteration 403": lambda: (
        syn0_after(402)[0, 1] <= 2 < syn0_after(403)[0, 1]
    ),
    r"example 1 crosses 0\.5 at iteration 58": lambda: crosses(1, 58),
    r"example 3 at iteration 254": lambda: crosses(3, 254),
    r"run of 60,000 iterations": lambda: ITERATIONS == 60_000,
    r"two inputs and a constant 1, four hidden neurons and one output": lambda: (
        USUAL.sizes == (3, 4, 1) and bool((USUAL.dataset.X[:, 2] == 1).all())
    ),
    r"from four examples": lambda: len(USUAL.dataset.y) == 4,
    r"[Nn]ine (lines|steps)": lambda: len(USUAL.script.names) == 9,
    r"switches hidden neuron 2 off at iteration 10,000": lambda: (
        "'l1[:,2]=off@10000'" in page("experiments").block("--set")
    ),
    r"100 random points": lambda: Cloud("circle").points == 100,
    r"between 0 and 1, as the outputs": lambda: says(
        "src/tinynet_tui/data/rows.py", "is not between 0 and 1"
    ),
    r"at most 16 different ones, other than only 0 and 1": lambda: (
        names.MOST_TARGETS == 16
        and not are_classes([0.0, 1.0] * 9)
        and [n for n in range(2, 20) if are_classes([*map(float, range(n))] * 2)][-1] == 16
        and not are_classes([1.0, 2.0, 3.0, 1.0])
    ),
    r"100,000 random keys": lambda: says("tests/soak.py", "--events 100000"),
    r"1,000 seeds|seeds from 0 to 999": lambda: says(
        "tests/experiment/test_presets.py", "range(1000)"
    ),
    r"stuck after 200,000 iterations": lambda: says("tests/experiment/test_presets.py", "200_000"),
    r"frees itself shortly before 63,000": lambda: says(
        "tests/experiment/test_presets.py", "62_900 < run.first_below() < 63_000"
    ),
    r"60,000 becomes 120,000": lambda: moved_end(60_000) == 120_000,
    r"alpha 1000": lambda: says("src/tinynet_tui/experiment/presets.toml", "alpha = 1000"),
    r"4 hidden neurons often miss a part, 8 do not": lambda: says(
        "tests/data/test_built_in.py", 'right("spiral", 8, 20_000, seed) == 100'
    ),
    r"every output then ends at 0\.5": lambda: says(
        "tests/data/test_built_in.py", "trained(name, 0, 10_000)[0] - 0.5).max() < 1e-3"
    ),
    "With seed 1 the error never rises": (lambda: not rises(1, 60_000) and rises(10, 1000)),
    "Each scene gets 20 seconds": lambda: scenes.LIMIT == 20,
    "to its end or for 100,000 iterations": lambda: other_run.MOST == 100_000,
    "The last 20 are kept": lambda: says("src/tinynet_tui/worker/kept_runs.py", "MOST = 20"),
    "this weight changes its sign": lambda: happens("syn0[2,1]", 1, 60_000),
}
"""What is claimed, as a pattern, and whether it is so."""

NAMES = re.compile(
    r"UTF-8|Python [23]|256 colours|VT220|OSC 52|Build a Neural Net in 4 Minutes|11 lines of Python"
    r"|synapse [01]|layer [0123]|(column|input|example|neuron) [0-3]\b|0s from the 1s"
    r"|between 0 and 1|1,000 iterations later|always 1|is from 0|from 1\b|number of 1s|target [01]"
    r"|inputs are 1|is 1 \||that is off is 0"
    r"|iamtrask \(2015\)|crosses 0\.5|above 0\.5|side of 0\.5"
    r"|hidden 0|(opens|go to) scene 12|output 0|neuron 0|counted from 0|error is below 0\.1"
    r"|one input is 1"
    r"|sets one to 0"
    r"|iteration (100|254|500|10,000)\b|is 0 or 1 in all"
)
"""Names with a number in them, and numbers that are examples or the network's arithmetic."""
CELL = re.compile(r"^\|.*\|$", re.M)
"""A row of a table; the defaults in its last column are checked with the options."""


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_made_and_is_so(claim: str) -> None:
    assert any(re.search(claim, one.prose) for one in EVERY_PAGE), "nobody claims it any more"
    assert CLAIMS[claim]()


@pytest.mark.parametrize("page", EVERY_PAGE, ids=repr)
def test_every_number_in_a_sentence_is_known(page: Page) -> None:
    text = page.prose
    if page.name == "command-line":  # the last column of its tables holds defaults
        text = CELL.sub(lambda row: row[0][: row[0].rindex("|", 0, -1)], text)
    for claim in CLAIMS:
        text = re.sub(claim, "", text)
    text = NAMES.sub("", text)
    assert [line for line in text.splitlines() if re.search(r"\d", line)] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports memory like this")
def test_memory_is_what_the_page_on_kiosks_says() -> None:
    assert "about 60 MB of memory as a rule. The most is under 200 MB" in page("kiosk").prose
    with opened("--kiosk") as it:
        assert 40 < it.resident < 80
    largest = ("--kiosk", "--hidden", "64", "--dataset", "circle:points=10000")
    with opened(*largest, "--play") as it:
        it.wait_until(lambda: it.number_after("iteration") > 20, "training")
        assert it.resident < 200


def test_the_readme_is_short() -> None:
    lines = README_PAGE.text.splitlines()
    assert len(lines) <= 200
    assert "small enough that you can read every number" in lines[2]
    assert lines[4].startswith("![") and "(screenshots/moving.svg)" in lines[4]
    first_screen = README_PAGE.text[: README_PAGE.text.index("\n## ")]
    assert first_screen.count("```sh\n") == 1
    assert re.findall(r"\(#([\w-]+)\)", first_screen) == [
        *("open-your-own-script", "find-your-own-bug", "five-minutes", "for-lecturers"),
    ]


def test_five_minutes_are_six_items() -> None:
    five = README_PAGE.text.split("## Five minutes\n")[1].split("\n## ")[0]
    assert [int(number) for number in re.findall(r"^(\d+)\. ", five, re.M)] == [1, 2, 3, 4, 5, 6]
