"""Following a class in a terminal: one app after another, as the lecturer shows scripts or not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.classroom.sources import Source
from tinynet_tui.settings.settings import Settings
from tinynet_tui.wire.drivers import driver_class
from tinynet_tui.worker.speed import Speed

from .class_scripts import ClassScripts, Led, folder_with
from .follow_app import FollowApp
from .launch import one_after_another, run, run_saving

if TYPE_CHECKING:
    from .script_follow_app import ScriptFollowApp


@one_after_another()
def open_class(source: Source, *, speed: Speed, settings: Settings, kiosk: bool = False) -> int:
    """Follow a class until it is left; return the exit status. Raises ClassError."""
    app: FollowApp | ScriptFollowApp | None = None

    def wake() -> None:
        if app is not None:
            app.look()

    follower = Follower(source, wake=wake, guest=kiosk)
    follower.start()
    scripts = ClassScripts(follower, kiosk=kiosk)
    driver = driver_class(os.environ)
    news: News | None = None
    led: Led | None = None
    try:
        while True:
            if led is None:
                app = FollowApp(
                    follower,
                    speed=speed,
                    fps=settings.fps,
                    settings=settings,
                    kiosk=kiosk,
                    driver_class=driver,
                    scripts=scripts,
                    news=news,
                )
                status = run(app, None)
            else:
                from .script_follow_app import ScriptFollowApp
                from .script_launch import SaveScript

                with folder_with(led) as (path, text):
                    app = ScriptFollowApp(
                        scripts,
                        led,
                        path,
                        text,
                        news=news,
                        speed=speed,
                        fps=settings.fps,
                        settings=settings,
                        driver_class=driver,
                    )
                    status = run_saving(app, SaveScript(app, None))
            following = app.following
            if not following.leaves or status:
                return status
            news, led = following.latest, following.onward
    finally:
        follower.close()
