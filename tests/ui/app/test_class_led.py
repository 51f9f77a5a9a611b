"""A class on running apps: what goes on while the lecturer moves on, or sends nonsense."""

from __future__ import annotations

import pytest

from helpers.classes import Room, agree, following, leading
from tinynet_tui.classroom.shared import Shared, digest
from tinynet_tui.experiment.experiment import Experiment


@pytest.mark.parametrize("key", ["enter", "o", "u", "e"])
async def test_a_dialog_about_a_run_goes_on_with_that_run(key: str) -> None:
    room = Room()
    async with leading(room, experiment=Experiment(hidden=6)) as it, following(room) as she:
        await it.press("N", *"right right right right right".split())
        await agree(it, she)
        await she.press(key)
        await she.until(lambda: she.app.screen is not she.main)
        await it.press("r")
        await she.until(lambda: she.seat.is_away)
        room.publish(room.states[-1]._replace(settings="at: 3\nhidden: 2"), {})
        await she.pilot.pause()
        assert she.frame.snapshot.experiment == Experiment(hidden=6)
        await she.press("escape", "backspace")
        await she.until(lambda: she.frame.snapshot.experiment == Experiment(hidden=2))
        assert not she.seat.is_away


@pytest.mark.parametrize("text", ["", "no title", "\n", "# One\nuntil: error < 0.1\n\nText."])
async def test_nonsense_of_a_lecturer_is_said_in_words(text: str) -> None:
    room = Room()
    async with following(room) as she:
        room.publish(Shared(""), {})  # it names no settings
        await she.shows("This version cannot show what the")
        room.publish(Shared("at: 3"), {})
        await she.until(lambda: she.position.iteration == 3)
        room.publish(Shared("at: 4", lecture=digest(text)), {digest(text): text})
        await she.shows("This version cannot show what the")
        room.publish(Shared("at: 5"), {})
        await she.until(lambda: she.position.iteration == 5)
