"""A lecture of three scenes, and the way through it."""

from __future__ import annotations

from helpers.lectures import Lecturer

THREE = """\
    # One
    at: 254:l1_error
    cell: l1_error[2,0]
    light: l1_error

    It is {l1_error[2,0]}, and {l1_error[2,0]:.6f}; not yet: {error}.

    ? Why [bold]so[/]?
    = Because.

    # Two
    at: 20
    cursor: example 3, hidden 1
    light: graph

    No question here.

    # Three
    seed: 3
    hidden: 2
    at: 0:l2
    cell: syn1[1,0]
    light: synapse 1

    The first is {l1[0,0]}, {l2_error[0,0]} is not there yet.
    """


async def next_scene(it: Lecturer) -> None:
    """Go to the next scene, past the answer."""
    if it.scene.question and not it.main.text.answered:
        await it.press("pagedown")
        await it.until(lambda: it.main.text.answered)
    index = it.lecture_app.index
    await it.press("pagedown")
    await it.until(lambda: it.lecture_app.index == index + 1)
    await it.stands(it.scene)


def lit(it: Lecturer) -> str | None:
    """The id of the pane in double lines, if there is exactly one."""
    corners = [
        (x, y) for y, line in enumerate(it.lines) for x, char in enumerate(line) if char == "╔"
    ]
    found = [pane.id for pane in it.main.panes if pane.region.offset in corners]
    return found[0] if len(found) == len(corners) == 1 else None
