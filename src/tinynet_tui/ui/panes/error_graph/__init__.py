"""The error curve and the events under it."""
