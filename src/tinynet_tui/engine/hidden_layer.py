"""The layer before a script's output, as its own lines make it of other inputs.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy import add, array_equal, asarray, broadcast_to, float64, full, matrix, negative, subtract

from .followed import Made, after, follow, wrapped
from .refusal import No

MOST_NEURONS = 1024
NOTHING = full((0, 0), 0.0)
MANY = "more than one matrix product leads to {}"
NO_PRODUCT = "no matrix product can be seen to lead to {}"
NO_HIDDEN = "the inputs lead straight to {}"
"""Why a layer is not found; the output's name is put in."""


class HiddenLayer:
    """What the last product on the way to the output takes: neurons' outputs, and weights."""

    def __init__(self, spaces: Sequence[dict[str, Any]], output: str, outputs: int) -> None:
        """Look for the way to the output of a name, with so many outputs for each example."""
        self.rows: Any = NOTHING
        """The neurons' outputs for the rows of inputs that were run last, (rows, hidden)."""
        self.weights: Any = NOTHING
        """(hidden, outputs)"""
        self.bias: Any = NOTHING
        """What is added to the sums, (1, outputs); (0, 0) if nothing is."""
        self._output, self._outputs = output, outputs
        follow(spaces)

    def input(self, value: Any) -> Any:
        """Return an input from which the way is followed."""
        if isinstance(value, matrix):
            raise No("a np.matrix cannot be followed through the script's lines")
        return wrapped(asarray(value), Made())

    def take(self, output: Any) -> None:
        """Find the layer from which an output was made."""
        made = after(None, [output])
        path = [] if made is None else [*made.walk()]
        products = [one for one in path if one.is_product]
        if len(products) != 1 or len(products[0].of) != 1:
            raise No((MANY if products else NO_PRODUCT).format(self._output))
        (product,) = products
        left, right = product.values
        turned = product.sides[1]
        if turned:  # each example is a column
            left, right = _turned(right), left.T
        elif left.ndim == 3:
            left = left[:, 0]
        rows, weights = left.reshape(-1, left.shape[-1]), right.reshape(len(right), -1)
        if weights.shape != (rows.shape[1], self._outputs):
            raise No(NO_PRODUCT.format(self._output))
        if not any(one.is_product for one in product.of[0].walk()):
            raise No(NO_HIDDEN.format(self._output))
        if len(weights) > MOST_NEURONS:
            raise No(f"{len(weights):,} hidden neurons are too many")
        self.weights, self.bias = asarray(weights, float64), NOTHING
        self.bias = self._bias(path, product, turned=turned)
        # In exp(-l1 @ w) the minus belongs to the sum.
        turns = product.of[0].by is negative and not self.bias.size
        self.rows = asarray(-rows if turns else rows, float64)

    def _bias(self, path: Sequence[Made], product: Made, *, turned: bool) -> Any:
        """Return what is added to the product next."""
        for one in path:
            if one.by not in (add, subtract) or one.of != (product,):
                continue
            if one.by is subtract and one.sides[1]:
                break
            added = asarray(one.values[one.sides.index(False)], float64)
            shape = one.values[one.sides.index(True)].shape
            added = broadcast_to(added, shape) if added.ndim <= len(shape) else added
            if turned and added.ndim > 1:
                added = _turned(added)
            added = added.reshape(-1, self.weights.shape[1])
            if not array_equal(added, broadcast_to(added[:1], added.shape)):
                raise No(f"what is added to the sums of {self._output} is not the same everywhere")
            return added[:1] if one.by is add else -added[:1]
        return NOTHING


def _turned(columns: Any) -> Any:
    """Return examples that are columns as rows."""
    return columns[:, :, 0] if columns.ndim == 3 else columns.T
