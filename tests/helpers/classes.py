"""A class of running apps: one leads, others follow."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np

from helpers.lectures import Lecturer as LectureTrainer
from helpers.trainer import Trainer, running
from tinynet_tui.classroom.cue import Cue, Drive
from tinynet_tui.classroom.follower import Follower, News
from tinynet_tui.classroom.people import Person
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.classroom.sources import Local
from tinynet_tui.classroom.speaker import Speaker
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.lecture.results import Results
from tinynet_tui.lecture.scene import Lecture
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.base_app import TerminalApp
from tinynet_tui.ui.app.follow_app import FollowApp
from tinynet_tui.ui.app.leading import Leading
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.speaker_app import SpeakerApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.screen.follow_screen import FollowScreen
from tinynet_tui.ui.screen.speaker_screen import SpeakerScreen


class Room:
    """What a lecturer publishes, for followers in the same process; nothing travels."""

    def __init__(self, *, names: bool = False, results: Results | None = None) -> None:
        self.names, self.results = names, results
        self.here = self.away = 0
        self.session = "0"
        self.states: list[Shared] = []
        self.texts: dict[str, str] = {}
        self.news = News(None, "", "waiting")
        self.followers: list[Seat] = []
        self.speakers = 0
        self.cues: list[Cue] = []
        self.keys: list[Drive] = []
        """What speakers ask for."""
        self.ended = self.lost = False

    # As a lecturer.

    def answers(self, scene: int, question: str) -> Mapping[str, int]:
        given = [one.given for one in self.followers]
        return Counter(answer for *of, answer in given if answer and of == [scene, question])

    def people(self, scene: int, question: str) -> tuple[Person, ...]:
        people = []
        for one in self.followers:
            *of, answer = one.given
            is_here = of == [scene, question]
            is_given = answer if is_here else ""
            people.append(Person(one.name, is_given, one.is_away, str(id(one))))
        return tuple(sorted(people))

    def open(self) -> None: ...

    def driven(self) -> Drive | None:
        return self.keys.pop(0) if self.keys else None

    def prompt(self, cue: Cue) -> None:
        self.cues.append(cue)

    def publish(self, state: Shared, texts: Mapping[str, str]) -> None:
        self.states.append(state)
        self.texts |= texts
        assert state.digests <= self.texts.keys()
        if not self.lost:
            news = News(state, "ada", "following", session=self.session, asks_name=self.names)
            self.tell(news)

    def end(self) -> None:
        self.ended, self.session = True, f"{self.session}0"
        self.tell(self.news._replace(status="over"))

    def lose(self) -> None:
        """Let the lecturer be gone until they are found again."""
        self.lost = True
        self.tell(self.news._replace(status="lost"))

    def return_anew(self) -> None:
        """Let the lecturer be back, in another process, with what was shown last."""
        self.lost, self.session = False, f"{self.session}0"
        self.publish(self.states[-1], {})

    def tell(self, news: News) -> None:
        self.news = news
        for one in self.followers:
            one.fresh = True
            one.look()

    def leading(self) -> Leading:
        return Leading("class", lecturer=self, names=self.names, results=self.results)

    def seat(self) -> Seat:
        return Seat(self)


class Seat(Follower):
    """A place in the room."""

    def __init__(self, room: Room) -> None:
        self.room, self.fresh, self.is_away = room, True, False
        self.given = (0, "", "")
        self.name = self.score = ""
        self.look: Callable[[], None] = lambda: None
        room.followers.append(self)

    def start(self) -> None: ...

    def take(self) -> News | None:
        fresh, self.fresh = self.fresh, False
        return self.room.news if fresh else None

    def text(self, digest: str) -> str:
        return self.room.texts[digest]

    def set_away(self, away: bool) -> None:
        self.is_away = away

    def set_answer(self, scene: int, question: str, answer: str) -> None:
        self.given = (scene, question, answer)

    def set_name(self, name: str) -> None:
        self.name = name

    def set_score(self, score: str) -> None:
        self.score = score

    def close(self) -> None: ...


class RealRoom(Room):
    """A class with a socket in a folder."""

    def __init__(
        self, folder: Path, *, names: bool = False, results: Results | None = None
    ) -> None:
        super().__init__(names=names, results=results)
        self.folder = folder

    def leading(self) -> Leading:
        self.leads = Leading("class", folder=self.folder, names=self.names, results=self.results)
        self.leads.open()
        return self.leads

    def counts(self, lecturer: Trainer) -> Mapping[str, int]:
        """Return what the class has answered so far."""
        return self.leads._followers.answers(lecturer.app)

    def seat(self) -> Seat:
        return RealSeat(self, self.folder)


class RealSeat(Seat):
    """One who follows a class with a socket."""

    def __init__(self, room: Room, folder: Path) -> None:
        super().__init__(room)
        self._real = Follower(Local("class", folder), wake=lambda: self.look())
        self._real.start()

    def take(self) -> News | None:
        return self._real.take()

    def text(self, digest: str) -> str:
        return self._real.text(digest)

    def close(self) -> None:
        self._real.close()

    def set_away(self, away: bool) -> None:
        super().set_away(away)
        self._real.set_away(away)

    def set_answer(self, scene: int, question: str, answer: str) -> None:
        super().set_answer(scene, question, answer)
        self._real.set_answer(scene, question, answer)

    def set_name(self, name: str) -> None:
        self._real.set_name(name)

    def set_score(self, score: str) -> None:
        self._real.set_score(score)


class FollowTrainer(Trainer):
    """The app of one who follows."""

    main: FollowScreen
    seat: Seat

    @property
    def last(self) -> str:
        """The last line."""
        return self.lines[-1]


@asynccontextmanager
async def leading(
    room: Room,
    lecture: Lecture | None = None,
    *,
    experiment: Experiment | None = None,
    size: tuple[int, int] = (80, 24),
    **options: Any,
) -> AsyncIterator[LectureTrainer]:
    """An app that leads, with a lecture or without."""
    app: TrainerApp
    if lecture is None:
        app = TrainerApp(experiment or Experiment(), fps=60, **options)
    else:
        app = LectureApp(lecture, fps=60, **options)
    leads = room.leading()
    leads.lead(app)
    try:
        async with running(app, size) as trainer:
            yield LectureTrainer(trainer.app, trainer.pilot)
    finally:
        leads.end()


@asynccontextmanager
async def following(
    room: Room, *, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[FollowTrainer]:
    """An app that follows."""
    seat = room.seat()
    app = FollowApp(seat, fps=60, **options)
    seat.look = app.look
    async with running(app, size) as trainer:
        found = FollowTrainer(trainer.app, trainer.pilot)
        found.seat = seat
        try:
            yield found
        finally:
            seat.close()


class SpeakerTrainer(Trainer):
    """A speaker's terminal."""

    main: SpeakerScreen  # type: ignore[assignment]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause(0)


