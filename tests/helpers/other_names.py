"""The bundled scripts with other variable names, except X and y."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from unittest import mock

from helpers.panes import view_of
from helpers.worker import straight_to
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.canvas.view import View

Names = Mapping[str, str]
"""The new name of each variable of the bundled scripts."""


def _names(text: str) -> Names:
    return dict(zip(THREE_LAYERS.names, text.split(), strict=True))


SAME = _names("l0 l1 l2 l2_error l2_delta l1_error l1_delta syn1 syn0")
WORDS = _names(
    "first hidden output output_error output_delta hidden_error hidden_delta v w",
)
LETTERS = _names("a b c d e f g v w")
AS_LONG = _names("ax mx zx distance zchanges mistakes mchanges deep wide")
"""No name reveals its role by its form, and each is as long as the one that it replaces."""


def in_other_words(text: str, names: Names) -> str:
    """Replace the variable names in a text about the bundled scripts."""
    return re.sub(r"\b(l[012](_error|_delta)?|syn[01])\b", lambda found: names[found[0]], text)


def renamed(script: Script, names: Names) -> Script:
    """The same script with other variable names."""
    return Script(script.name, in_other_words(script.text, names))


@contextmanager
def called(names: Names) -> Iterator[None]:
    """Make every new experiment use the scripts with these names."""
    three, two = renamed(THREE_LAYERS, names), renamed(TWO_LAYERS, names)

    def script_for(hidden: int) -> Script:
        return three if hidden else two

    with mock.patch("tinynet_tui.experiment.experiment.script_for", script_for):
        yield


Picture = Callable[[View], Iterable[Row]]
Making = Callable[[Names], Experiment]
CURSOR = Cursor(example=2, input=1, hidden=3)
PLACES = [(0, 1), (0, 4), (8, 9), *((9, step) for step in range(1, 10))]


def rows(picture: Picture, names: Names, make: Making) -> list[Row]:
    """A picture's rows at each of PLACES, for every variable as its subject."""
    shown: list[Row] = []
    with called(names):
        experiment = make(names)
        for iteration, step in PLACES:
            if step <= len(experiment.script.steps):
                snapshot = straight_to(Position(iteration, step), experiment)
                for subject in (*experiment.script.names, "y"):
                    shown += picture(view_of(snapshot, CURSOR, subject))
    return shown


def assert_alike(picture: Picture, make: Making) -> None:
    """Check that other names change nothing in a picture but these names."""
    bundled = rows(picture, SAME, make)
    expected = [
        tuple((in_other_words(text, AS_LONG), style) for text, style in row) for row in bundled
    ]
    assert len({*bundled}) > 10
    assert rows(picture, AS_LONG, make) == expected
