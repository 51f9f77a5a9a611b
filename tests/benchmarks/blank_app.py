"""A Textual app with nothing in it but a word: what starting Textual costs by itself."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BlankApp(App[None]):
    """Shows a word."""

    def compose(self) -> ComposeResult:
        """Put it there."""
        yield Static("blank")


if __name__ == "__main__":
    BlankApp().run()
