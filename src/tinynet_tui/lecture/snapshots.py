"""The run of each scene, at its position, without a screen; and what scenes say of it in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

from .answers import flaw
from .expectations import false, known
from .live_values import number_of
from .scene import Mistake, Scene
from .until import stand


def snapshots(scenes: Iterable[Scene]) -> Mapping[int, Snapshot]:
    """Return the snapshots of scenes by their first lines; each experiment is run once.

    Scenes with a script of one's own have none. Raises ValueError if a run takes too long.
    """
    found = {}
    for scene, there in _reached(scenes):
        if isinstance(there, ValueError):
            raise there
        found[scene.line] = there
    return found


def mistakes(scenes: Iterable[Scene]) -> Iterator[Mistake]:
    """Yield what is not as scenes say at their positions, of which their runs know.

    Those are expectations, questions, and live values that are not computed yet.
    """
    telling = (scene for scene in scenes if scene.expects or scene.ask or _may_lack(scene))
    for scene, there in _reached(telling):
        if isinstance(there, ValueError):
            yield Mistake(scene.at_line or scene.line, f"at: {there}")
            continue
        yield from false(scene.expects, partial(known, snapshot=there))
        if scene.ask is not None and (why := flaw(scene.ask, there)):
            yield Mistake(scene.ask_line, f"{scene.ask.setting}: {why}")
        if _may_lack(scene):
            yield from _unknown(scene, there)


def _may_lack(scene: Scene) -> bool:
    """True when live values may have no number yet where a scene is."""
    return bool(scene.values) and not scene.position.iteration


def _unknown(scene: Scene, there: Snapshot) -> Iterator[Mistake]:
    """Yield the live values of a scene that have no number there."""
    at = scene.position.text(scene.experiment.script)
    for value in scene.values:
        for term in value.terms:
            if term.name != "step" and number_of(replace(term, minus=None), there) is None:
                why = f"has no value at {at}: show it at a later position"
                yield Mistake(value.line, f"{{{term.written}}}: {why}")


def _reached(scenes: Iterable[Scene]) -> Iterator[tuple[Scene, Snapshot | ValueError]]:
    """Yield scenes of the network, each with its run there, or why that takes too long."""
    by_experiment: dict[Experiment, list[Scene]] = {}
    for scene in scenes:
        if not scene.script:
            by_experiment.setdefault(scene.experiment, []).append(scene)
    for experiment, alike in by_experiment.items():
        timeline = Timeline(experiment)
        for scene in sorted(alike, key=lambda scene: scene.position):
            try:
                stand(timeline, scene.position)
            except ValueError as error:
                yield scene, error
                break
            yield scene, timeline.snapshot()
