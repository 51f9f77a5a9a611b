"""Small drawings and texts that several panes and dialogs use."""
