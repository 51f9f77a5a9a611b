"""The same runs without a screen: train, verify, explain."""
