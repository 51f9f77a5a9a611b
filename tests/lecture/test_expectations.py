"""`expect:` in a scene: what the run must be like there, checked by `--check`."""

from __future__ import annotations

import pytest

from tinynet_tui.lecture.check import check
from tinynet_tui.lecture.files import EXAMPLE, built_in, packaged
from tinynet_tui.lecture.snapshots import mistakes


def wrong(text: str) -> list[tuple[int, str]]:
    checked = check(text)
    assert checked.mistakes == ()
    return [(mistake.line, mistake.message) for mistake in mistakes(checked.lecture.scenes)]


def at_254(line: str) -> list[tuple[int, str]]:
    return wrong(f"# One\nat: 254:l1_error\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "error < 0.5",
        "error <= 0.31",
        "error > 0.3",
        "error = 0.307",
        "error = 0.31",
        "error = 3.07e-1",
        "error != 0.308",
        "l2[0,0] < l2[1,0]",
        "l2[0,0]-y[0,0] > 0.1",
        "l2[2,0] - y[2,0] < -0.1",
        "hidden = 4",
        "iteration = 254",
        "syn1[2,0] = -4.95",
        "X[2,0] = 1",
        "y[3,0] = 0",
        "l1_error[2,0] != 0",
        "squares < 1",
    ],
)
def test_what_is_true_is_no_mistake(line: str) -> None:
    assert at_254(f"expect: {line}") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("error < 0.3", "it is 0.306698733"),
        ("error = 0.306", "it is 0.306698733"),
        ("error = 0", "it is 0.306698733"),
        ("l2[0,0] > l2[1,0]", "they are 0.168092039 and 0.696254582"),
        ("hidden != 4", "it is 4"),
        ("l1_delta[0,0] < 1", "l1_delta[0,0] is not computed yet at this position"),
        ("error < l1_delta[0,0]", "l1_delta[0,0] is not computed yet at this position"),
    ],
)
def test_what_is_false_is_a_mistake_with_what_is_true(line: str, why: str) -> None:
    assert at_254(f"expect: {line}") == [(3, f"expect: {line}: {why}")]


def test_before_the_first_error_nothing_is_known() -> None:
    assert wrong("# One\nexpect: error < 1\n") == [
        (2, "expect: error < 1: error is not computed yet at this position")
    ]


def test_each_scene_is_checked_at_its_own_position() -> None:
    assert wrong(
        "# Late\nat: end\nexpect: error < 0.004\nexpect: error < 0.003\n"
        "# Early\nat: 0\nexpect: error > 0.4\nexpect: error > 0.5\n"
        "# Other\nseed: 6\nat: 0\nexpect: error = 0.4999\nexpect: seed = 1\n"
    ) == [
        (8, "expect: error > 0.5: it is 0.496410032"),
        (4, "expect: error < 0.003: it is 0.00318353074"),
        (13, "expect: seed = 1: it is 6"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("error", "write a value, one of < > <= >= = != and a number: error < 0.01"),
        ("error falls", "write a value, one of < > <= >= = != and a number: error < 0.01"),
        (
            "error" + 10**5 * " " + "x",
            "write a value, one of < > <= >= = != and a number: error < 0.01",
        ),
        ("-" * 250 + " < 1", f"'{60 * '-'}': a value has at most 200 characters"),
        ("3 < error", "begin with a value, such as error or l2[0,0], not with 3"),
        ("step = 3", "step is not a number"),
        ("l2[9,0] < 1", "'l2[9,0]': l2 has rows 0 to 3 and columns 0 to 0"),
        (
            "a - b - c < 1",
            "'a - b - c': only one value can be subtracted, as in l2[2,0] - y[2,0]",
        ),
    ],
)
def test_what_cannot_be_checked_is_a_mistake(line: str, message: str) -> None:
    (found,) = check(f"# One\n\n\nexpect: {line}\n").mistakes
    assert (found.line, found.message) == (4, f"expect: {message}")


def test_in_a_scene_with_a_script_its_numbers_are_meant() -> None:
    checked = check("# One\nscript: mine.py\nexpect: v[1] - w[0,1] < 1\nexpect: x =\n")
    assert [mistake.line for mistake in checked.mistakes] == [4]
    assert list(mistakes(checked.lecture.scenes)) == []  # which only those check who run the script


def test_the_lectures_of_the_program_prove_themselves() -> None:
    assert list(mistakes(built_in().scenes)) == []
    assert list(mistakes(check(packaged(EXAMPLE)).lecture.scenes)) == []


@pytest.mark.parametrize(
    ("at", "text", "unknown"),
    [
        ("0:l1", "{error}", ["error"]),
        ("0:l1", "{l1[0,0]}, {syn0[0,0]}, {y[0,0]}, {alpha}, {step} {iteration}", []),
        ("0:l1", "{l2[0,0] - y[0,0]} and {l1[0,0] - l2[3,0]:.2f}", ["l2[0,0]", "l2[3,0]"]),
        ("0:l2", "{squares} {l1_delta[1,2]}", ["squares", "l1_delta[1,2]"]),
        ("0:l2_error", "{squares} {error}", []),
        ("1:l0", "{error} {squares} {l1_delta[0,0]}", []),
    ],
)
def test_a_number_that_is_computed_later_is_a_mistake_in_its_line(
    at: str, text: str, unknown: list[str]
) -> None:
    assert wrong(f"# One\nat: {at}\n\nFirst,\nthen {text}.\n") == [
        (5, f"{{{name}}}: has no value at {at}: show it at a later position") for name in unknown
    ]


def test_a_run_that_takes_too_long_is_told_in_the_line_of_the_position(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tinynet_tui.lecture.until.LIMIT", -1.0)
    late = "# Early\nat: 0\nexpect: seed = 1\n# Late\nlight: l1\nat: 60000\nexpect: error < 1\n"
    assert wrong(late) == [(6, "at: in -1 seconds the run gets to iteration 0 only")]
