"""What an iteration's updates are beside the slopes of a loss, and where they part."""

from __future__ import annotations

from collections.abc import Sequence

from . import losses
from .begin import CannotError
from .found import NOT_HERE, NOTHING, Found
from .never import never_updated
from .recording import Recording
from .shares import no_shares
from .slopes import ancestors, hot
from .tape import Node
from .updates import Compared


def analyse(recording: Recording) -> Found:
    """Compare the updates of an iteration with the slopes of the loss that fits best."""
    try:
        return _Analysis(recording).found()
    except CannotError as cannot:
        return Found(reason=str(cannot))


class _Analysis(Compared):
    def found(self) -> Found:
        compared = losses.comparisons(self.nodes, self.hot)
        self.result.compared = sorted({node.line for node in compared})
        rows = {node.value.shape[0] for node in compared if node.value.ndim}
        self.result.examples = rows.pop() if len(rows) == 1 else 0
        if earlier := self._earlier(compared):
            self.result.wrong = earlier
            return self.result
        weights = self._weights(compared)
        if not weights or not compared:
            self.result.wrong = self._wrong(compared)
            if self.result.wrong:
                return self.result
        if not weights:
            self.result.reason = self._branches(compared) or (NOT_HERE if compared else NOTHING)
            return self.result
        if all(version.is_whole_number for one in weights.values() for version in one[:1]):
            raise CannotError("the weights are whole numbers: they have no slopes")
        self.weights = self._used(weights, compared)
        self.cut = frozenset(
            version.node.index for versions in self.weights.values() for version in versions
        )
        self.warm = hot(self.nodes, self.cut)
        if self.recording.loss is not None:
            if self.recording.trouble or not self.recording.losses:
                raise CannotError(self.recording.trouble or "--loss depends on no weight")
            self._try(losses.GIVEN, compared)
        else:
            for kind in (losses.SQUARES, losses.BINARY, losses.SOFTMAX):
                self._try(kind, compared)
            if not any(all(one.follows for one in them) for them in self.result.tried):
                for node in self._own():
                    self._try(losses.OWN, [], node, keeps=self._goes_down(node, compared))
            if not any(one.follows for them in self.result.tried for one in them):
                for node in losses.of_error(self.nodes, compared, self.warm):
                    self._try(losses.OF_ERROR, compared, node, keeps=False)
        if not any(one.follows for them in self.result.tried for one in them):
            self.result.shares = no_shares(compared, self.hot)
        if not self.result.tried:
            reason = self._steps(compared) or self._branches(compared) or self.reason
            raise CannotError(reason or "no error of the script is compared with targets")
        flat = all(not one.size for them in self.result.tried for one in them)
        if flat and (step := self._steps(compared)):
            raise CannotError(step)
        self.result.never = never_updated(self, compared)
        return self.result

    def _try(
        self, kind: str, compared: Sequence[Node], node: Node | None = None, *, keeps: bool = True
    ) -> None:
        """Compare all updates with the slopes of a loss, if that can be.

        Without `keeps`, it counts only if one of them follows.
        """
        try:
            found = self._updates(kind, compared, node)
            if keeps or any(one.follows for one in found):
                self.result.tried.append(found)
        except CannotError as cannot:
            self.reason = self.reason or str(cannot)

    def _own(self) -> list[Node]:
        """Return the numbers that may be losses: no weight is computed with them."""
        first = next(iter(self.weights.values()))[0].node
        ends = [versions[-1].node for versions in self.weights.values()]
        used = ancestors(ends, frozenset())
        return [one for one in losses.own(self.nodes, self.warm, first) if one.index not in used]

    def _goes_down(self, node: Node, compared: Sequence[Node]) -> bool:
        """True for a number that may be meant as the loss, also where no update follows it.

        It is computed with the targets, not by absolute errors, which are only printed as a rule.
        """
        among = ancestors([node], self.cut)
        behind = hot(self.nodes, [one.index for one in compared])
        if not compared and any(one.name == "log" for one in among.values()):
            return True  # a cross-entropy that takes the outputs of the right classes
        return any(
            losses.output_of(one, self.hot)[1].index in among for one in compared
        ) and not any(one.name == "absolute" for at, one in among.items() if at in behind)
