"""What an update is that is no multiple of the slope: with a momentum, a decay, or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .averages import SLOPE, SQUARE, Averages, fitted, kept_over, taken_as_is
from .begin import CannotError
from .fits import Ratio, decay_explains, decays, is_slope, ratio
from .found import Update
from .instead import loop_around, takes_part
from .kept import DEGREE, GROWS, LOST, ROWS, SPREADS, of_kept, of_state, of_weight, still_row
from .recording import Version
from .rescaled import Rescaled, is_odd, is_steady
from .slopes import ancestors
from .tape import Array, Node, unmoved
from .weighed import Weighed

SUMS = {"add", "subtract", "multiply", "divide", "negative", "leaf", "number", "move", "put"}
SCALING = {
    *("norm", "sqrt", "absolute", "maximum", "minimum", "clip", "sign", "power", "square"),
    *("max", "min", "amax", "amin", "std", "var"),
}
"""What a slope is divided by, or cut off with."""

AGAINST = 0.25
"""So many of the cells may go up where slopes are only divided: a weight decay may do that."""
AN_OUTPUT = "{} is the output itself, no weight: what is added to it need not be a slope"


class Explained(Weighed):
    """A recorded iteration whose updates are explained."""

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
        if not np.all(np.isfinite(moved)):
            return
        if state:
            pair = kept_over(self.kept[state], before, old)
            result.state, result.state_at = state, pair[1].node.line if pair else 0
            if pair:
                was, now = pair
                result.kept = of_state(now.value, slope, was.value)
                earlier = bool(np.any(was.value))
        if fit.same and not earlier:
            return
        puts = [one.parents[1].index for one in before.values() if one.name == "put"]
        if self.warm.intersection(puts) and (row := still_row(moved, slope)) >= 0:
            result.kept = row
            if takes_part(self.recording.tree, new.node.line):
                result.follows, result.how = True, "rows"
                return
            result.why = ROWS
            result.state_at = loop_around(self.recording.tree, new.node.line)
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
        at = _signed(before, old)
        signs = decays(moved, slope, np.sign(np.asarray(old.value, dtype=float))) if at else None
        if signs is not None and signs[0] < 0:
            result.mean, result.state_at = signs[0], at
            result.why = SPREADS if signs[1] > 0 else ""
            result.follows, result.how = not result.why, "apart" if result.why else "clipped"
            return
        good = [
            one
            for one in before.values()
            if one.value.shape == old.shape
            and one is not new.node
            and is_slope(one.value, slope, np.asarray(old.value, dtype=float))
        ]
        is_mixed = bool(good) and self._is_mixed(new)
        if good and not (is_mixed or result.plain or earlier):
            grows = Rescaled(before, good, (old.node, new.node)).degree()
            if is_odd(grows):
                result.why, result.kept = DEGREE, grows
                return
            if not state and is_steady(grows):  # as that of RMSProp, at first
                signs = np.sign(moved * slope)
                if np.all(signs <= 0) or self._is_decay(before, moved, slope, old):
                    result.follows, result.how = True, "clipped"
                    return
                result.how = "up" if np.all(signs >= 0) else "apart"
        if good and state and not is_mixed:
            result.follows, result.how = True, "through"
            return
        found = decays(moved, slope, np.asarray(old.value, dtype=float))
        if found is not None and found[0] < 0:
            result.why = of_weight(*found, self.result.examples)
            result.mean, result.kept = found[0], 1 + found[1]
            if not result.why:
                result.follows, result.how = True, "decay"
            result.state_at = self._decayed(before, old) or result.state_at
            return
        if found is not None and not earlier:
            result.how = "up"
            return
        if beside := self._beside(before, slope, moved, old):
            result.follows, result.how, result.state = True, "through", beside
            return
        errors = [one for one in self.compared if old.node.index in ancestors([one], self.cut)]
        is_output = old.node.value.size > 1 and all(
            old.node in map(unmoved, one.parents) and one.value.size == old.node.value.size
            for one in errors
        )
        if errors and is_output and float(np.sum(moved * slope)) < 0:
            raise CannotError(AN_OUTPUT.format(result.weight))
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
            and np.any(parent.value)
            and parent.index not in self.hot
        ]
        if drawn and {one.name for one in after} <= SUMS:
            result.follows, result.how = True, "drawn"
            return
        names = {one.name for one in before.values() if one.index > last}
        if names & {"clip", "sign", "maximum", "minimum", "norm"}:
            result.follows, result.how = True, "clipped"

    def _average(
        self, result: Update, before: dict[int, Node], slope: Array, moved: Array, old: Version
    ) -> None:
        """Note what an update keeps of earlier slopes, and what is wrong with that."""
        kept = {
            label: them
            for label, them in self.kept.items()
            if label not in self.weights and self._is_kept(them)
        }
        averages = Averages(kept, before, slope, old, result.weight)
        result.averages, result.pace = averages.found, averages.pace(moved)
        for one in averages.found:
            one["taken"] = taken_as_is(self.recording.tree, one["name"], one["line"], result.at)
        result.rootless = averages.rootless(moved)
        rate = averages.rate(moved)
        result.rate = rate if result.follows else 0.0
        if result.why or not result.follows:
            return
        takes = next((one["takes"] for one in averages.found if one["of"] == SLOPE), 0.0)
        if [one["of"] for one in averages.found] == [SQUARE] and result.how == "through":
            against = np.count_nonzero(moved * slope > 0)
            is_decay = self._is_decay(before, moved, slope, old)
            if against > slope.size * AGAINST and not is_decay:
                is_up = np.all(moved * slope >= 0)
                result.follows, result.how = False, "up" if is_up else "apart"
                return
        turns = any(one["divisor"] < 0 for one in averages.found)
        if rate > 0 or (result.pace * takes > 0 and not turns):
            result.follows, result.how = False, "up"
            return
        for one in averages.found:
            if one["of"] == SLOPE:
                stays = bool(np.any(self.kept[one["name"]][-1].value))
                part = float(one["keeps"] or 0)
                result.why = of_kept(part, stays=stays) if part else ""
                if result.why:
                    result.state, result.state_at, result.kept = one["name"], one["line"], part
                elif one["decays"] * one["takes"] < 0:
                    result.why, result.kept = GROWS, 1 + abs(rate * one["decays"] / one["takes"])
                    result.state_at = self._decayed(before, old) or one["line"]
            if result.why:
                result.follows, result.how = False, "apart"
                return

    def _is_decay(self, before: dict[int, Node], moved: Array, slope: Array, old: Version) -> bool:
        """True if all that does not go down the slope is a part of the weight, taken from it."""
        if not self._decayed(before, old):
            return False
        if decay_explains(moved, slope, old.value):
            return True
        for one in before.values():
            found = decays(one.value, slope, old.value) if one.value.shape == slope.shape else None
            if found and min(found) > 0 and np.all(moved * one.value <= 0):
                return True
        return False

    def _decayed(self, before: dict[int, Node], old: Version) -> int:
        """Return the line that multiplies the weight itself by a number; 0 if none does."""
        lines = [
            one.line
            for one in before.values()
            if one.name in ("multiply", "divide")
            and old.node in map(unmoved, one.parents)
            and any(not each.value.ndim for each in one.parents)
        ]
        return max(lines, default=0)

    def _beside(self, before: Mapping[int, Node], slope: Array, moved: Array, old: Version) -> str:
        """Return what keeps an earlier step, if an update goes on in the direction from there."""
        weight = np.asarray(old.value, dtype=float)
        for label, (first, *_) in self.changed.items():
            if label in self.weights or first.node.index not in before or first.shape != old.shape:
                continue
            found = fitted(moved, (slope, weight - np.asarray(first.value, dtype=float)))
            if found and found[0] < 0 < found[1]:
                return label
        return ""

    def _state(self, before: dict[int, Node]) -> str:
        """Return a variable that is kept beside the weights, and goes into an update.

        It depends on weights, as slopes do: a rate that falls does not.
        """
        read = ancestors(self.compared, self.cut)  # a weight that no error updates is no momentum
        others = [
            label
            for label, versions in self.kept.items()
            if label not in self.weights
            and versions[-1].node.index in self.warm
            and (label in self.ahead or versions[0].node.index not in read)
            and any(
                version.node.index in before
                for version in (versions[1:] if label in self.ahead else versions[:-1])
            )
            and self._is_kept(versions)
        ]
        return others[0] if others else ""

    def _is_kept(self, versions: Sequence[Version]) -> bool:
        """True for a variable whose new numbers are made of its old ones."""
        return versions[0].node.index in ancestors([versions[1].node], self.cut)

    def _is_mixed(self, new: Version) -> bool:
        """True if what is kept for a weight of another shape goes into an update as it is."""
        scaling = {one.index for one in self.nodes if one.name in SCALING}
        near = ancestors([new.node], (self.cut | scaling) - {new.node.index})
        weighed = {versions[0].shape for versions in self.weights.values()}
        read = ancestors(self.compared, self.cut)  # as a state that goes on to the next iteration
        return any(
            versions[0].node.value.size > 1
            and versions[0].node.index not in read
            and versions[0].shape != new.shape
            and versions[0].shape in weighed
            and any(version.node.index in near for version in versions[:-1])
            for label, versions in self.states.items()
            if label not in (*self.weights, *self.ahead)
        )


def _signed(before: Mapping[int, Node], old: Version) -> int:
    """Return the line that takes the sign of a weight; 0 if none does."""
    signs = (one for one in before.values() if one.name == "sign")
    lines = (one.line for one in signs if old.node in map(unmoved, one.parents))
    return next(lines, 0)
