"""`lecture --check --scripts` lists every mistake of every scene, and ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.cli import lecture as command
from tinynet_tui.cli.lecture_check import run_mistakes
from tinynet_tui.cli.parser import UsageError
from tinynet_tui.lecture.check import check
from tinynet_tui.worker.scripts import scenes
from tinynet_tui.worker.scripts.opening import Opening

GOOD = """import numpy as np
w = np.eye(2)
for n in range(20):
    w = w - 0.1 * w @ w
"""
SCRIPTS = {
    "good": GOOD,
    "endless": f"{GOOD}    while n == 5: pass\n",
    "slow": f"import time\n{GOOD}    time.sleep(0.02)\n",
    "raises": f"{GOOD}    w @ np.eye(3 if n == 5 else 2)\n",
    "broken": "for n in range(3:\n",
}
LECTURE = """A lecture

# One
script: good.py
at: 3:w
cell: v[0,0]

w is {w[0,0]:.2f}, {nix[0]} is not there, nor is {w[7,7]}.

# Two
script: endless.py
at: 7

# Three
script: raises.py
at: 5:2
cell: nix[0]

# Four
script: missing.py

# Five
script: good.py
at: 77

# Six
script: good.py
at: 2:3
view: nonsense

# Seven
script: broken.py
"""
FOUND = """mine.md:6: cell: the loop has no variable 'v'
mine.md:8: {nix[0]}: the loop has no variable 'nix'; it has w, n
mine.md:8: {w[7,7]}: w is 2×2: its last cell is w[1,1]
mine.md:11: script: endless.py: line 5 did not end, and was cut off after 2 seconds, in scene 2
mine.md:16: at: 5:2: the run ends before it, line 5: w (2×2) @
mine.md:17: cell: the loop has no variable 'nix'
mine.md:20: script: missing.py: No such file or directory
mine.md:24: at: 77: the loop ends after 20 iterations
mine.md:28: at: 3 is not a step: an iteration has 1 step
mine.md:29: view: there is no view 'nonsense'
mine.md:32: script: broken.py, line 1: not Python"""


def test_every_mistake_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in SCRIPTS.items():
        (tmp_path / f"{name}.py").write_text(text)
    (tmp_path / "mine.md").write_text(LECTURE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scenes, "LIMIT", 2.0)
    assert command.lecture(["--check", "--scripts", "mine.md"]) == 1
    told = capsys.readouterr().out.splitlines()
    for line, start in zip(told, FOUND.splitlines(), strict=True):
        assert line.startswith(start)


def test_a_position_far_away_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slow.py"
    path.write_text(SCRIPTS["slow"].replace("range(20)", "range(10000)"))
    monkeypatch.setattr(scenes, "LIMIT", 2.0)
    (found,) = scenes.mistakes(path, Opening("9000"), ())
    assert found.what == "at"
    assert found.why.startswith("9000 is not reached within 2 seconds, only ")


UNTIL = """A lecture

# There
script: falls.py
until: w[0,1] < 0.5
expect: w[0,1] = 0.48
expect: iteration = 9

It is {w[0,1]:.2f}.

# No such number
script: falls.py
until: v[0,1] < 0.5

# Never
script: falls.py
until: w[0,1] < 0.05

# Beyond its end
script: falls.py
until: 20

# It ends before
script: raises.py
until: w[0,1] < 0.05

# Twice
script: falls.py
at: 3
until: 7
"""
NOT_REACHED = """mine.md:13: until: the loop has no variable 'v'; it has w, n
mine.md:17: until: w[0,1] was not below 0.05: the loop ends after 20 iterations
mine.md:21: until: 20: the loop ends after 20 iterations
mine.md:25: until: w[0,1] was not below 0.05: the run ends in line 5: w (1×2) @
mine.md:30: until: the position is already set in line 29"""


def test_a_condition_that_no_run_meets_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    falls = GOOD.replace("np.eye(2)", "np.ones((1, 2))").replace("0.1 * w @ w", "0.1 * w * w[0, 0]")
    (tmp_path / "falls.py").write_text(falls)
    (tmp_path / "raises.py").write_text(f"{falls}    w @ np.eye(3 if n == 9 else 2)\n")
    (tmp_path / "mine.md").write_text(UNTIL)
    monkeypatch.chdir(tmp_path)
    assert command.lecture(["--check", "--scripts", "mine.md"]) == 1
    found = capsys.readouterr().out.splitlines()
    assert len(found) == len(NOT_REACHED.splitlines()), found
    for line, begin in zip(found, NOT_REACHED.splitlines(), strict=True):
        assert line.startswith(begin), (line, begin)


BESIDE = """A lecture

# Right
script: good.py
compare: rate 0.2, seed 3

# None
script: good.py
compare: none

# No such setting
script: good.py
compare: rat 0.2

# No settings
script: good.py
compare: momentum

# The same
script: good.py
compare: rate 0.1

# No number
script: good.py
compare: seed -1

