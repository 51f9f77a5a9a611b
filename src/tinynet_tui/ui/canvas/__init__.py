"""What panes are made of: rows of styled runs, sizes, views."""
