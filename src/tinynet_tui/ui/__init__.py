"""Everything Textual: the screen, its panes and the keys."""
