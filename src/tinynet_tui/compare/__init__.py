"""Two scripts side by side: where their numbers part."""
