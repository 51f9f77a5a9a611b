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

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import ITERATIONS
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.reopen_command import PROGRAM
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.camera import TrainerCamera
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.drawing.svg import WINDOW, Drawing, Piece, draw
from tinynet_tui.ui.keys.table import KEYS
from tinynet_tui.worker.commands import Go

SIZE = 80, 24
CELL = "l0[2,0]"
FIRST, PRESSED, STEP, PLAYED, LAST = 3.0, 0.4, 1.8, 0.16, 6.0
"""Seconds: the first frame, a key's press, a step, a frame of playing, the last frame."""
BELOW = Style(color="#a2a2a2", bgcolor=WINDOW)
KEY_UP = Style(color=WINDOW, bgcolor="#a2a2a2", bold=True)
KEY_DOWN = Style(color=WINDOW, bgcolor="#ffffff", bold=True)
PLAYING = 70
"""Frames of playing, evenly along the graph's logarithmic axis."""
WORTH_A_GROUP = 1000
"""Bytes that a group of its own must save."""


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
    drawing = Drawing()
    async with app.run_test(size=SIZE) as pilot:
        shots = [shot async for shot in _shots(TrainerCamera(app, pilot), drawing)]
    style, body = _animated(shots)
    return drawing.document(body, SIZE[0], SIZE[1] + 2, PROGRAM, style=style)


async def _shots(camera: TrainerCamera, drawing: Drawing) -> AsyncIterator[Shot]:
    """Step through one iteration, play, and stand at the end."""

    async def shot(seconds: float, key: str = "", *, pressed: bool = False) -> Shot:
        below = [_row_below(), _row_below(key, pressed=pressed)]
        return Shot(drawing.pieces([*await camera.rows(), *below]), seconds)

    script = camera.app.main.experiment.script
    await camera.rests_at(Position())
    yield await shot(FIRST)
    for step in range(2, len(script.steps) + 1):
        await camera.press("n")
        await camera.rests_at(Position(0, step))
        yield await shot(PRESSED, "n", pressed=True)
        yield await shot(STEP, "n")
    known = script.step(script.error).number
    last = Position(ITERATIONS - 1, len(script.steps))
    played = sorted({round(last.iteration ** (frame / PLAYING)) for frame in range(PLAYING)})
    for frame, iteration in enumerate(played):
        await _play_to(camera, Position(iteration, known))
        yield await shot(PLAYED, "space", pressed=frame * PLAYED < PRESSED)
    camera.app.worker.send(Go(last))
    await camera.rests_at(last)
    yield await shot(LAST)


async def _play_to(camera: TrainerCamera, position: Position) -> None:
    """Show a position as playing shows it; which ones it does show depends on the clock."""
    main = camera.app.main
    camera.app.worker.send(Go(position))
    await camera.rests_at(position)
    assert main.frame
    main.show(replace(main.frame, playing=True))


def _row_below(key: str = "", *, pressed: bool = False) -> list[Segment]:
    """Return a row below the screen: a key and what it does, in the words of the app's help."""
    cap = words = ""
    if key:
        tooltip = next(entry.tooltip for entry in KEYS if key in entry.key.split(","))
        cap, words = f" {key} ", f"  {tooltip}"
    left = (SIZE[0] - len(cap + words)) // 2
    return [
        Segment(" " * left, BELOW),
        Segment(cap, KEY_DOWN if pressed else KEY_UP),
        Segment(words.ljust(SIZE[0] - left - len(cap)), BELOW),
    ]


def _animated(shots: Sequence[Shot]) -> tuple[str, str]:
    """Return rules and elements that show each piece in its shots, and by default in the last."""
    groups = _groups(shots)
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


def _groups(shots: Sequence[Shot]) -> dict[tuple[int, ...], list[Piece]]:
    """Return what is drawn together, by the numbers of the shots in which it is seen.

    What is small and seldom seen is drawn again in each shot: a group costs time, too.
    """
    shown: dict[Piece, list[int]] = {}
    for number, shot in enumerate(shots):
        for piece in dict.fromkeys(shot.pieces):
            shown.setdefault(piece, []).append(number)
    groups: dict[tuple[int, ...], list[Piece]] = {}
    for piece, numbers in shown.items():
        groups.setdefault(tuple(numbers), []).append(piece)
    for numbers, pieces in [*groups.items()]:
        if 0 < (len(numbers) - 1) * len(draw(pieces)) < WORTH_A_GROUP:
            del groups[numbers]
            for number in numbers:
                groups.setdefault((number,), []).extend(pieces)
    return groups


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
