"""A lecture file: what is written comes out, and every mistake is named with its line."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.data.built_in import COPY_FIRST, parse
from tinynet_tui.data.names import NAMES
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture import files
from tinynet_tui.lecture import spotlights as panes
from tinynet_tui.lecture.check import Checked, check
from tinynet_tui.lecture.scene import LiveValue, Mistake, Scene

WHOLE = """\
A title for all
seed: 3
iterations: 5,000

# First scene
at: 254:l1_error
cell: l1_error[2,0]
cursor: example 2, input 1
light:  l1_Error

One paragraph
of two lines, {l1_error[2,0]} and {l2[3,0]:.4f}.

Another, {{with}} a brace; error {error}.
- an item
- another

? A question
of two lines?
= An answer.

  Its second paragraph.

Notes:
For me {only}.

  - indented
# Second scene

Text without settings.
# Third scene
hidden: 0
dataset: copy-first
alpha: 0.5
seed: 1
at: 10
"""


def lecture(text: str) -> Checked:
    return check(dedent(text))


def scene(text: str) -> Scene:
    checked = lecture(text)
    assert checked.mistakes == ()
    (only,) = checked.lecture.scenes
    return only


def mistakes(text: str) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.message) for mistake in lecture(text).mistakes]


# What is right.


def test_a_whole_lecture() -> None:
    checked = check(WHOLE)
    assert checked.mistakes == ()
    assert checked.lecture.title == "A title for all"
    first, second, third = checked.lecture.scenes
    assert (first.title, first.line) == ("First scene", 5)
    assert first.experiment == Experiment(seed=3)
    assert first.iterations == 5000
    assert first.position == Position(254, 6)
    assert first.cursor == Cursor(2, 1, 0, 0)
    assert first.pinned == "l1_error"
    assert first.light == "l1_error"
    one = LiveValue("l1_error", (2, 0), "")
    assert first.text == (
        ("One paragraph", " ", "of two lines, ", one, " and ", LiveValue("l2", (3, 0), ".4f"), "."),
        ("Another, ", "{", "with", "}", " a brace; error ", LiveValue("error"), "."),
        ("- an item",),
        ("- another",),
    )
    assert first.question == (("A question", " ", "of two lines?"),)
    assert first.answer == (("An answer.",), ("Its second paragraph.",))
    assert first.notes == ("For me {only}.", "", "  - indented")
    assert second == Scene(
        title="Second scene",
        line=28,
        experiment=Experiment(seed=3),
        iterations=5000,
        position=Position(),
        cursor=Cursor(),
        pinned=None,
        light=None,
        text=(("Text without settings.",),),
        question=(),
        answer=(),
        notes=(),
    )
    assert third.experiment == Experiment(COPY_FIRST, 0, 0.5, 1)
    assert third.position == Position(10, 3)


def test_the_data_bring_their_own_alpha_unless_one_is_set() -> None:
    text = "# One\ndataset: circle:points=200\n# Two\nalpha: 3\ndataset: circle\n# Three\n"
    alphas = [scene.experiment.alpha for scene in lecture(text).lecture.scenes]
    assert alphas == [parse("circle:points=200").alpha, 3, 1]
    alphas = [scene.experiment.alpha for scene in lecture(f"alpha: 1\n{text}").lecture.scenes]
    assert alphas == [1, 3, 1]
    one, other = lecture("dataset: circle\n# One\n# Two\ndataset: xor\n").lecture.scenes
    assert one.experiment == Experiment(parse("circle"), alpha=parse("circle").alpha)
    assert other.experiment == Experiment()


def test_a_scene_changes_nothing_for_the_next() -> None:
    checked = lecture("# One\nseed: 9\nat: 5\n# Two\n")
    assert [scene.experiment.seed for scene in checked.lecture.scenes] == [9, 1]
    assert checked.lecture.scenes[1].position == Position()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_mark_at_the_beginning_make_no_difference(end: str) -> None:
    plain, other = check(WHOLE), check("\ufeff" + WHOLE.replace("\n", end))
    assert other.mistakes == ()
    assert other.lecture == plain.lecture


def test_comments_are_left_out() -> None:
    only = scene(
        """\
        <!-- a comment
        # no scene
        -->
        # Title <!-- of what -->
        <!-- at: 3 -->
        at: 5
        <!-- between settings and text -->

        Some <!-- few --> words,
        <!-- within

        a paragraph -->
        and more.
        Notes:
        mine <!-- and nobody's -->
        """
    )
    assert only.title == "Title"
    assert only.position == Position(5, 4)
    assert only.text == (("Some  words,", " ", "and more."),)
    assert only.notes == ("mine",)


def test_the_names_of_older_files_are_still_read() -> None:
    text = "# T\nat: 254:l1\nthread: example 2, hidden 1\n\nAt {phase}.\n"
    old, new = scene(text), scene(text.replace("thread", "cursor").replace("phase", "step"))
    assert old == new
    assert old.cursor == Cursor(2, 0, 1, 0)
    assert old.text == (("At ", LiveValue("step"), "."),)


@pytest.mark.parametrize(
    ("written", "lit"),
    [
        ("curve", "explanation"),
        ("layer 1, curve", "l1"),
        ("CURVE ,Layer  1", "l1"),
        ("explanation,curve", "explanation"),
    ],
)
def test_a_curve_is_drawn_alone_or_beside_a_lit_pane(written: str, lit: str) -> None:
    checked = check(f"# T\nat: 0:l1\nlight: {written}\n")
    assert not checked.mistakes
    (scene,) = checked.lecture.scenes
    assert (scene.light, scene.curve) == (lit, True)


def test_a_backslash_makes_text_of_a_sign() -> None:
    only = scene("# T\n\n\\# no scene\n\n\\? no question\n\n\\= no answer\n")
    assert only.text == (("# no scene",), ("? no question",), ("= no answer",))


def test_a_backslash_makes_text_of_a_setting() -> None:
    only = scene("# T\n\nat: 9\n\n\\Seed: 3 is first.\n\\Else: text.\n")
    assert "".join(map(str, only.text[0])) == "Seed: 3 is first. \\Else: text."
    assert only.experiment.seed == 1


def test_blanks_of_every_kind_are_blanks() -> None:
    assert scene("# T\nat:\t5\n\nDrei\u00a0Zahlen\n").text == (("Drei Zahlen",),)


def test_a_line_of_four_blanks_stays_as_it_is() -> None:
    only = scene("# T\n\nThe source:\n    l1 = sigmoid(l0 @ syn0)\n    l2 = …\nand so on\n")
    assert only.text == (
        ("The source:",),
        ("    l1 = sigmoid(l0 @ syn0)",),
        ("    l2 = …", " ", "and so on"),
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(("input", "l0"), ("synapse 0", "syn0"), ("Synapse  1", "syn1"), ("layer 1", "l1")),
        *(("layer 2", "l2"), ("y", "y"), ("error", "l2_error"), ("delta", "l2_delta")),
        *(("l1_delta", "l1_delta"), ("graph", "graph"), ("source", "step")),
        *(("step", "step"), ("explanation", "explanation")),
    ],
)
def test_the_names_of_panes(name: str, meant: str) -> None:
    assert scene(f"# T\nlight: {name}\n").light == meant


@pytest.mark.parametrize("hidden", [0, 4])
def test_what_is_called_by_its_caption_is_found_by_it(hidden: int) -> None:
    experiment = Experiment(hidden=hidden)
    roles = experiment.script.roles
    for variable in (*experiment.script.names, "y"):
        assert panes.find(roles.caption(variable), experiment) == variable


# What is wrong.

WRONG = {
    "": [(1, "there is no scene: begin one with a line such as `# Title`")],
    "Title\n": [(1, "there is no scene: begin one with a line such as `# Title`")],
    "Title\nmore\n# T\n": [(2, "before the first scene, only a title and settings are allowed")],
    "at: 5\n# T\n": [(1, "at: belongs in a scene, directly below its title")],
    "seed: x\n# T\n": [(1, "seed: 'x' is not a whole number")],
    "#\n": [(1, "the scene has no title: write it after the #")],
    "#T\n": [(1, "a scene begins with one # and a space; in a text, write \\#")],
    "# A\n\n## B\n": [(3, "a scene begins with one # and a space; in a text, write \\#")],
    "# T\nat: soon\n": [
        (2, "at: 'soon' is not a position, such as 254 or 254:l2_error"),
    ],
    "# T\nat: 5:l9\n": [
        (
            2,
            "at: 'l9' is not a step; "
            "the steps are l0 l1 l2 l2_error l2_delta l1_error l1_delta syn1 syn0",
        )
    ],
    "# T\nat: 1000000000000\n": [
        (2, "at: iteration 1000000000000 is too large: at most 999,999,999,999")
    ],
    "# T\nhidden: 0\nat: 5:l2\n": [
        (3, "at: 'l2' is not a step; the steps are l0 l1 l1_error l1_delta syn0"),
    ],
    "# T\nat:\n": [(2, "at: has no value")],
    "# T\nat: 1\nat: 2\n": [(3, "at: is already set in line 2")],
    "# T\ncell: l1[4,0]\n": [(2, "cell: l1 has rows 0 to 3 and columns 0 to 3")],
    "# T\ncell: l1\n": [(2, "cell: 'l1' is not a cell, such as l2_error[0,0]")],
    "# T\ncursor: example 4\n": [
        (2, "cursor: there is no example 4: there are 4, counted from 0"),
    ],
    "# T\ncursor: here\n": [(2, "cursor: 'here' is not an index such as example 2")],
    "# T\ncursor: example 1\ncell: l1[2,0]\n": [(3, "cell: the cursor is at l1[1,0]")],
    "# T\nat: 254:l1_error\ncell: l2[1,0]\nlight: graph\nthread: example 9\n": [
        (5, "thread: there is no example 9: there are 4, counted from 0"),
    ],
    "# T\ncursor: example 1\nthread: example 1\n": [
        (3, "thread: is already set in line 2 as cursor, which counts")
    ],
    "# T\ncursor: l1_error[2,0]\n": [
        (2, "cursor: 'l1_error[2,0]' is a cell, which belongs in `cell:`"),
    ],
    "# T\nthread:\n": [(2, "thread: has no value")],
    "cursor: example 1\n# T\n": [(1, "cursor: belongs in a scene, directly below its title")],
    "thread: example 1\n# T\n": [(1, "thread: belongs in a scene, directly below its title")],
    "# T\nlight: synapse 2\n": [
        (2, "light: there is no pane 'synapse 2': did you mean synapse 1?"),
    ],
    "# T\nlight: lamp\n": [
        (
            2,
            "light: there is no pane 'lamp': the panes are step, input, layer 1, layer 2, error, "
            "delta, l1_error, l1_delta, synapse 1, synapse 0, target, graph, explanation, curve",
        ),
    ],
    "# T\nat: 0:l1_error\nlight: curve\n": [
        (3, "light: l1_error has no curve; these have one: l1, l2, l2_delta, l1_delta")
    ],
    "# T\ncell: syn0[0,0]\nat: 0:l1\nlight: layer 1, curve\n": [
        (4, "light: syn0 has no curve; these have one: l1, l2, l2_delta, l1_delta")
    ],
    "# T\nat: 0:l1\nlight: layer 1, layer 2\n": [
        (3, "light: there is no pane 'layer 1, layer 2': did you mean layer 2?")
    ],
    "# T\nhidden: 65\n": [(2, "hidden: 65 hidden neurons: not between 0 and 64")],
    "# T\nalpha: 0\n": [(2, "alpha: alpha 0.0 is not a finite number above 0")],
    "# T\nalpha: nan\n": [(2, "alpha: alpha nan is not a finite number above 0")],
    "# T\nalpha: much\n": [(2, "alpha: 'much' is not a number")],
    "# T\nseed: -1\n": [(2, "seed: '-1' is not a whole number")],
    "# T\nseed: 4294967296\n": [(2, "seed: seed 4294967296 is not between 0 and 4294967295")],
    "# T\ndataset: mnist\n": [
        (
            2,
            f"dataset: 'mnist' is not one of {', '.join(NAMES)}",
        )
    ],
    "# T\ndataset: circle:points=1\n": [
        (2, "dataset: circle: points=1 is not between 2 and 10,000")
    ],
    "# T\ndataset: own.csv\n": [
        (
            2,
            f"dataset: 'own.csv' is not one of {', '.join(NAMES)}",
        )
    ],
    "# T\niterations: 0\n": [(2, "iterations: 0 is not between 1 and 1,000,000,000,000")],
    "# T\nsede: 3\n": [
        (
            2,
            "there is no setting 'sede': did you mean seed? (text needs a blank line before it)",
        ),
    ],
    "# T\nwhere: 3\n": [
        (
            2,
            "there is no setting 'where': the settings are at, until, cell, cursor, light, view, "
            "play, predict, compare, expect, choices, answer, minutes, script, preset, dataset, "
            "hidden, alpha, seed, set, test, iterations (text needs a blank line before it)",
        ),
    ],
    "# T\n\nText.\n\nseed: 3\n": [
        (5, "seed: belongs directly below the scene's title; in a text, write \\seed:")
    ],
    "# T\nat: 9\n\nSeed: 3 is first.\n": [
        (
            4,
            "seed: belongs to the settings above, without a blank line between them; "
            "in a text, write \\Seed:",
        )
    ],
    "# T\nat 254\n": [(2, "write `at: 254`, with a colon (text needs a blank line before it)")],
    "# T\ncell = l1[0,0]\n": [
        (2, "write `cell: l1[0,0]`, with a colon (text needs a blank line before it)")
    ],
    "# T\n\n{l3[0,0]}\n": [
        (
            3,
            "{l3[0,0]}: 'l3' is not a variable; the variables are "
            "l0 l1 l2 l2_error l2_delta l1_error l1_delta syn1 syn0 y",
        )
    ],
    "# T\n\nfine\n{l1[0,4]}\n": [
        (4, "{l1[0,4]}: l1 has rows 0 to 3 and columns 0 to 3"),
    ],
    "# T\n\n{loss}\n": [
        (
            3,
            "{loss}: not a value: write error, squares, iteration, step, seed, alpha, hidden or a "
            "cell such as l2[0,0]",
        )
    ],
    "# T\n\n{error:5}\n": [
        (3, "{error:5}: after the colon write 0 to 12 decimals, such as .4f, +.4f, .2e or .1%"),
    ],
    "# T\n\n{iteration:.2f}\n": [(3, "{iteration:.2f}: iteration has no decimals")],
    "# T\n\n{phase:.2f}\n": [(3, "{phase:.2f}: step has no decimals")],
    "# T\n\na { b\n": [(3, "a single {: write a value as {l2[0,0]}, a brace as {{")],
    "# T\n\n? q {x}\n= a }\n": [
        (
            3,
            "{x}: not a value: write error, squares, iteration, step, seed, alpha, hidden or a "
            "cell such as l2[0,0]",
        ),
        (4, "a single }: write a value as {l2[0,0]}, a brace as }}"),
    ],
    "# T\n? why\n": [(2, "the question has no answer: begin one with '= '")],
    "# T\n= so\n": [(2, "the answer has no question: begin one with '? '")],
    "# T\n?\n= so\n": [(2, "the question is empty")],
    "# T\n? why\n=\n": [(3, "the answer is empty")],
    "# T\n? a\n= b\n? c\n= d\n": [
        (4, "the scene already has a question"),
        (5, "the scene already has an answer"),
    ],
    "# T\n<!-- never\n\n# U\n": [(2, "this comment has no end: close it with -->")],
    "# T\n\nbell \a\n": [(3, "this character cannot be shown: '\\x07'")],
    "# T\u202e\n": [(1, "this character cannot be shown: '\\u202e'")],
    f"# {'x' * 201}\n": [(1, "the title is longer than 200 characters")],
    f"# T\n{'x ' * 10_001}\n": [(1, "the scene is longer than 20,000 characters")],
    "# A\rB\n": [(1, "this character cannot be shown: '\\r'")],
}


@pytest.mark.parametrize("text", WRONG)
def test_every_mistake_has_its_line(text: str) -> None:
    assert mistakes(text) == WRONG[text]


def test_all_mistakes_are_reported_in_order() -> None:
    text = "# A\nat: x\n\n{y}\n# B\nlight: moon\n? q\n# C\nseed: 1\nseed: 2\n"
    assert [line for line, _ in mistakes(text)] == [2, 4, 6, 7, 10]


def test_a_message_is_never_long() -> None:
    long = "x" * 3_000
    text = f"# T\nat: {long}\ncell: {long}\ncursor: {long}\nlight: {long}\nseed: {long}\n"
    text += f"alpha: {long}\ndataset: {long}\n{long}: 3\n\n{{{long}}}\n{{l1[0,0]:{long}}}\n"
    text += f"{{{long}[0,0]}}\n"
    found = mistakes(text)
    assert [line for line, _ in found] == [*range(2, 10), 11, 12, 13]
    assert all(len(message) <= 300 for _, message in found)


# What nobody writes on purpose.

LINES = st.sampled_from(
    [
        *("# T", "#", "## T", "at: 5", "at: 5:l1", "cell: l1[0,0]", "light: graph", "seed: 3"),
        *("hidden: 0", "hidden: 2", "alpha: 10", "dataset: copy-first", "iterations: 9", "x: y"),
        *("", " ", "? q", "= a", "?", "=", "Notes:", "notes: n", "<!--", "-->", "<!-- c -->"),
        *("text {error}", "{l1[0,0]}", "{{", "}", "{", "- item", "    code", "\\# t", "\ufeff"),
        *(
            "cursor: hidden 1",
            "thread: hidden 1",
            "light: synapse 1",
            "{phase}",
            "{step}",
            "{l2[0,0]:.3f}",
            "\x00",
            "漢字",
            "a\rb",
        ),
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=30).map("\n".join))
def test_any_lines_are_read_or_have_mistakes(text: str) -> None:
    checked = check(text)
    count = text.count("\n") + 1
    assert all(1 <= mistake.line <= count for mistake in checked.mistakes)
    assert len(checked.lecture.scenes) == len(checked.outline.drafts)
    for draft, one in zip(checked.outline.drafts, checked.lecture.scenes, strict=True):
        assert draft.title.line == one.line <= draft.end <= count
        assert one.title.isprintable()


def test_the_lectures_that_come_with_it_have_no_mistake() -> None:
    for name in (files.BUILT_IN, files.EXAMPLE):
        checked = check(files.packaged(name))
        assert checked.mistakes == ()
        assert checked.lecture.title


def test_mistakes_are_sorted_by_line() -> None:
    assert sorted([Mistake(10, "a"), Mistake(9, "b")])[0].line == 9


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("speed: 10", "write `play: 10`"),
        ("step: l1_error", "write it behind the iteration"),
        ("Some **bold** text.", "write 'bold' without the marks"),
        ("Some __bold__ text.", "write 'bold' without the marks"),
    ],
)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_what_is_no_setting_is_a_mistake_with_a_hint_and_never_text(
    line: str, hint: str, blank: str
) -> None:
    (mistake,) = check(f"# One\n{blank}{line}\n").mistakes
    assert mistake.line == 2 + len(blank)
    assert hint in mistake.message


def test_a_setting_that_there_is_not_is_no_title() -> None:
    (mistake,) = check("pause: 3\n# One\n").mistakes
    assert mistake.line == 1


def test_stars_and_colons_in_a_text_are_text() -> None:
    assert not check("# One\n\n2**3 is 8, 2 ** 3 ** 2 too.\n\nWait until: now.\n").mistakes
