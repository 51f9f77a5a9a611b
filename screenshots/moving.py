"""The moving picture: one iteration line by line, then playing until the network has learned.

Each piece of the screen is drawn once and is visible while it is on the screen, by rules of CSS;
without them the last frame is seen.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.drawing.svg import WINDOW, Drawing, Piece, draw
from tinynet_tui.ui.keys.table import KEYS
from tinynet_tui.wire.compositor import strips_of
from tinynet_tui.worker.commands import Go

SIZE = 80, 24
CELL = "l0[2,0]"
FIRST, PRESSED, STEP, PLAYED, LAST = 3.0, 0.4, 1.8, 0.3, 6.0
"""Seconds: the first frame, a key's press, a step, a frame of playing, the last frame."""
BELOW = Style(color="#a2a2a2", bgcolor=WINDOW)
KEY_UP = Style(color=WINDOW, bgcolor="#a2a2a2", bold=True)
KEY_DOWN = Style(color=WINDOW, bgcolor="#ffffff", bold=True)
PLAYING = 36
"""Frames of playing, evenly along the graph's logarithmic axis."""


class Shot(NamedTuple):
    """A frame of the picture."""

    pieces: list[Piece]
    seconds: float


async def draw_moving() -> str:
    """Take shots of the app and return them as one animated SVG document."""
    experiment = Experiment()
    app = TrainerApp(
        experiment,
        at=Position(),
        cell=Cursor.parse(CELL, experiment.dimensions),
        settings=Settings(ascii=False),
    )
    async with app.run_test(size=SIZE) as pilot:
        camera = _Camera(app, pilot)
        shots = [shot async for shot in camera.shots()]
    style, body = _animated(shots)
    return camera.drawing.document(body, SIZE[0], SIZE[1] + 2, PROGRAM, style=style)


class _Camera:
    """Takes shots of the app, with the last key below the screen."""

    def __init__(self, app: TrainerApp, pilot: Pilot[int]) -> None:
        self._app, self._pilot = app, pilot
        self.drawing = Drawing()

    async def shots(self) -> AsyncIterator[Shot]:
        """Step through one iteration, play, and stand at the end."""
        script = self._app.main.experiment.script
        await self._stands_at(Position())
        yield await self._shot(FIRST)
        for step in range(2, len(script.steps) + 1):
            await self._pilot.press("n")
            await self._stands_at(Position(0, step))
            yield await self._shot(PRESSED, "n", pressed=True)
            yield await self._shot(STEP, "n")
        known = script.step(script.error).number
        last = Position(ITERATIONS - 1, len(script.steps))
        played = sorted({round(last.iteration ** (frame / PLAYING)) for frame in range(PLAYING)})
        for frame, iteration in enumerate(played):
            await self._stands_at(Position(iteration, known), go=True)
            await self._plays()
            yield await self._shot(PLAYED, "space", pressed=frame == 0)
        await self._stands_at(last, go=True)
        yield await self._shot(LAST)

    async def _stands_at(self, position: Position, *, go: bool = False) -> None:
        """Go to a position, or only wait until the app shows it."""
        if go:
            self._app.worker.send(Go(position))
        main = self._app.main
        while not (
            main.frame
            and main.frame.snapshot.position == position
            and main.frame.going is None
            and main.graph.ready
        ):
            await self._pilot.pause()

    async def _plays(self) -> None:
        """Show the present position as it is shown while the run plays, which the clock decides."""
        main = self._app.main
        assert main.frame
        playing = replace(main.frame, playing=True)
        while main.frame is not playing:
            main.show(playing)
            await self._pilot.pause()

    async def _shot(self, seconds: float, key: str = "", *, pressed: bool = False) -> Shot:
        """Take a shot of the screen and of a key below it."""
        self._app.main.graph.redraw()
        await self._pilot.pause()
        below = [[Segment(" " * SIZE[0], BELOW)], _key_below(key, pressed=pressed)]
        return Shot(self.drawing.pieces([*strips_of(self._app.screen), *below]), seconds)


def _key_below(key: str, *, pressed: bool) -> list[Segment]:
    """Return a row with a key and what it does, in the words of the app's help."""
    if not key:
        return [Segment(" " * SIZE[0], BELOW)]
    words = next(str(entry.tooltip) for entry in KEYS if key in entry.key.split(","))
    cap, words = f" {key} ", f"  {words}"
    left = (SIZE[0] - len(cap) - len(words)) // 2
    right = SIZE[0] - left - len(cap) - len(words)
    return [
        Segment(" " * left, BELOW),
        Segment(cap, KEY_DOWN if pressed else KEY_UP),
        Segment(words + " " * right, BELOW),
    ]


def _animated(shots: Sequence[Shot]) -> tuple[str, str]:
    """Return rules and elements that show each piece in its shots, and by default in the last."""
    shown: dict[Piece, list[int]] = {}
    for number, shot in enumerate(shots):
        for piece in dict.fromkeys(shot.pieces):
            shown.setdefault(piece, []).append(number)
    groups: dict[tuple[int, ...], list[Piece]] = {}
    for piece, numbers in shown.items():
        groups.setdefault(tuple(numbers), []).append(piece)
    starts = [0.0, *accumulate(shot.seconds for shot in shots)]
    rules = [
        f"g g{{animation:{starts[-1]:g}s step-end infinite}}\n"
        "@media (prefers-reduced-motion:reduce){g g{animation:none!important}}\n"
    ]
    layers: dict[int, list[str]] = {}
    for name, (numbers, pieces) in enumerate(groups.items()):
        always = len(numbers) == len(shots)
        if not always:
            rules.append(f".G{name}{{animation-name:G{name}}}{_keyframes(name, numbers, starts)}\n")
        hidden = "" if numbers[-1] == len(shots) - 1 else ' visibility="hidden"'
        for layer in sorted({piece.layer for piece in pieces}):
            drawn = draw(piece for piece in pieces if piece.layer == layer)
            group = drawn if always else f'<g class="G{name}"{hidden}>\n{drawn}</g>\n'
            layers.setdefault(layer, []).append(group)
    return "".join(rules), "".join(chain.from_iterable(layers[layer] for layer in sorted(layers)))


def _keyframes(name: int, numbers: Sequence[int], starts: Sequence[float]) -> str:
    """Return the rule that makes a group visible in the shots of these numbers."""
    turns: dict[bool, list[str]] = {True: [], False: []}
    before = None
    for number, start in enumerate(starts[:-1]):
        if (is_on := number in numbers) is not before:
            turns[is_on].append(f"{100 * start / starts[-1]:.6g}%")
            before = is_on
    on, off = ",".join(turns[True]), ",".join(turns[False])
    return f"@keyframes G{name}{{{on}{{visibility:visible}}{off}{{visibility:hidden}}}}"
