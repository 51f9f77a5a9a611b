"""What is painted while an app holds its screen is sent when it no longer does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from helpers.trainer import opened
from tinynet_tui.wire.back_buffer import BackBuffer
from tinynet_tui.wire.messages import Disturbed


class Recorded:
    """A terminal that takes everything at once."""

    flow = SimpleNamespace(ready=True, stop_waiting_for_first_answer=lambda: None)
    congested, at_once, ending = False, 10**6, False

    def __init__(self) -> None:
        self.written = ""

    def write_frame(self, changes: str) -> None:
        self.written += changes


def text_of(call: Any) -> str:
    """What a call has painted."""
    return "".join(segment.text for segment in call.args[3])


async def test_nothing_is_sent_until_the_screen_is_released() -> None:
    async with opened() as trainer:
        wire: Any = Recorded()
        trainer.app.wire = wire
        trainer.app.hold(1e6)
        with mock.patch.object(
            BackBuffer, "paint", autospec=True, side_effect=BackBuffer.paint
        ) as it:
            await trainer.press("n")
            await trainer.shows("step 2/9")
            await trainer.until(lambda: any("0.45" in text_of(call) for call in it.mock_calls))
        assert wire.written == ""
        trainer.app.release()
        assert "0.45" in wire.written  # what the step has computed
        trainer.app.wire = None


async def test_it_is_released_in_the_end() -> None:
    async with opened() as trainer:
        trainer.app.hold(0.01)
        assert trainer.app.holds
        await trainer.until(lambda: not trainer.app.holds)


@pytest.mark.parametrize("how", ["a dialog", "another size", "after a suspension"])
async def test_what_must_be_seen_releases_it(how: str) -> None:
    async with opened() as trainer:
        trainer.app.hold(1e6)
        if how == "a dialog":
            await trainer.press("?")
        elif how == "another size":
            trainer.app.post_message(Disturbed())
        else:
            trainer.app.repaint_all()
        await trainer.until(lambda: not trainer.app.holds)
