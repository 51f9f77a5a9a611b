"""What determines every number: data, network, seed, edits; and positions in a run."""
