"""The updates of an iteration beside the slopes of a loss."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from . import losses
from .begin import CannotError
from .fits import NEAR, Ratio, decays, first_multiple, ratio
from .found import NOT_HERE, Update
from .kept import LOST, SOME, of_kept, of_state, of_weight
from .parting import Parting, parting
from .recording import Version
from .slopes import Seed, ancestors, go_back, hot, measure, values_of
from .tape import Array, Node
from .trails import lines_of
from .weighed import Weighed, rounding

MOST_EVENTS = 6
"""Of the updates of a weight in an iteration, so many are looked at."""
SUMS = {"add", "subtract", "multiply", "divide", "negative", "leaf", "number", "move", "put"}
SCALING = {
    *("norm", "sqrt", "absolute", "maximum", "minimum", "clip", "sign", "power", "square"),
    *("max", "min", "amax", "amin", "std", "var"),
}
"""What a slope is divided by, or cut off with."""
ROUNDING = 1e-11
"""A slope that is a smaller part of the largest one is 0 but for rounding."""
MOST_MEASURED = 24
"""Of a weight's cells, so many are moved."""


class Compared(Weighed):
    """A recorded iteration whose updates are compared."""

    def _updates(
        self, kind: str, compared: Sequence[Node], node: Node | None = None
    ) -> list[Update]:
        """Return all updates beside the slopes of a loss."""
        found = []
        for label, versions in self.weights.items():
            pairs = [(old, new) for old, new in pairwise(versions) if not new.is_edited]
            for old, new in pairs[:MOST_EVENTS]:
                made = self._update(label, old, new, kind, compared, node)
                if made is not None:
                    found.append(made)
        if not found:
            raise CannotError(NOT_HERE)
        return found

    def _update(
        self,
        label: str,
        old: Version,
        new: Version,
        kind: str,
        compared: Sequence[Node],
        node: Node | None,
    ) -> Update | None:
        number = self._line(new.step)
        blank = Update(label, old.shape, "", new.step, number, False, "shape", 0, 0, 0, 0, 0, True)
        if new.shape and not old.shape and new.shape != (self.result.examples,):
            return None  # it begins as one number for all, such as 0
        if old.shape != new.shape and kind != losses.SQUARES:
            raise CannotError("an update changes the shape of a weight")
        if old.shape != new.shape:
            blank.how, blank.old, blank.at = "shape", new.shape, new.node.line
            return blank
        after = old.node.index if old.node.name != "leaf" else -1
        before = ancestors([new.node], self.cut - {new.node.index}, after)
        name = kind
        if kind == losses.GIVEN:
            known = [one for one in self.recording.losses if one.index > after]
            known = [one for one in known if old.node.index in ancestors([one], self.cut)]
            if not known:
                return None
            seeds = losses.itself(known[0])
        elif node is not None and kind == losses.OF_ERROR:
            name = losses.OF_ERROR.format(node.line)
            here = [one for one in compared if one.index in ancestors([node], self.cut)]
            if node.index not in before or len(here) != 1:
                return None
            seeds = losses.given_slope(here[0], node)
        elif node is not None:
            name = losses.OWN.format(node.line)
            if old.node.index not in ancestors([node], self.cut):
                return None
            seeds = losses.itself(node)
        else:
            here = [one for one in compared if one.index in before]
            if not (here := self._together(here, old)):
                return None
            if kind == losses.SQUARES:
                seeds = losses.squares(here)
            else:
                seeds = losses.cross_entropy(here, self.hot, kind)
            if not seeds:
                raise CannotError("")
        if old.node.index not in ancestors([seed.node for seed in seeds], self.cut):
            return None  # the loss depends on what the weight was at another time
        slopes = go_back(seeds, self.cut, self.warm)
        slope = old.part(values_of(slopes, old.node))
        moved = np.asarray(new.value, dtype=float) - np.asarray(old.value, dtype=float)
        near = NEAR if old.node.value.dtype.itemsize >= 8 else 1e-2
        if not np.all(np.isfinite(slope)):
            raise CannotError("the slope is not finite, the run has diverged")
        scale = max(float(np.max(np.abs(one), initial=0.0)) for one in slopes.values())
        fit = ratio(moved, slope, max(near, rounding(old, moved)))
        if np.max(np.abs(slope), initial=0.0) < ROUNDING * scale and not fit.same:
            fit = ratio(moved, np.zeros_like(slope))
        result = Update(
            label,
            old.shape,
            name,
            new.step,
            number,
            fit.same and fit.mean < 0,
            "follows",
            fit.low,
            fit.high,
            fit.mean,
            *self._measured(seeds, old, slope, scale),
            size=float(np.max(np.abs(slope), initial=0.0)),
            at=new.node.line,
        )
        forward = ancestors([seed.node for seed in seeds], self.cut)
        errors = [one.index for one in self.compared if one.index in before]
        behind = hot([before[at] for at in sorted(before)], errors) if errors else self.warm
        back = {one.name for at, one in before.items() if at in behind and at not in forward}
        result.plain = not back & SCALING
        result.trail = lines_of([before[at] for at in sorted({*before} - {*forward})][:-1])
        if fit.both_zero or (
            not result.follows
            and result.size < ROUNDING * scale
            and np.max(np.abs(moved)) < 1e-9 * scale
        ):
            result.follows, result.how = True, "zero"
        elif result.follows:
            result.formed = first_multiple(before, forward, slope)
        else:
            self._explain(result, fit, before, slopes, slope, moved, old, new)
            result.why = SOME if self._loses(before, old) and not result.follows else result.why
        if not result.follows:
            where = self._parting(before, slopes, (old.node, new.node), seeds)
            result.parting = where._asdict() if where is not None else None
        return result

    def _explain(
        self,
        result: Update,
        fit: Ratio,
        before: dict[int, Node],
        slopes: dict[int, Array],
        slope: Array,
        moved: Array,
        old: Version,
        new: Version,
    ) -> None:
        """Say how an update follows after all, or that it does not."""
        state = self._state(before)
        result.how, earlier = "up" if fit.same else "apart", False
        if state:
            made = [one for one in pairwise(self.kept[state]) if one[1].node.index in before]
            result.state, result.state_at = state, made[-1][1].node.line if made else 0
            if made:
                result.kept = of_state(made[-1][1].value, slope, made[-1][0].value)
                earlier = bool(np.any(made[-1][0].value))
        if fit.same and not earlier:
            return
        if state and not (earlier or old.step) and float(np.sum(moved * slope)) > 0:
            result.how = "up"
            return
        if state and result.kept:
            stays = bool(np.any(self.kept[state][-1].value))
            result.why = of_kept(result.kept, stays=stays)
            if result.why:
                return
        replaced = ratio(np.asarray(new.value, dtype=float), slope).same and np.any(old.value)
        if replaced and slope.size > 1:
            result.why = LOST
            return
        good = [
            one
            for one in before.values()
            if one.value.shape == old.shape and one is not new.node and ratio(one.value, slope).same
        ]
        if good and state and not self._is_mixed(new):
            result.follows, result.how = True, "through"
            return
        found = decays(moved, slope, np.asarray(old.value, dtype=float))
        if found is not None and found[0] < 0:
            result.why = of_weight(*found, self.result.examples)
            result.mean, result.kept = found[0], 1 + found[1]
            if not result.why:
                result.follows, result.how = True, "decay"
            return
        if not good:
            return
        last = max(one.index for one in good)
        after = [one for one in before.values() if one.index > last]
        drawn = [
            parent
            for one in after
            for parent in one.parents
            if parent.value.shape == old.shape
            and parent.name == "leaf"
            and parent.index not in self.hot
        ]
        if drawn and {one.name for one in after} <= SUMS:
            result.follows, result.how = True, "drawn"
            return
        names = {one.name for one in before.values() if one.index > last}
        if names & {"clip", "sign", "maximum", "minimum", "norm"}:
            result.follows, result.how = True, "clipped"

    def _state(self, before: dict[int, Node]) -> str:
        """Return a variable that is kept beside the weights, and goes into an update."""
        others = [
            label
            for label, versions in self.kept.items()
            if label not in self.weights
            and any(version.node.index in before for version in versions[:-1])
            and versions[0].node.index in ancestors([versions[1].node], self.cut)
        ]
        return others[0] if others else ""

    def _is_mixed(self, new: Version) -> bool:
        """True if what is kept for a weight of another shape goes into an update as it is."""
        scaling = {one.index for one in self.nodes if one.name in SCALING}
        near = ancestors([new.node], (self.cut | scaling) - {new.node.index})
        weighed = {versions[0].shape for versions in self.weights.values()}
        return any(
            versions[0].node.value.size > 1
            and versions[0].shape != new.shape
            and versions[0].shape in weighed
            and any(version.node.index in near for version in versions[:-1])
            for label, versions in self.states.items()
            if label not in self.weights
        )

    def _parting(
        self,
        before: dict[int, Node],
        slopes: dict[int, Array],
        ends: tuple[Node, Node],
        seeds: Sequence[Seed],
    ) -> Parting | None:
        versions = {
            version.node.index: (label, version)
            for label, them in self.weights.items()
            for version in them
        }
        here = [one for one in self.compared if one.index in before]
        forward = {*ancestors([seed.node for seed in seeds], self.cut)}
        back = hot(self.nodes, [one.index for one in here]) if here else self.warm - forward
        every = self.recording.versions.items()
        names = {one.node.index: label for label, them in every for one in them if one.step}
        return parting(before, slopes, ends, here, self.nodes, versions, back, names)

    def _measured(
        self, seeds: Sequence[Seed], old: Version, slope: Array, scale: float
    ) -> tuple[int, int, bool]:
        """Measure some of the slopes; return how many, how many kinks, and if they agree."""
        flat = np.abs(np.asarray(slope, dtype=float)).ravel()
        count = min(flat.size, MOST_MEASURED)
        chosen = np.unique(
            np.concatenate(
                [
                    np.argsort(-flat, kind="stable")[: count // 2],
                    np.linspace(0, flat.size - 1, count - count // 2).astype(int),
                ]
            )
        )
        at = np.arange(old.node.value.size) if old.at is None else old.at.ravel()
        double = old.node.value.dtype.itemsize >= 8
        if not double:
            return 0, 0, True
        found = measure(seeds, old.node, [int(at[one]) for one in chosen], self.cut)
        by_cell = dict(zip(at.tolist(), np.asarray(slope, dtype=float).ravel(), strict=True))
        top = max(float(flat.max(initial=0.0)), 1e-6 * scale, 1e-7)
        agrees = all(
            any(abs(by_cell[cell] - measured) <= 1e-3 * top for measured in several)
            for cell, several in zip(found.cells, found.slopes, strict=True)
        )
        if not agrees:
            raise CannotError("the measured slopes are not those that the rules give")
        return len(found.cells), found.kinks, agrees

    def _line(self, step: int) -> int:
        """Return the number of the statement that a step ran."""
        return self.recording.lines[step - 1] if 0 < step <= len(self.recording.lines) else -1
