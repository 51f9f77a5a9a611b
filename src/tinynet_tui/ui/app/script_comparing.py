"""Comparing a script with another one, while the screen goes on."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.support.files import shown
from tinynet_tui.ui.panes.script.view import Apart
from tinynet_tui.worker.commands import Play

from .script_dialogs import ScriptDialogs

if TYPE_CHECKING:  # it is not there before it is wanted
    from tinynet_tui.compare.asked import Asked, Result
    from tinynet_tui.compare.parting import Parting

PATIENCE = 1.0
"""The seconds in which a comparison that is to stop should have done so."""


class ScriptComparing(ScriptDialogs):
    """Compares in a thread, with processes of its own."""

    _comparison: threading.Event | None = None
    """Set to stop the comparison that is under way."""
    _comparing: threading.Thread | None = None

    compare_hint: tuple[str, ...] = ()
    """What the dialog says of `enter` alone, if that is not the built-in script."""

    class Compared(Message):
        """A comparison has ended."""

        def __init__(self, stop: threading.Event, run: int, result: Result | str) -> None:
            """`result` may be why there is none."""
            self.stop_event, self.run, self.result = stop, run, result
            super().__init__()

    def action_compare(self) -> None:
        """Ask for another script, and compare with it."""
        from tinynet_tui.ui.dialogs.script_compare import OtherScript

        self.main.reveal()
        frame = self.main.frame
        if frame is None or frame.plan is None:
            return
        if frame.is_outdated:
            self.tell("cannot compare: the file has another text now; R takes it")
            return
        self.send(Play(False))
        self.push_screen(OtherScript(self.worker.path, self._compare, *self.compare_hint))

    def _compare(self, name: str) -> None:
        """Compare with a file; without a name, with the built-in one. ValueError if it is none."""
        from tinynet_tui.collection.named import misspelt, named
        from tinynet_tui.compare.asked import Asked
        from tinynet_tui.engine.plan import Choice

        theirs = named(name.strip()) if name.strip() else None
        if theirs is not None and not theirs.is_file():
            hint = misspelt(name.strip())
            raise ValueError(f"there is no file {shown(theirs)}{hint and f'; {hint}'}")
        frame = self.main.frame
        assert frame is not None
        choices = frame.choice, Choice()
        if theirs is None and (right := self.right_text()) is not None:
            asked = Asked(self.worker.path, self.worker.path, choices, frame.edits, data=right)
        else:
            asked = Asked(self.worker.path, theirs, choices, frame.edits)
        self.stop_comparing()
        self._comparison = stop = threading.Event()
        self.tell("comparing …")
        run = frame.run
        thread = threading.Thread(target=self._run, args=(asked, stop, run), daemon=True)
        self._comparing = thread
        thread.start()

    def right_text(self) -> bytes | None:
        """Return what to compare with if no file is named; None for the built-in script."""
        return None

    def stop_comparing(self) -> None:
        if self._comparison is not None:
            self._comparison.set()

    def await_comparing(self) -> None:
        """Wait until it has stopped: it puts back files before the run leaves them."""
        if self._comparing is not None:
            self._comparing.join(PATIENCE)

    def _run(self, asked: Asked, stop: threading.Event, run: int) -> None:
        from tinynet_tui.compare.nearest import compare_with_nearest
        from tinynet_tui.compare.side import Interrupted

        found: Result | str
        try:
            found = compare_with_nearest(asked, stop.is_set)
        except Refusal as refusal:
            found = refusal.reason
        except Interrupted:
            return
        except Exception as error:
            found = f"cannot compare: {type(error).__name__}: {error}"
        if not stop.is_set():
            self.post_message(self.Compared(stop, run, found))

    def on_script_comparing_compared(self, message: Compared) -> None:
        from tinynet_tui.ui.dialogs.page import Page, text_width
        from tinynet_tui.ui.dialogs.script_compare import Comparison
        from tinynet_tui.ui.drawing.wrap import flow

        if message.stop_event is not self._comparison:
            return
        self._comparison = None
        if isinstance(message.result, str):
            if len(message.result) < self.size.width or self.screen is not self.main:
                self.tell(message.result)
                return
            self.tell("")
            rows = flow([(message.result, "text")], text_width(self.size.width))
            self.push_screen(Page("compare", rows))
            return
        self.tell("")
        parting = message.result.telling
        if parting is not None:
            self._mark(parting, message.run)
        if self.screen is self.main:
            cell = parting.difference.cell if parting and parting.difference else ()
            label = parting.mine.target if parting and parting.mine and parting.difference else ""
            go = partial(  # on the first that differs
                self._go_there, label=label, cell=cell, cells=parting is not None
            )
            self.push_screen(Comparison(message.result, go))

    def _mark(self, parting: Parting, run: int) -> None:
        """Mark the numbers that differ, where the run comes to them."""
        mine, found = parting.mine, parting.difference
        if mine is not None and mine.step is not None and found is not None:
            at = Where(parting.iteration, mine.step)
            self.main.show_apart(Apart(run, at, mine.target, frozenset(found.cells)), found.cell)
