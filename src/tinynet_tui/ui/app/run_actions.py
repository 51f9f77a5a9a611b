"""The keys that move the run: step, play, go, run until, from event to event."""

from __future__ import annotations

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import (
    AtSpeed,
    Faster,
    Go,
    GoWhere,
    Jump,
    Move,
    Play,
    Restart,
    Until,
)
from tinynet_tui.worker.speed import by_name

from .actions import Actions


class RunActions(Actions):
    """Move the run."""

    def action_step(self, unit: str, back: bool = False) -> None:
        """Move one step or iteration on or back."""
        if self.main.reveal():
            return
        if unit == "step":
            self.main.follow()
        if self.main.frame and not back:
            self.main.quiz.expect(self.main.frame, unit)
        self.send(Move("step" if unit == "step" else "iteration", back))

    def action_goto(self) -> None:
        # Dialogs are imported when they are opened: the first paint does not wait for them.
        from tinynet_tui.ui.dialogs.goto import GoTo

        self.app.push_screen(GoTo(self.main.experiment.script.names, self.go))

    def go(self, text: str) -> None:
        """Go to a position given as text; raises ValueError if it is none."""
        frame = self.main.frame
        assert frame is not None
        snapshot = frame.snapshot
        experiment = snapshot.experiment
        text, cell = Cursor.behind(text, experiment.dimensions)
        if text or cell is None:
            Position.resolve(text, experiment.script, snapshot.position, frame.furthest)
            is_end = text.strip().lower() == "end"
            self.send(Go(None) if is_end else GoWhere(text))  # relative to where the worker is then
        if cell is not None:
            name, cursor = cell
            self.main.choose(name, cursor.cell(name, experiment.dimensions))

    def action_go_home(self) -> None:
        self.send(Go(Position()))

    def action_go_end(self) -> None:
        """Go to the furthest position reached."""
        self.send(Go(None))

    def action_until(self) -> None:
        from tinynet_tui.timeline.condition_parser import parse
        from tinynet_tui.ui.dialogs.run_until import RunUntil, beginnings, offers

        assert self.main.frame is not None
        if self.main.frame.until:
            self.send(Play(False))  # a second one asks anew
        snapshot = self.main.frame.snapshot
        experiment = snapshot.experiment

        def run_until(text: str) -> None:
            self.send(Until(parse(text, experiment)))

        offered = offers(snapshot, self.main.cursor)
        begun = beginnings(experiment.script.weights)
        self.app.push_screen(RunUntil(offered, begun, run_until))

    def action_events(self) -> None:
        from tinynet_tui.ui.dialogs.events import EventsScreen

        self.main.reveal()
        assert self.main.frame is not None
        self.app.push_screen(
            EventsScreen(self.main.frame.snapshot, lambda at: self.send(Go(at, tell=True)))
        )

    def action_jump(self, back: bool) -> None:
        """Go to the next or the previous event."""
        self.main.follow()
        self.send(Jump(back))

    def action_play(self) -> None:
        """Play or pause."""
        self.send(Play())

    def action_faster(self, steps: int) -> None:
        """Play faster or slower; during a quiz, answer up or down."""
        if self.main.quiz.takes_arrows:
            self.main.answer("up" if steps > 0 else "down")
        else:
            self.send(Faster(steps))

    def action_speed(self, name: str) -> None:
        """Play at a speed of that name from now on."""
        self.send(AtSpeed(by_name(name)))

    def action_restart(self, reseed: bool) -> None:
        """Start again, with the next seed or the same."""
        self.send(Restart(reseed, self.without_edits))
