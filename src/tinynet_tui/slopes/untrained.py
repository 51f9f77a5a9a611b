"""What is wrong where no weight is trained by an error of the iteration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from . import losses
from .found import ADDED, CONSTANT, DROPPED, FORGETS, NO_UPDATE, STEP
from .rules import ELEMENTWISE, LINEAR, STEPS
from .slopes import Seed, ancestors, go_back, hot
from .tape import Node, unmoved
from .weighed import Weighed


class Untrained(Weighed):
    """A recorded iteration in which perhaps no weight is trained."""

    def _wrong(self, compared: Sequence[Node]) -> str:
        """Say what is wrong where nothing is trained by an error of the iteration."""
        trained = self.states
        if not trained:
            if line := self._dropped():
                return f"{DROPPED}{line}"
            products = any(node.name == "product" for node in self.nodes)
            is_none = products and not compared and not self.recording.others
            return NO_UPDATE if is_none and not self._is_elsewhere() else ""
        before = ancestors([versions[-1].node for versions in trained.values()], frozenset())
        if not compared and (line := self._added(before)):
            return f"{ADDED}{line}"
        for label, versions in self.recording.versions.items():
            version = versions[0]
            stale = len(versions) == 1 and not version.step and version.node.value.size > 1
            if stale and label in self.recording.written and version.node.index in before:
                self.result.stale.append(label)
        for node in before.values():
            if node.name == "subtract" and node.index not in self.hot:
                sides = node.parents
                given = [one for one in sides if one.value.size > 1 and not one.made]
                is_rest = np.all(sides[0].value == 1)  # as in `1 - y`
                if (
                    len(given) == 1
                    and any(one.name == "number" and one.made for one in sides)
                    and not is_rest
                    and not self._is_input(node)
                ):
                    return f"{CONSTANT}{node.line}"
        return ""

    def _dropped(self) -> int:
        """Return the line that computes an updated weight which nothing keeps; 0 if none does."""
        read = {one.index for node in self.nodes for one in node.parents}
        factors = {
            unmoved(one).index
            for node in self.nodes
            if node.name in ("product", "add")
            for one in node.parents
        }
        sums = [
            (unmoved(one), node)
            for node in self.nodes
            if node.name in ("add", "subtract") and node.index not in read
            for one in node.parents[:1]
            if unmoved(one).name == "leaf" and unmoved(one).index in factors
        ]
        sums = [(weight, node) for weight, node in sums if weight.value.shape == node.value.shape]
        weights = {weight.index for weight, _ in sums}
        errors = losses.comparisons(self.nodes, hot(self.nodes, weights))
        behind = hot(self.nodes, [one.index for one in errors])
        kept = [
            [unmoved(one.node) for one in them]
            for label, them in self.recording.versions.items()
            if label not in self.recording.parts
        ]
        ends = [
            node.line
            for weight, node in sums
            if node.index in behind
            and node not in errors
            and not any(weight in them and node in them for them in kept)
        ]
        return ends[0] if ends else 0

    def _is_elsewhere(self) -> bool:
        """True if the loop updates a factor, but not in this iteration, as after no mistake."""
        sides = (one for node in self.nodes if node.name == "product" for one in node.parents)
        factors = {unmoved(one).index for one in sides}
        return any(
            label.partition("[")[0] in self.recording.written - self.recording.parts
            and not versions[0].step
            and versions[0].node.index in factors
            for label, versions in self.recording.versions.items()
        )

    def _added(self, before: Mapping[int, Node]) -> int:
        """Return the line that adds what the loop never changes to an output; 0 if none does.

        Both have more than one number and one shape, as targets have and a bias has not. What is
        drawn in the loop is noise, and what the network goes on with is an input.
        """
        for node in before.values():
            if node.name == "add":
                sides = [unmoved(one) for one in node.parents]
                given = [one for one in sides if not (one.parents or one.made or one.step)]
                made = [one for one in node.parents if one.index in self.hot and one.parents]
                if given and made and given[0].value.size == made[0].value.size:
                    among = ancestors(made, frozenset()).values()
                    is_given = given[0].index not in self.hot and made[0].value.size > 1
                    is_output = any(one.name == "product" for one in among)
                    if (
                        is_given
                        and is_output
                        and not self._goes_on(node, made[0], before)
                        and self._would_go_down(node, made[0])
                    ):
                        return node.line
        return 0

    def _would_go_down(self, total: Node, made: Node) -> bool:
        """True if some update would go down the slope, were the sum the difference of its parts."""
        is_first = total.parents[0] is made
        seeds = [Seed(total, np.array(total.value, dtype=float), lambda value: 0.0)]
        slopes = go_back(seeds, frozenset(self.roots), self.hot)
        for versions in self.states.values():
            slope = slopes.get(versions[0].node.index)
            if slope is None or versions[-1].node.value.shape != slope.shape:
                continue
            up = float(np.sum((versions[-1].node.value - versions[0].node.value) * slope))
            if up * (1 if is_first else -1) < 0:
                return True
        return False

    def _is_input(self, node: Node) -> bool:
        """True for what is first added to something that depends on a state, or weighed by one.

        An error is multiplied by something else, but for the sum that is the update.
        """
        ends = {one.node.index for versions in self.states.values() for one in versions[1:]}
        behind = {node.index}
        for one in self.nodes[node.index + 1 :]:
            if not any(parent.index in behind for parent in one.parents):
                continue
            if one.index not in self.hot:
                behind.add(one.index)
                continue
            others = [parent for parent in one.parents if parent.index not in behind]
            if one.name in ("add", "subtract") and one.index not in ends:
                return True
            if one.name == "product" and any(unmoved(p).index in self.roots for p in others):
                return True
        return False

    def _goes_on(self, total: Node, made: Node, before: Mapping[int, Node]) -> bool:
        """True for a sum that a function is taken of, or whose part two states make.

        Also for one of which another output is subtracted, or which is subtracted of that.
        """
        states = {one.node.index for versions in self.states.values() for one in versions}
        factors = {unmoved(one).index for one in unmoved(made).parents}
        if unmoved(made).name == "product" and factors <= states:
            return True
        scaled = {total.index}
        for index in sorted(at for at in before if at > total.index):
            node = before[index]
            if any(one.index in scaled for one in node.parents):
                others = [one for one in node.parents if one.index not in scaled]
                if node.name == "subtract" and any(map(self._is_output, others)):
                    return True
                if node.name in (*LINEAR, "multiply", "divide", "true_divide", "move"):
                    scaled.add(index)
                elif node.name in ELEMENTWISE:
                    return True
        return False

    def _is_output(self, node: Node) -> bool:
        among = ancestors([node], frozenset(self.roots))
        return node.index in self.hot and any(one.name == "product" for one in among.values())

    def _forgets(self, compared: Sequence[Node]) -> str:
        """Say that what outputs depend on is updated, but by no error and by nothing kept."""
        before = ancestors(compared, frozenset())
        behind = hot(self.nodes, [one.index for one in compared])
        kept = {versions[0].node.index for versions in self.kept.values()}
        for label, versions in self.states.items():
            first, last = versions[0].node, versions[-1].node
            made = ancestors([last], frozenset())
            is_sum = last.name in ("add", "subtract", "put") and first.index in made
            if first.index not in before or not is_sum or made.keys() & (kept - {first.index}):
                continue
            by = [at for at in sorted(made) if at in self.hot and at not in before]
            if not made.keys() & behind and by and last.value.size > 1:
                return f"{FORGETS}{last.line} {self.nodes[by[0]].line} {label}"
        return ""

    def _steps(self, compared: Sequence[Node]) -> str:
        """Say that the output goes through a step, if it does."""
        if not compared:
            return ""
        output, _ = losses.output_of(compared[0], self.hot)
        node = output
        while node.parents:
            if node.name in STEPS:
                return f"line {node.line}: {STEP}"
            node = next((one for one in node.parents if one.index in self.hot), node.parents[0])
        return ""

    def _branches(self, compared: Sequence[Node]) -> str:
        """Say that the script goes one way or another by what no error has made, if it does."""
        behind = hot(self.nodes, [one.index for one in compared])
        for node in self.nodes:
            if node.name in STEPS and node.index in self.hot and node.index not in behind:
                return f"line {node.line}: {STEP}"
        return ""
