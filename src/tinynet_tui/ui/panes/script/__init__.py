"""The panes of a script of the user."""
