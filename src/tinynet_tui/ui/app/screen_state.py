"""What the screen shows, as the settings of a scene can say it."""

from __future__ import annotations

from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.lecture.spotlights import with_curve
from tinynet_tui.network.roles import Roles
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.screen.main_screen import MainScreen


def screen_state(main: MainScreen, position: Position | None = None) -> ScreenState:
    """Return what the screen shows, at its own position or at another."""
    frame = main.frame
    assert frame is not None
    experiment, at = frame.snapshot.experiment, position or frame.snapshot.position
    script = experiment.script
    subject = main.pinned or script.names[at.step - 1]
    light = _light(main.lit, subject, script.roles)
    curve = main.explanation.curve_first and subject in with_curve(experiment)
    if curve:
        light = light or "explanation"
    return ScreenState(
        experiment,
        frame.iterations,
        at,
        main.cursor,
        main.pinned,
        light,
        main.seen,
        curve,
        main.quiz.on,
    )


def _light(pane: Pane | None, subject: str, roles: Roles) -> str | None:
    """Return the name by which a scene lights a pane: a variable in it, else the pane's own."""
    if pane is None:
        return None
    if isinstance(pane, NumberPane):
        names = [block.name for block in pane.blocks]
        return roles.caption(subject if subject in names else names[0])
    return pane.id
