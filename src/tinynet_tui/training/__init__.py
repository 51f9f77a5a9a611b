"""Trains an experiment fast, with the edits made on the way."""
