"""Keys that wait for the screen: what they do depends on what is shown.

A key that is a command to the worker needs not wait: the worker obeys in order. Any other key acts
on what is shown: on the number under the cursor, on the position, in the dialog that is open. In a
burst, as from a slow line, it would act on what was shown before. So it waits until a Frame has
answered all that was typed before it, and the keys after it wait behind it. It waits for the end of
a job only if nothing has been shown of the job when it is typed: whoever sees the job means it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from textual import events
from textual.widgets import Input

from tinynet_tui.ui.keys.catch_up import messages_have_come
from tinynet_tui.ui.keys.needs import ALWAYS, NEEDS, ONWARD, WAYS_OUT, Need

from .base_app import TerminalApp

PATIENCE = 0.5
"""Seconds without any progress after which escape, q and the like go before what waits."""
ROUNDS = 2
"""How many times the screen is painted after a key: a pane may ask for more once it is laid out."""
Deal = Callable[[events.Event], Awaitable[None]]


class Turn(events.Event):
    """What others ask for comes to its turn, as a key does."""

    def __init__(self, do: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.do = do


class KeyQueue:
    """Lets each key act as soon as the screen shows what it needs."""

    def __init__(self, app: TerminalApp, deal: Deal, ids: Mapping[str, str]) -> None:
        """`deal` acts on a key at once; `ids` tells the ids of the keys on the main screen."""
        self._app, self._deal, self._ids = app, deal, ids
        app.frames.keys_wait, app.frames.told = lambda: bool(self._held), self._see
        self._held: deque[tuple[events.Event, bool]] = deque()
        """The keys that wait, and for each, whether a job was shown when it was typed."""
        self._acted = False
        """True when a key has acted whose effects later keys must see."""
        self._unpainted = 0
        """How many times the screen must still be painted."""
        self._since = 0.0
        """The time when a key acted last or, if none waited then, when the first began to wait."""
        self._watches = False

    @property
    def rests(self) -> bool:
        """True when no key waits, and the screen shows what the last one has changed."""
        return not (self._held or self._unpainted)

    @property
    def has_turn(self) -> bool:
        """True when what others ask for waits here; a way out may drop it."""
        return any(isinstance(event, Turn) for event, _ in self._held)

    async def take(self, event: events.Event) -> None:
        """Act on a key, a paste or a turn, or let it wait."""
        if self._is(event, ALWAYS):
            await self._deal(event)
        elif self._is_wanted_out(event):
            self._held.clear()
            await self._act(event)
        elif self._held or not self._can_act(event, sees_job=self._shows_job):
            self._hold(event)
        else:
            await self._act(event)

    def _see(self) -> None:
        """Note that a Frame is shown."""
        if self._held:
            self._await_paint()

    async def _act(self, event: events.Event) -> None:
        shows = self._need(event) is not Need.NOTHING
        self._since = time.monotonic()
        await self._deal(event)
        if shows:
            self._acted = True
            if (focused := self._app.focused) is not None:
                await messages_have_come(focused)
            self._await_paint()

    def _await_paint(self) -> None:
        """Wait until what has changed is laid out, and what that leads to, and is told by it."""
        if self._app.ending:
            return
        self._unpainted += 1
        self._paint(ROUNDS)

    def _paint(self, rounds: int) -> None:
        def painted() -> None:
            self._app.call_later(self._painted, rounds - 1)  # behind what was told meanwhile

        self._app.call_after_refresh(painted)

    async def _painted(self, rounds: int) -> None:
        if rounds:
            self._paint(rounds)
        else:
            self._unpainted = max(0, self._unpainted - 1)
            await self._go_on()

    async def _go_on(self) -> None:
        """Act on the first key that waits, if it can act now; on the next one after that."""
        if self._held and self._app.screen_stack and self._can_act(*self._held[0]):
            await self._act(self._held[0][0])
            self._held.popleft()
            self._app.call_next(self._go_on)

    # What a key waits for.

    def _need(self, event: events.Event) -> Need:
        if isinstance(event, Turn):
            return Need.ANSWER
        focused, main = self._app.focused, self._app.main
        if isinstance(event, events.Key):
            if focused is not None and focused.check_consume_key(event.key, event.character):
                return Need.NOTHING
        elif isinstance(focused, Input):
            return Need.NOTHING
        if not isinstance(event, events.Key) or self._app.screen_stack[-1:] != [main]:
            return Need.ARRIVAL
        need = NEEDS.get(self._ids.get(event.key, ""), Need.ARRIVAL)
        return Need.ARRIVAL if need is Need.NOTHING and main.quiz.on else need

    def _can_act(self, event: events.Event, sees_job: bool) -> bool:
        need = self._need(event)
        if need is Need.NOTHING:
            if not self._acted:
                return True
            need = Need.ARRIVAL  # of what acted before it
        if self._unpainted or not self._app.worker.has_answered:
            return False
        frame = self._app.main.frame
        is_under_way = frame is not None and bool(frame.job) and not frame.until
        if need is Need.ARRIVAL and is_under_way and not sees_job:
            return False
        self._acted = False
        return True

    @property
    def _shows_job(self) -> bool:
        """True while a job is shown that has been going on for a while."""
        frame = self._app.main.frame
        return frame is not None and bool(frame.job) and not frame.unseen

    def _is(self, event: events.Event, ids: frozenset[str]) -> bool:
        return isinstance(event, events.Key) and self._ids.get(event.key) in ids

    # The wait.

    def _hold(self, event: events.Event) -> None:
        if not self._held:
            self._since = time.monotonic()
        self._held.append((event, self._shows_job))
        self._app.frames.hurry()
        self._watch()

    def _is_wanted_out(self, event: events.Event) -> bool:
        """True when a key leaves what goes on at once: a job that is shown, or a long wait."""
        if self._held:
            return self._is(event, ONWARD) and self._is_overdue
        return self._is(event, WAYS_OUT) and self._shows_job

    @property
    def _is_overdue(self) -> bool:
        return time.monotonic() - self._since >= PATIENCE

    def _watch(self) -> None:
        if not self._watches:
            self._watches = True
            self._app.set_timer(PATIENCE, self._look)

    async def _look(self) -> None:
        """Look whether a key has waited too long."""
        self._watches = False
        if not self._app.screen_stack:
            return
        if self._held and self._is_overdue:
            self._unpainted = 0  # the screen that was to be painted may be gone
            onward = [event for event, _ in self._held if self._is(event, ONWARD)]
            if onward:
                while self._held.popleft()[0] is not onward[0]:
                    pass
                await self._act(onward[0])
            await self._go_on()
        if self._held:
            self._watch()
