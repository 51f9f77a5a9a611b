"""The user interface in Textual: the app, its screen, panes, dialogs and keys."""
