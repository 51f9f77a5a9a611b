"""Runs without a screen: train, verify, explain."""
