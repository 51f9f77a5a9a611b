"""What happens in a run, found and kept."""
