"""`lecture --check`: every mistake of a lecture's file, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    from tinynet_tui.lecture.expectations import mistakes
    from tinynet_tui.lecture.files import read
    from tinynet_tui.lecture.snapshots import flaws

    source = read(path)
    checked = check(source.text, path.parent)
    found = [*checked.mistakes, *mistakes(checked.lecture)]
    if not checked.mistakes:
        found += flaws(checked.lecture.scenes)
    if (others := foreign(checked.lecture)) and not may_run:
        names = ", ".join(map(printable, others))
        print(f"not run, so not checked: {names}; --scripts runs what a lecture names")
    elif checked.lecture.scripts:
        found += script_mistakes(checked.lecture, path)
    for mistake in sorted(found):
        print(f"{source.name}:{mistake.line}: {mistake.message}")
    if not found:
        count = len(checked.lecture.scenes)
        print(f"{count} scene{'s' * (count != 1)}, no mistakes")
    return 1 if found else 0


def foreign(lecture: Lecture) -> list[str]:
    """Return the scripts that are not ours."""
    from tinynet_tui.lab.lab import is_ours

    return [name for name in lecture.scripts if not is_ours(name)]


def script_mistakes(lecture: Lecture, path: Path) -> Iterator[Mistake]:
    """Run the scripts of a lecture up to the positions of its scenes; yield what is wrong."""
    from tinynet_tui.lab.lab import path_of
    from tinynet_tui.lecture.live_values import OF_SCRIPTS
    from tinynet_tui.lecture.scene import LiveValue, Mistake
    from tinynet_tui.lecture.spotlights import OTHERS
    from tinynet_tui.worker.scripts.opening import Opening
    from tinynet_tui.worker.scripts.scenes import mistakes

    for number, scene in enumerate(lecture.scenes, 1):
        file = path_of(scene.script, path.parent)
        if not scene.script or file.suffix != ".py":
            continue
        paragraphs = (*scene.text, *scene.question, *scene.answer)
        pieces = [piece for part in paragraphs for piece in part]
        values = [term for one in pieces if isinstance(one, LiveValue) for term in one.terms]
        cells = [scene.pinned] if scene.pinned else []
        cells += [value.name for value in values if value.name not in OF_SCRIPTS]
        lit = "" if scene.light in OTHERS else scene.light or ""
        curve = (scene.pinned or "") if scene.curve else None
        wrong: list[Mistake] = []
        there = partial(_look, scene, wrong)
        opening = Opening(scene.at or None, scene.until, beside=scene.beside)
        found = mistakes(file, opening, dict.fromkeys(cells), lit, curve, there)
        for what, why in found:
            lines = {"script": scene.script_line, "light": scene.light_line}
            lines["compare"] = scene.beside_line
            lines |= dict.fromkeys(("at", "until"), scene.at_line)
            if what == scene.pinned:
                yield Mistake(scene.cell_line, f"cell: {why}")
            elif what in lines:
                yield Mistake(lines[what] or scene.script_line, f"{what}: {why}")
            elif what == "endless":
                yield Mistake(scene.script_line, f"script: {why}, in scene {number}")
            else:
                yield Mistake(scene.line, f"{{{what}}}: {why}")
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
