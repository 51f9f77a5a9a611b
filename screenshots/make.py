"""Draw every picture in this folder from the real app: `python screenshots/make.py`.

With names of pictures behind it, only those. The same program with the same libraries gives the
same bytes; `drawn-with.txt` says which they were.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from led import draw_class
from moving import draw_moving
from script import PICTURES as SCRIPTS
from script import draw_script

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.lecture.files import built_in
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.camera import TrainerCamera
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.copy import command
from tinynet_tui.ui.dialogs.screenshot import Picture as Screenshot
from tinynet_tui.ui.panes.views import LANDSCAPE, MAP, RUNS
from tinynet_tui.ui.screen.main_screen import MainScreen

FOLDER = Path(__file__).parent
VERSIONS = FOLDER / "drawn-with.txt"


@dataclass(frozen=True)
class Picture:
    """What a picture shows."""

    size: tuple[int, int]
    at: str
    cell: str
    theme: str = "textual-dark"
    ascii: bool = False
    keys: tuple[str, ...] = ()
    until: Callable[[MainScreen], object] = lambda main: True
    """What the keys bring about, to be waited for."""
    scene: int | None = None
    """Which scene of the built-in lecture, from 0, instead of the trainer."""

    def app(self) -> TrainerApp:
        """Open what is on the picture."""
        experiment = Experiment()
        if self.scene is not None:
            return LectureApp(built_in(), first=self.scene)
        target = Position.parse(self.at, experiment.script)
        return TrainerApp(
            experiment,
            at=target,
            cell=Cursor.parse(self.cell, experiment.dimensions),
            settings=Settings(ascii=self.ascii),
        )


PICTURES = {
    "back-propagation": Picture((80, 24), "254:l1_error", "l1_error[2,0]"),
    "trained": Picture((80, 24), "59999:syn0", "syn0[2,0]"),
    "wide": Picture((160, 45), "254:l1_error", "l1_error[2,0]"),
    "edit": Picture(
        (80, 24),
        "254:l1_error",
        "syn1[0,0]",
        keys=("enter", "up", "up"),
        until=lambda main: f"{value(main, 'syn1'):.1f}" == "-0.8",
    ),
    "runs": Picture(
        (80, 24),
        "3000:l2_error",
        "l2_error[3,0]",
        keys=("r", "g", "1", "0", "0", "0", "enter", "4"),
        until=lambda main: main.shown == RUNS and rests_at(main, 1000),
    ),
    "network": Picture(
        (80, 24), "254:l2", "l1[2,1]", keys=("2",), until=lambda main: main.shown == "network"
    ),
    "map": Picture(
        (80, 24),
        "1000:l2_error",
        "l2_error[2,0]",
        keys=("3",),
        until=lambda main: main.shown == MAP,
    ),
    "hidden": Picture(
        (80, 24),
        "5000:l2_error",
        "l2_error[2,0]",
        keys=("3", "d"),
        until=lambda main: main.shown == MAP and main.map.seen(),
    ),
    "landscape": Picture(
        (80, 24),
        "1000:l2_error",
        "syn0[0,3]",
        keys=("5",),
        until=lambda main: main.shown == LANDSCAPE and main.landscape.is_up_to_date,
    ),
    "quiz": Picture(
        (80, 24),
        "254:l2_delta",
        "l1_error[2,0]",
        keys=("t", "n"),
        until=lambda main: main.quiz.asked,
    ),
    "blame": Picture(
        (80, 24),
        "254:l2",
        "l2[1,0]",
        keys=("W", "W"),
        until=lambda main: main.frame and main.frame.snapshot.position.iteration == 253,
    ),
    "what-if": Picture(
        (80, 24),
        "254:l2_error",
        "l2_error[2,0]",
        keys=("a", "0", "full_stop", "5"),
        until=lambda main: main.what_if and 0.5 in main.what_if.entry.array,
    ),
    "lecture": Picture((80, 24), "254:l1_error", "l1_error[2,0]", scene=11),
    "light": Picture((80, 24), "100:l2_error", "l2_error[2,0]", theme="textual-light"),
    "ascii": Picture(
        (80, 24),
        "254:syn0",
        "syn0[2,0]",
        ascii=True,
        keys=("2",),
        until=lambda main: main.shown == "network",
    ),
}
OTHERS = {
    "moving": draw_moving,
    "class": draw_class,
    **{name: partial(draw_script, picture) for name, picture in SCRIPTS.items()},
}
NAMES = (*OTHERS, *PICTURES)


async def draw(picture: Picture) -> str:
    """Open the app where the picture is taken and return it as SVG."""
    app = picture.app()
    async with app.run_test(size=picture.size) as pilot:
        app.theme = picture.theme
        camera = TrainerCamera(app, pilot)
        await camera.rests_at(Position.parse(picture.at, Experiment().script))
        await camera.press(*picture.keys)
        await camera.until(lambda: picture.until(app.main))
        await camera.rows()
        assert app.main.view
        words = command(app.main.view) if picture.scene is None else [PROGRAM, "lecture"]
        return Screenshot.of(app.screen, words).svg()


def svg(name: str) -> str:
    """Return the picture of a name."""
    return asyncio.run(OTHERS[name]() if name in OTHERS else draw(PICTURES[name]))


def value(main: MainScreen, name: str) -> float:
    """Return the first number of a variable."""
    assert main.frame
    return float(main.frame.snapshot.current.start[name][0, 0])


def rests_at(main: MainScreen, iteration: int) -> bool:
    """True when the run rests at an iteration."""
    frame = main.frame
    return frame is not None and not frame.job and frame.snapshot.position.iteration == iteration


def versions() -> str:
    """Return the versions of the libraries that decide how a picture looks, a line each."""
    return "".join(f"{name} {version(name)}\n" for name in ("textual", "rich", "plotext"))


def main(names: list[str]) -> None:
    """Write the pictures of these names, or all."""
    for name in names or NAMES:
        path = FOLDER / f"{name}.svg"
        path.write_text(svg(name), encoding="utf-8")
        print(path.name)
    if not names:
        VERSIONS.write_text(versions(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
