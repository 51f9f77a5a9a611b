"""Where a number of any script comes from: a rule for each kind of expression."""
