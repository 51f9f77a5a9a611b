"""The run of each scene, at its position, without a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

from .answers import flaw
from .scene import Mistake, Scene
from .until import stand


def snapshots(scenes: Iterable[Scene]) -> Mapping[int, Snapshot]:
    """Return the snapshots of scenes by their first lines; each experiment is run once.

    Scenes with a script of one's own have none. Raises ValueError if a run takes too long.
    """
    by_experiment: dict[Experiment, list[Scene]] = {}
    for scene in scenes:
        if not scene.script:
            by_experiment.setdefault(scene.experiment, []).append(scene)
    found = {}
    for experiment, alike in by_experiment.items():
        timeline = Timeline(experiment)
        for scene in sorted(alike, key=lambda scene: scene.position):
            stand(timeline, scene.position)
            found[scene.line] = timeline.snapshot()
    return found


def flaws(scenes: Iterable[Scene]) -> list[Mistake]:
    """Return what is wrong with questions at their positions, where the run tells the answer."""
    asking = [scene for scene in scenes if scene.ask is not None and not scene.script]
    try:
        at = snapshots(asking)
    except ValueError as error:
        return [Mistake(asking[0].ask_line, str(error))]
    found = []
    for scene in asking:
        if scene.ask is not None and (why := flaw(scene.ask, at[scene.line])):
            found.append(Mistake(scene.ask_line, f"{scene.ask.setting}: {why}"))
    return found
