"""Where the sockets of classes lie, and whose they are."""

DEFAULT = "class"
"""The name of a class to which the lecturer gives none."""
