"""Keys typed in one burst, as they come from a paste or a slow line, or one by one."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from textual import events

from tinynet_tui.ui.dialogs.prompt import Prompt

CHARACTERS = {
    "space": " ",
    "enter": "\r",
    "full_stop": ".",
    "comma": ",",
    "minus": "-",
    "plus": "+",
    "colon": ":",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""The characters of keys with names of their own."""
NAMES = {character: name for name, character in CHARACTERS.items()}


class App(Protocol):
    """A test's app, of any kind."""

    app: Any
    main: Any
    pilot: Any

    async def until(self, condition: Any, *arguments: object) -> None: ...

    async def settles(self) -> None: ...

    @property
    def text(self) -> str: ...


def keys(words: str) -> list[str]:
    """Return the keys in a text: names of keys, and after a quote, characters one by one."""
    found: list[str] = []
    for word in words.split():
        characters = word[1:] if word.startswith("'") else ""
        found += [NAMES.get(one, one) for one in characters] or [NAMES.get(word, word)]
    return found


def send(it: App, words: str) -> None:
    """Type the keys in a text, and do not wait."""
    for key in keys(words):
        character = CHARACTERS.get(key, key if len(key) == 1 else None)
        it.app.post_message(events.Key(key, character))


def is_at_rest(it: App) -> bool:
    """True when all that was typed has been dealt with, and nothing goes on."""
    frame = it.main.frame
    if frame is None or frame.job or frame.playing or frame.waiting:
        return False
    return bool(it.app.key_order.queue.rests and it.app.worker.has_answered)


async def rest(it: App) -> None:
    """Wait until nothing goes on."""
    looks = 0
    while looks < 3:
        await it.until(is_at_rest, it)
        await it.pilot.pause(0)
        looks = looks + 1 if is_at_rest(it) else 0


async def one_by_one(it: App, words: str) -> None:
    """Press the keys in a text, each when nothing goes on any more."""
    for key in keys(words):
        await at_once(it, key)


async def at_once(it: App, words: str) -> None:
    """Press the keys in a text all at once, and wait until nothing goes on."""
    send(it, words)
    await asyncio.sleep(0)
    await rest(it)


def state(it: App) -> dict[str, object]:
    """Return all that keys change; of the built-in network also the screen's text.

    The text is that but for the last line's messages. Of a script, it depends on time how much is
    explained.
    """
    main, focused = it.main, it.app.focused
    frame = main.frame
    network = hasattr(frame, "snapshot")
    lines = it.text.split("\n")[:-1] if network else []
    subject = main.view.subject
    return {
        "position": frame.snapshot.position if network else frame.where,
        "edits": frame.experiment.edits if network else frame.edits,
        "furthest": frame.furthest,
        "dialog": type(it.app.screen).__name__,
        "focus": focused and (focused.id or type(focused).__name__),
        "view": main.shown,
        "enlarged": main.enlarged and main.enlarged.id,
        "explained": main.pinned,
        "quiz": (main.quiz.on, main.quiz.asked, main.quiz.verdict),
        "cell": main.cursor if network else (subject, main.view.cell(subject)),
        "what-if": main.what_if and vars(main.what_if.entry),
        "typed": it.app.screen.line.value if isinstance(it.app.screen, Prompt) else "",
        **{f"line {at}": line for at, line in enumerate(lines, 1)},
    }


async def assert_same(slow: App, quick: App, words: str) -> None:
    """Check that keys lead to the same at once in one app as one by one in the other."""
    await one_by_one(slow, words)
    await at_once(quick, words)
    await slow.settles()
    await quick.settles()
    mine, other = state(quick), state(slow)
    for what, value in other.items():
        assert mine[what] == value, f"{what} after {words}:\n{mine[what]}\n{value}"
