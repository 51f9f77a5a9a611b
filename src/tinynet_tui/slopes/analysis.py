"""What an iteration's updates are beside the slopes of a loss, and where they part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from . import losses
from .begin import CannotError
from .blind import alike, out_of_reach, size_of
from .found import CLASSES, INNER, MIXED, NOT_HERE, NOTHING, Found
from .mixed import mixed_up
from .named_losses import NO_SHARES
from .never import never_updated
from .other_classes import other_classes
from .otherwise import is_of
from .recording import Recording, Version
from .rules import ELEMENTWISE
from .shares import no_shares
from .slopes import ancestors, hot
from .tape import Node, unmoved
from .untrained import Untrained
from .unused import unused
from .updates import Compared

BENDS = {"maximum", "where"}
"""What a loss of margins is computed by: it is 0 on one side."""
LOSS = re.compile(r"loss|cost|hinge|objective", re.IGNORECASE)


def analyse(recording: Recording) -> Found:
    """Compare the updates of an iteration with the slopes of the loss that fits best."""
    try:
        return _Analysis(recording).found()
    except CannotError as cannot:
        return Found(reason=str(cannot))


class _Analysis(Compared, Untrained):
    def found(self) -> Found:
        self.apart: list[tuple[bool, Callable[[], None]]] = []
        compared = self._errors(losses.comparisons(self.nodes, self.hot))
        self.result.enlarged = self.recording.enlarged
        self.result.rates = self.recording.rates
        self.result.compared = sorted({node.line for node in compared})
        self.result.examples = _examples(compared, 0)
        if earlier := self._earlier(compared):
            self.result.wrong = earlier
            return self.result
        fresh = [one for one in compared if not self._is_carried(one)]
        if compared and not fresh:
            self.result.reason = NOT_HERE
            return self.result
        self.compared = compared = fresh
        weights = self._weights(compared)
        if inner := self._inner(compared, weights):
            self.result.wrong = inner
            return self.result
        if not weights or not compared:
            self.result.wrong = self._wrong(compared)
            if self.result.wrong:
                return self.result
        if not weights and compared:
            self.result.wrong = self._forgets(compared)
        if not weights:
            self.result.reason = self._branches(compared) or (NOT_HERE if compared else NOTHING)
            return self.result
        if all(version.is_whole_number for one in weights.values() for version in one[:1]):
            raise CannotError("the weights are whole numbers: they have no slopes")
        ends = ancestors([versions[-1].node for versions in weights.values()], frozenset())
        used = {node.line for node in compared if node.index in ends}  # others are only printed
        self.result.compared = sorted(used) or self.result.compared
        self.weights = self._used(weights, compared)
        self.cut = frozenset(
            version.node.index for versions in self.weights.values() for version in versions
        )
        self.warm = hot(self.nodes, self.cut)
        self.result.compared = self._lines(compared)
        columns = self._in_columns(compared)
        if columns:
            self.result.examples = _examples(compared, 1)
        chosen = [at for index, at in self.recording.tape.chosen if index in self.hot]
        if lines := mixed_up(compared, self.hot, self.cut, columns, chosen):
            self.result.wrong = MIXED + " ".join(map(str, lines))
            return self.result
        self.result.alike = alike(self.weights, 1 if columns else 0, compared)
        self.result.reach = out_of_reach(compared, self.hot)
        self.result.error = size_of(compared)
        if self.recording.loss is not None:
            if self.recording.trouble or not self.recording.losses:
                raise CannotError(self.recording.trouble or "--loss depends on no weight")
            self._try(losses.GIVEN, compared)
        else:
            named = self.recording.kinds
            self.losses = [one for one in self._own() if self._goes_down(one, compared)]
            self.result.named = bool(named)
            for kind in named or (losses.SQUARES, losses.BINARY, losses.SOFTMAX):
                self._try(kind, compared)
            if not named and not any(
                all(one.follows for one in them) for them in self.result.tried
            ):
                for node in self._own():
                    self.result.takes_logs |= self._takes_logs(node)
                    self._try(losses.OWN, [], node, keeps=self._goes_down(node, compared))
            if not named and not any(one.follows for them in self.result.tried for one in them):
                self._try(losses.POISSON, compared, keeps=False)
                for node in losses.of_error(self.nodes, compared, self.warm):
                    self._try(losses.OF_ERROR, compared, node, keeps=False)
        if all(lines := other_classes(compared, self._own(), self.cut, self.hot)):
            self.result.wrong = f"{CLASSES}{lines[0]} {lines[1]}"
            return self.result
        if not any(all(one.follows for one in them) for them in self.result.tried):
            some = any(follows for follows, _ in self.apart)
            for follows, note in self.apart:
                if follows or not some:
                    note()
        if not any(one.follows for them in self.result.tried for one in them):
            self.result.shares = no_shares(compared, self.hot)
        if not self.result.tried:
            reason = NO_SHARES if losses.BINARY in self.recording.kinds else ""
            reason = reason or self._steps(compared) or self._branches(compared) or self.reason
            raise CannotError(reason or "no error of the script is compared with targets")
        flat = all(not one.size for them in self.result.tried for one in them)
        if flat and (step := self._steps(compared)):
            raise CannotError(step)
        if not self.recording.is_short:
            self.result.never = never_updated(self, compared)
        self.result.unused = [*unused(self.recording.tree, self.nodes, compared, [*ends.values()])]
        return self.result

    def _try(
        self, kind: str, compared: Sequence[Node], node: Node | None = None, *, keeps: bool = True
    ) -> None:
        """Compare all updates with the slopes of a loss, if that can be.

        Without `keeps`, it counts only if one of them follows.
        """
        try:
            found = self._updates(kind, compared, node)
            follows = any(one.follows for one in found)
            if keeps or follows:
                self.result.tried.append(found)
                self.apart += [(follows, note) for note in self.unparted]
        except CannotError as cannot:
            self.reason = self.reason or str(cannot)

    def _errors(self, compared: Sequence[Node]) -> list[Node]:
        """Leave out differences from which an output is computed that is compared itself.

        So is `a - w * x`, of which `y` is subtracted then.
        """
        read = {one.index for node in self.nodes for one in node.parents}
        states = [them for them in self.kept.values() if them[0].node.index in read]
        updated = {one.node.index for them in states for one in them[1:]}
        ends = ancestors([them[-1].node for them in states], frozenset())
        used = [one for one in compared if one.index in ends.keys() - updated]
        outputs = [
            output
            for output, targets in (losses.output_of(one, self.hot) for one in used)
            if targets.value.size > 1 and targets.value.size == output.value.size
        ]
        forward = ancestors(outputs, frozenset(self.roots | updated)).keys() - updated
        every = {one.index for one in compared}

        def is_limit(one: Node) -> bool:
            """True for what takes a number off a step, as where small weights become 0."""
            output, number = losses.output_of(one, self.hot)
            if number.value.size > 1 or output.value.size == 1:
                return False
            return bool(ancestors([output], frozenset(self.roots | updated)).keys() & every)

        written = {
            unmoved(node.parents[1]).index: node.parents[0]
            for node in self.nodes
            if node.name == "put"
        }

        def is_update(one: Node) -> bool:
            """True for what is written back into what something is subtracted from."""
            whole = written.get(one.index)
            output = unmoved(losses.output_of(one, self.hot)[0])
            return one.name == "subtract" and whole is not None and is_of(whole, output)

        return [
            one for one in compared if not (one.index in forward or is_limit(one) or is_update(one))
        ]

    def _inner(self, compared: Sequence[Node], weights: Mapping[str, Sequence[Version]]) -> str:
        """Say that updates go by two errors, one of them before the output's function.

        So is `z - y` beside `sigmoid(z) - y`.
        """
        ends = [versions[-1].node for versions in weights.values()]
        used = ancestors(ends, frozenset())
        errors = [one for one in compared if one.index in used]
        pairs = [(one, *losses.output_of(one, self.hot)) for one in errors]
        for one, output, targets in pairs:
            for other, later, others in pairs:
                if unmoved(targets) is unmoved(others) and _made_of(later, output):
                    return f"{INNER}{one.line} {other.line}"
        return ""

    def _is_carried(self, comparison: Node) -> bool:
        """True if the output that is compared was computed in the iteration before."""
        return unmoved(losses.output_of(comparison, self.hot)[0]).index in self.carried

    def _lines(self, compared: Sequence[Node]) -> list[int]:
        """Return the lines of the comparisons, of those that updates depend on if there are any."""
        ends = [versions[-1].node for versions in self.weights.values()]
        before = ancestors(ends, frozenset())
        used = [one for one in compared if one.index in before]
        return sorted({node.line for node in used or compared})

    def _in_columns(self, compared: Sequence[Node]) -> bool:
        """True if the weights stand before what they multiply: each column is an example."""
        products = [one for one in ancestors(compared, self.cut).values() if one.name == "product"]
        sides = [
            side
            for node in products
            for side, one in enumerate(node.parents)
            if unmoved(one).index in self.cut
        ]
        return bool(sides) and not any(sides)

    def _own(self) -> list[Node]:
        """Return what may be a loss: no output alone, and no part of an update."""
        first = next(iter(self.weights.values()))[0].node
        ends = [versions[-1].node for versions in self.weights.values()]
        parts = ancestors(ends, frozenset()).keys()
        errors = {node.index for node in self.compared}
        return [
            one
            for one in losses.own(self.nodes, self.warm, first)
            if one.index not in parts and (not errors or self._compares(one, errors))
        ]

    def _compares(self, node: Node, errors: set[int]) -> bool:
        """True for what depends on a comparison with targets, or on the logarithm of an output."""
        among = ancestors([node], self.cut)
        return bool(among.keys() & errors) or any(one.name == "log" for one in among.values())

    def _takes_logs(self, node: Node) -> bool:
        """True for a cross-entropy: it takes the logarithm of what depends on weights."""
        logs = [one for one in ancestors([node], self.cut).values() if one.name == "log"]
        return any(one.index in self.warm for one in logs)

    def _is_called_loss(self, node: Node) -> bool:
        """True for what a variable holds that is called a loss."""
        every = self.recording.versions.items()
        return any(LOSS.search(name) and one.node is node for name, them in every for one in them)

    def _goes_down(self, node: Node, compared: Sequence[Node]) -> bool:
        """True for a number that may be meant as the loss, also where no update follows it.

        It is computed with the targets, not by absolute errors, which are only printed as a rule.
        """
        among = ancestors([node], self.cut)
        behind = hot(self.nodes, [one.index for one in compared])
        if not compared and any(one.name == "log" for one in among.values()):
            return True  # a cross-entropy that takes the outputs of the right classes
        if not compared and any(one.name in BENDS for one in among.values()):
            return self._is_called_loss(node)  # of margins, as that of support vectors
        return any(
            losses.output_of(one, self.hot)[1].index in among for one in compared
        ) and not any(one.name == "absolute" for at, one in among.items() if at in behind)


def _made_of(output: Node, inner: Node) -> bool:
    """True for an output that functions make of another one, each number of one number."""
    while output.name in ELEMENTWISE:
        hot_ones = [one for one in output.parents if one.value.shape == inner.value.shape]
        if inner in hot_ones:
            return True
        if len(hot_ones) != 1:
            return False
        output = hot_ones[0]
    return False


def _examples(compared: Sequence[Node], axis: int) -> int:
    """Return how many examples the errors have along an axis; 0 if they have no such axis."""
    counts = {node.value.shape[axis] for node in compared if node.value.ndim > axis}
    return counts.pop() if len(counts) == 1 else 0
