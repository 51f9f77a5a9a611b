"""The network: this is the code that the screen shows, written to be read aloud.

A script is a generator that computes one iteration and stops after every line, as a debugger
would. The steps, their order and their operands are read from its text.
"""

from __future__ import annotations

from collections.abc import Iterator

from .activations import sigmoid, slope
from .array import Array
from .script import Script


def three_layers(X: Array, y: Array, syn0: Array, syn1: Array, alpha: float) -> Iterator[Array]:
    """One iteration of the video's network, stopping after each of its nine steps.

    X is (examples, inputs), y (examples, outputs), syn0 (inputs, hidden), syn1 (hidden, outputs);
    both synapses are changed in place, and only after both deltas are known.
    """
    l0 = X
    yield l0
    l1 = sigmoid(l0 @ syn0)
    yield l1
    l2 = sigmoid(l1 @ syn1)
    yield l2
    l2_error = y - l2
    yield l2_error
    l2_delta = l2_error * slope(l2)
    yield l2_delta
    l1_error = l2_delta @ syn1.T
    yield l1_error
    l1_delta = l1_error * slope(l1)
    yield l1_delta
    syn1 += alpha * l1.T @ l2_delta
    yield syn1
    syn0 += alpha * l0.T @ l1_delta
    yield syn0


def two_layers(X: Array, y: Array, syn0: Array, alpha: float) -> Iterator[Array]:
    """One iteration of the article's network without a hidden layer, in five steps.

    X is (examples, inputs), y (examples, outputs), syn0 (inputs, outputs), changed in place.
    """
    l0 = X
    yield l0
    l1 = sigmoid(l0 @ syn0)
    yield l1
    l1_error = y - l1
    yield l1_error
    l1_delta = l1_error * slope(l1)
    yield l1_delta
    syn0 += alpha * l0.T @ l1_delta
    yield syn0


THREE_LAYERS = Script(three_layers, weights=("syn0", "syn1"))
TWO_LAYERS = Script(two_layers, weights=("syn0",))


def script_for(hidden: int) -> Script:
    """Return the script for a number of hidden neurons; for 0, the article's two layers."""
    return THREE_LAYERS if hidden else TWO_LAYERS
