"""What the output depends on as on a weight, but no error updates: biases and drawn matrices."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from . import losses
from .fits import ratio
from .instead import instead
from .recording import Version
from .slopes import ancestors, go_back, hot, values_of
from .tape import Array, Node, unmoved
from .weighed import Weighed

DRAWS = re.compile(r"rand|normal|uniform|gauss")
"""In the name of what draws numbers."""
FEW = 4
"""Of fewer numbers many are multiples by chance."""
NAME = re.compile(r"[^\W\d]\w*")


def never_updated(iteration: Weighed, compared: Sequence[Node]) -> list[dict[str, Any]]:
    """Return what is never updated of all that is added, or multiplied, as weights are."""
    return _Still(iteration, compared).found() if compared else []


class _Still:
    """The arrays that stay as they are in an iteration."""

    def __init__(self, iteration: Weighed, compared: Sequence[Node]) -> None:
        self.all, self.nodes, self.warm = iteration, iteration.nodes, iteration.warm
        self.compared, self.every_compared = compared[0], compared
        self.before = ancestors([self.compared], iteration.cut)
        idle = iteration.idle(compared)
        self.still = {
            versions[0].node.index: (label, versions[0])
            for label, versions in iteration.recording.versions.items()
            if versions[0].step == 0
            and (len(versions) == 1 or label in idle or self._changes(versions, compared))
        }
        behind = hot(self.nodes, [self.compared.index])
        self.back = [
            node for node in self.nodes if node.index in behind and node.index not in self.before
        ]
        self.within = hot(self.nodes, {*iteration.cut, *self.still})
        entropies = [
            losses.cross_entropy(compared[:1], iteration.hot, kind) for kind in losses.MADE
        ]
        self.every = [
            go_back(seeds, iteration.cut, self.within)
            for seeds in (losses.squares(compared[:1]), *entropies)
            if seeds
        ]
        self.slopes = self.every[0] if self.every else {}

    def _changes(self, versions: Sequence[Version], compared: Sequence[Node]) -> bool:
        """True for what arithmetic changes, but nothing that depends on an error."""
        last, first = versions[-1], versions[0]
        made = ancestors([last.node], frozenset())
        sums = any(one.name not in ("leaf", "number", "move", "put") for one in made.values())
        return (
            sums
            and first.node.index in made
            and not any(one.index in made for one in compared)
            and first.shape == last.shape
            and not any(version.is_edited for version in versions)
        )

    def found(self) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for one in [*self._added(), *self._multiplied()]:
            label, version = self.still[one.index]
            size = float(np.max(np.abs(self._slope(one, version)), initial=0.0))
            if version.shape or self._goes_by_output(one):
                told = {"weight": label, "shape": version.shape, "size": size}
                lost, step = self._lost(one)
                found[label] = {**told, "lost": lost, "step": step, "at": 0}
                every, tree = self.all.recording.versions, self.all.recording.tree
                found[label]["instead"] = instead(label, self.all.weights, every, tree)
                last = self.all.recording.versions[label][-1]
                if last.step and self._contrasts(last):
                    del found[label]
                elif last.step:
                    found[label] |= {"at": last.node.line, "lost": 0, "step": last.step}
                    found[label]["made"] = self._made(last)
        return [*found.values()]

    def _contrasts(self, last: Version) -> bool:
        """True for an update by the difference of two that are computed alike, as of correlations.

        So learns a Boltzmann machine.
        """
        made = ancestors([last.node], self.all.cut - {last.node.index})
        pairs = (one.parents for one in made.values() if one.name == "subtract")
        size, others = last.node.value.size, self.within - self.all.cut
        return any(
            all(one.parents and one.value.size == size and one.index in others for one in pair)
            for pair in pairs
        )

    def _made(self, last: Version) -> int:
        """Return the line that computes what an update goes by, which is no slope; 0 if none."""
        made = ancestors([last.node], self.all.cut - {last.node.index})
        forward = ancestors(self.every_compared, self.all.cut)
        lines = (
            made[at].line
            for at in sorted(made)
            if at in self.warm and at not in forward and at not in self.all.cut
        )
        return next(lines, 0)

    def _slope(self, node: Node, version: Version) -> Array:
        return version.part(values_of(self.slopes, node))

    def _added(self) -> list[Node]:
        """Return what is added to what weights give, with the same number in each cell."""
        return [
            one
            for node in self.before.values()
            if node.name == "add"
            for one, other in (node.parents, [*reversed(node.parents)])
            if one.index in self.still
            and other.index in self.warm
            and one.index not in self.warm
            and (
                not np.ptp(one.value.astype(float))
                or self._is_by_itself(one)
                or (self._is_drawn(one) and self._computes(one, {one.index}))
                or self._goes_by_output(one)
            )
        ]

    def _is_by_itself(self, still: Node) -> bool:
        """True for what changes, but not by a weight: by that a layer's state may change."""
        last = self.all.recording.versions[self.still[still.index][0]][-1]
        return bool(last.step) and not ancestors([last.node], frozenset()).keys() & self.all.cut

    def _goes_by_output(self, still: Node) -> bool:
        """True for what changes by a sum, as weights do, of what the network makes of it."""
        versions = self.all.recording.versions[self.still[still.index][0]]
        new = versions[1].node if len(versions) > 1 else still
        made = new.parents[1] if new.name == "put" else new  # a row of it
        if made.name not in ("add", "subtract") or still not in map(unmoved, made.parents):
            return False
        gives = hot(self.nodes, [still.index]) & {*self.before} - {still.index}
        part = ancestors([one for one in made.parents if unmoved(one) is not still], frozenset())
        return new.index not in self.before and bool(gives & {*part})

    def _is_changed(self, still: Node) -> bool:
        return len(self.all.recording.versions[self.still[still.index][0]]) > 1

    def _multiplied(self) -> list[Node]:
        """Return drawn matrices that stand where weights stand in products.

        Before all weights, the script must go back to what they give: without that they may be
        fixed on purpose.
        """
        products = [node for node in self.before.values() if node.name == "product"]
        sides = {
            side
            for node in products
            for side, one in enumerate(node.parents)
            if unmoved(one).index in self.all.cut
        }
        found = []
        for node in products:
            for side in (0, 1):
                one, other = unmoved(node.parents[side]), node.parents[1 - side]
                if one.index not in self.still:
                    continue
                is_later = other.index in self.warm and unmoved(other).index not in self.all.cut
                is_meant = self._is_drawn(one) and (
                    is_later or self._is_changed(one) or self._goes_back(one)
                )
                by_output = self._goes_by_output(one)
                is_drawn = by_output and self._is_drawn(one)
                is_last = by_output and (side in sides or not sides) and self._is_last(node)
                if (side in sides and is_meant) or is_drawn or is_last:
                    found.append(one)
        return found

    def _is_last(self, product: Node) -> bool:
        """True for a product that goes through no weights any more on its way to the output."""
        after = hot(self.nodes, [product.index]) & {*self.before} - {product.index}
        return not any(
            self.nodes[at].name == "product"
            and any(unmoved(one).index in self.all.cut for one in self.nodes[at].parents)
            for at in after
        )

    def _goes_back(self, still: Node) -> bool:
        """True if the script computes the slope of what an array gives before all weights."""
        if min(still.value.shape) < 2:
            return False
        gives = (hot(self.nodes, [still.index]) - self.warm) & {*self.before}
        return self._computes(still, gives)

    def _computes(self, still: Node, gives: set[int]) -> bool:
        """True if the script computes the slope of one of the nodes `gives`."""
        return still.value.size >= FEW and any(
            ratio(node.value, slopes[index]).same and slopes[index].any()
            for slopes in self.every
            for index in gives & {*slopes}
            for node in self.back
            if node.value.shape == slopes[index].shape
        )

    def _lost(self, still: Node) -> tuple[int, int]:
        """Return the line and step that compute an updated array, but do not keep it, or zeros."""
        ends = [one for one in self.every_compared if still not in one.parents]
        forward = ancestors(ends, self.all.cut)  # of the examples that follow, too
        sums = [
            one for one in self.back if one.name in ("add", "subtract") and one.index not in forward
        ]
        return next(((one.line, one.step) for one in sums if still in one.parents), (0, 0))

    def _is_drawn(self, still: Node) -> bool:
        """True for a variable that the text sets to numbers it draws, and the loop only updates."""
        recording, label = self.all.recording, self.still[still.index][0]
        if label in recording.written and not self._is_changed(still):
            return False
        return drawn(recording.tree, label)


