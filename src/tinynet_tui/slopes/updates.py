"""The updates of an iteration beside the slopes of a loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from . import losses
from .begin import CannotError
from .excused import Excused
from .explained import SCALING
from .falling import falling
from .fits import NEAR, SHARE, decays, first_multiple, ratio
from .found import NOT_HERE, Update
from .kept import SOME
from .norms import sizes
from .parting import parting
from .parts import Parts
from .recording import MOST_UPDATES, Version
from .shared import share
from .slopes import Seed, ancestors, go_back, hot, measure, values_of
from .tape import Array, Node, unmoved
from .trails import lines_of
from .weighed import rounding

ROUNDING = 1e-11
"""A slope that is a smaller part of the largest one is 0 but for rounding."""
DONE = 1e-14
"""An error that is a smaller part of the output, or of the target, is rounding."""
MOST_MEASURED = 24
"""Of a weight's cells, so many are moved."""


class NotFiniteError(CannotError):
    """A slope is not finite."""


class Compared(Excused):
    """A recorded iteration whose updates are compared."""

    def _updates(
        self, kind: str, compared: Sequence[Node], node: Node | None = None
    ) -> list[Update]:
        """Return all updates beside the slopes of a loss."""
        found: list[Update] = []
        self.unparted: list[Callable[[], None]] = []
        """What finds where these updates part from the slopes, which takes long."""
        through: list[set[int]] = []
        begun = {*self._begun(compared)}
        for label, versions in self.weights.items():
            pairs = [(old, new) for old, new in pairwise(versions) if not new.is_edited]
            for old, new in pairs[:MOST_UPDATES]:
                later = begun if old.step else ()
                if later and later & {*ancestors([new.node], self.cut - {new.node.index})}:
                    break  # by an average that begins in this iteration
                try:
                    made = self._update(label, old, new, kind, compared, node)
                except NotFiniteError:
                    if not found:
                        raise
                    break  # by what is wrong in the updates before
                if made is not None:
                    found.append(made)
                    cut = self.cut - {new.node.index}
                    before = ancestors([new.node], cut, old.since)
                    cut |= sizes(before, before)
                    through.append({*ancestors([new.node], cut, old.since)})
        if not found:
            raise CannotError(NOT_HERE)
        self.unparted.append(partial(share, found, through))
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
        before = ancestors([new.node], self.cut - {new.node.index}, old.since)
        name = kind
        if kind == losses.GIVEN:
            known = [one for one in self.recording.losses if one.index > old.since]
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
            if not (here := self._together(here, old, new)):
                return None
            if kind == losses.SQUARES:
                seeds = losses.squares(here)
            elif kind == losses.POISSON:
                seeds = losses.of_counts(here, self.hot)
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
            raise NotFiniteError("the slope is not finite, the run has diverged")
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
        result.errors = len(seeds)
        forward = ancestors([seed.node for seed in seeds], self.cut)
        errors = [one.index for one in self.compared if one.index in before]
        behind = hot([before[at] for at in sorted(before)], errors) if errors else self.warm
        back = {one.name for at, one in before.items() if at in behind and at not in forward}
        result.plain = not back & SCALING
        result.meant = [
            (one.line, one.parents[0].value.size // max(1, one.value.size))
            for at, one in before.items()
            if one.name == "mean" and at in behind and at not in forward
        ]
        result.trail = lines_of([before[at] for at in sorted({*before} - {*forward})][:-1])
        if (
            fit.both_zero
            or (
                not result.follows
                and result.size < ROUNDING * scale
                and np.max(np.abs(moved)) < 1e-9 * scale
            )
            or self._is_done(before)
        ):
            result.follows, result.how = True, "zero"
        elif result.follows:
            result.formed = first_multiple(before, forward, slope)
            if slope.size > 1 and np.count_nonzero(slope) == 1:  # any number is a multiple of it
                self._is_beside(result, before, behind, slope, old, new)
        else:
            self._explain(result, fit, before, slopes, slope, moved, old, new)
            self._note_lost(result, before, old, new)
            if not result.follows:
                self._excuse(result, before, forward, behind, seeds, slope, moved, old, new)
        if np.all(np.isfinite(moved)):
            self._average(result, before, slope, moved, old)
        if node is None and result.how in ("follows", "decay") and result.follows:
            self._penalty(result, slope, old)
        if result.how == "up":
            away = [one for one in forward.values() if one.name == "subtract"]
            taken = [one.line for one in away if unmoved(one.parents[1]) is old.node]
            result.taken = taken[0] if taken else 0
            result.falls = falling(old.node, forward, slopes)
        if not result.follows:
            self.unparted.append(partial(self._part, result, before, (old.node, new.node), seeds))
        return result

    def _is_done(self, before: dict[int, Node]) -> bool:
        """True if all errors that an update goes by are 0 but for rounding."""
        errors = [one for one in self.compared if one.index in before]
        return bool(errors) and all(
            np.max(np.abs(one.value), initial=0.0)
            <= DONE * max(np.max(np.abs(side.value), initial=0.0) for side in one.parents)
            for one in errors
        )

    def _penalty(self, result: Update, slope: Array, old: Version) -> None:
        """Note what part of a weight a loss of the script's own would take away, and the update."""
        for node in self.losses:
            among = ancestors([node], self.cut)
            if old.node.index in among:
                try:
                    slopes = go_back(losses.itself(node), self.cut, self.warm)
                except CannotError:
                    continue
                own = old.part(values_of(slopes, old.node))
                found = decays(own, slope, np.asarray(old.value, dtype=float))
                if found and found[0] > 0 and found[1] > SHARE * abs(found[0]):
                    taken = (result.kept - 1) / result.mean if result.how == "decay" else 0.0
                    sizes = [one.line for one in among.values() if _is_size(one, old.node)]
                    result.penalty = sizes[0] if sizes else node.line
                    result.times = taken * found[0] / found[1]
                    return

    def _note_lost(
        self, result: Update, before: dict[int, Node], old: Version, new: Version
    ) -> None:
        """Note if an update that does not follow goes by some only of the errors."""
        if not result.follows and (lost := self._lost(before, old, new)) is not None:
            result.why, result.state_at = SOME, lost

    def _part(
        self,
        result: Update,
        before: dict[int, Node],
        ends: tuple[Node, Node],
        seeds: Sequence[Seed],
    ) -> None:
        """Note where an update parts from the slope."""
        every_part: list[tuple[int, Array]] = []
        slopes = go_back(seeds, self.cut, self.warm, every_part)
        counts = Counter(at for at, _ in every_part)
        parts = Parts([part for at, part in every_part if counts[at] > 1])
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
        tree = self.recording.tree
        found = parting(before, slopes, parts, ends, here, self.nodes, versions, back, names, tree)
        result.parting = found._asdict() if found is not None else None

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


def _is_size(node: Node, weight: Node) -> bool:
    """True for what is computed from a weight, cell by cell or as a norm, and from numbers."""
    arrays = [unmoved(one) for one in node.parents if one.value.size > 1]
    return node.name != "move" and bool(arrays) and all(one is weight for one in arrays)
