"""Updates that do not follow the slope of a loss, and are right all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from . import losses
from .again import again
from .averages import fitted
from .explained import AN_OUTPUT, Explained
from .fits import is_slope, ratio
from .found import STEP, Update
from .kept import LOST, of_weight
from .meant import RENEWED
from .never import drawn
from .otherwise import (
    by_matrix,
    by_size,
    compares_itself,
    of_itself,
    renewed,
    solved,
    stepped,
    weighs_examples,
)
from .recording import Version
from .rules import LINEAR
from .slopes import Seed, ancestors, go_back, values_of
from .tape import Array, Node, unmoved
from .weighed import rounding

FEEDBACK = "line {} leads errors back by {}, which is no weight: that follows no slope"
SIZES = "line {} computes how large errors are: an update goes by that, not by a slope"
ANEW = f"line {{}} gives {{}} new numbers, and {RENEWED}"
OJA = "line {} compares an input with what {} makes of it: Oja's rule takes a part of that slope"
SOLVED = "line {} inverts a matrix or solves equations, as Newton's method does"


MOST_SUMMED = 3
"""Of so many errors at most the slopes are added up."""
LEAST = 1e-3
"""An update is nothing but rounding if that may be off by so much of it."""


class Excused(Explained):
    """A recorded iteration in which updates are looked at that seem wrong."""

    def _excuse(
        self,
        result: Update,
        before: Mapping[int, Node],
        forward: Mapping[int, Node],
        behind: set[int],
        seeds: Sequence[Seed],
        slope: Array,
        moved: Array,
        old: Version,
        new: Version,
    ) -> None:
        """Say that an update follows in another way, or why that cannot be said."""
        if not np.all(np.isfinite(moved)):
            return
        compared = [one for one in self.compared if one.index in before]
        goes_down = float(np.sum(moved * slope)) < 0
        is_still = not np.any(moved) or rounding(old, moved) > LEAST
        if (goes_down or result.how == "up") and compares_itself(compared, self.hot, old.node):
            result.unlike = AN_OUTPUT.format(result.weight)
            return
        if line := self._oja(forward, compared, seeds, moved, old):
            result.unlike, result.why, result.how = OJA.format(line, result.weight), "", "apart"
        elif goes_down and by_matrix(before, forward, moved, slope):
            result.follows, result.how, result.why = True, "solved", ""
        elif result.how == "up":
            line = renewed(old, new.node)
            result.unlike = ANEW.format(line, result.weight) if line else ""
        elif result.why not in ("", LOST):
            return
        elif (line := solved(before, forward)) and (goes_down or is_still):
            if any(self._slopes(before, forward, slope, old, new)):
                result.follows, result.how, result.why = True, "solved", ""
            else:
                result.unlike, result.why = SOLVED.format(line), ""
        elif result.why or self._is_beside(result, before, behind, slope, old, new):
            return
        elif self._is_sum(compared, moved, old):
            result.follows, result.how = True, "sum"
        elif weighs_examples(before, forward, behind, self.warm, slope, (old, new)):
            result.follows, result.how = True, "weighed"
        elif not result.size and np.any(moved) and (line := stepped(forward, old.node)):
            result.unlike = f"line {line}: {STEP}"
        elif named := self._feedback(before, forward, behind):
            result.unlike = FEEDBACK.format(*named)
        elif not is_still and (
            line := by_size(before, forward, self.warm, compared, old, new.node)
        ):
            result.unlike = SIZES.format(line)
        elif line := renewed(old, new.node):
            result.unlike = ANEW.format(line, result.weight)

    def _is_sum(self, compared: Sequence[Node], moved: Array, old: Version) -> bool:
        """True if the slopes of several errors are added up, each of a loss of its own."""
        ends = ancestors([them[-1].node for them in self.weights.values()], frozenset())
        used = [one for one in self.compared if one.index in ends]
        targets = {unmoved(losses.output_of(one, self.hot)[1]).index for one in used}
        if not 1 < len(used) == len(targets) <= MOST_SUMMED:
            return False
        choices: list[list[Array]] = []
        for one in compared:
            entropies = [losses.cross_entropy([one], self.hot, kind) for kind in losses.MADE]
            every = [seeds for seeds in (losses.squares([one]), *entropies) if seeds]
            slopes = [values_of(go_back(seeds, self.cut, self.warm), old.node) for seeds in every]
            choices.append([old.part(slope) for slope in slopes])
        for parts in product(*choices):
            fits = fitted(moved, parts) if len(parts) > 1 else [ratio(moved, one) for one in parts]
            if fits and all(
                one < 0 if isinstance(one, float) else one.same and one.mean < 0 for one in fits
            ):
                return True
        return False

    def _oja(
        self,
        forward: Mapping[int, Node],
        compared: Sequence[Node],
        seeds: Sequence[Seed],
        moved: Array,
        old: Version,
    ) -> int:
        every: list[tuple[int, Array]] = []
        go_back(seeds, self.cut, self.warm, every)
        parts = [old.part(part) for at, part in every if at == old.node.index]
        return of_itself(forward, compared, self.hot, parts, moved)

    def _slopes(
        self,
        before: Mapping[int, Node],
        forward: Mapping[int, Node],
        slope: Array,
        old: Version,
        new: Version,
    ) -> Iterator[Node]:
        """Yield what is a multiple of the slope, perhaps with a part of the weight."""
        weight = np.asarray(old.value, dtype=float)
        for at, one in before.items():
            is_other = at not in forward and one is not new.node
            if is_other and one.value.shape == slope.shape and is_slope(one.value, slope, weight):
                yield one

    def _feedback(
        self, before: Mapping[int, Node], forward: Mapping[int, Node], behind: set[int]
    ) -> tuple[int, str] | None:
        """Return a line that goes back by drawn numbers that are no weights, and their name."""
        every = self.recording.versions.items()
        names = {them[0].node.index: label for label, them in every if len(them) == 1}
        shapes = {turned for shape in self._shapes() for turned in (shape, shape[::-1])}
        for at in behind & {*before}:
            node = before[at]
            for one in map(unmoved, node.parents if node.name == "product" else ()):
                is_other = one.index not in behind and one.index not in forward
                if is_other and one.name == "leaf" and one.value.shape in shapes:
                    label = names.get(one.index, "")
                    if label and drawn(self.recording.tree, label):
                        return node.line, label
        return None

    def _shapes(self) -> set[tuple[int, ...]]:
        return {them[0].shape for them in self.weights.values() if len(them[0].shape) == 2}

    def _is_beside(
        self,
        result: Update,
        before: Mapping[int, Node],
        behind: set[int],
        slope: Array,
        old: Version,
        new: Version,
    ) -> bool:
        """True if an update follows but for what no error goes into, as the slope of a penalty."""
        added = [*self._added_to(before, behind, old)]
        if not added or new.node.compute is None:
            return False
        order = [before[at] for at in sorted(before)]
        zeros = {one.index: np.zeros_like(one.value) for one in added}
        values = again(order, zeros)
        whole = values.get(new.node.index)
        if whole is None:
            return False
        moved = new.part(whole) - np.asarray(old.value, dtype=float)
        rest = np.asarray(new.value, dtype=float) - new.part(whole)
        fit = ratio(moved, slope)
        seen = rest != 0
        decay = ratio(rest[seen], np.asarray(old.value, dtype=float)[seen])
        is_odd = not decay.same and not any(map(self._is_of_data, added))
        if not fit.same or fit.mean > 0 or is_odd:
            return False
        if decay.same and np.count_nonzero(seen) > 1:
            result.why = of_weight(fit.mean, decay.mean, self.result.examples)
            result.kept, result.mean = 1 + decay.mean, fit.mean
            result.state_at = added[-1].line
        if not result.why:
            result.follows, result.how, result.state_at = True, "beside", added[-1].line
        return True

    def _added_to(
        self, before: Mapping[int, Node], behind: set[int], old: Version
    ) -> Iterator[Node]:
        """Yield what is added to what goes back, is made of weights, and multiplied by a number."""
        kept = {one.node.index for them in self.states.values() for one in them}
        kept -= self.cut
        for at in sorted(behind & {*before}):
            node = before[at]
            if node.name not in LINEAR or len(node.parents) < 2:
                continue
            for one, other in (node.parents, [*reversed(node.parents)]):
                is_apart = one.index in behind and other.index not in behind
                is_part = is_apart and self._is_scaled(other)  # ancestors take longer
                if is_part and not ancestors([other], self.cut).keys() & kept:
                    yield other

    def _is_of_data(self, node: Node) -> bool:
        """True for what is made of other arrays than weights, too."""
        made = ancestors([node], self.cut).values()
        return any(
            not one.parents and one.value.size > 1 for one in made if one.index not in self.cut
        )

    def _is_scaled(self, node: Node) -> bool:
        """True for what depends on weights and is multiplied by a number, or a sum of such."""
        if node.index not in self.warm:
            return node.value.size == 1
        if node.name in LINEAR or node.name == "move":
            return all(map(self._is_scaled, node.parents))
        if node.name not in ("multiply", "divide", "true_divide"):
            return False
        numbers = [one for one in node.parents if one.index not in self.warm]
        return any(not one.value.ndim for one in numbers)