# It does not end
script: slow.py
compare: rate 0.2
"""
NO_RUN = """mine.md:13: compare: 'rat' is not one of its settings: rate
mine.md:17: compare: 'momentum': write a setting of the script and its value, such as seed 3, or
mine.md:21: compare: this is the scene's own run
mine.md:25: compare: -1 is not between 0 and 4,294,967,295
mine.md:29: compare: in 1 seconds it gets to iteration """


def test_a_run_that_nothing_can_be_compared_with_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rated = GOOD.replace("w = np", "rate = 0.1\nw = np").replace("0.1 * w", "rate * w")
    (tmp_path / "good.py").write_text(rated)
    (tmp_path / "slow.py").write_text(f"import time\n{rated}    time.sleep(0.1)\n")
    (tmp_path / "mine.md").write_text(BESIDE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scenes, "LIMIT", 1.0)
    assert command.lecture(["--check", "--scripts", "mine.md"]) == 1
    found = capsys.readouterr().out.splitlines()
    assert len(found) == len(NO_RUN.splitlines()), found
    for line, begin in zip(found, NO_RUN.splitlines(), strict=True):
        assert line.startswith(begin), (line, begin)


def test_a_condition_that_comes_late_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slow.py"
    path.write_text(SCRIPTS["slow"].replace("range(20)", "range(10000)"))
    monkeypatch.setattr(scenes, "LIMIT", 1.0)
    (found,) = scenes.mistakes(path, Opening(until="w[0,0] < 0"), ())
    assert found.what == "until"
    assert found.why.startswith("in 1 seconds the run gets to iteration ")


CURVED = """import numpy as np
w = np.eye(2)
for n in range(20):
    out = 1 / (1 + np.exp(-w))
    w = w - 0.1 * out @ out
"""


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("at: 3:out\nlight: curve", ""),
        ("light: curve", ""),
        ("at: 3:out\ncell: out[1,0]\nlight: w, curve", ""),
        ("at: 3:w\ncell: out[1,0]\nlight: curve", ""),
        ("at: 3:w\nlight: curve", "w[0,0] has no curve: no function of one number is applied "),
        ("at: 3:out\ncell: w[0,1]\nlight: out, curve", "w[0,1] has no curve: no function of "),
    ],
)
def test_a_curve_that_is_not_there_is_told(tmp_path: Path, settings: str, why: str) -> None:
    (tmp_path / "mine.py").write_text(CURVED)
    path = tmp_path / "mine.md"
    path.write_text(f"# One\nscript: mine.py\n{settings}\n\nText.\n")
    found = [*run_mistakes(check(path.read_text()).lecture, tmp_path)]
    at = 2 + settings.count("\n") + 1
    assert [(one.line, one.message[: len(f"light: {why}")]) for one in found] == (
        [(at, f"light: {why}")] if why else []
    )


def test_what_scenes_expect_of_scripts_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    path = tmp_path / "mine.md"
    path.write_text(
        "# One\nscript: good.py\nat: 1:w\nexpect: w[0,0] = 0.82\nexpect: w[0,0] - w[0,1] > 0.5\n"
        "expect: iteration = 2\nexpect: w[0,0] < w[0,1]\nexpect: v[0] < 1\nexpect: error < 1\n"
    )
    assert command.lecture(["--check", str(path), "--scripts"]) == 1
    found = [line.partition("mine.md:")[2] for line in capsys.readouterr().out.splitlines()]
    assert found[:3] == [
        "6: expect: iteration = 2: it is 1",
        "7: expect: w[0,0] < w[0,1]: they are 0.819 and 0",
        "8: expect: v[0] < 1: the loop has no variable 'v'; it has w, n",
    ]
    assert found[3].startswith("9: expect: error < 1: ")


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("answer: sign of w[0,0]", ""),
        ("answer: sign of w[0,1]", ""),
        ("answer: w[1,1] within 0.1", ""),
        ("choices: 0.8 | 0.2 of w[0,0]", ""),
        ("choices: 0.8 | 0.2", "of which number? write 0.8 | 0.2 of w[0,1]"),
        (
            "choices: 0.8 | 0.84 of w[0,0]",
            "w[0,0] is 0.819, not clearly nearer to 0.8 than to 0.84",
        ),
        ("answer: cell of w", "w[0,0] and w[1,1] are both farthest from 0: ask for something else"),
        ("answer: cell of n", "n is no array of numbers with one or two axes"),
        ("answer: sign of v[0]", "the loop has no variable 'v'; it has w, n"),
        ("answer: sign of w[2,0]", "w is 2×2: its last cell is w[1,1]"),
        ("answer: error within 0.1", "error is not computed yet at this position"),
        ("answer: squares within 0.1", "'squares' is no number: write error or a cell as w[0,1]"),
    ],
)
def test_what_scenes_ask_of_scripts_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], setting: str, why: str
) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    path = tmp_path / "mine.md"
    path.write_text(f"# One\nscript: good.py\nat: 1:w\n{setting}\n\n? What?\n= That.\n")
    assert command.lecture(["--check", str(path), "--scripts"]) == (1 if why else 0)
    name = setting.partition(":")[0]
    assert capsys.readouterr().out == (
        f"{path}:4: {name}: {why}\n" if why else "1 scene, no mistakes\n"
    )


OURS = """A lecture

