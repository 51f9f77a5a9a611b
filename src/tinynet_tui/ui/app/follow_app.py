"""The trainer of one who follows a class."""

from __future__ import annotations

from collections.abc import Sequence

from textual.driver import Driver

from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.keys.table import KEYS
from tinynet_tui.ui.screen.follow_screen import FollowScreen
from tinynet_tui.worker.speed import AUTO, Speed

from .answer_actions import AnswerActions
from .class_scripts import ClassScripts
from .following import Following, LedWorker
from .follows_class import FollowsClass
from .trainer_app import TrainerApp


class FollowApp(FollowsClass, TrainerApp):
    """The trainer; it does what the lecturer's does until a key moves it."""

    worker_class = LedWorker
    main: FollowScreen
    worker: LedWorker

    def __init__(
        self,
        follower: Follower,
        *,
        speed: Speed = AUTO,
        fps: float = 10,
        settings: Settings | None = None,
        kiosk: bool = False,
        driver_class: type[Driver] | None = None,
        scripts: ClassScripts | None = None,
        news: News | None = None,
    ) -> None:
        """`follower` follows the class; `look` tells that it has news.

        `scripts` and `news` are what was known of the class before.
        """
        super().__init__(
            Experiment(),
            speed=speed,
            fps=fps,
            settings=settings,
            kiosk=kiosk,
            driver_class=driver_class,
        )
        AnswerActions(self)
        scripts = scripts or ClassScripts(follower, kiosk=kiosk)
        self.following = Following(self, self.main, self.worker, scripts, news, self.look)

    def build_screen(self, experiment: Experiment) -> FollowScreen:
        return FollowScreen(experiment, last_line(self.bound(KEYS)))

    def help_sections(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        return [self.help_of_class, *super().help_sections()]
