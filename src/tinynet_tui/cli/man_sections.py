"""What the manual page says besides the commands and their options."""

from __future__ import annotations

SUMMARY = "watch a small neural network learn"

DESCRIPTION = (
    "The network has three layers. One iteration of its training is a script of nine lines, and "
    "the screen shows the value of every variable after each line. For the number under the "
    "cursor it shows the arithmetic that made it. The run goes forwards and backwards, a line or "
    "thousands of iterations at a time, and you can edit its inputs, targets and weights.",
    "An experiment is the data, the number of hidden neurons, the learning rate, the seed and the "
    "edits. The same experiment always gives the same numbers.",
)

ENDING: dict[str, tuple[tuple[str, str], ...]] = {
    "FILES": (
        ("", "These are the paths on Linux; other systems have folders of their own."),
        (
            "~/.config/tinynet-tui/settings.toml",
            "Your settings: colours, keys, digits, updates per second. They are optional. "
            "`tinynet-tui settings` prints where the file is on your system.",
        ),
        (
            "~/.local/state/tinynet-tui/left.json",
            "The last session, for --resume. It is written when the trainer ends.",
        ),
        (
            "~/.local/state/tinynet-tui/lab.json",
            "What you have found in the bug lab, with how many guesses and hints.",
        ),
    ),
    "ENVIRONMENT": (
        ("TERM", "The kind of terminal. A terminal that cannot be drawn on is refused."),
        ("COLORTERM", "truecolor if the terminal has more than 256 colours."),
        ("NO_COLOR", "If it is set to anything, no colours are used."),
        (
            "LC_ALL, LC_CTYPE, LANG",
            "The locale. If it is not UTF-8, everything is drawn with ASCII characters.",
        ),
        (
            "TEXTUAL_DRIVER",
            "Another driver of Textual's, as MODULE:CLASS. Textual then draws by itself.",
        ),
        ("TMUX", "If it is set, y copies through a buffer of tmux."),
        (
            "SSH_CONNECTION",
            "If it is set and --fps is not, fewer updates are sent over a slow line.",
        ),
        (
            "XDG_CONFIG_HOME, XDG_STATE_HOME",
            "The folders to use instead of ~/.config and ~/.local/state.",
        ),
    ),
    "EXIT STATUS": (
        ("0", "Everything went well."),
        (
            "1",
            "verify found a different number, compare a difference between two scripts, check an "
            "update that does not follow the slope, settings or lecture --check a mistake, or the "
            "results could not be written.",
        ),
        (
            "2",
            "An option, a command or a file is wrong, there is no terminal, or check or "
            "compare cannot say anything.",
        ),
        ("128 + N", "The program was ended by signal N."),
    ),
    "SEE ALSO": (
        ("", "python3(1), ssh(1), tmux(1)"),
        (
            "",
            'The video "Build a Neural Net in 4 Minutes" by Siraj Raval, '
            "https://www.youtube.com/watch?v=h3l4qz76JhQ",
        ),
        (
            "",
            '"A Neural Network in 11 lines of Python" by iamtrask, '
            "https://iamtrask.github.io/2015/07/12/basic-python-network/",
        ),
    ),
}
"""The last sections: names and what they mean; without a name it is a paragraph."""
