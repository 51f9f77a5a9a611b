"""What mattered most for a number, one hop after the other."""
