"""The trainer of one who follows a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.keys.last_line import last_line
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import FOLLOW_KEYS, KEYS, title
from tinynet_tui.ui.screen.follow_screen import FollowScreen
from tinynet_tui.worker.speed import AUTO, Speed

from .answer_actions import AnswerActions, keeps_back
from .class_scripts import ClassScripts
from .following import Following, LedWorker
from .trainer_app import TrainerApp


class FollowApp(TrainerApp):
    """The trainer; it does what the lecturer's does until a key moves it."""

    BINDINGS: ClassVar[list[BindingType]] = [*FOLLOW_KEYS]
    worker_class = LedWorker
    main: FollowScreen
    worker: LedWorker

    class NewsCame(Message):
        """The class has changed."""

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

    def look(self) -> None:
        """Look for news of the class; may be called from any thread."""
        if self.is_running:
            self.post_message(self.NewsCame())

    def on_follow_app_news_came(self) -> None:
        self.call_next(self.following.look)

    def begin(self) -> None:
        super().begin()
        self.call_next(self.following.look)

    def build_screen(self, experiment: Experiment) -> FollowScreen:
        return FollowScreen(experiment, last_line(self.bound(KEYS)))

    def key_tables(self) -> list[list[Binding]]:
        return [*super().key_tables(), self._keys]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not keeps_back(self, action) and super().check_action(action, parameters)

    @property
    def _keys(self) -> list[Binding]:
        return self.bound(FOLLOW_KEYS)

    def help_sections(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        lines = [(displays(key), key.tooltip) for key in self._keys]
        lit = ("╔═╗", "double lines: the pane that the lecturer points at")
        return [("the class", [*lines, lit]), *super().help_sections()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for key in self._keys:
            yield SystemCommand(title(key), f"key {displays(key)}", self._caller(key.action))
        yield from super().get_system_commands(screen)
