"""What the lecture that `lecture --new` writes says."""

from __future__ import annotations

import re

from helpers.lecture_runs import error
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture import spotlights
from tinynet_tui.lecture.files import EXAMPLE, packaged


def test_it_names_all_panes_and_tells_how_far_the_error_fell() -> None:
    experiment = Experiment()
    panes = packaged(EXAMPLE).split("the pane to light: ")[1].split("light: delta")[0]
    named = {spotlights.find(name, experiment) for name in re.sub(r"\s+", " ", panes).split(",")}
    assert named == {*spotlights.names(experiment).values()}
    text = packaged(EXAMPLE)
    assert "It fell from 0.307 to {error:.3f}." in text
    assert f"{error(254):.3f}" == "0.307"
    assert (error(0) - error(1000)) / error(0) > 0.9  # most is learned
