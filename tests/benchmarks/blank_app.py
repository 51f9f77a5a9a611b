"""A Textual app that shows one word, to measure the start of Textual alone."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BlankApp(App[None]):
    """Shows a word."""

    def compose(self) -> ComposeResult:
        yield Static("blank")


if __name__ == "__main__":
    BlankApp().run()
