"""The app: from keys to commands, from Frames to the screen."""
