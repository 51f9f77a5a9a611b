"""The built-in lecture, scene by scene: where it stands, what is lit, and every live number."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

import pytest

from helpers.lecture_runs import run
from helpers.lectures import Lecturer, opened_lecture
from helpers.strategies import mean_absolute, stepping
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.scene import NUMBERS, LiveValue, Paragraph, Scene
from tinynet_tui.network.array import Array

LECTURE = built_in()
SCENES = LECTURE.scenes

EXPECTED = [
    ("Build, train, test", "0:l0", "step"),
    ("The sigmoid", "0:l1", "layer1"),
    ("The input and the target", "0:l0", "input"),
    ("The seed", "0:l0", "synapse0"),
    ("Synapses", "0:l0", None),
    ("The column of ones", "0:l1", "layer1"),
    ("Forward", "0:l2", "layer2"),
    ("The error", "0:l2_error", "back2"),
    ("It learns", "0:syn0", "graph"),
    ("Why the error times the slope", "254:l2_delta", "back2"),
    ("The slope of an output", "254:l2_delta", "back2"),
    ("Back along the same synapse", "254:l1_error", "back1"),
    ("The delta of layer 1", "254:l1_delta", "back1"),
    ("The update", "254:syn1", "synapse1"),
    ("What training minimises", "0:l2_error", "back2"),
    ("Over and over", "254:syn0", "graph"),
    ("Was it luck?", "59999:l2_error", "graph"),
    ("What it has learned", "59999:l2", None),
    ("Test it", "59999:l2_error", "back2"),
]
"""Title, position and the lit pane's id; None in another view."""


@cache
def iterations_around(experiment: Experiment, iteration: int) -> list[dict[str, Array]]:
    """What an iteration far along leaves, and the one before it."""
    return list(islice(stepping(experiment), iteration - 1, iteration + 1))[::-1]


def values_at(scene: Scene) -> dict[str, Array]:
    """What every variable holds where a scene stands, from the script alone."""
    iteration, step = scene.position.iteration, scene.position.step
    if iteration > 1000:
        now, before = iterations_around(scene.experiment, iteration)
    else:
        steps = run(scene.experiment.seed)
        now, before = steps[iteration], steps[iteration - 1] if iteration else {}
    names = scene.experiment.script.names
    start = dict(zip(("syn0", "syn1"), scene.experiment.initial_weights(), strict=True))
    data = {"X": scene.experiment.dataset.X, "y": scene.experiment.dataset.y}
    return {**data, **start, **before, **{name: now[name] for name in names[:step]}}


def parts(paragraphs: tuple[Paragraph, ...]) -> list[str | LiveValue]:
    return [piece for paragraph in paragraphs for piece in paragraph]


def test_it_has_the_scenes_in_the_order_of_the_video() -> None:
    found = [(scene.title, scene.position.text(scene.experiment.script)) for scene in SCENES]
    assert found == [(title, position) for title, position, _ in EXPECTED]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
def test_every_scene_has_a_text_a_question_its_answer_and_notes(scene: Scene) -> None:
    assert scene.text
    assert scene.question
    assert scene.answer
    assert scene.notes


async def test_every_scene_stands_there_and_its_pane_is_lit() -> None:
    async with opened_lecture(LECTURE) as it:
        for number, (title, position, lit) in enumerate(EXPECTED):
            scene = SCENES[number]
            await it.stands(scene)
            await it.shows(f"{number + 1}/{len(SCENES)} {title} ")
            script = scene.experiment.script
            assert it.position.text(script) == position
            frames = int(lit is not None)
            await it.until(
                lambda frames=frames: sum(line.count("╔") for line in it.lines) == frames
            )
            if it.main.lit is None:
                assert lit is None and it.main.shown == scene.view != NUMBERS
            else:
                assert it.main.lit.id == lit and it.main.shown == scene.view == NUMBERS
                x, y, width, height = it.main.lit.region
                assert it.lines[y][x] == "╔"
                assert it.lines[y + height - 1][x + width - 1] == "╝"
            step_or_cell = scene.pinned or script.names[scene.position.step - 1]
            if lit != "graph":
                row, column = scene.cursor.cell(step_or_cell, scene.experiment.dimensions)
                await it.shows(f" {step_or_cell}[{row},{column}] ")
            await it.page_to_answer()
            await it.press("pagedown")
        await it.shows("this is the last scene")


async def test_every_scene_fits_at_80_by_24_and_its_numbers_are_on_the_screen() -> None:
    async with opened_lecture(LECTURE) as it:
        await it.until(lambda: it.main.text.size.area)
        for scene in SCENES:
            await it.stands(scene)
            await it.shows(f" {scene.title} ")
            await it.page_to_question()
            assert_whole(it)
            assert_numbers(it, scene, parts(scene.text) + parts(scene.question))
            await it.page_to_answer()
            assert_whole(it)
            assert_numbers(it, scene, parts(scene.answer))
            assert_numbers(it, scene, parts(scene.question))
            await it.press("pagedown")


async def test_every_scene_fits_below_a_status_line_of_tmux() -> None:
    async with opened_lecture(LECTURE, size=(80, 23)) as it:
        await it.until(lambda: it.main.text.size.area)
        for scene in SCENES:
            await it.stands(scene)
            await it.shows(f" {scene.title} ")
            await it.page_to_question()
            assert_whole(it, 23)
            if it.main.lit is not None and it.main.lit not in it.main.bottom:
                assert it.main.lit.region.height == 6  # with all four rows
            await it.page_to_answer()
            assert_whole(it, 23)
            await it.press("pagedown")


