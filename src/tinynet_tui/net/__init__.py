"""The mathematics: the network, its runs and their numbers. Knows nothing of a screen."""
