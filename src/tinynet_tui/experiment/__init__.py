"""What fixes every number: data, network, seed, edits; and places in it."""
