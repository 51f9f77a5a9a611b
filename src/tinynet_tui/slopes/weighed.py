"""Which arrays of a script are its weights, and what is wrong where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from . import losses
from .found import ADDED, CONSTANT, EARLIER, FORGETS, NO_UPDATE, STEP, Found
from .recording import Recording, Version
from .rules import ELEMENTWISE, LINEAR, STEPS
from .slopes import ancestors, hot
from .tape import Array, Node, unmoved


class Weighed:
    """A recorded iteration, and its weights."""

    def __init__(self, recording: Recording) -> None:
        self.recording, self.reason = recording, ""
        self.nodes = recording.tape.nodes
        self.changed = {
            label: versions for label, versions in recording.versions.items() if len(versions) > 1
        }
        floats = {
            label: versions
            for label, versions in self.changed.items()
            if versions[0].step == 0
            and versions[0].node.name == "leaf"
            and any(one.node.name != "leaf" for one in versions)  # else it only moved in a list
        }
        self.roots = {versions[0].node.index for versions in floats.values()}
        self.hot = hot(self.nodes, self.roots)
        read = {one.index for node in self.nodes for one in node.parents}
        self.kept = floats
        self.states = {
            label: versions
            for label, versions in floats.items()
            if versions[0].node.index in read and versions[0].shape
        }
        """What is read before it is written, and written."""
        self.carried = {*self._carried()}
        self.weights: dict[str, list[Version]] = {}
        """What the output depends on and what changes by the error."""
        self.compared: Sequence[Node] = ()
        """Where outputs are compared with targets."""
        self.cut: frozenset[int] = frozenset()
        """The weights' nodes, beyond which no slope goes back."""
        self.warm: set[int] = set()
        self.result = Found(steps=recording.lines, first=recording.first, whole=recording.whole)

    def _carried(self) -> Iterator[int]:
        """Yield the numbers of what an iteration only takes over, and then computes anew.

        Such is an output that is computed at the end of the loop's body for the next iteration.
        """
        updated = {
            one.node.index
            for versions in self.kept.values()
            for one in versions[1:]
            if versions[0].node.index in ancestors([one.node], frozenset())
        }
        for first, new, *_ in self.kept.values():
            made = ancestors([new.node], frozenset(updated - {new.node.index}))
            is_sum = new.node.name in ("add", "subtract", "put", "move", "leaf")
            if first.node.index not in made and made.keys() & updated and not is_sum:
                yield first.node.index

    def _weights(self, compared: Sequence[Node]) -> dict[str, list[Version]]:
        """Return what the output depends on and what changes by the error."""
        ends = [compared[0]] if compared else [*self._single()]
        before = ancestors(ends, frozenset())
        seeds = [one.index for one in compared] or [one.index for one in ends]
        behind = hot(self.nodes, seeds)
        found: dict[str, list[Version]] = {}
        taken: set[int] = set()
        for label, versions in self.kept.items():
            first, last = versions[0].node, versions[-1].node
            if first.index in taken | self.carried or first.index not in before:
                continue
            if compared and last.index not in behind:
                continue
            if not compared and last.index not in self.hot:
                continue
            if any(version.node.index in seeds for version in versions):
                continue  # an error that is kept
            taken.add(first.index)
            found[label] = versions
        cut = frozenset(version.node.index for them in found.values() for version in them)
        near = ancestors(compared or ends, cut)
        return {
            label: versions
            for label, versions in found.items()
            if any(version.node.index in near for version in versions)
        }

    def _used(
        self, weights: dict[str, list[Version]], compared: Sequence[Node]
    ) -> dict[str, list[Version]]:
        """Leave out versions on which no error depends: an update may take several steps."""
        cut = frozenset(version.node.index for them in weights.values() for version in them)
        used = {*ancestors(compared, cut)} if compared else cut
        return {
            label: [
                *them[:1],
                *[
                    version
                    for version, after in pairwise(them[1:])
                    if version.node.index in used or version.is_edited or after.is_edited
                ],
                them[-1],
            ]
            for label, them in weights.items()
        }

    def _earlier(self, compared: Sequence[Node]) -> str:
        """Return what is wrong where an output is compared that an earlier iteration computed.

        It was computed from weights that have been updated since, and is no factor itself.
        """
        updated = {one.node.index for versions in self.kept.values() for one in versions[1:]}
        products = [one for node in self.nodes if node.name == "product" for one in node.parents]
        factors = {unmoved(one).index for one in products}
        for node in compared:
            output = unmoved(losses.output_of(node, self.hot)[0])
            if output.index in factors or node.value.size != output.value.size:
                continue
            for label, (first, *_, last) in self.kept.items():
                if first.node is not output:
                    continue
                made = {*ancestors([last.node], frozenset(updated - {last.node.index}))}
                if output.index not in made and made & self.roots:
                    return f"{EARLIER}{node.line} {label}"
        return ""

    def _together(self, here: list[Node], old: Version) -> list[Node]:
        """Return comparisons with those of other outputs in the same line that other updates use.

        Such are the errors of all examples whose slopes are summed up before an update.
        """
        lines = {one.line for one in here}
        outputs = {losses.output_of(one, self.hot)[0].index for one in here}
        ends = [versions[-1].node for versions in self.weights.values()]
        used = ancestors(ends, frozenset())
        return [
            one
            for one in self.compared
            if one in here
            or (
                one.line in lines
                and losses.output_of(one, self.hot)[0].index not in outputs
                and one.index in used
                and old.node.index in ancestors([one], self.cut)
            )
        ]

    def _loses(self, before: Mapping[int, Node], old: Version) -> bool:
        """True if an update goes by some only of the errors that go together."""
        here = [one for one in self.compared if one.index in before]
        return bool(here) and len(self._together(here, old)) > len(here)

    def _single(self) -> list[Node]:
        return [
            node
            for node in self.nodes
            if node.value.size == 1 and node.index in self.hot and node.name not in ("leaf", "put")
        ]

    def _wrong(self, compared: Sequence[Node]) -> str:
        """Say what is wrong where nothing is trained by an error of the iteration."""
        trained = self.states
        if not trained:
            products = any(node.name == "product" for node in self.nodes)
            return NO_UPDATE if products and not compared and not self.recording.others else ""
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
                ):
                    return f"{CONSTANT}{node.line}"
        return ""

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
                    if is_given and is_output and not self._goes_on(node, made[0], before):
                        return node.line
        return 0

    def _goes_on(self, total: Node, made: Node, before: Mapping[int, Node]) -> bool:
        """True for a sum that a function is taken of, or whose part two states make."""
        states = {one.node.index for versions in self.states.values() for one in versions}
        factors = {unmoved(one).index for one in unmoved(made).parents}
        if unmoved(made).name == "product" and factors <= states:
            return True
        scaled = {total.index}
        for index in sorted(at for at in before if at > total.index):
            node = before[index]
            if any(one.index in scaled for one in node.parents):
                if node.name in (*LINEAR, "multiply", "divide", "true_divide", "move"):
                    scaled.add(index)
                elif node.name in ELEMENTWISE:
                    return True
        return False

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


def rounding(old: Version, moved: Array) -> float:
    """Return how far an update is off by rounding, when it is small beside the weight."""
    size = float(np.max(np.abs(np.asarray(old.value, dtype=float)), initial=0.0))
    top = float(np.max(np.abs(moved), initial=0.0))
    epsilon = float(np.finfo(old.node.value.dtype).eps) if old.node.value.dtype.kind == "f" else 0
    return 4 * epsilon * size / top if top else 0.0
