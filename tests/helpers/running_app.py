"""What a test on the running app looks at, and the steps it stands at."""

from __future__ import annotations

from collections.abc import Callable

from textual.command import Command as FoundCommand
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from helpers.trainer import Trainer
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.dialogs.help import HelpScreen

COMPARE, LAST = 4, 9


STEPS = Experiment().script.names


def state(trainer: Trainer) -> dict[str, object]:
    """All that a key can change, but for the focus."""
    frame, main = trainer.frame, trainer.main
    return {
        "position": frame.snapshot.position,
        "seed": frame.snapshot.experiment.seed,
        "run": frame.run,
        "playing": frame.playing,
        "speed": frame.speed,
        "goal": frame.goal,
        "axes": main.graph.axes,
        "enlarged": main.enlarged,
        "cursor": main.cursor,
        "pinned": main.pinned,
        "origin": main.scrolling.origin,
    }


def focused(trainer: Trainer) -> str | None:
    return trainer.main.focused.id if trainer.main.focused else None


def reversed_text(trainer: Trainer) -> list[str]:
    """What stands in reverse video: the cursor, if it is seen."""
    strips = trainer.app.screen._compositor.render_strips()
    segments = [segment for strip in strips for segment in strip]
    return [s.text.strip() for s in segments if s.style and s.style.reverse]


Change = Callable[[Trainer], object]


EFFECTS: dict[str, Change] = {
    "quiz": lambda trainer: trainer.main.quiz.on,
    "step.line": lambda trainer: trainer.position == Position(3, 7),
    "step.iteration": lambda trainer: trainer.position == Position(4, 6),
    "play": lambda trainer: trainer.frame.playing,
    "faster": lambda trainer: trainer.frame.speed.name == "100",
    "slower": lambda trainer: trainer.frame.speed.name == "30",
    "reseed": lambda trainer: "seed 2 " in trainer.text,
    "restart": lambda trainer: trainer.frame.run == 1 and "seed 1 " in trainer.text,
    "axes": lambda trainer: "log-log" in trainer.text,
    "enlarge": lambda trainer: trainer.main.enlarged,
    "up": lambda trainer: trainer.main.cursor == Cursor(0, 1, 1, 0),
    "down": lambda trainer: trainer.main.cursor == Cursor(2, 1, 1, 0),
    "left": lambda trainer: trainer.main.cursor == Cursor(1, 1, 0, 0),
    "right": lambda trainer: trainer.main.cursor == Cursor(1, 1, 2, 0),
    "next": lambda trainer: focused(trainer) == "back2",
    "previous": lambda trainer: focused(trainer) == "step",
    "help": lambda trainer: isinstance(trainer.app.screen, HelpScreen),
    "quit": lambda trainer: trainer.app.return_value == 0,
}
"""What comes of a key at 3:l1_error, the thread through l1_error[1,1]."""


async def choose(trainer: Trainer, title: str) -> None:
    """Search the palette for a command and run it."""
    await trainer.press("colon")
    await trainer.until(lambda: isinstance(trainer.app.screen, CommandPalette))
    palette = trainer.app.screen
    palette.query_one(Input).value = title

    def is_found() -> bool:
        commands = palette.query_one(CommandList)
        first = commands.get_option_at_index(0) if commands.option_count else None
        return isinstance(first, FoundCommand) and str(first.hit.text) == title

    await trainer.until(is_found)
    await trainer.until(lambda: palette.query_one(CommandList).highlighted == 0)
    await trainer.press("enter")
    await trainer.until(lambda: trainer.app._exit or palette not in trainer.app.screen_stack)


def picture(trainer: Trainer) -> list[list[tuple[str, str]]]:
    """The screen with its colours."""
    return [
        [(segment.text, str(segment.style)) for segment in strip.simplify()]
        for strip in trainer.app.screen._compositor.render_strips()
    ]
