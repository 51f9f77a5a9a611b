"""What leaves the program: command, script, CSV, JSON, last session."""
