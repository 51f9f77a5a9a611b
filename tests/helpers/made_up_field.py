"""Adds a made-up field, `momentum`, to an experiment, and prints what each place makes of it.

It is a program of its own: the field joins the table before anything else is imported, and
nothing but the table and Experiment knows of it. The output is JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from tinynet_tui.experiment import experiment as module
from tinynet_tui.experiment import fields
from tinynet_tui.experiment.field import Field, Option
from tinynet_tui.experiment.nudges import nudge_whole
from tinynet_tui.support.parse_numbers import number

MADE_UP = Field(
    name="momentum",
    options=(Option("--momentum", "how much of a step goes on", "M", number),),
    title="momentum",
    hint="how much of a step goes on",
    nudge=nudge_whole(0, 9),
)


@dataclass(frozen=True)
class Wider(module.Experiment):
    """An experiment with one more field."""

    momentum: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.momentum < 0:
            raise ValueError(f"momentum {self.momentum} is below 0")


fields.FIELDS = (*fields.FIELDS, MADE_UP)
module.Experiment = Wider  # type: ignore[misc]

from textual.app import App  # noqa: E402

from helpers.panes import texts, view_at  # noqa: E402
from tinynet_tui.cli import main as cli  # noqa: E402
from tinynet_tui.cli import viewing  # noqa: E402
from tinynet_tui.experiment import presets  # noqa: E402
from tinynet_tui.experiment.cursor import Cursor  # noqa: E402
from tinynet_tui.experiment.position import Position  # noqa: E402
from tinynet_tui.export.numpy_script import numpy_script  # noqa: E402
from tinynet_tui.export.reopen_command import reopen, train  # noqa: E402
from tinynet_tui.lecture.check import check  # noqa: E402
from tinynet_tui.lecture.insert import written  # noqa: E402
from tinynet_tui.lecture.screen_settings import ScreenState  # noqa: E402
from tinynet_tui.report.train import summary  # noqa: E402
from tinynet_tui.ui.dialogs.options import FieldInput, OptionsScreen  # noqa: E402
from tinynet_tui.ui.drawing.experiment_text import settings, settings_of  # noqa: E402
from tinynet_tui.ui.panes.status import StatusLine  # noqa: E402

USUAL, OTHER = Wider(), Wider(momentum=0.5)
LECTURE = "momentum: 0.25\n# As its head says\nIt is.\n# By itself\nmomentum: 0.5\n\nIt is.\n"


def printed(*words: str) -> str:
    """The program's output."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert cli.main(words) == 0
    return out.getvalue()


def refused(*words: str) -> str:
    """The program's complaint about invalid arguments."""
    with contextlib.redirect_stderr(io.StringIO()) as err:
        assert cli.main(words) == 2
    return err.getvalue()


def opened(*words: str) -> float:
    """The momentum of the experiment that the trainer opens."""
    found = []

    def open_trainer(experiment: Wider, **options: object) -> int:
        found.append(experiment.momentum)
        return 0

    launch = ModuleType("tinynet_tui.ui.app.launch")
    launch.open_trainer = open_trainer  # type: ignore[attr-defined]
    sys.modules[launch.__name__] = launch
    viewing.is_terminal = lambda stream: True
    assert cli.main(words) == 0
    return found[0]


async def asked() -> dict[str, Any]:
    """What the options dialog shows, and what it runs with another value."""
    runs: list[Any] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        dialog = OptionsScreen(OTHER, 10, lambda experiment, _: runs.append(experiment), app.bell)
        await app.push_screen(dialog)
        line = dialog.query_one("#momentum", FieldInput)
        shown = line.value
        line.focus()
        await pilot.pause()
        hint = str(dialog.query_one("#hint").render())
        line.value = "2"
        await pilot.press("up", "enter")
    return {"shown": shown, "hint": hint, "run": runs[0].momentum}


def places() -> dict[str, Any]:
    """What each place makes of it."""
    document = printed("train", "--momentum", "0.5", "--iterations", "1", "--json")
    scenes = check(LECTURE).lecture.scenes
    insertion = ScreenState(replace(OTHER, momentum=0.75), 60_000, Position(), Cursor(), None, None)
    return {
        "help": [printed(*words, "--help") for words in ([], ["train"], ["explain"])],
        "refused": refused("--momentum", "much"),
        "out of bounds": refused("--momentum", "-1"),
        "opened": [opened("--momentum", "0.5"), opened()],
        "preset": opened("--preset", _preset()),
        "document": json.loads(document)["experiment"],
        "reopen": reopen(OTHER, 60_000, Position(), "l0", Cursor()),
        "train": [train(OTHER, 60_000), train(USUAL, 60_000)],
        "script": numpy_script(OTHER, 1),
        "lecture": [scene.experiment.momentum for scene in scenes],  # type: ignore[attr-defined]
        "mistake": [mistake.message for mistake in check("# T\nmomentum: x\n").mistakes],
        "insertion": list(written(insertion, check(LECTURE).lecture)),
        "summary": summary(OTHER),
        "settings": [settings(OTHER), settings(OTHER, USUAL), *settings_of([USUAL, OTHER], 9)],
        "status": texts(StatusLine().rows(view_at(0, 1, OTHER), 120, 1))[0],
        "preset's words": presets.Preset("", "", "", OTHER).settings,
        "dialog": asyncio.run(asked()),
    }


def _preset() -> str:
    """Give the first preset a momentum of its own."""
    first = presets.PRESETS[0]
    presets.PRESETS = (replace(first, experiment=OTHER),)
    return first.name


if __name__ == "__main__":
    print(json.dumps(places()))
