"""Which arrays of a script are its weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from . import losses
from .found import EARLIER, Found
from .otherwise import is_state
from .recording import Recording, Version
from .rules import LINEAR
from .slopes import ancestors, hot, reached
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
            and any(unmoved(one.node).name != "leaf" for one in versions)  # else it only moved
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
        self.ahead: set[str] = set()
        """The momenta that are added to weights also before the error is taken."""
        self.compared: Sequence[Node] = ()
        """Where outputs are compared with targets."""
        self.losses: Sequence[Node] = ()
        """The single numbers that may be losses of the script's own."""
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
            new = versions[1].node
            if compared and new.index not in behind and is_state(versions[0], new):
                continue  # the neurons' state, which goes on to the next examples
            taken.add(first.index)
            found[label] = versions
        self.ahead = {label for label in found if self._is_momentum(label, found)}
        found = {label: them for label, them in found.items() if label not in self.ahead}
        cut = frozenset(version.node.index for them in found.values() for version in them)
        near = ancestors(compared or ends, cut)
        return {
            label: versions
            for label, versions in found.items()
            if any(version.node.index in near for version in versions)
        }

    def idle(self, errors: Sequence[Node]) -> set[str]:
        """Return the weights that change by errors only through what others have become."""
        numbers = {one.index for one in errors}
        return {
            label
            for label, versions in self.weights.items()
            if all(
                ancestors([new.node], self.cut - {new.node.index}).keys().isdisjoint(numbers)
                for new in versions[1:]
            )
        }

    def _is_momentum(self, label: str, weights: Mapping[str, Sequence[Version]]) -> bool:
        """True for what is only added to another weight, also where the error is taken ahead."""
        own = {version.node.index for version in weights[label][1:]}
        ends = [
            them[-1].node
            for other, them in weights.items()
            if other != label and them[0].shape == weights[label][0].shape
        ]
        waiting, seen = ends, set[int]()
        while waiting:
            node = waiting.pop()
            if node.index in own:
                return True
            parts = [one for one in node.parents if one.value.size == node.value.size]
            others = [one for one in node.parents if one not in parts]
            is_scaled = (
                node.name in ("multiply", "divide")
                and len(parts) == 1
                and not any(one.index in self.hot for one in others)
            )
            if node.index not in seen and (node.name in (*LINEAR, "put", "move") or is_scaled):
                seen.add(node.index)
                waiting += parts
        return False

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

    def _together(self, here: list[Node], old: Version, new: Version) -> list[Node]:
        """Return comparisons with those of other outputs in the same line that other updates use.

        Such are the errors of all examples whose slopes are summed up before an update. A later
        error may depend on the weight's old numbers, too, as by a state of neurons.
        """
        lines = {one.line for one in here}
        outputs = {losses.output_of(one, self.hot)[0].index for one in here}
        ends = [versions[-1].node for versions in self.weights.values()]
        read = ancestors(ends, frozenset())
        every = {one.index: losses.output_of(one, self.hot)[0].index for one in self.compared}
        others = {output for at, output in every.items() if at in read} - outputs
        behind = reached(self.nodes[: new.node.index], old.node.index, self.cut)
        return [
            one
            for one in self.compared
            if one in here
            or (one.line in lines and every[one.index] in others and one.index in behind)
        ]

    def _lost(self, before: Mapping[int, Node], old: Version, new: Version) -> int | None:
        """Return the last line that computes what is lost of errors that go together.

        That is None for an update that goes by all of them, and 0 if there is no such line.
        """
        here = [one for one in self.compared if one.index in before]
        together = self._together(here, old, new)
        if not here or len(together) <= len(here):
            return None
        behind = hot(self.nodes, [one.index for one in together if one not in here])
        used = ancestors([versions[-1].node for versions in self.weights.values()], frozenset())
        lines = {one.line for one in before.values()}
        lost = (
            node.line
            for node in reversed(self.nodes[: new.node.index])
            if node.index in behind and node.index not in used and node.line in lines
        )
        return next(lost, 0)

    def _begun(self, compared: Sequence[Node]) -> Iterator[int]:
        """Yield the later versions of averages of slopes that begin in this iteration.

        They begin by a slope, or are 0 and then keep a part of what they were.
        """
        errors = {one.index for one in compared}
        for versions in self.changed.values():
            first, pairs = versions[0], [*pairwise(versions)]
            by_error = ancestors([first.node], self.cut - errors).keys() & errors
            if first.step and first.shape and by_error and all(_keeps(*pair) for pair in pairs):
                yield from (new.node.index for _, new in pairs)
                continue
            is_new = False
            for old, new in pairs:
                begins = old.step > 0 and not np.any(old.value)
                is_new = (is_new or begins) and _keeps(old, new, part=True)
                if is_new and new.shape:
                    yield new.node.index

    def _single(self) -> list[Node]:
        return [
            node
            for node in self.nodes
            if node.value.size == 1 and node.index in self.hot and node.name not in ("leaf", "put")
        ]


def rounding(old: Version, moved: Array) -> float:
    """Return how far an update is off by rounding, when it is small beside the weight."""
    size = float(np.max(np.abs(np.asarray(old.value, dtype=float)), initial=0.0))
    top = float(np.max(np.abs(moved), initial=0.0))
    epsilon = float(np.finfo(old.node.value.dtype).eps) if old.node.value.dtype.kind == "f" else 0
    return 4 * epsilon * size / top if top else 0.0


def _keeps(before: Version, after: Version, *, part: bool = False) -> bool:
    """True for a sum of an old value and something else; of a `part` of it, or perhaps of it."""
    old, new = before.node, after.node

    def is_kept(node: Node) -> bool:
        factors = [one for one in node.parents if one.value.size > 1] or node.parents
        is_scaled = node.name in ("multiply", "divide", "true_divide")
        is_part = is_scaled and old in map(unmoved, factors)
        return is_part or (not part and unmoved(node) is old)

    new = unmoved(new.parents[1]) if new.name == "put" else unmoved(new)
    return new.name in ("add", "subtract") and any(map(is_kept, new.parents))