def assert_whole(it: Lecturer, height: int = 24) -> None:
    """Check that nothing has to be scrolled to."""
    pane = it.main.text
    assert pane.region.width >= 40
    assert pane.region.height == 10
    assert pane._length() <= 8
    assert "more" not in it.lines[height - 2]


def assert_numbers(it: Lecturer, scene: Scene, pieces: list[str | LiveValue]) -> None:
    """Check that every live value is in the text, is right, and stands elsewhere on the screen."""
    values = values_at(scene)
    x, y, width, height = it.main.text.region
    elsewhere = [
        line[:x] + " " + line[x + width :] if y <= at < y + height else line
        for at, line in enumerate(it.lines)
    ]
    numbers = re.findall(r"[-+]?\d*\.?\d+", it.said)
    for piece in pieces:
        if not isinstance(piece, LiveValue):
            continue
        right, text = expected(piece, scene, values)
        candidates = [number for number in numbers if is_written(number, right)]
        assert candidates, f"{piece} is {right}, not in: {it.said}"
        if piece.name != "squares":  # which is nowhere else
            assert any(text in line for line in elsewhere), f"{piece}: no {text} on the screen"


def expected(piece: LiveValue, scene: Scene, values: dict[str, Array]) -> tuple[float, str]:
    """A live value's number, and how it begins where it stands on the screen."""
    match piece.name:
        case "seed":
            return scene.experiment.seed, f"seed {scene.experiment.seed}"
        case "alpha":
            return scene.experiment.alpha, f"alpha {scene.experiment.alpha:g}"
        case "error":
            number = mean_absolute(values["l2_error"])
            text = f"{number:.6f}"
            return number, f"error {text[: len(f'{0.0:{piece.form}}')] if piece.form else text}"
        case "squares":
            return 0.5 * float((values["l2_error"] ** 2).sum()), ""
    number = float(values[piece.name][piece.cell])
    if piece.form:
        # Of the decimals asked for, two or three are in the panes.
        is_layer = re.fullmatch(r"l\d", piece.name)
        return number, f"{number:.2f}" if is_layer else f"{number:{piece.form}}"[:4]
    decimals = 4 if piece.name in ("l1_error", "l1_delta", "l2_delta") else 2
    sign = "" if re.fullmatch(r"l\d", piece.name) else "+"
    text = f"{number:{sign}.{decimals}f}"
    return number, text.replace("0.", ".", 1) if decimals == 4 else text


def is_written(text: str, number: float) -> bool:
    """Whether a text is a number, rounded to its decimals."""
    decimals = len(text.partition(".")[2])
    return abs(float(text) - number) <= 0.5 * 10.0**-decimals + 1e-12


# Answered rightly and wrongly, by hand.

WRONG: dict[str, tuple[str, ...]] = {
    "The column of ones": ("enter", "0", ".", "4", "5", "enter"),
    "Forward": ("up",),
    "The error": ("plus",),
    "Why the error times the slope": ("down", "enter"),
    "The slope of an output": ("up",),
    "Back along the same synapse": ("0",),
    "The delta of layer 1": ("up",),
    "Test it": ("down", "enter"),
}
RIGHT: dict[str, tuple[str, ...]] = {
    "The column of ones": ("enter", "0", ".", "5", "enter"),
    "Forward": ("down", "down"),
    "The error": ("minus",),
    "Why the error times the slope": ("down", "down", "down", "enter"),
    "The slope of an output": ("down",),
    "Back along the same synapse": ("down",),
    "The delta of layer 1": ("down",),
    "Test it": ("down", "down", "down", "enter"),
}
"""The keys with which the questions are answered."""


@pytest.mark.parametrize("size", [(80, 24), (80, 23)])
async def test_all_that_is_said_of_an_answer_fits_too(size: tuple[int, int]) -> None:
    asked = [at for at, scene in enumerate(SCENES) if scene.ask]
    assert [SCENES[at].title for at in asked] == [*RIGHT] == [*WRONG]
    async with opened_lecture(LECTURE, first=asked[0], size=size) as it:
        for keys, verdict in ((WRONG, "Not "), (RIGHT, "Right: ")):
            for at in asked:
                await it.press("g", "#", *str(at + 1), "enter")
                await it.stands(SCENES[at])
                await it.until(lambda: it.main.quiz.asked)
                for key in keys[SCENES[at].title]:
                    await it.press(key)
                await it.until(lambda: it.main.replies.given(it.scene))
                await it.page_to_answer()
                await it.shows(verdict)
                assert_whole(it, size[1])
        assert it.main.replies.score == f"{len(asked)} of {len(asked)} right"


@pytest.mark.parametrize(("size", "is_there"), [((80, 24), True), ((120, 40), False)])
async def test_what_only_a_small_screen_shows_is_said_with_if(
    size: tuple[int, int], is_there: bool
) -> None:
    said = "If e-3 stands below the errors, it means thousandths."
    assert str(SCENES[18].text[0][-1]).endswith(said)
    async with opened_lecture(LECTURE, first=18, size=size) as it:
        await it.shows(" Test it ", "thousandths", "(59998)")
        x, y, width, height = it.pane("back2").region
        foot = it.lines[y + height - 1][x : x + width]
        assert "(59998)" in foot
        assert ("e-3" in foot) is is_there