# Ours
script: momentum
at: 20:nope

# Asked
script: momentum
at: 20:l2
answer: sign of l2[0,7]

First text,
then {nix[0]}.

? Is {nix[0]} known? Is it {l2[0,0]}?
= No, {l2[9,0]}.

# Another's
script: own.py
at: 20:nope
"""


def test_our_own_scripts_are_always_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.py").write_text("import sys; sys.exit('it was run')")
    (tmp_path / "mine.md").write_text(OURS)
    monkeypatch.chdir(tmp_path)
    assert command.lecture(["--check", "mine.md"]) == 1
    first, *found = capsys.readouterr().out.splitlines()
    assert first == "not run, so not checked: own.py; --scripts runs what a lecture names"
    assert found[0].startswith("mine.md:5: at: the loop does not assign 'nope'")
    assert found[1] == "mine.md:10: answer: l2 is 4×1: its last cell is l2[3,0]"
    said = ("13: {nix[0]}: the loop", "15: {nix[0]}: the loop", "16: {l2[9,0]}: l2 is 4×1")
    for line, begin in zip(found[2:], said, strict=True):
        assert line.startswith(f"mine.md:{begin}")


LATER = """import numpy as np
w = np.eye(2)
for n in range(20):
    out = w @ w
    late = out + 1
    w = w - 0.1 * out
    error = w.sum()
    print(error)
"""


@pytest.mark.parametrize(
    ("at", "text", "why"),
    [
        ("0:out", "{out[0,0]}, {w[0,0]}, {iteration}, {step}", ""),
        ("0:out", "{late[0,0]:.4f}", "{late[0,0]}: late has no value yet at that position: take "),
        ("0:out", "{late[1,1] - w[0,0]}", "{late[1,1]}: late has no value yet at that position: t"),
        ("0:out", "{error}", "{error}: error has no value yet at that position: take a later one"),
        ("1:out", "{error}, {late[0,0]}", ""),
    ],
)
def test_a_number_that_a_script_computes_later_is_told(
    tmp_path: Path, at: str, text: str, why: str
) -> None:
    (tmp_path / "mine.py").write_text(LATER)
    lecture = check(f"# One\nscript: mine.py\nat: {at}\n\nText.\n\n? Which?\n= This: {text}\n")
    found = [*run_mistakes(lecture.lecture, tmp_path)]
    assert [(one.line, one.message[: len(why)]) for one in found] == ([(8, why)] if why else [])


def test_a_script_without_an_error_has_none_at_any_position(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    lecture = check("# One\nscript: good.py\nat: 3:w\n\nIt is {error}.\n").lecture
    (found,) = run_mistakes(lecture, tmp_path)
    assert (found.line, found.message) == (5, "{error}: no error was found in this script")


def test_a_number_of_which_the_array_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD.replace("np.eye(2)", "np.eye(200)"))
    lecture = check("# One\nscript: good.py\nat: 3:w\n\nIt is {w[199,0]}.\n").lecture
    (found,) = run_mistakes(lecture, tmp_path)
    why = "w[199,0] is not at hand: only the first 81 rows of so large an array are"
    assert (found.line, found.message) == (5, f"{{w[199,0]}}: {why}")


FAR = """# Ours
script: momentum
at: 20

Ours.

# Far
script: slow.py
at: 600:w

Too far {w[0,0]:.4f}.
"""


@pytest.mark.parametrize(
    ("old", "new", "options", "why"),
    [
        ("", "", ["--scripts"], "mine.md:9: at: 600:w: the loop ends after 20 iterations"),
        ("600:w", "8:w", ["--scripts"], "mine.md:9: at: 8:w: the run ends before it, line 5: w (2"),
        ("{w[0,0]:.4f}", "{v[0]}", ["--scripts"], "mine.md:9: at: 600:w: the loop ends after 20"),
        ("slow.py\nat: 600:w", "momentum\nat: 20:nope", [], "mine.md:9: at: the loop does not a"),
        (FAR[FAR.index("script: slow") :], "at: 0\nexpect: error > 1\n", [], "mine.md:9: expect: "),
    ],
)
def test_no_handout_has_numbers_of_a_position_that_does_not_exist(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    options: list[str],
    why: str,
) -> None:
    (tmp_path / "slow.py").write_text(SCRIPTS["raises" if new == "8:w" else "good"])
    (tmp_path / "mine.md").write_text(FAR.replace(old, new))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as refused:
        command.lecture(["mine.md", "--handout", "home.html", *options])
    complaint = str(refused.value)
    assert complaint.startswith(why) and "\n" not in complaint
    lists_all = "--check --scripts" if options else "--check"
    assert f"more; {lists_all} lists all)" in complaint or "{v[0]}" not in new
    assert not (tmp_path / "home.html").exists()
