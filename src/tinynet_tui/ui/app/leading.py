"""Leading a class: what the screen shows is shared with all who follow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from textual.app import SystemCommand

from tinynet_tui.classroom.lecturer import Lecturer
from tinynet_tui.classroom.shared import ClassError, Shared
from tinynet_tui.lecture.left_scene import LeftScene
from tinynet_tui.lecture.results import Results
from tinynet_tui.lecture.scene import Lecture
from tinynet_tui.lecture.totals import Totals
from tinynet_tui.support.files import FileError
from tinynet_tui.ui.dialogs.end_class import EndClass
from tinynet_tui.worker.frame import Frame

from .base_app import TerminalApp
from .followers import Followed, Followers
from .lecture_app import LectureApp
from .prompting import Prompting, Prompts
from .script_lecture_app import ScriptLectureApp
from .shared_writer import LedApp, Look, SharedWriter
from .shown_answers import ShownAnswers

SECONDS = 1.0
"""How often the position is shared while the run moves by itself."""
LATE = 0.1
"""The seconds after which it is shared though the lecturer's terminal has not taken it."""


class Leads(Followed, Prompts, Protocol):
    """What leads a class: a `Lecturer`."""

    def open(self) -> None: ...

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...


class Leading:
    """Shares the screen of one app after another."""

    def __init__(
        self,
        name: str,
        *,
        folder: Path | None = None,
        lecturer: Leads | None = None,
        names: bool = False,
        results: Results | None = None,
        left: LeftScene | None = None,
        totals: Totals | None = None,
    ) -> None:
        """Lead the class of that name, in a folder of one's own or by a lecturer of one's own.

        `names` tells whether to ask for names; `results` is the file for the answers, if any,
        `left` the one that knows where the class was left. `totals` go on if they have a file.
        """
        self._lecturer: Leads = lecturer or Lecturer(
            name, wake=self._wake, folder=folder, names=names
        )
        self._names, self._results, self._left = names, results, left
        self._writer = SharedWriter()
        self._followers = Followers(self._lecturer, self._writer)
        self._back: int | None = None
        """The index of the scene in which the class was left, until it leaves that."""
        self._shown = ShownAnswers(results, totals or Totals(), names=names)
        self._prompting = Prompting(self._lecturer, self._prompt)
        self._app: LedApp | None = None
        self._seen: Look | None = None
        """What was shared last, or will be when it has been painted."""
        self._unshared: Look | None = None
        """What will be shared when it has been painted."""
        self._late: asyncio.TimerHandle | None = None
        """Shares it then, whatever happens: a dialog that closes is not painted any more."""
        self._at = 0.0
        """When that was."""
        self._waits = False
        """True when the position will be shared before long."""
        self._failed = ""
        """Why the last state could not be shared."""
        self._failed_results = ""
        """Why the answers could not be written, as it was told."""
        self._is_counting = False
        """True when the answers will be written before long."""
        self._is_woken = False
        """True when it will be counted before long."""
        self._hurries = False
        """True when the class will not wait much longer for the lecturer's terminal."""

    def open(self) -> None:
        """Begin the class; raises ClassError, and FileError if its results cannot be kept."""
        self._lecturer.open()
        if self._results is not None:
            try:
                self._results.open()
            except FileError:
                self._lecturer.end()
                raise
        self._shown.totals.open()
        self._prompting.begin()

    def back_in(self, lecture: Lecture, path: Path | None) -> int:
        """Return the index of the scene in which the class of that lecture was left, or 0."""
        found = self._left.found(path) if self._left is not None else None
        if not found or found >= len(lecture.scenes):
            return 0
        self._back = found
        return found

    def end(self) -> None:
        """End the class for everybody."""
        self._share()
        self._shown.close(is_over=True)
        self._lecturer.end()
        self._shown.totals.forget()
        if self._left is not None:
            self._left.forget()

    def leave(self, status: int) -> None:
        """End the class if all went well; otherwise it waits for the lecturer."""
        if status == 0:
            self.end()
        else:
            self._share()
            self._shown.close()

    def lead(self, app: LedApp) -> None:
        """Share the screen of an app from now on."""
        self._share()
        self._app, self._seen = app, None
        self._waits = self._is_counting = self._hurries = False  # timers end with their app
        self._shown.finish()
        app.idle = app.main.painted = self._look
        app.may_quit = partial(self._may_quit, app)
        app.main.keys.first_time = False
        if self._names:
            listed = partial(self._followers.show, app, self._shown.totals)
            app.own_commands = [SystemCommand("who is here", "the names in the class", listed)]
        self._count()

    # Who is here.

    def _wake(self) -> None:
        """Show how many are here; called from the thread of the class."""
        app = self._app
        if app is not None and app.is_running and not self._is_woken:
            self._is_woken = True
            app.call_later(self._count)

    def _count(self) -> None:
        self._is_woken = False
        if self._shown.totals.waits:
            self._shown.totals.meet(one.who for one in self._lecturer.people(0, ""))
        if self._app is not None:
            self._followers.count(self._app)

    def _prompt(self) -> None:
        """Keep the speaker's terminals up to date, and do what they ask for."""
        app = self._app
        if app is not None and app.is_running and app.screen_stack:
            self._prompting.look(app, self._followers.answers(app))
            self._prompting.obey(app)

    def _may_quit(self, app: TerminalApp) -> bool:
        if isinstance(app.screen, EndClass):  # only y ends it
            app.screen.dismiss()
        else:
            app.push_screen(EndClass(lambda: app.exit(0)))
        return False

    # What is shared.

    def _look(self) -> None:
        """Share what the screen shows, unless that is what is shared already."""
        self._prompt()
        app = self._app
        if app is None or not app.screen_stack:
            return
        frame = app.main.frame
        if frame is None or not app.worker.has_answered:
            self._hurry(app)
            return
        if self._hides(app):
            return
        if not (app.has_opened and app.screen_stack):
            return  # there is nothing to share yet, or no more
        self._count()
        try:
            look = self._with_answers(app, self._writer.see(app))
        except ClassError as error:
            self._tell(app, str(error))
            return
        if (wait := self._shown.wait) is not None and not self._is_counting:
            self._is_counting = True
            app.set_timer(wait, self._counted)
        if look == self._seen:
            return
        is_going = isinstance(frame, Frame) and frame.going is not None
        moves = frame.playing or (frame.job and not is_going)
        left = self._at + SECONDS - time.monotonic()
        if moves and self._seen is not None and look.still == self._seen.still and left > 0:
            if not self._waits:
                self._waits = True
                app.set_timer(left, self._look_again)
            return
        self._seen, self._at = look, time.monotonic()
        if isinstance(app, LectureApp | ScriptLectureApp):
            app.main.show_answers(look.answers, look.others)
            self._note_scene(app, look.scene)
        self._unshared = look
        app.call_after_refresh(self._share)  # the lecturer's own screen comes first
        self._late = self._late or asyncio.get_running_loop().call_later(LATE, self._share)

    def _share(self) -> None:
        """Share what is to be shared, if there is anything."""
        look, self._unshared = self._unshared, None
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if look is None or self._app is None:
            return
        try:
            self._lecturer.publish(*self._writer.written(look))
        except (ClassError, ValueError) as error:
            self._tell(self._app, str(error))
        else:
            self._failed = ""

    def _note_scene(self, app: LectureApp | ScriptLectureApp, index: int) -> None:
        """Keep which scene is shown; tell if that is where the class was left."""
        self._back = index if index == self._back else None
        self._followers.beside = "" if self._back is None else f"back in scene {index + 1}"
        self._count()
        if self._left is not None:
            path = app.path if isinstance(app, LectureApp) else app.lecture_file
            self._left.note(path, index)

    def _tell(self, app: LedApp, why: str) -> None:
        """Say once why the class does not see the screen."""
        before, self._failed = self._failed, why
        if why != before:
            app.tell(f"not shown to the class: {why}")

    def _hides(self, app: LedApp) -> bool:
        """True while the quiz hides a number; a scene's question may stay open."""
        asked = app.main.quiz.asked
        return asked is not None and not asked.waits

    def _hurry(self, app: LedApp) -> None:
        """Have a Frame shown before long that the lecturer's terminal does not take."""

        def hurry() -> None:
            self._hurries = False
            app.frames.hurry()

        if app.frames.waits and not self._hurries:
            self._hurries = True
            app.set_timer(LATE, hurry)

    def _counted(self) -> None:
        """Write what the class answered."""
        self._is_counting = False
        self._look()

    def _look_again(self) -> None:
        self._waits = False
        self._look()

    def _with_answers(self, app: LedApp, look: Look) -> Look:
        """Return a look with what the class answered; say once if that cannot be written."""
        people = partial(self._followers.people, app)
        answers, others = self._shown.see(app.main.quiz.posed, look.scene, people)
        if self._shown.failed != self._failed_results:
            self._failed_results = self._shown.failed
            app.tell(self._failed_results)
        return look._replace(answers=answers, others=others)
