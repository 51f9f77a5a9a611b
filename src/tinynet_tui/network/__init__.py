"""The mathematics: scripts, activations, first weights, loss, dimensions."""
