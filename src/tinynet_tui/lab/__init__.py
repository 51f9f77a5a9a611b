"""The bug lab: scripts of ours with one wrong line each, and how often one has guessed."""
