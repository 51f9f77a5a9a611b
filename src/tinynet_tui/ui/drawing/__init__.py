"""Small drawings and texts that panes and dialogs share."""
