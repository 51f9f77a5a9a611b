"""Worksheets of a lecture in plain text: one for each scene that computes something."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.lecture.scene import Lecture, Scene
from tinynet_tui.lecture.snapshots import snapshots
from tinynet_tui.timeline.snapshot import Snapshot

from .handout import printable, sheet

NAME = "Name: ______________________________"
PAGE = "\f"
"""Begins a page when it is printed."""


def print_worksheets(lecture: Lecture) -> int:
    """Print the worksheets and, on a page of its own, their key; return how many there are."""
    sheets = _sheets(lecture)
    encoding = sys.stdout.encoding or "ascii"
    lines = _pages(lecture.title, sheets) if sheets else ()
    for line in lines:
        print(printable(line, encoding))
    sys.stdout.flush()
    return len(sheets)


class _Sheet:
    """The worksheet of a scene."""

    def __init__(self, heading: str, snapshot: Snapshot, cell: tuple[str, Cursor]) -> None:
        self.heading = heading
        self.lines, self.key = sheet(snapshot, [cell])


def _sheets(lecture: Lecture) -> list[_Sheet]:
    found, known = [], set()
    computing = [(number, scene) for number, scene in enumerate(lecture.scenes, 1)]
    at = snapshots(scene for _, scene in computing)
    for number, scene in computing:
        if scene.script or not _computes(scene, at[scene.line]):
            continue
        name, cursor = _explained(scene)
        cell = cursor.cell(name, scene.experiment.dimensions)
        what = (scene.experiment, scene.position, name, cell)
        if what not in known:
            known.add(what)
            heading = f"{number}. {scene.title}"
            found.append(_Sheet(heading, at[scene.line], (name, cursor)))
    return found


def _explained(scene: Scene) -> tuple[str, Cursor]:
    step = scene.experiment.script.names[scene.position.step - 1]
    return scene.pinned or step, scene.cursor


def _computes(scene: Scene, snapshot: Snapshot) -> bool:
    """True when the explained number has been computed, and not only copied."""
    name, _ = _explained(scene)
    script, value = scene.experiment.script, snapshot.value(name)
    is_known = value is not None and value.origin is not None
    return is_known and name in script.names and name not in script.roles.aliases


def _pages(title: str, sheets: Sequence[_Sheet]) -> Iterator[str]:
    for count, one in enumerate(sheets):
        if count:
            yield PAGE
        yield from (title, "") if title else ()
        yield from (one.heading, NAME, "", *one.lines)
    yield from (PAGE, "Answers")
    for one in sheets:
        yield from ("", one.heading, *one.key)
