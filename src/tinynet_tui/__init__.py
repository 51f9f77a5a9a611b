"""A three-layer neural network, small enough to read every number of, trained in a terminal."""

__version__ = "0.1.0"
