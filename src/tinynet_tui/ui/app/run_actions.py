"""The keys that move the run: step, play, go, run until, from event to event."""

from __future__ import annotations

from tinynet_tui.experiment.position import Position
from tinynet_tui.worker.commands import Faster, Go, GoWhere, Jump, Move, Play, Restart, Until

from .actions import Actions


class RunActions(Actions):
    """Moves the run."""

    def action_step(self, unit: str, back: bool = False) -> None:
        """Step one step or one iteration on or back."""
        if self.main.reveal():
            return
        if unit == "step":
            self.main.follow()
        if self.main.frame and not back:
            self.main.quiz.expect(self.main.frame, unit)
        self.send(Move("step" if unit == "step" else "iteration", back))

    def action_goto(self) -> None:
        """Ask where to go, and go."""
        # Imported when asked for, as what is below: the first paint does not wait for them.
        from tinynet_tui.ui.dialogs.goto import GoTo

        self.app.push_screen(GoTo(self.main.experiment.script.names, self._go))

    def _go(self, text: str) -> None:
        """Go where a text says, from where the run is when it gets there; ValueError if nowhere."""
        frame = self.main.frame
        assert frame is not None
        snapshot = frame.snapshot
        Position.resolve(text, snapshot.experiment.script, snapshot.position, frame.furthest)
        is_end = text.strip().lower() == "end"  # which says so where it is here already
        self.send(Go(None) if is_end else GoWhere(text))

    def action_go_home(self) -> None:
        """Go to the start."""
        self.send(Go(Position()))

    def action_go_end(self) -> None:
        """Go to the furthest position reached."""
        self.send(Go(None))

    def action_until(self) -> None:
        """Ask what to run until, and run."""
        from tinynet_tui.timeline.condition_parser import parse
        from tinynet_tui.ui.dialogs.run_until import RunUntil, offers

        assert self.main.frame is not None
        snapshot = self.main.frame.snapshot
        listed = offers(snapshot, self.main.cursor)
        weights = snapshot.experiment.script.weights
        self.app.push_screen(
            RunUntil(
                listed,
                weights,
                lambda text: self.send(Until(parse(text, snapshot.experiment))),
            )
        )

    def action_events(self) -> None:
        """List the events of the run so far, and go to the one that is chosen."""
        from tinynet_tui.ui.dialogs.events import EventsScreen

        self.main.reveal()
        assert self.main.frame is not None
        snapshot = self.main.frame.snapshot
        self.app.push_screen(
            EventsScreen(snapshot, lambda position: self.send(Go(position, tell=True)))
        )

    def action_jump(self, back: bool) -> None:
        """Go to the next event, or to the one before."""
        self.main.follow()
        self.send(Jump(back))

    def action_play(self) -> None:
        """Play or pause."""
        self.send(Play())

    def action_faster(self, rungs: int) -> None:
        """Go up or down the ladder of speeds; while something is asked, answer up or down."""
        if self.main.quiz.asked:
            self.main.answer("up" if rungs > 0 else "down")
        else:
            self.send(Faster(rungs))

    def action_restart(self, reseed: bool) -> None:
        """Begin again, with the next seed or the same."""
        self.send(Restart(reseed))
