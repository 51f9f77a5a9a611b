"""The base of all panes: rows of styled text, sizes, views."""