@asynccontextmanager
async def speaking(
    room: RealRoom,
    *,
    size: tuple[int, int] = (80, 24),
    now: Callable[[], float] = time.time,
    **options: Any,
) -> AsyncIterator[SpeakerTrainer]:
    """A speaker's terminal of a class with a socket, which may not have begun."""
    speaker = Speaker(Local("class", room.folder, is_own=True), wake=lambda: app.look())
    app = SpeakerApp(speaker, settings=Settings(**options), now=now)
    speaker.start()
    try:
        async with running(cast("TrainerApp", app), size) as trainer:
            yield SpeakerTrainer(trainer.app, trainer.pilot)
    finally:
        speaker.close()


def has_shared(app: TerminalApp) -> bool:
    """True unless an app leads, and has something to share."""
    leads = getattr(app.idle, "__self__", None)
    return not isinstance(leads, Leading) or not (leads._seen is None or leads._unshared)


def shows_the_same(one: Trainer, other: Trainer) -> bool:
    """True when two apps rest with the same numbers, bit for bit, cursor and view.

    One who leads has shared them.
    """
    if not has_shared(one.app):
        return False
    if any(
        it.frame.playing or it.frame.job or not it.app.worker.has_answered for it in (one, other)
    ):
        return False
    first, second = one.frame.snapshot, other.frame.snapshot
    if (first.experiment, first.position) != (second.experiment, second.position):
        return False
    same = all(
        np.array_equal(first.current.values[name], second.current.values[name], equal_nan=True)
        for name in first.current.values
    )
    places = [(it.main.cursor, it.main.pinned, it.main.shown) for it in (one, other)]
    return same and first.error == second.error and places[0] == places[1]


async def agree(one: Trainer, *others: Trainer) -> None:
    """Wait until all show the same."""
    for other in others:
        await one.until(shows_the_same, one, other)
    await asyncio.sleep(0)
