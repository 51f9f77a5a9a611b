"""Running a lecture in a terminal: one app after another, as its scenes need them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Lecture
from tinynet_tui.settings.settings import Settings
from tinynet_tui.wire.drivers import driver_class
from tinynet_tui.worker.speed import Speed

from .launch import one_after_another, run, run_saving
from .lecture_app import LectureApp

if TYPE_CHECKING:
    from .leading import Leading


@one_after_another()
def open_lecture(
    lecture: Lecture,
    *,
    path: Path | None,
    first: int,
    speed: Speed,
    settings: Settings,
    resume_path: Path | None,
    kiosk: bool = False,
    leading: Leading | None = None,
) -> int:
    """Run a lecture until it is quit; return the exit status.

    It leads a class if there is one. The last session is written to `resume_path`: the numbers,
    not the scene.
    """
    index: int | None = first
    status, replies = 0, Replies()
    while index is not None and not status:
        if lecture.scenes[index].script:
            from .script_launch import SaveScript
            from .script_lecture_app import ScriptLectureApp

            folder = Path() if path is None else path.parent
            script = ScriptLectureApp(
                lecture,
                index,
                folder,
                speed=speed,
                settings=settings,
                driver_class=driver_class(os.environ),
                file=path,
                replies=replies,
            )
            if leading is not None:
                leading.lead(script)
            status = run_saving(script, SaveScript(script, resume_path))
            index, lecture = script.onward, script.lecture
            continue
        app = LectureApp(
            lecture,
            path=path,
            first=index,
            speed=speed,
            fps=settings.fps,
            settings=settings,
            kiosk=kiosk,
            driver_class=driver_class(os.environ),
            replies=replies,
        )
        if leading is not None:
            leading.lead(app)
        status, index, lecture = run(app, resume_path), app.onward, app.lecture
    if leading is not None:
        leading.leave(status)
    return status
