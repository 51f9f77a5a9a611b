"""What determines every number: data, network, seed, edits; and places in a run."""