def drawn(tree: ast.AST, label: str) -> bool:
    """True for a variable that the text sets to numbers that it draws."""
    names = NAME.findall(label)  # the last one is `w` in `layers[0].w`
    values = [
        value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target, value in _assigned(node)
        if _member(target) == names[-1] and not _reads(value, names[-1])
    ]
    return bool(values) and all(map(_draws, values))


def _reads(value: ast.expr, name: str) -> bool:
    """True for what is computed of a variable of a name, or of a member."""
    return any(
        (isinstance(one, ast.Name) and one.id == name)
        or (isinstance(one, ast.Attribute) and one.attr == name)
        for one in ast.walk(value)
    )


def _assigned(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what an assignment assigns to which target, of `a, b = c, d` each by itself."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def _member(target: ast.expr) -> str:
    """Return the last name in the target of an assignment."""
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
        case ast.Subscript(value=value):
            return _member(value)
    return ""


def _draws(value: ast.expr) -> bool:
    """True for drawn numbers, perhaps multiplied or moved; not for what is chosen by them."""
    nodes = [*ast.walk(value)]
    names = [
        one.func.attr if isinstance(one.func, ast.Attribute) else one.func.id
        for one in nodes
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute | ast.Name)
    ]
    draws = any(DRAWS.search(name) for name in names)
    return draws and not any(isinstance(one, ast.Compare | ast.IfExp) for one in nodes)
