"""A Python file with a training loop: its text, its loop, and the process that runs it."""
