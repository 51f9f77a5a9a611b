"""Every number in the built-in lecture that is not live is known; the minutes are as planned."""

from __future__ import annotations

import re

import pytest

from tinynet_tui.lecture.files import built_in
from tinynet_tui.lecture.scene import Scene

SCENES = built_in().scenes
LIVE = r"\b(l|syn)\d(_\w+)?(\[\d,\d\])?"
FIXED: dict[str, tuple[set[str], set[str]]] = {
    "Build, train, test": (set(), {"25", "45"}),
    "The sigmoid": ({"0", "1", "0.5", "0.45"}, {"10", "0.99995", "1"}),
    "The input and the target": ({"1", "2", "3", "4"}, {"1", "6"}),
    "The seed": ({"-1", "1"}, {"1"}),
    "Synapses": ({"0", "3", "4", "1", "16", "12"}, {"1"}),
    "The column of ones": ({"0", "1", "0.5", "0.45"}, set()),
    "Forward": ({"0", "1", "2", "0.5", "0.47", "0.49", "0.54"}, {"1"}),
    "The error": ({"10,000", "0", "3"}, {"0.5", "0", "10,000", "60,000"}),
    "It learns": ({"254", "2", "0.5", "0.4967", "0.50", "3"}, {"254", "0.5"}),
    "Why the error times the slope": (
        {"254", "0.25", "0.5", "0", "1", "3", "-0.1242", "0.4967"},
        set(),
    ),
    "The slope of an output": ({"1", "0.70", "0.21", "0.30", "0.06"}, set()),
    "Back along the same synapse": ({"1", "4", "2", "0", "-0.0458"}, set()),
    "The delta of layer 1": ({"0", "1", "2", "3", "0.61"}, {"1", "0.00050328"}),
    "The update": ({"-4.95", "-4.97", "0", "1", "2"}, {"1", "10,000", "0.00858507", "0.00858453"}),
    "What training minimises": ({"0.499900", "0.500402", "0.562533", "0.506459"}, {"1", "2"}),
    "Over and over": (
        {
            *("1", "254", "10,000", "0", "0.4964", "0.0086", "0.458", "100", "0.307", "0.099"),
            *("500", "0.043", "1,000"),
        },
        {"1,000", "60,000"},
    ),
    "Was it luck?": (
        {"1", "2", "0", "3", "0.50", "999", "215", "911", "60,000"},
        {"1", "3"},
    ),
    "What it has learned": ({"1", "0"}, set()),
    "Test it": (
        {"60,000", "0", "1", "3", "0.0039", "0.4964", "0.0032"},
        {"0", "1", "59,999", "60,000", "50,000", "0.00351012256786"},
    ),
}
"""In the text, question and answer, and in the notes."""


def numbers(text: str) -> set[str]:
    text = re.sub(LIVE, "", text)
    return set(re.findall(r"(?<![\w.])-?\d[\d,.]*\d|(?<![\w.])-?\d", text))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
def test_every_number_that_is_not_live_is_known(scene: Scene) -> None:
    paragraphs = (*scene.text, *scene.question, *scene.answer)
    said = " ".join(piece for part in paragraphs for piece in part if isinstance(piece, str))
    assert (numbers(said), numbers(" ".join(scene.notes))) == FIXED[scene.title]


def test_the_planned_minutes_are_those_of_the_notes() -> None:
    assert sum(scene.minutes for scene in SCENES) == 25
    assert SCENES[0].notes[0].startswith("Alone one needs about 25 minutes, as planned here.")
