"""`lecture --check`: every mistake of a lecture's file, with its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.engine.refusal import printable

if TYPE_CHECKING:
    from tinynet_tui.lecture.scene import Lecture, LiveValue, Mistake, Scene
    from tinynet_tui.network.array import Array


def check_lecture(path: Path, may_run: bool) -> int:
    """Print the mistakes of a lecture; return 1 if there are some. Scripts run if they may."""
    from tinynet_tui.lecture.check import check
    from tinynet_tui.lecture.files import read

    source = read(path)
    checked = check(source.text, path.parent)
    lecture = checked.lecture
    unchecked = [] if may_run else foreign(lecture)
    if unchecked:
        names = ", ".join(map(printable, unchecked))
        print(f"not run, so not checked: {names}; --scripts runs what a lecture names")
    found = [*checked.mistakes, *run_mistakes(lecture, path.parent, checked.mistakes, unchecked)]
    for mistake in sorted(found):
        print(f"{source.name}:{mistake.line}: {mistake.message}")
    if not found:
        count = len(lecture.scenes)
        print(f"{count} scene{'s' * (count != 1)}, no mistakes")
    return 1 if found else 0


def foreign(lecture: Lecture) -> list[str]:
    """Return the scripts that are not ours."""
    from tinynet_tui.lab.lab import is_ours

    return [name for name in lecture.scripts if not is_ours(name)]


def run_mistakes(
    lecture: Lecture,
    folder: Path,
    known: Sequence[Mistake] = (),
    unchecked: Collection[str] = (),
) -> Iterator[Mistake]:
    """Run a lecture up to the positions of its scenes; yield what is wrong there.

    Scripts are in the folder; those unchecked are not run, nor is a network that a known mistake
    makes another one.
    """
    from tinynet_tui.lecture.snapshots import mistakes

    starts = [scene.line for scene in lecture.scenes]
    spoilt = {bisect_right(starts, mistake.line) - 1 for mistake in known}
    if -1 not in spoilt:  # in the settings of all scenes
        yield from mistakes(scene for at, scene in enumerate(lecture.scenes) if at not in spoilt)
    for number, scene in enumerate(lecture.scenes, 1):
        if scene.script and scene.script not in unchecked:
            yield from _script_mistakes(scene, number, folder)


def _script_mistakes(scene: Scene, number: int, folder: Path) -> Iterator[Mistake]:
    """Run the script of a scene up to its position; yield what is wrong."""
    from tinynet_tui.lab.lab import path_of
    from tinynet_tui.lecture.live_values import OF_SCRIPTS
    from tinynet_tui.lecture.scene import Mistake
    from tinynet_tui.lecture.script_names import named
    from tinynet_tui.worker.scripts.opening import Opening
    from tinynet_tui.worker.scripts.scenes import mistakes

    file = path_of(scene.script, folder)
    if file.suffix != ".py":
        return
    names = dict.fromkeys(named(scene))
    lit = [one for one in names if one.what == "light"]
    numbers = [one for one in names if one.what != "light"]
    cells = [one.name for one in numbers if one.name not in OF_SCRIPTS]
    curve = (scene.pinned or "") if scene.curve else None
    wrong: list[Mistake] = []
    found = mistakes(
        file,
        Opening(scene.at or None, scene.until, beside=scene.beside),
        dict.fromkeys(cells),
        "".join(one.name for one in lit),
        curve,
        with_error=any(one.name == "error" for one in numbers),
        there=partial(_look, scene, wrong),
    )
    lines = {"script": scene.script_line, "light": scene.light_line, "compare": scene.beside_line}
    lines |= dict.fromkeys(("at", "until"), scene.at_line)
    for what, why in found:
        if what in lines:
            yield Mistake(lines[what] or scene.script_line, f"{what}: {why}")
        elif what == "endless":
            yield Mistake(scene.script_line, f"script: {why}, in scene {number}")
        else:
            for one in numbers:
                if one.name == what:
                    yield Mistake(one.line, f"{one.what}: {why}")
    yield from wrong


def _look(
    scene: Scene,
    wrong: list[Mistake],
    number: Callable[[str], float],
    array: Callable[[str], Array],
) -> None:
    """Add what a scene expects in vain at its position, and what is wrong with its question."""
    from tinynet_tui.lecture.answers import ScriptThere, flaw
    from tinynet_tui.lecture.expectations import false
    from tinynet_tui.lecture.scene import Mistake

    wrong += false(scene.expects, lambda value: _difference(value, number))
    there = ScriptThere(number, array, scene.at or scene.until or "start")
    if scene.ask is not None and (why := flaw(scene.ask, there)):
        wrong.append(Mistake(scene.ask_line, f"{scene.ask.setting}: {why}"))


def _difference(value: LiveValue, number: Callable[[str], float]) -> float:
    """Return a number of a script, or the difference of two."""
    first, *others = (number(term.name) for term in value.terms)
    return first - sum(others)
