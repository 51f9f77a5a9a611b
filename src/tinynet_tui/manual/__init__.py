"""The manual: its pages, as Markdown files."""
