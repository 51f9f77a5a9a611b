"""The main screen: its panes, the cursor, the focus."""
