"""The bug lab: a line is chosen in the script, and enter says whether it is the wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tinynet_tui.lab.counts import Counts, Hunt
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.worker.commands import Play

from .script_hops import ScriptHops
from .script_keys import script_keys

if TYPE_CHECKING:
    from tinynet_tui.lab.lab import Bug, Visit
    from tinynet_tui.lab.listing import Listing

TASK = "One line is wrong. Go to it with ↑ ↓ and press {enter}; {hint} gives a hint."
ELSEWHERE = "hints are for the bug lab: tinynet-tui lab"
RIGHT = "another Python file; enter alone: this script with the right line"
NOT_YET = "no comparison in the bug lab: it would name the line. Every other key helps"


class ScriptLab(ScriptHops):
    """The search for the wrong line of a script of the lab; nothing in any other script."""

    bug: Bug | None = None
    hunt: Hunt | None = None
    _visit: Visit | None = None
    _greeting = ""

    def prepare_hunt(self, visit: Visit | None) -> None:
        """Let a bug be found, if there is one."""
        self._visit = visit
        if visit is not None:
            self.bug = visit.bug
            self.hunt = Hunt(self.bug.name, self.bug.line, Counts(visit.counts))

    def begin_hunt(self) -> bool:
        """Put the cursor on a line of the script; True if all scripts are listed first."""
        if self.hunt is None or self._visit is None:
            return False
        self.main.source.chosen = 0
        self.main.set_focus(self.main.source)
        if self._greeting:
            self._greeting += f"\n{TASK.format(enter=self._key('edit'), hint=self._key('hint'))}"
        if self._visit.choosing:
            self._list_scripts()
        return self._visit.choosing

    def action_edit(self) -> None:
        """In the script's lines, say whether the one under the cursor is the wrong one."""
        main, hunt, bug = self.main, self.hunt, self.bug
        view = main.view
        line = None if view is None else main.source.line(view)
        if hunt is None or bug is None or line is None or main.current_pane() is not main.source:
            super().action_edit()
            return
        main.reveal()
        self._pause()
        if hunt.guess(line):
            self._show_answer()
        elif hunt.over:
            self.tell(f"line {line} is right. The wrong one is line {bug.line}")
        else:
            count = len(hunt.tried)
            tried = "1 line" if count == 1 else f"{count} lines"
            more = f"; {self._key('hint')} gives a hint" if hunt.hints < 2 else ""
            self.tell(f"line {line} is right, so look on. {tried} tried{more}")
        self._tell_failure()

    def _key(self, id: str) -> str:
        """Return the name of a key."""
        return next(displays(key) for key in self.bound(script_keys()) if key.id == id)

    def action_hint(self) -> None:
        """Show the hints that were given so far, at least one; after the answer, the answer."""
        from tinynet_tui.ui.dialogs.script_lab import Hints

        self.main.reveal()
        hunt, bug = self.hunt, self.bug
        if hunt is None or bug is None:
            self.tell(ELSEWHERE)
        elif hunt.over:
            self._show_answer()
        else:
            self._pause()
            if not hunt.hints:
                hunt.ask()
            self.push_screen(Hints(bug.hints, hunt, self._key("hint"), self._show_answer))
            self._tell_failure()

    def _pause(self) -> None:
        if self.main.frame is not None and self.main.frame.playing:
            self.send(Play(False))

    def _show_answer(self) -> None:
        from tinynet_tui.ui.dialogs.script_lab import answer

        if self.hunt is not None and self.bug is not None:
            self.push_screen(answer(self.bug, self.hunt))

    def _tell_failure(self) -> None:
        if self.hunt is not None and self.hunt.failure:
            self.tell(f"your counts are not kept: {self.hunt.failure}")
            self.hunt.failure = ""

    def action_compare(self) -> None:
        if self.hunt is not None and not self.hunt.over:
            self.tell(NOT_YET)
        else:
            if self.bug is not None:
                self.compare_hint = (RIGHT,)
            super().action_compare()

    def right_text(self) -> bytes | None:
        return None if self.bug is None else self.bug.corrected.encode()

    def _list_scripts(self) -> None:
        """List the scripts of the lab in the lab, elsewhere those of the collection."""
        if self.bug is None or self._visit is None:
            super()._list_scripts()
            return
        from tinynet_tui.lab.listing import listing
        from tinynet_tui.ui.dialogs.script_lab import LabList

        listed = listing(Counts(self._visit.counts))
        found = LabList(self._open_bug, listed, "find the wrong line", self.bug.number - 1)
        self.push_screen(found, lambda _: self.greet())

    def _open_bug(self, one: Listing) -> None:
        if one.bug != self.bug:
            self.onward_to = one.full_name
            self.exit(0)

    def greet(self) -> None:
        raise NotImplementedError

    def more_help(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        if self.hunt is None:
            return super().more_help()
        task = [
            ("task", "one line of this script is wrong; all others are right"),
            ("arrows", f"in the script, move the cursor; {self._key('next')} goes back to it"),
            (self._key("edit"), "on a line of the script: is it the wrong one?"),
            (self._key("hint"), "a hint; after two hints, the answer"),
        ]
        return [("bug lab", task), *super().more_help()]
