"""The app: keys become commands, Frames are shown on the screen."""
