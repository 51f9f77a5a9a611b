"""The rules say of the built-in scripts what was once written by hand for each of their steps.

`written_by_hand.json` keeps explanations as they were: experiments of all sizes, every step, cells
and positions by chance. Where the rules differ, they are meant to:
- A layer's outputs and the inputs have a sign where an array has negative numbers, else none.
- No column of ones is missed where a neuron's output is exactly 1 in every example.
- The terms of a weight below 0.001 have digits enough to be seen; they were shown as 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.explanations import standing_at
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explanation import explain
from tinynet_tui.explain.line import Line

TEXT = (Path(__file__).parent / "written_by_hand.json").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = json.loads(TEXT)


def experiment_of(case: dict[str, Any]) -> Experiment:
    """The experiment of a case."""
    experiment = Experiment(
        Dataset.of("d", case["X"], case["y"]),
        hidden=case["hidden"],
        alpha=case.get("alpha", 1.0),
        seed=case.get("seed", 1),
    )
    edits = (Edit.parse(text, experiment.dimensions) for text in case.get("edits", ()))
    return replace(experiment, edits=tuple(edits))


def told(lines: Sequence[Line]) -> list[str]:
    """The lines as the file has them."""
    return [f"{line.text} | {line.value}" if line.value else line.text for line in lines]


def without_signs(texts: Sequence[str]) -> list[str]:
    """The lines without a plus sign before a layer's output or an input."""
    layer = r"^(\d+ |(?:. )?(?:l\d|X|y)\[[^|]*\| )\+(?=\d)"
    return [re.sub(layer, r"\1", re.sub(" +", " ", text).strip()) for text in texts]


@pytest.mark.parametrize("case", CASES, ids=[str(at) for at in range(len(CASES))])
def test_the_rules_say_what_was_written_by_hand(case: dict[str, Any]) -> None:
    experiment = experiment_of(case)
    for one in case["explained"]:
        at = Position.parse(one["at"], experiment.script)
        cursor = Cursor().through(one["name"], tuple(one["cell"]), experiment.dimensions)
        explanation = explain(standing_at(experiment, at), one["name"], cursor, terms=8)
        assert without_signs(told(explanation.lines)) == without_signs(one["lines"])
        short = told(explanation.shortened(6, 38))
        assert without_signs(short) == without_signs(one["short"])
        curve = explanation.curve
        assert (curve is None) is (one["curve"] is None)
        if curve is not None:
            found = [curve.argument, curve.x, *curve.domain, *curve.codomain]
            assert found == [one["curve"][0], *map(pytest.approx, one["curve"][1:])]
